"""What the service does with a store, in a process of its own: queries, updates, descriptions, pictures.

The engine cannot be told to stop, and what it answers cannot cross threads; so each question is answered here, whole
and within a size, in a process that whoever asked may end. The store is opened anew when another process changed it.
"""

import io
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from beleidsgraaf.graph.policy_graph import PolicyGraph
from beleidsgraaf.graph.result import ENGINE_ERRORS, GRAPH_FORMATS, ROW_FORMATS, Answer
from beleidsgraaf.graph.service import describe, negotiate
from beleidsgraaf.graph.sparql import QUERY_PREFIXES, check, refuse_services, syntax_error, with_using, words
from beleidsgraaf.graph.store import OxigraphStore, open_store
from beleidsgraaf.ontology import BeleidsgraafError, QueryError, StoreError, UnknownNameError
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, parse, serialize

_IN_MEMORY: Final = 1 << 20  # bytes of an answer; the rest goes to a file
_WHOLE: Final = 200_000  # statements; a larger graph is drawn around what is mentioned most
_KEPT: Final = ("CURRENT", "MANIFEST-")
_KEPT_SUFFIXES: Final = (".log", ".sst")


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request that cannot be met.

    Parameters
    ----------
    status : int
        HTTP status code.
    reason : str
        One line for the client.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status, self.reason = status, reason


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer.

    Attributes
    ----------
    form : str
        As in `beleidsgraaf.graph.service.negotiate`; "" for plain data.
    body : bytes
        The whole; empty where it is in a file.
    file : str or None
        Where a long answer is; whoever asked removes it.
    data : Any
        Plain data, for our own pages.
    """

    form: str = ""
    body: bytes = b""
    file: str | None = None
    data: Any = None


class Spool(io.RawIOBase):
    """An answer while it is written: in memory, in a file when it is long, refused when it is longer than allowed.

    Parameters
    ----------
    folder : str
        For the file.
    limit : int
        Bytes at most.
    """

    def __init__(self, folder: str, limit: int) -> None:
        self.folder, self.limit, self.size = folder, limit, 0
        self.full = False
        self._memory = io.BytesIO()
        self._file: IO[bytes] | None = None

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any, /) -> int:
        """Add bytes.

        Raises
        ------
        OSError
            When there are more than allowed.
        """
        self.size += len(data)
        if self.size > self.limit:
            self.full = True
            raise OSError("longer than allowed")
        if self._file is None and self.size > _IN_MEMORY:
            self._file = tempfile.NamedTemporaryFile(dir=self.folder, delete=False)  # noqa: SIM115 - it stays
            self._file.write(self._memory.getvalue())
        (self._file or self._memory).write(data)
        return len(data)

    def reply(self, form: str) -> Reply:
        """Return what was written."""
        if self._file is None:
            return Reply(form, self._memory.getvalue())
        self._file.close()
        return Reply(form, file=self._file.name)

    def discard(self) -> None:
        """Forget what was written."""
        if self._file is not None:
            self._file.close()
            os.unlink(self._file.name)


class Desk:
    """Answers to requests, one at a time.

    Parameters
    ----------
    folder : str
        An Oxigraph store.
    spool : str
        A folder for long answers.
    limit : int
        Bytes of an answer at most.
    writable : bool
        Whether to change the store; only one may.
    """

    def __init__(self, folder: str, spool: str, limit: int, *, writable: bool = False) -> None:
        self.folder, self.spool, self.limit, self.writable = folder, spool, limit, writable
        self._stamp = self._state()
        self.graph = PolicyGraph(self._open())

    def answer(self, name: str, arguments: dict[str, Any]) -> Reply:
        """Answer a request.

        Parameters
        ----------
        name : str
            One of the methods below.
        arguments : dict
            Its keyword arguments.

        Raises
        ------
        Refused
            If it cannot be met.
        """
        work: Callable[..., Reply] = getattr(self, f"do_{name}")
        try:
            self._refresh()
            return work(**arguments)
        except (QueryError, UnknownNameError) as error:
            raise Refused(404 if isinstance(error, UnknownNameError) else 400, " ".join(str(error).split())) from error
        except BeleidsgraafError as error:
            raise Refused(500, " ".join(str(error).split())) from error

    # SPARQL

    def do_query(
        self,
        sparql: str,
        accept: str,
        default: Sequence[str] = (),
        named: Sequence[str] = (),
        form: str | None = None,
        base: str | None = None,
    ) -> Reply:
        """Answer a query in the form that fits the client best.

        Parameters
        ----------
        sparql : str
        accept : str
            An Accept header.
        default, named : sequence of str
            IRIs of graphs that make up the data set, in place of what the query says.
        form : str, optional
            In place of the header, where the answer can have it.
        base : str, optional
            What relative IRIs begin with.
        """
        first = next((w for w in words(sparql) if w not in ("PREFIX", "BASE")), "")
        if first in ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"):
            raise Refused(400, f"{first} is an update; send it as one: POST with the parameter update")
        answer = self._ask(sparql, default, named, base)
        forms: negotiate.Forms = negotiate.GRAPH if isinstance(answer, QueryTriples) else negotiate.ROWS
        chosen = form if form in forms else negotiate.best(accept, forms)
        if chosen is None:
            raise Refused(406, f"the answer can be had as {', '.join(types[0] for types in forms.values())}")
        return self._spooled(chosen, lambda file: _write(answer, file, chosen))

    def do_update(
        self, sparql: str, default: Sequence[str] = (), named: Sequence[str] = (), base: str | None = None
    ) -> Reply:
        """Run an update, in one transaction; see `do_query`."""
        refuse_services(sparql)
        if "LOAD" in words(sparql):
            raise Refused(403, "LOAD fetches from another machine, which is not allowed; send the statements")
        try:
            within = with_using(sparql, map(_iri, default), map(_iri, named))
            self._engine.update(within, prefixes=QUERY_PREFIXES, base_iri=base)
        except SyntaxError as error:
            raise syntax_error(error) from error
        except ENGINE_ERRORS as error:
            raise Refused(500, f"the update failed, nothing was changed: {' '.join(str(error).split())}") from error
        return Reply()

    # Graphs

    def do_has_graph(self, graph: str | None) -> Reply:
        """Tell whether there is a named graph; the union of all there always is."""
        return Reply(data=graph is None or self._engine.contains_named_graph(_iri(graph)))

    def do_read_graph(self, graph: str | None, form: str) -> Reply:
        """Return a named graph, or the union of all."""
        where = "{ ?s ?p ?o }" if graph is None else f"{{ GRAPH {_iri(graph)} {{ ?s ?p ?o }} }}"
        answer = self._ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {where}", (), ())
        if graph is not None and not self._engine.contains_named_graph(_iri(graph)):
            raise Refused(404, f"{graph}: there is no such graph")
        return self._spooled(form, lambda file: _write(answer, file, form))

    def do_write_graph(self, graph: str, body: bytes, form: str, replace: bool) -> Reply:
        """Put statements in a named graph, in place of what it had or besides."""
        name = _iri(graph)
        try:
            found = [
                Quad(q.subject, q.predicate, q.object, name)
                for q in parse(body, format=GRAPH_FORMATS[form], base_iri=graph, without_named_graphs=True)
            ]
        except (SyntaxError, ValueError) as error:
            raise Refused(400, f"not {GRAPH_FORMATS[form].name}: {' '.join(str(error).split())}") from error
        existed = self._engine.contains_named_graph(name)
        if replace:
            self.graph.store.replace_graph(name, found)
        else:
            self.graph.store.extend(found)
        return Reply(data=existed)

    def do_remove_graph(self, graph: str) -> Reply:
        """Remove a named graph."""
        if not self.graph.store.remove_graph(_iri(graph)):
            raise Refused(404, f"{graph}: there is no such graph")
        return Reply()

    # What people see

    def do_thing(self, iri: str, lang: str) -> Reply:
        """Return what to show of something."""
        found = describe.thing(self.graph.store, _iri(iri), lang)
        if found is None:
            raise Refused(404, f"{iri}: not in this graph")
        return Reply(data=found)

    def do_description(self, iri: str, form: str) -> Reply:
        """Return what the graph says about something, as RDF."""
        triples = describe.triples(self.graph.store, _iri(iri))
        if not triples:
            raise Refused(404, f"{iri}: not in this graph")
        return self._spooled(
            form, lambda file: serialize(triples, cast("IO[bytes]", file), GRAPH_FORMATS[form], prefixes=QUERY_PREFIXES)
        )

    def do_view(self, focus: str | None, depth: int, lang: str) -> Reply:
        """Return the picture of the graph, or of the part around an entity."""
        if focus is None and len(self.graph.store) > _WHOLE:
            rows = self.graph.store.select(
                "SELECT ?e (COUNT(?m) AS ?n) { ?m bg:refersTo ?e } GROUP BY ?e ORDER BY DESC(?n) ?e LIMIT 1"
            )
            focus = next((row[0].value for row in rows if isinstance(row[0], NamedNode)), None)
        if focus is None:
            page = self.graph.view(lang=lang).page
        else:
            # A service answers in time: the part around a hub is drawn with its best-proven relations.
            entity = self.graph.entity(focus)
            part = self.graph.subgraph(entity, depth, limit=100, evidence=3, most=400)
            page = part.view(focus=entity.iri, depth=depth, lang=lang, title=entity.label).page
        return self._spooled("html", lambda file: file.write(page.encode()))

    def do_statistics(self) -> Reply:
        """Return what the graph holds: numbers, classes, properties, first and last date."""
        return Reply(data=describe.statistics(self.graph.store))

    # The store

    @property
    def _engine(self) -> Any:
        return cast("OxigraphStore", self.graph.store).engine

    def _ask(self, sparql: str, default: Sequence[str], named: Sequence[str], base: str | None = None) -> Answer:
        names_graphs = check(sparql)
        options: dict[str, Any] = {"use_default_graph_as_union": not names_graphs, "base_iri": base}
        if default or named:
            del options["use_default_graph_as_union"]
            options |= {"default_graph": [_iri(g) for g in default], "named_graphs": [_iri(g) for g in named]}
        try:
            answer: Answer = self._engine.query(sparql, prefixes=QUERY_PREFIXES, **options)
        except SyntaxError as error:
            raise syntax_error(error) from error
        except ENGINE_ERRORS as error:
            raise QueryError(f"the query cannot be run: {' '.join(str(error).split())}") from error
        return answer

    def _spooled(self, form: str, write: Callable[[Spool], object]) -> Reply:
        spool = Spool(self.spool, self.limit)
        try:
            write(spool)
            return spool.reply(form)
        except ENGINE_ERRORS as error:
            spool.discard()
            if spool.full:
                size = f"{self.limit / 1e6:.0f} MB"
                raise Refused(413, f"the answer is longer than {size}; ask for less, with LIMIT and OFFSET") from error
            raise Refused(500, f"the query stopped halfway: {' '.join(str(error).split())}") from error

    def _open(self) -> OxigraphStore:
        return cast("OxigraphStore", open_store(Path(self.folder), read_only=not self.writable))

    def _refresh(self) -> None:
        """Open the store anew where another process changed it."""
        if not self.writable and (state := self._state()) != self._stamp:
            self.graph.close()
            self.graph, self._stamp = PolicyGraph(self._open()), state

    def _state(self) -> frozenset[tuple[str, int]]:
        with os.scandir(self.folder) as entries:
            kept = [e for e in entries if e.name.startswith(_KEPT) or e.name.endswith(_KEPT_SUFFIXES)]
            return frozenset((e.name, _size(e)) for e in kept)


def _size(entry: "os.DirEntry[str]") -> int:
    try:
        return entry.stat().st_size
    except FileNotFoundError:  # the writer removed it meanwhile
        return -1


def _iri(text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        raise Refused(400, f"{text!r} is no IRI") from error


def _write(answer: Answer, file: Spool, form: str) -> None:
    target = cast("IO[bytes]", file)
    if isinstance(answer, QueryTriples):
        # The union of graphs repeats what several documents say; a graph says everything once.
        serialize(sorted(set(answer), key=str), target, format=GRAPH_FORMATS[form], prefixes=QUERY_PREFIXES)
    elif isinstance(answer, QuerySolutions | QueryBoolean):
        answer.serialize(target, format=ROW_FORMATS[form])


def open_or_tell(folder: str) -> None:
    """Open a store and close it, to hear at once what is wrong with it.

    Raises
    ------
    StoreError
        If it cannot be read.
    """
    store = open_store(Path(folder), read_only=True)
    if not isinstance(store, OxigraphStore):
        raise StoreError(f"{folder}: not a folder")
    store.close()
