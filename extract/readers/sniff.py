"""Which format a file has: by its content first, by its name where the content leaves it open.

Examples
--------
>>> sniff(b"%PDF-1.7 ...", "brief.txt")
'pdf'
>>> sniff(b"<!DOCTYPE html><html><p>Brief</p></html>", "brief")
'html'
>>> sniff("Geachte voorzitter,".encode(), "brief.md")
'md'
"""

import io
import re
import zipfile
from pathlib import PurePosixPath

from beleidsgraaf.extract.readers.official import root_name
from beleidsgraaf.ontology import ReadError

EXTENSIONS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".docx": "docx", ".odt": "odt", ".pdf": "pdf",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xml": "xml", ".zip": "zip",
}  # fmt: skip
MEDIA_TYPES = {
    "text/plain": "txt", "text/markdown": "md", "application/pdf": "pdf", "text/html": "html",
    "application/xhtml+xml": "html", "application/xml": "xml", "text/xml": "xml", "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}  # fmt: skip
KNOWN = ".txt, .md, .docx, .odt, .pdf, .html, .xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"RIFF")
_SPACES = re.compile(rb"(?:\xef\xbb\xbf|\xc3\xaf\xc2\xbb\xc2\xbf|\s)*")


def sniff(data: bytes, name: str) -> str:
    """Return the format of a file: one of the values of `EXTENSIONS`.

    Parameters
    ----------
    data : bytes
    name : str
        File name; its extension decides between text formats.

    Raises
    ------
    ReadError
        If it is a format that cannot be read; the message says what to do.
    """
    extension = PurePosixPath(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf"):
        raise ReadError(f"{name}: is empty; nothing to read")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package(data, name)
    if data.startswith(_OLE):
        raise ReadError(_ole(data, name))
    if data.startswith(b"{\\rtf"):
        raise ReadError(f"{name}: is rich text (.rtf), which is not read; save it as .docx or .odt")
    if data.startswith(_PICTURES):
        raise ReadError(f"{name}: is a picture; run OCR on it and read the resulting text or PDF")
    known = EXTENSIONS.get(extension)
    if known in ("pdf", "docx", "odt", "zip"):
        raise ReadError(f"{name}: is no {extension} inside, or is damaged; open it in its own program and save it anew")
    if known == "txt":
        return known
    start = data[_SPACES.match(data).end() :][:512].lower()  # type: ignore[union-attr]
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"<?xml") or (start.startswith(b"<") and known == "xml"):
        return "html" if root_name(data) == "html" else "xml"
    if (
        known is None
        and re.match(rb"<[a-z!][^>]*>", start)
        and re.search(rb"</(?:p|div|body|h[1-6])>", data[:65536].lower())
    ):
        return "html"
    return known or "txt"


def _package(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            mimetype = package.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception as error:
        raise ReadError(f"{name}: is a damaged zip or office file ({type(error).__name__}); fetch it again") from error
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return "docx"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text") or (
        not mimetype and "content.xml" in names and "META-INF/manifest.xml" in names
    ):
        return "odt"
    if "[Content_Types].xml" in names or mimetype.startswith(b"application/vnd.oasis"):
        raise ReadError(
            f"{name}: is a spreadsheet or presentation, which is not read; save its text as .docx, .odt or .pdf"
        )
    return "zip"


def _ole(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{name}: is encrypted; open it with its password and save it without one"
    return f"{name}: is an old Office file (.doc), which is not read; open it and save it as .docx"
