"""The service, as people start it."""

import collections
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from urllib3 import BaseHTTPResponse, PoolManager

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

TOKEN = "geheim-token"


class Service:
    """A running service and a client of it."""

    def __init__(self, store: Path, *options: str) -> None:
        command = [sys.executable, "-m", "beleidsgraaf", "serve", str(store), "--port", "0", "--lang", "en", *options]
        environment = {**os.environ, "BELEIDSGRAAF_TOKEN": TOKEN, "COLUMNS": "200"}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        assert self.process.stderr is not None
        lines: queue.Queue[str] = queue.Queue()
        stream = self.process.stderr
        threading.Thread(target=lambda: collections.deque(map(lines.put, stream), maxlen=0), daemon=True).start()
        line = lines.get(timeout=60)
        assert " is at " in line, line
        self.address = line.partition(" is at ")[2].partition(" ")[0]
        self._pool = PoolManager(retries=False)

    def ask(
        self, method: str, path: str, *, accept: str = "*/*", body: bytes | None = None, type: str | None = None,
        token: str | None = None, headers: Mapping[str, str] | None = None, fields: list[tuple[str, str]] | None = None,
    ) -> BaseHTTPResponse:  # fmt: skip
        sent = {"Accept": accept, **(headers or {})}
        if type:
            sent["Content-Type"] = type
        if token:
            sent["Authorization"] = f"Bearer {token}"
        url = self.address + path.lstrip("/")
        if fields and method == "POST":
            return self._pool.request(method, url, fields=fields, headers=sent, encode_multipart=False)
        return self._pool.request(method, url, fields=fields, body=body, headers=sent)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def example(folder: Path) -> Path:
    from beleidsgraaf.graph import PolicyGraph
    from beleidsgraaf.graph.example import example_extractions

    with PolicyGraph.open(folder) as graph:
        for extraction in example_extractions():
            graph.add(extraction)
    return folder


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service of the example that only reads."""
    service = Service(example(tmp_path_factory.mktemp("graph") / "store"), "--timeout", "5", "--max-answer", "1")
    yield service
    assert service.stop() == 0


@pytest.fixture(scope="session")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that may be written, without data at first."""
    service = Service(tmp_path_factory.mktemp("graph") / "store", "--writable", "--cors", "https://site.example")
    yield service
    assert service.stop() == 0
