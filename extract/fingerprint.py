"""What tells whether a document would be read the same again: its content and the release that reads it."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from beleidsgraaf.extract.document import Document

_FOLDERS: Final = (Path(__file__).resolve().parent, Path(__file__).resolve().parents[1] / "ontology")
_PASSED_OVER: Final = frozenset({".pyc", ".pyo"})


def fingerprint(document: Document, minimum_confidence: float = 0.0) -> str:
    """Return the SHA-256 of all that a reader made of a document and of the release, hexadecimal.

    Two equal fingerprints mean equal extractions, so that the second need not be made.

    Parameters
    ----------
    document : Document
    minimum_confidence : float
        As the extractor's.

    Examples
    --------
    >>> brief = Document("brief.txt", "De gemeente Assen doet mee.")
    >>> fingerprint(brief) == fingerprint(Document("brief.txt", "De gemeente Assen doet mee."))
    True
    >>> fingerprint(brief) == fingerprint(Document("brief.txt", "De gemeente Emmen doet mee."))
    False
    """
    return sha256(f"{release()}\n{minimum_confidence}\n{document!r}".encode("utf-8", "surrogatepass")).hexdigest()


@cache
def release() -> str:
    """Return the SHA-256 of the code, patterns, model and registers of this installation, hexadecimal.

    A number that people give to a release would miss what they change between two; reading all files takes some
    hundredths of a second, once a process.

    Examples
    --------
    >>> len(release())
    64
    """
    digest = sha256(version("spacy").encode())
    for folder in _FOLDERS:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and path.suffix not in _PASSED_OVER and not path.name.startswith("."):
                digest.update(f"\n{folder.name}/{name}\n".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
