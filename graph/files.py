"""Graphs in a file: TriG, N-Quads, Turtle and JSON-LD, read into the engine and written whole or not at all.

Turtle has no named graphs. Ours are kept apart by comments: a line ``# graph <IRI>`` before the statements of each,
so that any Turtle reader sees the union and this one gets every document back. Statements of a Turtle file without
such lines, made elsewhere, form one graph without a name; queries see it as any other, but documents in it
cannot be removed or replaced one by one.
"""

import io
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, TypeAlias

from beleidsgraaf.graph.result import ENGINE_ERRORS
from beleidsgraaf.graph.terms import PREFIXES
from beleidsgraaf.ontology import StoreError
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize
from pyoxigraph import Store as Engine

Stamp: TypeAlias = tuple[int, int, int]

FORMATS: Final = {
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".ttl": RdfFormat.TURTLE,
    ".jsonld": RdfFormat.JSON_LD,
}
"""Formats of files that are stores, by suffix."""

NEAR_FORMATS: Final = (".nt", ".n3", ".rdf", ".owl", ".json", ".xml", ".csv", ".graphml", ".gexf", ".html", ".parquet")
"""Suffixes that nobody means as the name of a folder."""

_MARK: Final = re.compile(r"^# graph <([^<>\s]*)>$", re.MULTILINE)
_PREFIXES: Final = re.compile(rb"(?:@prefix [^\n]*\n)+")


def stamp(path: Path) -> Stamp | None:
    """Return what tells one state of a file from another; None where there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    return found.st_mtime_ns, found.st_size, found.st_ino


def load(engine: Engine, path: Path) -> None:
    """Read a file into an empty engine.

    Raises
    ------
    StoreError
        If it cannot be read, or does not follow its format; with the line.
    """
    format = FORMATS.get(path.suffix.lower())
    if format is None:
        raise StoreError(f"{path}: no file of statements; its name ends in {', '.join(FORMATS)}")
    try:
        if format is not RdfFormat.TURTLE:
            engine.bulk_load(path=str(path), format=format)
        else:
            _load_turtle(engine, path.read_bytes())
    except SyntaxError as error:
        place = f"line {error.lineno}: " if error.lineno else ""
        reason = " ".join(str(error.args[0]).split())
        raise StoreError(f"{path}: not {format.name}: {place}{reason}; mend it or build it again") from error
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error


def save(engine: Engine, path: Path) -> None:
    """Write an engine's statements to a file, sorted, so that the same graph gives the same file.

    The file is written beside its place and then moved there: whoever reads it sees the old or the new one.

    Raises
    ------
    StoreError
        If it cannot be written; the old file is then still there.
    """
    path = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = file.name
            write(engine, file, FORMATS[path.suffix.lower()])
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
        temporary = None
    except ENGINE_ERRORS as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"{path}: cannot be written: {reason}; free some space or choose another place") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)


def write(engine: Engine, file: IO[bytes], format: RdfFormat) -> None:
    """Write all statements in a format; Turtle with its comments between graphs."""
    if format is not RdfFormat.TURTLE:
        file.writelines(_serialized(_sorted(engine, None), format))
        return
    header = b""
    for graph in (DefaultGraph(), *sorted(engine.named_graphs(), key=str)):
        prefixes, body = _serialized([q.triple for q in _sorted(engine, graph)], format)
        if not header:
            file.write(header := prefixes)
        if not isinstance(graph, DefaultGraph):
            file.write(f"\n# graph {graph}\n".encode())
        file.write(body)


def _serialized(statements: Iterable[Quad] | Iterable[Triple], format: RdfFormat) -> tuple[bytes, bytes]:
    """Return the prefixes, which the engine gives in any order, sorted, and apart from them the statements."""
    buffer = io.BytesIO()
    serialize(statements, buffer, format=format, prefixes=PREFIXES)
    data = buffer.getvalue()
    header = _PREFIXES.match(data)
    if header is None:
        return b"", data
    return b"".join(sorted(header.group().splitlines(keepends=True))), data[header.end() :]


def _sorted(engine: Engine, graph: NamedNode | BlankNode | DefaultGraph | None) -> list[Quad]:
    found: Iterable[Quad] = engine.quads_for_pattern(None, None, None, graph)
    return sorted(found, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))


def _load_turtle(engine: Engine, data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    parts = _MARK.split(text)  # what stands before the first mark, then mark and statements in turn
    if len(parts) > 1:
        try:
            engine.load(parts[0], RdfFormat.TURTLE)
            header = _PREFIXES.match(parts[0].encode())
            prefixes = header.group().decode() if header else ""
            for name, statements in zip(parts[1::2], parts[2::2], strict=True):
                engine.load(prefixes + statements, RdfFormat.TURTLE, to_graph=NamedNode(name))
            return
        except (SyntaxError, ValueError):  # rewritten elsewhere: the comments no longer say what they said
            engine.clear()
    engine.load(data, RdfFormat.TURTLE)


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or of a new one."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
