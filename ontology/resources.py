"""The files of the ontology as text, and the shipped queries with their questions and parameters.

A shipped query is a file ``queries/<name>.rq``: valid SPARQL with a head of comments. ::

    # vraag: Welke gemeenten nemen deel aan een programma, en welke zin zegt dat?
    # question: Which municipalities take part in a programme, and which sentence says so?
    # param: programma = "Preventie met Gezag"

A parameter ``programma`` has an example as its value here and one line ``VALUES ?zoek_programma { UNDEF }`` in the
query. As shipped the query runs over everything; `ShippedQuery.bind` puts a value in the place of ``UNDEF``.

Examples
--------
>>> query = shipped_query("gemeenten-in-programma")
>>> query.question_en
'Which municipalities take part in a programme, and which sentence says so?'
>>> "VALUES ?zoek_programma { 'Preventie met Gezag' }" in query.bind(programma="Preventie met Gezag")
True
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from beleidsgraaf.ontology.errors import FormatError, QueryError

_FOLDER: Final = files("beleidsgraaf.ontology")
_HEAD: Final = re.compile(r"# (vraag|question|param): (.+)")
_PARAMETER: Final = re.compile(r'([a-z][a-z0-9_]*) = "([^"\\]*)"')
_ESCAPES: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_OPEN: Final = re.compile(r"VALUES \?zoek_(\w+) \{ UNDEF \}")
_CODE_POINT: Final = re.compile(r"\\([uU])")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def ontology_text() -> str:
    """Return the ontology in Turtle.

    Examples
    --------
    >>> "owl:Ontology" in ontology_text()
    True
    """
    return _read("beleidsgraaf.ttl")


def shapes_text() -> str:
    """Return the SHACL shapes in Turtle.

    Examples
    --------
    >>> "sh:NodeShape" in shapes_text()
    True
    """
    return _read("shapes.ttl")


def jsonld_context() -> dict[str, Any]:
    """Return the JSON-LD context: short names for all that a graph of ours contains.

    Returns
    -------
    dict
        The value of "@context".

    Examples
    --------
    >>> jsonld_context()["refersTo"]
    {'@id': 'bg:refersTo', '@type': '@id'}
    """
    context: dict[str, Any] = json.loads(_read("context.jsonld"))["@context"]
    return context


@dataclass(frozen=True, slots=True)
class ShippedQuery:
    """A query that answers a question people ask.

    Attributes
    ----------
    name : str
        Name of its file: "gemeenten-in-programma".
    question_nl, question_en : str
        What it answers.
    parameters : mapping of str to str
        What may be given, in the order of its head, each with an example of a value.
    text : str
        SPARQL, valid as it stands; without values it runs over everything.
    """

    name: str
    question_nl: str
    question_en: str
    parameters: Mapping[str, str]
    text: str

    def bind(self, **values: str | None) -> str:
        """Return the query for these values.

        Parameters
        ----------
        **values : str or None
            Names (labels or aliases in any case, or IRIs) and other texts by parameter; None leaves it open. A value
            is only ever text: whatever stands in it, it cannot change the query.

        Returns
        -------
        str
            SPARQL.

        Raises
        ------
        QueryError
            If the query has no such parameter.

        Examples
        --------
        >>> query = shipped_query("gemeenten-in-programma")
        >>> query.bind() == query.text
        True
        >>> query.bind(gemeente="Assen")
        Traceback (most recent call last):
        ...
        beleidsgraaf.ontology.errors.QueryError: gemeenten-in-programma has no parameter 'gemeente'; it takes: programma
        """
        for name in values:
            if name not in self.parameters:
                known = f"it takes: {', '.join(self.parameters)}" if self.parameters else "it takes none"
                raise QueryError(f"{self.name} has no parameter {name!r}; {known}")

        def fill(match: re.Match[str]) -> str:
            value = values.get(match[1])
            return match[0] if value is None else f"VALUES ?zoek_{match[1]} {{ {sparql_string(value)} }}"

        # In one pass: a value may itself look like an open line.
        return _OPEN.sub(fill, self.text)


def sparql_string(text: str) -> str:
    r"""Return a text as a SPARQL string, every character that could end it escaped.

    What SPARQL cannot carry (control characters, lone surrogates) becomes U+FFFD, as in our graphs.

    Examples
    --------
    >>> print(sparql_string("'s-Hertogenbosch"))
    '\'s-Hertogenbosch'
    """
    escaped = "".join(_ESCAPES.get(c, c) for c in _UNWRITABLE.sub("\ufffd", text))
    # SPARQL reads \u0027 anywhere before anything else, also behind an escaped backslash: hide the u from it.
    return "'" + _CODE_POINT.sub(lambda m: f"\\\\U{ord(m[1]):08X}", escaped) + "'"


@cache
def shipped_queries() -> Mapping[str, ShippedQuery]:
    """Return all shipped queries by name, in alphabetical order.

    Examples
    --------
    >>> len(shipped_queries()) >= 12
    True
    """
    found = sorted(f.name for f in (_FOLDER / "queries").iterdir() if f.name.endswith(".rq"))
    return MappingProxyType({f.removesuffix(".rq"): _parse(f.removesuffix(".rq"), _read("queries", f)) for f in found})


def shipped_query(name: str) -> ShippedQuery:
    """Return a shipped query.

    Raises
    ------
    QueryError
        If no query has that name.
    """
    queries = shipped_queries()
    if name not in queries:
        raise QueryError(f"there is no shipped query {name!r}; there are: {', '.join(queries)}")
    return queries[name]


def _parse(name: str, text: str) -> ShippedQuery:
    questions: dict[str, str] = {}
    parameters: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _HEAD.fullmatch(line):
            key, value = match.groups()
            if key != "param":
                questions[key] = value
            elif (parameter := _PARAMETER.fullmatch(value)) and _OPEN.findall(text).count(parameter[1]) == 1:
                parameters[parameter[1]] = parameter[2]
            else:
                raise FormatError(f'queries/{name}.rq: {line!r} must read # param: name = "example", with one VALUES')
    if set(questions) != {"vraag", "question"}:
        raise FormatError(f"queries/{name}.rq: its head must have a # vraag: and a # question:")
    return ShippedQuery(name, questions["vraag"], questions["question"], MappingProxyType(parameters), text)


def _read(*path: str) -> str:
    return _FOLDER.joinpath(*path).read_text(encoding="utf-8")
