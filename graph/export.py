"""A store in other forms: N-Quads, TriG, Turtle, JSON-LD, GraphML, GEXF, CSV, Parquet.

N-Quads, TriG, JSON-LD and the evidence of CSV are written graph by graph, so that a large store need not fit in
memory; Turtle holds the union of all graphs at once, GraphML and GEXF the network. All are the same for the same
store, byte for byte.

CSV is three tables in a zip file or a folder. Their heads are those of Neo4j's importer; Excel and LibreOffice open
them as they are (UTF-8 with a mark in front). Text that a spreadsheet would take for a formula gets an apostrophe.

- ``nodes.csv``: ``iri:ID``, ``label``, ``aliases``, ``kind``, ``same_as``, ``mentions:int``, ``:LABEL`` (type)
- ``edges.csv``: ``:START_ID``, ``subject``, ``:TYPE``, ``object``, ``:END_ID``, ``evidence:int`` (sentences)
- ``evidence.csv``: a line a sentence: ``assertion``, ``subject``, ``predicate``, ``object`` (labels), ``status``,
  ``confidence``, ``sentence``, ``document``, ``date``, ``start``, ``end``, ``method``, ``subject_iri``, ``object_iri``

Parquet has the same tables and one of documents, typed and with the text as it is; see `beleidsgraaf.graph.parquet`.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.store import OxigraphStore, Store
from beleidsgraaf.graph.values import local_name, relation_label
from beleidsgraaf.ontology import StoreError
from beleidsgraaf.ontology.naming import clean
from beleidsgraaf.ontology.resources import jsonld_context
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize
from pyoxigraph import Literal as Text

if TYPE_CHECKING:
    import networkx as nx

Form: TypeAlias = Literal["nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv", "parquet"]
FORMS: Final[tuple[str, ...]] = get_args(Form)

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_PREFIX_LINES: Final = re.compile(rb"(?:@prefix [^\n]*\n)+")
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can tell: the same store, the same bytes


def export(store: Store, target: str | Path | IO[bytes], form: str) -> None:
    """Write a whole store in another form.

    Parameters
    ----------
    store : Store
    target : str, Path or binary file
        Where to. For "csv" and "parquet" a path that ends in .zip or an open file gets a zip file, any other path is
        a folder.
    form : {"nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv", "parquet"}
        "nq", "trig" and "jsonld" keep the named graphs; "ttl" is their union, where an entity has one preferred
        label: the registers', else the most frequent; the others become alternative ones.

    Raises
    ------
    StoreError
        If the form is unknown or the target cannot be written.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> file = io.BytesIO()
    >>> export(example_graph().store, file, "nq")
    >>> file.getvalue().decode().splitlines()[0].split()[1]
    '<http://purl.org/dc/terms/identifier>'
    """
    if form not in FORMS:
        raise StoreError(f"{form!r}: no form to export to; choose from {', '.join(FORMS)}")
    try:
        if form == "csv":
            _write_tables(store, target)
            return
        if form == "parquet":
            from beleidsgraaf.graph.parquet import write_parquet

            write_parquet(store, target)
            return
        writer = _WRITERS[form]
        if isinstance(target, str | Path):
            with open(target, "wb") as file:
                writer(store, file)
        else:
            writer(store, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written: {error.strerror or error}; choose another place") from error


# RDF


def _graphs(store: Store) -> Iterator[tuple[NamedNode | DefaultGraph, list[Quad]]]:
    """Yield the graphs by name, the one without a name first, each sorted."""
    names: list[NamedNode | DefaultGraph] = [DefaultGraph(), *map(NamedNode, store.graphs())]
    for name in names:
        if isinstance(name, NamedNode):
            found = store.quads(graph=name)
        elif isinstance(store, OxigraphStore):
            found = store.engine.quads_for_pattern(None, None, None, name)
        else:
            found = (q for q in store.quads() if q.graph_name == name)
        quads = sorted(found, key=lambda q: (str(q.subject), str(q.predicate), str(q.object)))
        if quads:
            yield name, quads


def _write_nq(store: Store, file: IO[bytes]) -> None:
    for _, quads in _graphs(store):
        file.write(_serialized(quads, RdfFormat.N_QUADS)[1])


def _write_trig(store: Store, file: IO[bytes]) -> None:
    head = b""
    for _, quads in _graphs(store):
        prefixes, body = _serialized(quads, RdfFormat.TRIG)
        if not head:
            file.write(head := prefixes)
        file.write(body)


def _write_turtle(store: Store, file: IO[bytes]) -> None:
    triples: set[Triple] = set()
    labels: dict[object, Counter[str]] = {}
    for name, quads in _graphs(store):
        for quad in quads:
            s, p, o, _ = quad
            if p == t.PREF_LABEL and isinstance(o, Text) and o.language == "nl":
                labels.setdefault(s, Counter())[o.value] += 1_000_000 if name == t.REGISTERS_GRAPH else 1
            else:
                triples.add(quad.triple)
    for s, names in labels.items():
        preferred = min(names, key=lambda label: (-names[label], label))
        for label in names:
            literal = Text(label, language="nl")
            triples.add(Triple(s, t.PREF_LABEL if label == preferred else t.ALT_LABEL, literal))  # type: ignore[arg-type]
        triples.discard(Triple(s, t.ALT_LABEL, Text(preferred, language="nl")))  # type: ignore[arg-type]
    file.writelines(_serialized(sorted(triples, key=str), RdfFormat.TURTLE))


def _serialized(statements: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> tuple[bytes, bytes]:
    """Return the prefixes, sorted (the engine gives them in any order), and apart from them the statements."""
    buffer = io.BytesIO()
    serialize(statements, buffer, format=format, prefixes=t.PREFIXES)
    data = buffer.getvalue()
    head = _PREFIX_LINES.match(data)
    if head is None:
        return b"", data
    return b"".join(sorted(head.group().splitlines(keepends=True))), data[head.end() :]


def _write_jsonld(store: Store, file: IO[bytes]) -> None:
    context = jsonld_context()
    names = _terms(context)

    def dump(value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).encode()

    file.write(b'{"@context": ' + dump(context) + b',\n"@graph": [')
    separator = b"\n"
    for name, quads in _graphs(store):
        nodes: dict[str, dict[str, Any]] = {}
        for s, p, o, _ in quads:
            iri = s.value if isinstance(s, NamedNode) else str(s)
            node = nodes.setdefault(iri, {"@id": iri})
            if p == t.RDF_TYPE and isinstance(o, NamedNode):
                node.setdefault("@type", []).append(names.get(o.value, (o.value, {}))[0])
                continue
            term, rule = names.get(p.value, (p.value, {}))
            key, value = _json_value(term, rule, p.value, o)
            node.setdefault(key, []).append(value)
        body = [{k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in n.items()} for n in nodes.values()]
        if isinstance(name, NamedNode):
            file.write(separator + dump({"@id": name.value, "@graph": body}))
            separator = b",\n"
        else:
            for node in body:
                file.write(separator + dump(node))
                separator = b",\n"
    file.write(b"\n]}\n")


def _terms(context: dict[str, Any]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the term of the context for each IRI, with what it implies of its values."""
    prefixes = {k: v for k, v in context.items() if isinstance(v, str) and v.endswith(("#", "/"))}
    found = {}
    for term, definition in context.items():
        if term not in prefixes:
            rule = {"@id": definition} if isinstance(definition, str) else definition
            prefix, _, name = rule["@id"].partition(":")
            found[prefixes[prefix] + name] = (term, rule)
    return found


def _json_value(term: str, rule: dict[str, str], iri: str, value: object) -> tuple[str, Any]:
    if not isinstance(value, Text):
        node = value.value if isinstance(value, NamedNode) else str(value)
        return term, node if rule.get("@type") == "@id" else {"@id": node}
    datatype = value.datatype.value
    if value.language:
        if value.language == rule.get("@language"):
            return term, value.value
        return iri, {"@value": value.value, "@language": value.language}
    if datatype == t.XSD + "string" and not rule.keys() & {"@type", "@language"}:
        return term, value.value
    if datatype.replace(t.XSD, "xsd:") == rule.get("@type"):
        return term, int(value.value) if value.datatype == t.XSD_INTEGER else value.value
    return iri, {"@value": value.value, "@type": datatype}


# The network


def _network(store: Store) -> "nx.MultiDiGraph[str]":
    """Return the network with what programs for networks show: a label on every edge, an id of its own."""
    import networkx as nx
    from beleidsgraaf.graph.analysis import to_networkx

    source = to_networkx(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, data in source.nodes(data=True):
        graph.add_node(iri, **{k: clean(v) if isinstance(v, str) else v for k, v in data.items()}, iri=iri)
    for number, (s, o, data) in enumerate(source.edges(data=True)):
        name = data["predicate"]
        label = relation_label(name)
        graph.add_edge(s, o, key=f"e{number}", id=f"e{number}", label=label, predicate=name, evidence=data["evidence"])
    return graph


def _write_graphml(store: Store, file: IO[bytes]) -> None:
    import networkx as nx

    graph = _network(store)
    for _, _, data in graph.edges(data=True):
        del data["id"]  # the key says it already
    nx.write_graphml(graph, file, named_key_ids=True)


def _write_gexf(store: Store, file: IO[bytes]) -> None:
    import networkx as nx

    buffer = io.BytesIO()
    nx.write_gexf(_network(store), buffer)
    # networkx writes the day of today, and its own version.
    file.write(re.sub(rb"\s*<meta .*?</meta>", b"", buffer.getvalue(), count=1, flags=re.DOTALL))


# Tables


def _write_tables(store: Store, target: str | Path | IO[bytes]) -> None:
    if isinstance(target, str | Path) and Path(target).suffix.lower() != ".zip":
        folder = Path(target)
        folder.mkdir(parents=True, exist_ok=True)
        for name, head, rows in tables(store):
            with open(folder / f"{name}.csv", "w", encoding="utf-8-sig", newline="") as file:
                _write_csv(file, head, rows)
        return
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, head, rows in tables(store):
            with _member(archive, f"{name}.csv") as file:
                _write_csv(file, head, rows)


def _write_csv(file: IO[str], head: list[str], rows: Iterable[list[object]]) -> None:
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[IO[str]]:
    info = zipfile.ZipInfo(name, _ZIP_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(info, "w") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as file:
        yield file


def tables(store: Store) -> Iterator[tuple[str, list[str], Iterator[list[object]]]]:
    """Yield the name, the head and the rows of the tables of nodes, edges and evidence; text is as it is.

    Parameters
    ----------
    store : Store
    """
    from beleidsgraaf.graph.analysis import to_networkx

    network = to_networkx(store)
    labels = {iri: str(data["label"]) for iri, data in network.nodes(data=True)}

    def nodes() -> Iterator[list[object]]:
        for iri, data in network.nodes(data=True):
            node = NamedNode(iri)
            aliases = {q.object.value for q in store.quads(node, t.ALT_LABEL) if isinstance(q.object, Text)}
            same = {q.object.value for q in store.quads(node, t.EXACT_MATCH) if isinstance(q.object, NamedNode)}
            same_as = " ".join(sorted(same))
            yield [iri, labels[iri], sorted(aliases), data["kind"], same_as, data["mentions"], data["type"]]

    def edges() -> Iterator[list[object]]:
        for s, o, data in network.edges(data=True):
            yield [s, labels[s], data["predicate"], labels[o], o, data["evidence"]]

    yield "nodes", ["iri:ID", "label", "aliases", "kind", "same_as", "mentions:int", ":LABEL"], nodes()
    yield "edges", [":START_ID", "subject", ":TYPE", "object", ":END_ID", "evidence:int"], edges()
    yield "evidence", _EVIDENCE, _evidence_rows(store, labels)


_EVIDENCE: Final = [
    "assertion", "subject", "predicate", "object", "status", "confidence", "sentence", "document", "date", "start",
    "end", "method", "subject_iri", "object_iri",
]  # fmt: skip


def _evidence_rows(store: Store, labels: dict[str, str]) -> Iterator[list[object]]:
    for _, quads in _graphs(store):
        found: dict[str, dict[str, str]] = {}
        for s, p, o, _ in quads:
            found.setdefault(str(s), {})[p.value] = o.value if isinstance(o, Text | NamedNode) else str(o)
        rows: list[list[object]] = []
        for iri, said in found.items():
            if said.get(t.RDF_TYPE.value) != t.bg("Assertion").value:
                continue
            document = found.get(f"<{said.get(t.bg('inDocument').value, '')}>", {})
            s, o = said.get(t.RDF_SUBJECT.value, ""), said.get(t.RDF_OBJECT.value, "")
            rows.append([
                iri.strip("<>"), labels.get(s, s), local_name(said.get(t.RDF_PREDICATE.value, "")),
                labels.get(o, o), said.get(t.bg("status").value, ""), said.get(t.bg("confidence").value, ""),
                said.get(t.bg("sentence").value, ""), document.get(t.SOURCE.value, ""),
                document.get(t.DATE.value, ""), int(said.get(t.bg("start").value, 0)),
                int(said.get(t.bg("end").value, 0)), said.get(t.bg("method").value, ""), s, o,
            ])  # fmt: skip
        rows.sort(key=lambda row: (row[9], row[10], row[0]))
        yield from rows


def _cell(value: object) -> object:
    """Return a value for a spreadsheet: text in one line, and never a formula."""
    if not isinstance(value, str | list):
        return value
    text = "; ".join(value) if isinstance(value, list) else value
    line = " ".join(text.split())
    return f"'{line}" if _FORMULA.match(line) else line


_WRITERS: Final[dict[str, Callable[[Store, IO[bytes]], None]]] = {
    "nq": _write_nq,
    "trig": _write_trig,
    "ttl": _write_turtle,
    "jsonld": _write_jsonld,
    "graphml": _write_graphml,
    "gexf": _write_gexf,
}
