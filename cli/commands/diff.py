"""``beleidsgraaf diff``: what two graphs, or two documents of one, say differently."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer
from beleidsgraaf.options import command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_graph

if TYPE_CHECKING:
    from beleidsgraaf.graph.diff import Difference

_COLOURS: Final = {"came": "green", "went": "red", "changed": "yellow"}


class Format(StrEnum):
    """Forms of the output."""

    table = "table"
    json = "json"


@command
def diff(
    session: Session,
    before: Annotated[str, typer.Argument(metavar="STORE_A", help="diff.before", show_default=False)],
    after: Annotated[str | None, typer.Argument(metavar="STORE_B", help="diff.after", show_default=False)] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", "-d", metavar="NAME", help="diff.document", show_default=False)
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="diff.format")] = Format.table,
) -> None:
    """Show what two graphs say differently."""
    from beleidsgraaf.graph.diff import diff as compare

    named = document or []
    if len(named) not in (0, 2) or (after is None and not named):
        raise typer.BadParameter(session.messages("diff.two"))
    with open_graph(session, before) as first:
        if after is None:
            names = first.document(named[0]).iri, first.document(named[1]).iri
            found = compare(first.store, first.store, names)
        else:
            with open_graph(session, after) as second:
                pair = (first.document(named[0]).iri, second.document(named[1]).iri) if named else None
                found = compare(first.store, second.store, pair)
    if format is Format.json:
        session.write(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    elif found:
        _print(session, found)
    else:
        session.note("diff.none")


def _print(session: Session, found: "Difference") -> None:
    from rich.text import Text

    say = session.messages
    if found.entities:
        table = session.table("", say("heading.name"), say("diff.what"), say("heading.sentence"))
        for e in found.entities:
            differs = "\n".join(f"{', '.join(e.before[k])} → {', '.join(e.after[k])}" for k in e.before)
            quote = f"{e.sentences[0].text} ({e.sentences[0].document})" if e.sentences else ""
            change = Text(say(f"diff.{e.change}"), _COLOURS[e.change])
            table.add_row(change, Text(e.label), Text(differs), Text(quote, "dim"))
        session.out.print(table)
    if found.statements:
        table = session.table("", say("heading.relation"), say("heading.status"), say("heading.sentence"))
        for s in found.statements:
            statuses = [
                ", ".join(say("diff.register" if x == "register" else f"status.{x}") for x in side)
                for side in (s.before, s.after)
                if side
            ]
            quotes = [f"{q.text} ({q.document})" for q in (s.sentences_after or s.sentences_before)]
            change = Text(say(f"diff.{s.change}"), _COLOURS[s.change])
            table.add_row(change, Text(s.text(say.language)), " → ".join(statuses), Text("\n".join(quotes), "dim"))
        session.out.print(table)
