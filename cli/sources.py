"""Where the documents of a command come from: files, folders, zips and standard input."""

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from beleidsgraaf.extract.document import Document
from beleidsgraaf.ontology.errors import ReadError
from beleidsgraaf.pool import Failure

STDIN: Final = "-"


def documents(names: Iterable[str], failed: Callable[[Failure], None]) -> Iterator[Document]:
    """Read documents one by one; what cannot be read is told to `failed` and left out.

    Parameters
    ----------
    names : iterable of str
        Files, folders and zips; "-" is standard input.
    failed : callable
        Gets a `Failure` for every file that gives no document.

    Yields
    ------
    Document
        In the order of the names; within a folder or a zip in order of path.

    Examples
    --------
    >>> failures = []
    >>> list(documents(["nergens.txt"], failures.append))
    []
    >>> failures[0].name
    'nergens.txt'
    """
    from beleidsgraaf.extract.readers import read, read_all

    def on_error(name: str, error: ReadError) -> None:
        failed(Failure(name, str(error)))

    for is_stdin, group in groupby(names, key=STDIN.__eq__):
        if not is_stdin:
            yield from read_all(group, on_error=on_error)
            continue
        try:
            yield read(sys.stdin.buffer.read(), name=STDIN)
        except ReadError as error:
            on_error(STDIN, error)


def expected(names: Iterable[str]) -> int | None:
    """Return how many documents there will be, for a progress bar; None where only reading can tell.

    Parameters
    ----------
    names : iterable of str
        Files, folders and zips.

    Examples
    --------
    >>> expected(["a.docx", "b.pdf"]), expected(["a.docx", "all.zip"])
    (2, None)
    """
    from beleidsgraaf.extract.readers.collecting import is_hidden, is_known

    total = 0
    for path in map(Path, names):
        inside = (p.relative_to(path).as_posix() for p in path.rglob("*")) if path.is_dir() else [path.name]
        found = [name for name in inside if not path.is_dir() or (is_known(name) and not is_hidden(name))]
        if any(name.lower().endswith(".zip") for name in found):
            return None
        total += len(found)
    return total
