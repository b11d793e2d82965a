"""Read one document of any known format."""

from pathlib import Path

from beleidsgraaf.extract import structure
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.metadata import metadata
from beleidsgraaf.extract.readers import sniff
from beleidsgraaf.extract.readers.draft import Draft
from beleidsgraaf.extract.readers.encoding import decode
from beleidsgraaf.extract.readers.text import draft_text
from beleidsgraaf.ontology import ReadError

MAX_BYTES = 1024**3


def read(source: str | Path | bytes, *, name: str | None = None, media_type: str | None = None) -> Document:
    r"""Read a document.

    Parameters
    ----------
    source : str, Path or bytes
        A path, or the content itself.
    name : str, optional
        The document's id; by default the file's name, and "-" for bytes. Its extension helps to tell formats apart.
    media_type : str, optional
        Reads it as that format, whatever its content or name says: "text/plain", "text/markdown", "text/html",
        "application/xml", "application/pdf", or those of .docx and .odt.

    Returns
    -------
    Document
        Its text is in reading order; for plain text it is the file's own, character for character.

    Raises
    ------
    ReadError
        If it cannot be read: no file there, unknown format, damaged, encrypted, empty, or a scan without text.

    Examples
    --------
    >>> document = read(b"Vraag 1\nKlopt dit?\n\nAntwoord\nJa.\n", name="vragen.txt")
    >>> [(s.kind, s.numbers) for s in document.sections]
    [('question', ('1',)), ('answer', ('1',))]
    """
    if isinstance(source, bytes):
        data, name = source, name or "-"
    else:
        path = Path(source)
        name = name or path.name
        data = load(path)
    if media_type is None:
        form = sniff.sniff(data, name)
    elif (known := sniff.MEDIA_TYPES.get(media_type.split(";")[0].strip().lower())) is None:
        raise ReadError(f"{name}: media type {media_type!r} is not known; read are {', '.join(sniff.MEDIA_TYPES)}")
    else:
        form = known
    return finish(_draft(data, name, form), name)


def from_text(text: str, *, name: str = "-") -> Document:
    """Make a document of a text, which stays as it is.

    Parameters
    ----------
    text : str
    name : str
        The document's id.

    Examples
    --------
    >>> from_text("De gemeente Assen doet mee.").blocks[0].kind
    'paragraph'
    """
    return finish(draft_text(text), name)


def finish(draft: Draft, name: str) -> Document:
    """Add questions, answers and metadata to a draft.

    Raises
    ------
    ReadError
        If there is no text in it.
    """
    if not draft.text.strip() and draft.media_type != "text/plain":
        raise ReadError(f"{name}: has no text in it; nothing to read")
    blocks, footnotes = structure.refine(draft.text, draft.blocks), draft.footnotes
    if draft.media_type != "text/plain":
        blocks, footnotes = structure.mark_note_lines(draft.text, blocks, footnotes)
    sections = structure.sections(draft.text, blocks) if draft.sections is None else draft.sections
    found = metadata(draft.text, blocks, sections, name, draft.metadata)
    return Document(name, draft.text, blocks, footnotes, sections, found, draft.media_type)


def load(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    ReadError
        If it is missing, a folder, too large or not to be opened.
    """
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder; read its documents with read_all")
        if path.stat().st_size > MAX_BYTES:
            raise ReadError(f"{path}: is larger than {MAX_BYTES // 1024**2} MB; split it first")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path}: {reason}; check the path and your rights to it") from error


def _draft(data: bytes, name: str, form: str) -> Draft:
    if form == "pdf":
        from beleidsgraaf.extract.readers.pdf import draft_pdf

        return draft_pdf(data, name)
    if form == "docx":
        from beleidsgraaf.extract.readers.docx import draft_docx

        return draft_docx(data, name)
    if form == "odt":
        from beleidsgraaf.extract.readers.odt import draft_odt

        return draft_odt(data, name)
    if form == "xml":
        from beleidsgraaf.extract.readers.official import draft_xml

        return draft_xml(data, name)
    if form == "html":
        from beleidsgraaf.extract.readers.html import declared_charset, draft_html

        return draft_html(decode(data, name, declared=declared_charset(data)), name)
    if form == "md":
        from beleidsgraaf.extract.readers.markdown import draft_markdown

        return draft_markdown(decode(data, name), name)
    if form == "zip":
        raise ReadError(f"{name}: is a zip of files; read its documents with read_all")
    text = decode(data, name)
    if not text.strip():
        raise ReadError(f"{name}: is empty; nothing to read")
    return draft_text(text)
