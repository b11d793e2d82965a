"""``beleidsgraaf serve``: a graph as a service for browsers, programs and catalogues."""

from typing import Annotated

import typer
from beleidsgraaf.options import command
from beleidsgraaf.session import Session


@command
def serve(
    session: Session,
    store: Annotated[str, typer.Argument(metavar="STORE", help="serve.store", show_default=False)],
    host: Annotated[str, typer.Option("--host", help="serve.host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="serve.port")] = 8890,
    writable: Annotated[bool, typer.Option("--writable", help="serve.writable")] = False,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="BELEIDSGRAAF_TOKEN", help="serve.token", show_default=False),
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option("--cors", metavar="ORIGIN", help="serve.cors", show_default=False)
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="serve.timeout")] = 30.0,
    max_answer: Annotated[int, typer.Option("--max-answer", min=1, metavar="MB", help="serve.max_answer")] = 100,
    about: Annotated[
        str | None, typer.Option("--about", metavar="FILE", help="serve.about", show_default=False)
    ] = None,
    address: Annotated[
        str | None, typer.Option("--address", metavar="URL", help="serve.address", show_default=False)
    ] = None,
) -> None:
    """Serve a graph."""
    from beleidsgraaf.graph.service.run import serve as run

    if writable and not token:
        raise typer.BadParameter(session.messages("serve.needs_token"))
    if host not in ("127.0.0.1", "localhost", "::1"):
        session.note("serve.open", host=host)

    def started(at: str) -> None:
        session.note("serve.started", store=store, address=at)

    run(
        store, host=host, port=port, token=token if writable else None, origins=cors or (), seconds=timeout,
        megabytes=max_answer, about=about, address=address, started=started,
    )  # fmt: skip
