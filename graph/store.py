"""Where statements are kept: in memory, in a folder, in a file, at an address; one small interface for all.

A store holds one named graph a document. Queries see the union of all graphs as their default graph, so that nobody
has to know in which document something stands; that is arranged here and nowhere else. A statement that three
documents make is one statement of the union; the engine's present version (0.5) matches it three times, so write
``SELECT DISTINCT`` and ``COUNT(DISTINCT …)``.

Threads may share a store; what a query or `Store.quads` returns must be iterated in the thread that asked.

Examples
--------
>>> from pyoxigraph import Literal, NamedNode, Quad
>>> brief = NamedNode("https://w3id.org/beleidsgraaf/id/document/brief.txt")
>>> with open_store(None) as store:
...     store.replace_graph(brief, [Quad(brief, NamedNode("http://purl.org/dc/terms/title"), Literal("Brief"), brief)])
...     [row.title for row in store.query("SELECT ?title { ?document dcterms:title ?title }")]
['Brief']
"""

from pathlib import Path

from beleidsgraaf.graph import files
from beleidsgraaf.graph.embedded import FileStore, OxigraphStore, open_folder
from beleidsgraaf.graph.store_interface import Store
from beleidsgraaf.ontology import StoreError
from pyoxigraph import Store as Engine

__all__ = ["FileStore", "OxigraphStore", "Store", "is_address", "open_store"]


def open_store(where: str | Path | None, *, read_only: bool = False) -> Store:
    """Open a store, making it where there is none.

    Parameters
    ----------
    where : str, Path or None
        None for a store in memory; a path ending in .trig, .nq, .ttl or .jsonld for a file, read into memory and
        written back by `Store.save` and `Store.close`; any other path for a folder, an Oxigraph store on disk; an
        address (http:// or https://) for any SPARQL 1.1 store, see `beleidsgraaf.graph.remote`.
    read_only : bool
        Refuse changes, and leave a missing store missing. A folder that is read only may be opened by any number of
        programs; they see it as it was when they opened it.

    Raises
    ------
    StoreError
        If there is none to read, another program is writing it (a `StoreBusyError`), it is damaged, or the path holds
        something else.

    Examples
    --------
    >>> store = open_store(None)
    >>> len(store)
    0
    >>> open_store("no/such/store", read_only=True)
    Traceback (most recent call last):
    ...
    beleidsgraaf.ontology.errors.StoreError: no/such/store: no store here; make one with "beleidsgraaf build"
    """
    if where is None:
        return OxigraphStore(Engine(), None, read_only=read_only)
    if is_address(where):
        from beleidsgraaf.graph.remote import RemoteStore

        return RemoteStore(str(where), read_only=read_only)
    path = Path(where)
    suffix = path.suffix.lower()
    if path.is_file() and suffix not in files.FORMATS:
        raise StoreError(f"{path}: not a store; a file ends in {', '.join(files.FORMATS)}, else give a folder")
    if suffix in files.NEAR_FORMATS:
        raise StoreError(f"{path}: cannot keep a store as {suffix}; use {', '.join(files.FORMATS)} or a folder")
    if suffix in files.FORMATS and not path.is_dir():
        return FileStore(path, read_only=read_only)
    return open_folder(path, read_only=read_only)


def is_address(where: str | Path) -> bool:
    """Tell whether a store is given by its address.

    Examples
    --------
    >>> is_address("http://127.0.0.1:7878"), is_address("graaf")
    (True, False)
    """
    return isinstance(where, str) and "://" in where
