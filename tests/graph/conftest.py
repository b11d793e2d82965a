"""SPARQL 1.1 servers that others made, for the tests of stores by address."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture(scope="session")
def oxigraph_server() -> Iterator[str]:
    """The address of an Oxigraph server with its data in memory."""
    command = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if command is None:
        pytest.skip("no oxigraph server here; pip install oxigraph")
    port = free_port()
    process = subprocess.Popen([command, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(address).close()
            break
        except OSError:
            time.sleep(0.05)
    yield address
    process.terminate()
    process.wait()


@pytest.fixture
def server(oxigraph_server: str) -> str:
    """The address of an Oxigraph server without data."""
    headers = {"Content-Type": "application/sparql-update"}
    urllib.request.urlopen(urllib.request.Request(f"{oxigraph_server}/update", b"DROP ALL", headers)).close()
    return oxigraph_server


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso server that anyone on this machine may change, with nothing but its own graphs."""
    command, shell = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if command is None or shell is None:
        pytest.skip("no Virtuoso here; apt-get install virtuoso-opensource")
    folder, sql, http = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "virtuoso.ini").write_text(
        f"""
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
VADInstallDir = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 1000000
""",
        encoding="utf-8",
    )
    with open(folder / "output", "wb") as output:
        process = subprocess.Popen(
            [command, "+foreground", "+configfile", "virtuoso.ini"], cwd=folder, stdout=output, stderr=output
        )
    try:
        log = folder / "virtuoso.log"
        for _ in range(300):
            if log.exists() and "Server online" in log.read_text(errors="replace"):
                break
            time.sleep(0.1)
        grant = 'exec=grant SPARQL_UPDATE to "SPARQL";'
        subprocess.run([shell, f"127.0.0.1:{sql}", "dba", "dba", grant], check=True, capture_output=True, timeout=30)
        yield f"http://127.0.0.1:{http}"
    finally:
        process.kill()
        process.wait()
