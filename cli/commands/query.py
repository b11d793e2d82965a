"""``beleidsgraaf query`` and ``beleidsgraaf queries``: SPARQL, of one's own or shipped."""

import re
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from beleidsgraaf.ontology.errors import QueryError
from beleidsgraaf.options import StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_graph

if TYPE_CHECKING:
    from beleidsgraaf.graph.result import Result
    from rich.text import Text

_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")


class Format(StrEnum):
    """Forms of an answer."""

    table = "table"
    csv = "csv"
    json = "json"
    xml = "xml"
    ttl = "ttl"


@command
def query(
    session: Session,
    store: StoreArgument,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="query.query", show_default=False)],
    format: Annotated[Format, typer.Option("--format", "-f", help="query.format")] = Format.table,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="query.param", show_default=False)
    ] = None,
) -> None:
    """Put a SPARQL query to a graph."""
    sparql = sparql_of(session, query, param or [])
    with open_graph(session, store) as graph:
        result = graph.query(sparql)
        if format is Format.table:
            print_result(session, result)
        else:
            session.write(result.serialize(format.value))


@command
def queries(
    session: Session,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="queries.name", show_default=False)] = None,
) -> None:
    """List the shipped queries."""
    from beleidsgraaf.ontology.resources import shipped_queries

    say = session.messages
    found = shipped_queries()
    if name is not None:
        if name not in found:
            raise QueryError(say("queries.unknown", name=name, names=", ".join(found)))
        session.write(found[name].text)
        return
    from rich.text import Text

    table = session.table(say("heading.query"), say("heading.question"), say("heading.parameters"))
    table.columns[0].no_wrap = True
    for shipped in found.values():
        questions = (shipped.question_nl, shipped.question_en)
        first, second = questions if say.language == "nl" else reversed(questions)
        parameters = "\n".join(f"{key}={value}" for key, value in shipped.parameters.items())
        table.add_row(Text(shipped.name, "cyan"), Text.assemble(first, "\n", (second, "dim")), Text(parameters))
    session.out.print(table)


def sparql_of(session: Session, text: str, params: Iterable[str]) -> str:
    """Return the SPARQL that a user means: as given, from a file, or shipped with values filled in.

    Parameters
    ----------
    session : Session
        For the language of the errors.
    text : str
        SPARQL, ``@file`` (``@-`` for standard input), or the name of a shipped query.
    params : iterable of str
        ``name=value`` for a shipped query.

    Raises
    ------
    QueryError
        If there is no such query or parameter.

    Examples
    --------
    >>> from beleidsgraaf.messages import Messages
    >>> session = Session.start(Messages("nl"))
    >>> sparql_of(session, "ASK { ?s ?p ?o }", [])
    'ASK { ?s ?p ?o }'
    >>> "'Klimaatakkoord'" in sparql_of(session, "gemeenten-in-programma", ["programma=Klimaatakkoord"])
    True
    """
    say = session.messages
    values: dict[str, str] = {}
    for param in params:
        key, found, value = param.partition("=")
        if not found or not key.strip():
            raise QueryError(say("query.bad_param", text=param))
        values[key.strip()] = value.strip()
    if not text.startswith("@") and _NAME.fullmatch(text):
        from beleidsgraaf.ontology.resources import shipped_queries

        known = shipped_queries()
        if text not in known:
            raise QueryError(say("queries.unknown", name=text, names=", ".join(known)))
        return known[text].bind(**values)
    if values:
        raise QueryError(say("query.only_shipped"))
    if text == "@-":
        return sys.stdin.read()
    return Path(text[1:]).read_text(encoding="utf-8-sig") if text.startswith("@") else text


def print_result(session: Session, result: "Result") -> None:
    """Print the answer to a query for people: a table, or yes or no.

    Parameters
    ----------
    session : Session
        Where to print.
    result : Result
        The answer.
    """
    from rich.text import Text

    if result.kind == "ask":
        session.out.print(session.messages("query.yes" if result else "query.no"))
        return
    rows = [tuple(map(_cell, row)) for row in result]
    columns = list(range(len(result.vars)))
    if len(rows) > 1 and _width(rows) > session.out.width:
        # What is the same in every row is said once, above the table, so that the rest has room.
        same = [i for i in columns if len({row[i].plain for row in rows}) == 1]
        for i in same:
            session.out.print(Text.assemble((f"{_heading(result.vars[i])}: ", "bold"), rows[0][i]))
        columns = [i for i in columns if i not in same] or columns
    table = session.table(*(_heading(result.vars[i]) for i in columns))
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*(row[i] for i in columns))
    session.out.print(table)
    if table.row_count == 1:
        session.note("query.row")
    else:
        session.note("query.rows", count=table.row_count)


def _heading(variable: str) -> str:
    return variable.replace("_", " ")


def _width(rows: "Sequence[tuple[Text, ...]]") -> int:
    return sum(max(cell.cell_len for cell in column) + 3 for column in zip(*rows, strict=True))


def _cell(value: Any) -> "Text":
    from beleidsgraaf.graph.result import shorten
    from rich.text import Text

    short = "" if value is None else shorten(str(value))
    return Text(" ".join(short.split()), "dim" if isinstance(value, str) and "://" in value else "")
