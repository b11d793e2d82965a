"""What a query answers: rows, yes or no, or a graph; streamed from the engine, written in the standard formats."""

import html
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import get_ident
from typing import IO, Any, Final, NamedTuple, TypeAlias

from beleidsgraaf.graph.sparql import QUERY_PREFIXES
from beleidsgraaf.graph.values import Term, to_python
from beleidsgraaf.ontology import QueryError
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    serialize,
)

Answer: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

ROW_FORMATS: Final = {
    "csv": QueryResultsFormat.CSV,
    "json": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
"""Formats of the answers to SELECT and ASK."""

GRAPH_FORMATS: Final = {
    "jsonld": RdfFormat.JSON_LD,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "ttl": RdfFormat.TURTLE,
}
"""Formats of the answers to CONSTRUCT and DESCRIBE."""

_SHOWN: Final = 50  # rows in a notebook
ENGINE_ERRORS: Final = (OSError, RuntimeError, ValueError)
"""What the engine raises when it cannot go on."""


class Statement(NamedTuple):
    """A triple of a CONSTRUCT or DESCRIBE query, as plain Python values."""

    subject: Any
    predicate: Any
    object: Any


class Row:
    """An answer to a SELECT query: a value for each variable, by place, by name or as an attribute.

    Values become plain Python when they are asked for: IRIs text, literals what their datatype says, unbound
    variables None. `_terms` has them as the engine gave them, `_asdict` by name; the underscores leave all other
    names to variables.
    """

    __slots__ = ("_names", "_solution")

    def __init__(self, solution: QuerySolution, names: tuple[str, ...]) -> None:
        self._solution = solution
        self._names = names

    @property
    def _terms(self) -> tuple[Term | None, ...]:
        return tuple(self._solution)

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._names, self, strict=True))

    def __getitem__(self, key: int | str | slice) -> Any:
        if isinstance(key, slice):
            return tuple(self)[key]
        if isinstance(key, str) and key not in self._names:
            raise KeyError(key)
        return to_python(self._solution[key])

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self._names:
            raise AttributeError(f"no variable ?{name} in this row")
        return to_python(self._solution[name])

    def __iter__(self) -> Iterator[Any]:
        return map(to_python, self._solution)

    def __len__(self) -> int:
        return len(self._solution)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Row | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{k}={v!r}' for k, v in self._asdict().items())})"


class Result:
    """The answer to a query.

    Rows come straight from the engine while you iterate; nothing is kept. Iterating, writing or showing it again
    runs the query again, on what the store holds by then. Iterate in one thread; a `Row` may go anywhere.

    Parameters
    ----------
    run : callable
        Asks the engine; called at once, so that a faulty query fails here, and for every later pass.

    Examples
    --------
    >>> from beleidsgraaf.graph.store import open_store
    >>> result = open_store(None).query("SELECT ?x ?y { VALUES (?x ?y) { (1 'een') (2 'twee') } }")
    >>> result.vars
    ('x', 'y')
    >>> [row.y for row in result]
    ['een', 'twee']
    >>> for x, y in result:
    ...     print(x + 1, y)
    2 een
    3 twee
    >>> result.serialize("csv").splitlines()
    ['x,y', '1,een', '2,twee']
    """

    def __init__(self, run: Callable[[], Answer]) -> None:
        self._run = run
        self._fresh: Answer | None = run()
        self._kept: Answer | None = None
        self._thread = get_ident()
        if isinstance(self._fresh, QuerySolutions):
            self.kind = "select"
            self.vars = tuple(v.value for v in self._fresh.variables)
        elif isinstance(self._fresh, QueryTriples):
            self.kind, self.vars = "graph", Statement._fields
        else:
            self.kind, self.vars = "ask", ()

    kind: str
    """"select" for rows, "ask" for yes or no, "graph" for triples."""

    vars: tuple[str, ...]
    """Names of the columns."""

    @property
    def native(self) -> Answer:
        """The engine's own answer, unwrapped, not yet iterated: for those who count microseconds."""
        if self._fresh is None or self._thread != get_ident():
            return self._run()
        answer, self._fresh = self._fresh, None
        return answer

    def __iter__(self) -> Iterator[Any]:
        """Yield a `Row` for each solution, a `Statement` for each triple.

        Raises
        ------
        QueryError
            If the query is an ASK, the engine fails on the way, or another thread goes on with the iteration.
        """
        if self.kind == "ask":
            raise QueryError("an ASK query has no rows; use bool(result)")
        return self._iterate()

    def _iterate(self) -> Iterator[Row | Statement]:
        answer, names, thread = self.native, self.vars, get_ident()
        try:
            if isinstance(answer, QuerySolutions):
                for solution in answer:
                    yield Row(solution, names)
                    if get_ident() != thread:  # the engine would end the process
                        raise self._strayed(answer)
            elif isinstance(answer, QueryTriples):
                for triple in answer:
                    yield Statement(to_python(triple.subject), to_python(triple.predicate), to_python(triple.object))
                    if get_ident() != thread:
                        raise self._strayed(answer)
        except ENGINE_ERRORS as error:
            raise QueryError(f"the query stopped halfway: {error}") from error

    def _strayed(self, answer: Answer) -> QueryError:
        self._kept = answer  # it cannot even be let go of in another thread
        return QueryError("the rows of a query cannot cross threads; make a list of them first")

    def __bool__(self) -> bool:
        """Return the answer to an ASK; for others, whether there is any row."""
        answer = self.native
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        return next(iter(answer), None) is not None

    def serialize(self, format: str | None = None) -> str:
        """Return the whole answer in a standard format.

        Parameters
        ----------
        format : str, optional
            "csv", "tsv", "json" or "xml" (SPARQL 1.1 Query Results) for rows and yes or no, json by default;
            "ttl", "nt", "jsonld" or "rdf" for a graph, ttl by default.

        Raises
        ------
        QueryError
            If the format does not fit the kind of answer, or the engine fails.

        Examples
        --------
        >>> from beleidsgraaf.graph.store import open_store
        >>> open_store(None).query("ASK {}").serialize()
        '{"head":{},"boolean":true}'
        """
        buffer = io.BytesIO()
        self._write(buffer, format)
        return buffer.getvalue().decode("utf-8")

    def write(self, file: str | Path | IO[bytes], format: str | None = None) -> None:
        """Write the whole answer to a file; see `serialize`.

        Parameters
        ----------
        file : path or binary file
        format : str, optional
        """
        if isinstance(file, str | Path):
            buffer = io.BytesIO()
            self._write(buffer, format)  # a faulty format leaves no empty file behind
            Path(file).write_bytes(buffer.getvalue())
        else:
            self._write(file, format)

    def _write(self, file: IO[bytes], format: str | None) -> None:
        answer = self.native
        try:
            if isinstance(answer, QueryTriples):
                known, chosen = GRAPH_FORMATS, GRAPH_FORMATS.get(format or "ttl")
                if chosen is not None:
                    # A graph says everything once and in a fixed order, though the union of graphs repeats itself.
                    triples = sorted(set(answer), key=str)
                    serialize(triples, file, format=chosen, prefixes=QUERY_PREFIXES)
                    return
                what = "a CONSTRUCT or DESCRIBE query gives a graph"
                raise QueryError(f"{what}, which {format} cannot hold; choose from {', '.join(known)}")
            row_format = ROW_FORMATS.get(format or "json")
            if row_format is not None:
                answer.serialize(file, format=row_format)
                return
        except ENGINE_ERRORS as error:
            raise QueryError(f"the query stopped halfway: {error}") from error
        what = "a SELECT query gives rows" if self.kind == "select" else "an ASK query gives yes or no"
        raise QueryError(f"{what}, which {format} cannot hold; choose from {', '.join(ROW_FORMATS)}")

    def to_table(self, limit: int | None = None, width: int = 60) -> str:
        """Return the rows as lines of text with aligned columns; IRIs shortened by the usual prefixes.

        Parameters
        ----------
        limit : int, optional
            Rows shown at most; all by default.
        width : int
            Characters in a column at most.

        Examples
        --------
        >>> from beleidsgraaf.graph.store import open_store
        >>> print(open_store(None).query("SELECT ?x ?y { VALUES (?x ?y) { (bg:Law 'een') (2 'twee') } }").to_table())
        x       y
        ------  ----
        bg:Law  een
        2       twee
        """
        if self.kind == "ask":
            return "yes" if self else "no"
        cells = [list(self.vars)]
        more = 0
        for row in self:
            if limit is not None and len(cells) > limit:
                more += 1
            else:
                cells.append([_cut(_cell(v), width) for v in row])
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in cells]
        lines.insert(1, "  ".join("-" * w for w in widths))
        return "\n".join(lines + ([f"… and {more} more"] if more else []))

    def _repr_html_(self) -> str:
        if self.kind == "ask":
            return "<b>yes</b>" if self else "<b>no</b>"
        head = "".join(f"<th>{html.escape(v)}</th>" for v in self.vars)
        body, more = [], ""
        for n, row in enumerate(self):
            if n == _SHOWN:
                more = f"<p>… the first {_SHOWN} rows</p>"
                break
            body.append("<tr>" + "".join(f"<td>{_html_cell(v)}</td>" for v in row) + "</tr>")
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}"

    def __repr__(self) -> str:
        columns = f" of {', '.join(self.vars)}" if self.kind == "select" else ""
        return f"<Result: {self.kind}{columns}>"


def shorten(iri: str) -> str:
    """Return an IRI with one of the usual prefixes where one fits.

    Examples
    --------
    >>> shorten("https://w3id.org/beleidsgraaf/def#funds")
    'bg:funds'
    >>> shorten("https://example.org/x")
    'https://example.org/x'
    """
    for prefix, base in QUERY_PREFIXES.items():
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(shorten(str(value)).split())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _html_cell(value: Any) -> str:
    text = html.escape(_cell(value))
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        return f'<a href="{html.escape(value)}" rel="noopener noreferrer">{text}</a>'
    return text
