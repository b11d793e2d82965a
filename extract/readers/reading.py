"""Read one document of any known format."""

from pathlib import Path

from beleidsgraaf.extract import structure
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.metadata import metadata
from beleidsgraaf.extract.readers.draft import Draft
from beleidsgraaf.extract.readers.encoding import decode
from beleidsgraaf.extract.readers.text import draft_text
from beleidsgraaf.ontology import ReadError


def read(source: str | Path | bytes, *, name: str | None = None, media_type: str | None = None) -> Document:
    """Read a document."""
    if isinstance(source, bytes):
        data, name = source, name or "-"
    else:
        path = Path(source)
        name = name or path.name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ReadError(f"{path}: {error.strerror}; check the path and the permissions") from error
    text = decode(data, name)
    if not text.strip():
        raise ReadError(f"{name}: is empty; nothing to read")
    return finish(draft_text(text), name)


def from_text(text: str, *, name: str = "-") -> Document:
    """Make a document of a text, which stays as it is."""
    return finish(draft_text(text), name)


def finish(draft: Draft, name: str) -> Document:
    """Add questions, answers and metadata to a draft."""
    sections = structure.sections(draft.text, draft.blocks) if draft.sections is None else draft.sections
    return Document(
        name, draft.text, draft.blocks, draft.footnotes, sections, metadata(draft, name), draft.media_type
    )
