"""``beleidsgraaf remove``: take documents out of a graph."""

from typing import Annotated

import typer
from beleidsgraaf.options import StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_to_write


@command
def remove(
    session: Session,
    store: StoreArgument,
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT", help="remove.documents", show_default=False)],
) -> None:
    """Remove what documents say from a graph; entities that others mention stay."""
    with open_to_write(session, store, new=False) as graph:
        found = list(dict.fromkeys(graph.document(name).iri for name in documents))  # all or none
        names = [graph.document(iri).label for iri in found]
        for iri in found:
            graph.remove(iri)
    for name in names:
        session.note("remove.removed", document=name, store=store)
