"""A store as Parquet tables, for pandas, DuckDB, Spark and the like; needs pyarrow (extra ``parquet``).

- ``nodes.parquet``: ``iri``, ``label``, ``aliases`` (list), ``kind``, ``same_as`` (list), ``mentions``, ``type``
- ``edges.parquet``: ``subject_iri``, ``subject``, ``predicate``, ``object``, ``object_iri``, ``evidence`` (sentences)
- ``evidence.parquet``: a row a sentence, see `beleidsgraaf.graph.export`; ``confidence`` is a number, ``date`` a date
- ``documents.parquet``: ``iri``, ``source``, ``title``, ``kind``, ``date``, ``numbers`` (list), ``sender``,
  ``addressee``, ``media_type``, ``checksum``

What is unknown is null. Rows are written a block at a time, so that they need not fit in memory.
"""

import datetime
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, Final

from beleidsgraaf.graph.entity import DocumentRecord
from beleidsgraaf.graph.export import tables
from beleidsgraaf.graph.store import Store
from beleidsgraaf.ontology import StoreError

if TYPE_CHECKING:
    pass

_BLOCK: Final = 20_000  # rows
_TEXT, _LIST, _NUMBER, _REAL, _DATE = "text", "list", "number", "real", "date"
_COLUMNS: Final[dict[str, dict[str, str]]] = {
    "nodes": {
        "iri": _TEXT, "label": _TEXT, "aliases": _LIST, "kind": _TEXT, "same_as": _LIST, "mentions": _NUMBER,
        "type": _TEXT,
    },
    "edges": {
        "subject_iri": _TEXT, "subject": _TEXT, "predicate": _TEXT, "object": _TEXT, "object_iri": _TEXT,
        "evidence": _NUMBER,
    },
    "evidence": {
        "assertion": _TEXT, "subject": _TEXT, "predicate": _TEXT, "object": _TEXT, "status": _TEXT,
        "confidence": _REAL, "sentence": _TEXT, "document": _TEXT, "date": _DATE, "start": _NUMBER, "end": _NUMBER,
        "method": _TEXT, "subject_iri": _TEXT, "object_iri": _TEXT,
    },
    "documents": {
        "iri": _TEXT, "source": _TEXT, "title": _TEXT, "kind": _TEXT, "date": _DATE, "numbers": _LIST,
        "sender": _TEXT, "addressee": _TEXT, "media_type": _TEXT, "checksum": _TEXT,
    },
}  # fmt: skip
TABLES: Final = tuple(_COLUMNS)
"""Names of the tables."""


def write_parquet(store: Store, target: str | Path | IO[bytes]) -> None:
    """Write the tables of a store.

    Parameters
    ----------
    store : Store
    target : str, Path or binary file
        A path that ends in .zip or an open file gets a zip file, any other path is a folder.

    Raises
    ------
    StoreError
        If pyarrow is not installed.
    OSError
        If the target cannot be written.
    """
    if isinstance(target, str | Path) and Path(target).suffix.lower() != ".zip":
        _write_folder(store, Path(target))
        return
    with TemporaryDirectory() as folder:
        _write_folder(store, Path(folder))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # Parquet is compressed itself
            for name in TABLES:
                info = zipfile.ZipInfo(f"{name}.parquet", (1980, 1, 1, 0, 0, 0))
                with archive.open(info, "w", force_zip64=True) as to, open(Path(folder, info.filename), "rb") as file:
                    shutil.copyfileobj(file, to)


def _write_folder(store: Store, folder: Path) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise StoreError("pyarrow is not installed; pip install 'beleidsgraaf[parquet]'") from error
    kinds: dict[str, pa.DataType] = {
        _TEXT: pa.string(), _LIST: pa.list_(pa.string()), _NUMBER: pa.int64(), _REAL: pa.float64(), _DATE: pa.date32(),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    contents = [(name, rows) for name, _, rows in tables(store)]
    for name, rows in [*contents, ("documents", _documents(store))]:
        columns = _COLUMNS[name]
        schema = pa.schema([(column, kinds[kind]) for column, kind in columns.items()])
        with pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as writer:
            for block in _blocks(rows):
                values = zip(*block, strict=True)
                arrays = [
                    pa.array([_value(v, kind) for v in column], kinds[kind])
                    for column, kind in zip(values, columns.values(), strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _documents(store: Store) -> Iterator[list[object]]:
    for row in store.select("SELECT DISTINCT ?d { ?d a bg:Document } ORDER BY ?d"):
        d = DocumentRecord(row[0].value, store)
        yield [
            d.iri, d.source, d.title, d.kind, d.date, list(d.numbers), d.sender, d.addressee, d.media_type, d.checksum,
        ]  # fmt: skip


def _blocks(rows: Iterable[list[object]]) -> Iterator[list[list[object]]]:
    rows = iter(rows)
    while block := list(islice(rows, _BLOCK)):
        yield block


def _value(value: Any, kind: str) -> Any:
    if kind == _LIST:
        return value.split() if isinstance(value, str) else value
    if value is None or value == "":
        return None
    if kind == _REAL:
        return float(value)
    if kind == _DATE and isinstance(value, str):
        return datetime.date.fromisoformat(value)
    return value
