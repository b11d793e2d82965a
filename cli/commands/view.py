"""``beleidsgraaf view``: the graph as one HTML file, or a still picture."""

from typing import Annotated

import typer
from beleidsgraaf.options import StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import entity_of, open_graph


@command
def view(
    session: Session,
    store: StoreArgument,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="view.output", show_default=False)],
    focus: Annotated[str | None, typer.Option("--focus", metavar="NAME", help="view.focus", show_default=False)] = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, metavar="N", help="view.depth", show_default="1")
    ] = None,
) -> None:
    """Draw the graph as one HTML file, or a still picture."""
    if depth is not None and focus is None:
        raise typer.BadParameter(session.messages("view.depth_alone"))
    with open_graph(session, store) as graph:
        entity = None if focus is None else entity_of(session, graph, focus)
        graph.view(output, focus=entity, depth=depth or 1, lang=session.messages.language)
    session.note("view.written", file=output)
