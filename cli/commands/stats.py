"""``beleidsgraaf stats``: what is in a graph, counted."""

import json
from enum import StrEnum
from typing import Annotated

import typer
from beleidsgraaf.labels import type_label
from beleidsgraaf.options import StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_graph


class Format(StrEnum):
    """Forms of the numbers."""

    table = "table"
    json = "json"


@command
def stats(
    session: Session,
    store: StoreArgument,
    format: Annotated[Format, typer.Option("--format", "-f", help="stats.format")] = Format.table,
) -> None:
    """Count what is in a graph."""
    from beleidsgraaf.graph.values import relation_label

    say = session.messages
    with open_graph(session, store) as graph:
        counts = graph.stats()
    if format is Format.json:
        session.write(json.dumps(counts, ensure_ascii=False, indent=2))
        return
    table = session.table(say("heading.what"), say("heading.count"))
    table.columns[1].justify = "right"

    def section(rows: dict[str, int]) -> None:
        for name, count in rows.items():
            table.add_row(name, f"{count:,}".replace(",", "\u2009"))
        if rows:
            table.add_section()

    totals = ("documents", "entities", "mentions", "relations", "assertions", "statements")
    section({say(f"stats.{name}"): counts[name] for name in totals})
    section({type_label(name, say.language): count for name, count in counts["entities_by_type"].items()})
    section({relation_label(name, say.language): n for name, n in counts["relations_by_predicate"].items()})
    section({say(f"status.{name}"): count for name, count in counts["assertions_by_status"].items()})
    session.out.print(table)
