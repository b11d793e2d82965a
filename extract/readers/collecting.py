"""Read many documents: files, folders and zips of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import package, sniff
from beleidsgraaf.extract.readers.reading import load, read
from beleidsgraaf.ontology import ReadError

MAX_ZIP_DEPTH = 3
"""Zips within zips are read to this depth."""

OnError = Callable[[str, ReadError], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds a document, or a zip of them.

    Attributes
    ----------
    path : str
        Where it is.
    name : str
        Id of its document, or first part of the ids of the documents in the zip.
    named : bool
        Whether it was given itself, not found in a folder.
    """

    path: str
    name: str
    named: bool = False


def read_all(paths: Iterable[str | Path], *, on_error: OnError) -> Iterator[Document]:
    """Read documents, one by one; what cannot be read is reported and the rest goes on.

    A folder is read with its sub-folders, in the order of the names. In folders and zips, hidden files (their name
    begins with a dot, "~$" or "__MACOSX") and files of other kinds than documents (pictures, spreadsheets) are passed
    over in silence; a document in a format that is known but damaged, empty or encrypted is reported. A file that
    the caller names is always read or reported.

    Parameters
    ----------
    paths : iterable of str or Path
        Files, folders, zips.
    on_error : callable
        Called with the id of what failed and the error.

    Yields
    ------
    Document
        With as id the file's name; inside a folder or zip its path from there, with "/" between, after the name of
        the zip: "2025/brief.docx", "stukken.zip/brief.docx". An id that came before gets a number: "brief (2).docx".

    Examples
    --------
    >>> errors = []
    >>> list(read_all(["/no/such/file.txt"], on_error=lambda name, error: errors.append(str(error))))
    []
    >>> errors
    ['/no/such/file.txt: No such file or directory; check the path and your rights to it']
    """
    taken: set[str] = set()
    for source in sources(paths, on_error=on_error):
        yield from read_source(source, taken, on_error=on_error)


def sources(paths: Iterable[str | Path], *, on_error: OnError) -> Iterator[Source]:
    """List the files that `read_all` reads, in order, without reading them.

    Parameters
    ----------
    paths : iterable of str or Path
        Files, folders, zips.
    on_error : callable
        Called with the name of a folder that cannot be listed and the error.

    Examples
    --------
    >>> list(sources(["brief.txt"], on_error=lambda name, error: None))
    [Source(path='brief.txt', name='brief.txt', named=True)]
    """
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(path, on_error)
        else:
            yield Source(str(path), path.name or str(path), named=True)


def read_source(source: Source, taken: set[str], *, on_error: OnError) -> Iterator[Document]:
    """Read the document or documents of one file; what cannot be read is reported.

    Parameters
    ----------
    source : Source
    taken : set of str
        Ids that documents have; those of these are added.
    on_error : callable
        Called with the id of what failed and the error.
    """
    try:
        data = load(Path(source.path))
    except ReadError as error:
        on_error(source.name, error)
        return
    yield from _one(data, source.name, taken, on_error, named=source.named, depth=0)


def is_known(name: str) -> bool:
    """Tell whether a name is that of a document or zip, by its extension.

    Examples
    --------
    >>> is_known("brief.DOCX"), is_known("foto.jpg")
    (True, False)
    """
    return PurePosixPath(name).suffix.lower() in (*sniff.EXTENSIONS, ".doc", ".rtf")


def is_hidden(path: str) -> bool:
    """Tell whether a path leads through a hidden file or folder.

    Examples
    --------
    >>> is_hidden("2025/.git/notes.md"), is_hidden("2025/~$brief.docx"), is_hidden("2025/brief.docx")
    (True, True, False)
    """
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in PurePosixPath(path).parts)


def _folder(folder: Path, on_error: OnError) -> Iterator[Source]:
    try:
        files = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.relative_to(folder).as_posix())
    except OSError as error:
        on_error(str(folder), ReadError(f"{folder}: {error.strerror}; check your rights to the folder"))
        return
    for path in files:
        name = path.relative_to(folder).as_posix()
        if not is_hidden(name) and is_known(name):
            yield Source(str(path), name)


def _one(data: bytes, name: str, taken: set[str], on_error: OnError, *, named: bool, depth: int) -> Iterator[Document]:
    try:
        if sniff.sniff(data, name) == "zip":
            yield from _zip(data, name, taken, on_error, depth)
            return
        document = read(data, name=unique(name, taken))
    except ReadError as error:
        on_error(name, error)
        return
    taken.add(document.id)
    yield document


def _zip(data: bytes, name: str, taken: set[str], on_error: OnError, depth: int) -> Iterator[Document]:
    if depth >= MAX_ZIP_DEPTH:
        raise ReadError(f"{name}: lies more than {MAX_ZIP_DEPTH} zips deep; unpack it yourself and read the folder")
    with package.open_zip(data, name) as archive:
        members = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: i.filename)
        for info in members:
            # A path in a zip is only a name: nothing is written to disk.
            inner = "/".join(
                p for p in PurePosixPath(info.filename.replace("\\", "/")).parts if p not in ("/", ".", "..")
            )
            if not inner or is_hidden(inner) or not is_known(inner):
                continue
            full = f"{name}/{inner}"
            try:
                content = package.member(archive, info, full)
            except ReadError as error:
                on_error(full, error)
                continue
            yield from _one(content, full, taken, on_error, named=False, depth=depth + 1)


def unique(name: str, taken: set[str]) -> str:
    """Return a name that no document has yet.

    Examples
    --------
    >>> unique("brief.txt", {"brief.txt"})
    'brief (2).txt'
    """
    if name not in taken:
        return name
    path = PurePosixPath(name)
    number = 2
    while (candidate := str(path.with_name(f"{path.stem} ({number}){path.suffix}"))) in taken:
        number += 1
    return candidate
