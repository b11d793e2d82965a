"""A build with a Dask cluster gives what a build without gives, also when workers die."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from beleidsgraaf.graph.spool import Spool
from beleidsgraaf.graph.store import open_store
from beleidsgraaf.ontology import StoreBusyError

from .conftest import Run

distributed: Any = pytest.importorskip("distributed")

DOCUMENTS = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, memory_limit=0, silence_logs=50
    ) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brieven")
    for number in range(DOCUMENTS):
        town = ("Assen", "Emmen", "Groningen")[number % 3]
        sentence = f"De gemeente {town} neemt deel aan het Klimaatakkoord, zegt brief {number}. "
        (folder / f"{number:02}.txt").write_text(sentence * 80, encoding="utf-8")
    (folder / "a.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    from beleidsgraaf.app import main

    store = tmp_path_factory.mktemp("alone") / "store"
    assert main(["build", str(folder), "--into", str(store), "--quiet"]) == 1
    return quads(store)


def quads(store: Path) -> list[str]:
    with open_store(store, read_only=True) as opened:
        return sorted(map(str, opened.quads()))


def test_nothing_is_lost_or_doubled_when_a_worker_is_killed(
    run: Run, cluster: Any, folder: Path, expected: list[str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    victims = [worker.pid for worker in cluster.workers.values()]

    def kill() -> None:
        parts = tmp_path / "store.parts"
        while not (parts.is_dir() and any(p.stat().st_size for p in parts.glob("*.nq.open"))):
            time.sleep(0.02)
        os.kill(victims[0], signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    done = run("build", folder, "--into", store, "--dask", cluster.scheduler_address)
    killer.join(timeout=1)
    assert not killer.is_alive()
    assert f"{DOCUMENTS} documents added" in done.out
    assert "a.pdf" in done.err
    assert done.code == 1
    assert quads(store) == expected
    assert [p.name for p in tmp_path.iterdir()] == ["store"]
    again = run("build", folder, "--into", store, "--dask", cluster.scheduler_address)
    assert f"{DOCUMENTS} unchanged" in again.out
    assert quads(store) == expected


def test_a_store_with_documents_is_changed_document_by_document(
    run: Run, cluster: Any, folder: Path, expected: list[str], tmp_path: Path
) -> None:
    store = tmp_path / "store.nq"
    first = tmp_path / "00.txt"
    first.write_text("De gemeente Zwolle doet mee.", encoding="utf-8")
    run("build", first, "--into", store)
    done = run("build", folder, "--into", store, "--dask", cluster.scheduler_address)
    assert f"{DOCUMENTS} documents added" in done.out
    known = [q for q in quads(store) if "/id/registers>" not in q.rpartition(" ")[2]]
    assert known == [q for q in expected if "/id/registers>" not in q.rpartition(" ")[2]]


def test_no_scheduler_is_said_in_one_line(
    run: Run, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beleidsgraaf.cluster.PATIENCE", 0.5)
    done = run("build", letters, "--into", tmp_path / "store", "--dask", "tcp://127.0.0.1:9")
    assert done.code == 2
    assert done.err.startswith("error: tcp://127.0.0.1:9: no Dask scheduler answers there")
    assert done.err.count("\n") == 1


def test_another_release_is_refused(
    run: Run, cluster: Any, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beleidsgraaf.extract.fingerprint.release", lambda: "ours")
    done = run("build", letters / "a.txt", "--into", tmp_path / "store", "--dask", cluster.scheduler_address)
    assert done.code == 2
    assert "another release" in done.err


def test_a_spool_goes_on_where_it_was(tmp_path: Path) -> None:
    store = tmp_path / "store"

    def line(document: str, value: str) -> bytes:
        iri = f"https://example.org/{document}"
        return f'<{iri}> <https://example.org/p> "{value}" <{iri}> .\n'.encode()

    spool = Spool(store, part_bytes=1)
    spool.add("https://example.org/a", "1", line("a", "one"), ["gemeente-assen"])
    spool.add("https://example.org/b", "1", line("b", "one"), [])
    with pytest.raises(StoreBusyError):
        Spool(store)
    del spool
    (tmp_path / "store.parts" / "000009.nq.open").write_bytes(b"<https://example.org/c> <ht")
    spool = Spool(store)
    assert (len(spool), spool.fingerprint("https://example.org/a"), spool.fingerprint("https://example.org/c")) == (
        2,
        "1",
        None,
    )
    spool.add("https://example.org/a", "2", line("a", "two"), ["gemeente-emmen"])
    spool.add("https://example.org/a", "3", line("a", "three"), ["gemeente-emmen"])
    spool.load()
    found = quads(store)
    assert [q for q in found if "example.org" in q] == [
        line("a", "three").decode().rstrip(" .\n"),
        line("b", "one").decode().rstrip(" .\n"),
    ]
    assert any("gm0114" in q for q in found)
    assert not any("gm0106" in q for q in found)
