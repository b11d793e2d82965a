"""SPARQL as text: what form a query has, and what may not be in it.

The engine reads and runs the query; this only looks at the words that stand outside names, strings and comments.

Examples
--------
>>> words("SELECT ?service { ?service a bg:Programme } # SERVICE")
['SELECT', 'A']
"""

import re
from collections.abc import Iterable
from typing import Final

from beleidsgraaf.graph.terms import OWL, PREFIXES
from beleidsgraaf.ontology import QueryError
from pyoxigraph import NamedNode

QUERY_PREFIXES: Final = {
    **PREFIXES,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
}
"""Prefixes that a query may use without declaring them."""

_TOKEN = re.compile(
    r"""
    \#[^\r\n]*                                      # comment
    | <[^<>"{}|^`\x00-\x20]*>                       # IRI, its escapes unread as everywhere here
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"           # long strings
    | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\r\n]|\\.)*"                         # strings
    | '(?:[^'\\\r\n]|\\.)*'
    | [?$]\w+                                       # variable
    | @[A-Za-z-]+                                   # language tag
    | (?P<prefix>[^\W\d][\w.-]*)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*  # prefixed name, blank node
    | (?P<word>[A-Za-z_]\w*)
    | (?P<brace>[{}])
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_QUERIES = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_POSITION = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)


def words(query: str) -> list[str]:
    """Return the bare words of a query in order, in capitals: its keywords."""
    return [m["word"].upper() for m in _TOKEN.finditer(query) if m["word"]]


def check(query: str) -> bool:
    """Refuse updates and calls to other services; tell whether the query names its own graphs.

    Parameters
    ----------
    query : str
        SPARQL 1.1 query.

    Returns
    -------
    bool
        True if it has a FROM clause, and so must not get the union of all graphs as its default graph.

    Raises
    ------
    QueryError
        If it is an update, or calls a SERVICE: nothing leaves the machine.

    Examples
    --------
    >>> check("SELECT * FROM <urn:g> { ?s ?p ?o }")
    True
    >>> check("DROP ALL")
    Traceback (most recent call last):
    ...
    beleidsgraaf.ontology.errors.QueryError: DROP is an update; query() only reads, use add() and remove() to change
    """
    found = words(query)
    for word in found:
        if word in _QUERIES:
            break
        if word in _UPDATES:
            raise QueryError(f"{word} is an update; query() only reads, use add() and remove() to change")
    refuse_services(query)
    return "FROM" in found


def refuse_services(sparql: str) -> None:
    """Refuse a query or an update that calls other machines.

    Raises
    ------
    QueryError
        If it contains the word SERVICE.

    Examples
    --------
    >>> refuse_services("SELECT ?service { ?service a bg:Programme }")
    """
    # The engine needs no space around keywords: it reads "trueSERVICEx:y" as a call, so any such word is refused.
    for match in _TOKEN.finditer(sparql):
        if "SERVICE" in (match["word"] or match["prefix"] or "").upper():
            raise QueryError(
                f"{match.group()!r}: SERVICE calls another machine, which is not allowed; load its data and query that"
            )


def with_using(update: str, default: Iterable[NamedNode], named: Iterable[NamedNode]) -> str:
    """Give an update the data set that a request of the SPARQL 1.1 Protocol names beside it.

    Parameters
    ----------
    update : str
        SPARQL 1.1 update.
    default, named : iterable of NamedNode
        Graphs that its patterns match, as default graph and by name.

    Raises
    ------
    QueryError
        If the update names graphs itself, with USING or WITH, or is a DELETE WHERE, which has no room for them.

    Examples
    --------
    >>> with_using("INSERT { ?s a bg:Law } WHERE { ?s ?p ?o }", [NamedNode("urn:g")], [])
    'INSERT { ?s a bg:Law } USING <urn:g> WHERE { ?s ?p ?o }'
    """
    clauses = "".join([*(f"USING {g} " for g in default), *(f"USING NAMED {g} " for g in named)])
    if not clauses:
        return update
    parts, done, depth, before = [], 0, 0, ""
    for match in _TOKEN.finditer(update):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        word = (match["word"] or "").upper()
        if depth == 0 and word in ("USING", "WITH"):
            raise QueryError(
                f"{word} names graphs in the update, and the request names others; leave out one of the two"
            )
        if depth == 0 and word == "WHERE":
            if before == "DELETE":
                raise QueryError("DELETE WHERE takes no graphs from the request; write DELETE { … } WHERE { … }")
            parts += [update[done : match.start()], clauses]
            done = match.start()
        if not match.group().startswith("#"):
            before = word
    return "".join([*parts, update[done:]])


def syntax_error(error: SyntaxError) -> QueryError:
    """Return the engine's complaint in one line, with its place.

    Examples
    --------
    >>> str(syntax_error(SyntaxError("error at 2:9: expected one of FILTER, '}'")))
    "SPARQL, line 2, column 9: expected one of FILTER, '}'"
    """
    text = str(error.args[0]) if error.args else str(error)
    match = _POSITION.match(text)
    if match is None:
        return QueryError(f"SPARQL: {_shorten(text)}")
    line, column, rest = match.groups()
    return QueryError(f"SPARQL, line {line}, column {column}: {_shorten(rest)}")


def _shorten(text: str) -> str:
    if "Prefix not found" in text:  # the engine buries this among the characters it would have accepted
        return "a prefix is used that is not declared"
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:159] + "…"
