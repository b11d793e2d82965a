"""Running the service: opens the door, answers until it is told to stop, and closes in good order."""

import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from beleidsgraaf.graph.service.desk import open_or_tell
from beleidsgraaf.graph.store import is_address, open_store
from beleidsgraaf.ontology import StoreError

_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_PATIENCE: Final = 10  # seconds for what is under way when the service is told to stop
CURE: Final = 'pip install "beleidsgraaf[serve]"'


def serve(
    store: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8890,
    token: str | None = None,
    origins: Sequence[str] = (),
    seconds: float = 30.0,
    megabytes: int = 100,
    about: str | None = None,
    address: str | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve a graph until the process is told to stop (Ctrl-C, SIGTERM).

    Parameters
    ----------
    store : str
        A folder; or a file, which is served as it is now and cannot be changed.
    host : str
        Address of this machine to listen on; by default nobody else can reach it.
    port : int
        0 for any that is free.
    token : str, optional
        Lets whoever shows it change the graph; without it the service only reads.
    origins : sequence of str
        Sites whose web pages may read the service; "*" for all.
    seconds : float
        A query may take at most.
    megabytes : int
        Size of an answer at most.
    about : str, optional
        A Turtle file about ``<void#dataset>``: publisher, creator, contact point, access rights, licence.
    address : str, optional
        Where people find the service, if it stands behind another server.
    started : callable, optional
        Called with the address of the service once it listens.

    Raises
    ------
    StoreError
        If the store cannot be read, cannot be changed and should be, the port is taken, or Starlette and uvicorn
        are not installed.
    """
    try:
        import uvicorn
        from beleidsgraaf.graph.service.app import Settings, create_app
    except ImportError as error:
        raise StoreError(f"serving needs {error.name}; install it with: {CURE}") from error
    from beleidsgraaf.graph.service.catalogue import read_about

    with ExitStack() as stack:
        folder = stack.enter_context(_folder(store, writable=token is not None))
        door = stack.enter_context(_listen(host, port))
        port = door.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        local = host in _LOOPBACK
        base = (address or f"http://{shown}:{port}").rstrip("/") + "/"
        hosts: Sequence[str] = ("*",) if not local else _hosts(base)
        settings = Settings(
            folder, base, hosts=hosts, origins=origins, token=token, seconds=seconds, limit=megabytes * 1_000_000,
            about=read_about(about, base) if about else (),
        )  # fmt: skip
        config = uvicorn.Config(
            create_app(settings), log_level="warning", access_log=False, server_header=False, lifespan="on",
            timeout_graceful_shutdown=_PATIENCE, log_config=None,
        )  # fmt: skip
        server = _server(uvicorn, config, lambda: started(base) if started else None)
        server.run(sockets=[door])


def _server(uvicorn: Any, config: Any, started: Callable[[], None]) -> Any:
    class Server(uvicorn.Server):  # type: ignore[misc]
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if not self.should_exit:
                started()

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            # uvicorn's own raises the signal again when all is done, which would leave our folders behind.
            if threading.current_thread() is not threading.main_thread():
                yield
                return
            before = {s: signal.signal(s, self.handle_exit) for s in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    return Server(config)


def _hosts(base: str) -> tuple[str, ...]:
    """Return the names of a service that only this machine reaches, and that of the server before it."""
    name = base.partition("://")[2].partition("/")[0]
    return ("127.0.0.1", "localhost", "[::1]", name.rpartition(":")[0] if name[-1:].isdigit() else name)


@contextmanager
def _folder(store: str, *, writable: bool) -> Iterator[str]:
    """Yield the folder to serve; that of a file is made for the occasion."""
    if is_address(store):
        raise StoreError(f"{store}: already a service; give a folder or a file")
    path = Path(store)
    if not path.is_file():
        if writable:
            open_store(path).close()
        open_or_tell(store)
        yield store
        return
    if writable:
        raise StoreError(f"{store}: a file cannot be changed while it is served; build or load it into a folder")
    with tempfile.TemporaryDirectory(prefix="beleidsgraaf-") as folder:
        with open_store(path, read_only=True) as source, open_store(Path(folder)) as copy:
            copy.extend(source.quads())
        yield folder


@contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        door = socket.create_server((host, port), family=family)
    except OSError as error:
        cure = "choose another with --port" if port else "give another --host"
        raise StoreError(f"{host}:{port}: cannot listen there: {error.strerror or error}; {cure}") from error
    with door:
        yield door
