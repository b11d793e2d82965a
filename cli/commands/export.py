"""``beleidsgraaf export``: the whole graph in another form."""

import sys
from enum import StrEnum
from typing import Annotated

import typer
from beleidsgraaf.ontology.errors import StoreError
from beleidsgraaf.options import OutputOption, StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_graph


class Form(StrEnum):
    """Forms to write."""

    nq = "nq"
    trig = "trig"
    ttl = "ttl"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    parquet = "parquet"


@command
def export(
    session: Session,
    store: StoreArgument,
    to: Annotated[Form, typer.Option("--to", "-t", help="export.to", show_default=False)],
    output: OutputOption = None,
) -> None:
    """Write the whole graph in another form."""
    if to in (Form.csv, Form.parquet) and output is None and sys.stdout.isatty():
        raise StoreError(session.messages("export.tables"))
    with open_graph(session, store) as graph:
        graph.export(output or sys.stdout.buffer, to.value)
    if output:
        session.note("export.written", file=output)
