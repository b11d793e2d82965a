"""Small documents made by hand, of invented text."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.footnotes+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_NUMBERING = (
    f'<?xml version="1.0"?><w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    f'<w:numFmt w:val="decimal"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _relations(**targets: str) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inside = "".join(f'<Relationship Id="{k}" Type="{kinds}/{k}" Target="{t}"/>' for k, t in targets.items())
    spaces = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{spaces}">{inside}</Relationships>'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def make_zip() -> Callable[[Mapping[str, str | bytes]], bytes]:
    return zipped


@pytest.fixture(scope="session")
def make_docx() -> Callable[..., bytes]:
    """A .docx of a body in WordprocessingML and notes by number."""

    def make(body: str, notes: Mapping[int, str] | None = None) -> bytes:
        footnotes = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:r><w:t>{escape(t)}</w:t></w:r></w:p></w:footnote>'
            for i, t in (notes or {}).items()
        )
        return zipped(
            {
                "[Content_Types].xml": _TYPES,
                "_rels/.rels": _relations(officeDocument="word/document.xml"),
                "word/_rels/document.xml.rels": _relations(footnotes="footnotes.xml", numbering="numbering.xml"),
                "word/numbering.xml": _NUMBERING,
                "word/document.xml": f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>',
                "word/footnotes.xml": f'<?xml version="1.0"?><w:footnotes {W}>{footnotes}</w:footnotes>',
            }
        )

    return make


@pytest.fixture(scope="session")
def make_odt() -> Callable[[str], bytes]:
    """An .odt of a body in OpenDocument XML."""

    def make(body: str) -> bytes:
        spaces = " ".join(
            f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
            for p, n in (
                ("office", "office"),
                ("text", "text"),
                ("table", "table"),
                ("draw", "drawing"),
                ("meta", "meta"),
            )
        )
        return zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest '
                'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
                'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
                '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
                "</manifest:manifest>",
                "meta.xml": f'<?xml version="1.0"?><office:document-meta {spaces} '
                'xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Voortgang van de aanpak</dc:title>'
                "</office:meta></office:document-meta>",
                "content.xml": f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
                f"<office:text>{body}"
                "</office:text></office:body></office:document-content>",
            }
        )

    return make


@pytest.fixture(scope="session")
def make_pdf() -> Callable[[Sequence[Sequence[tuple[float, float, float, str]]]], bytes]:
    """A PDF of pages, each of lines (x, y, type size, text) in Helvetica on A4."""

    def make(pages: Sequence[Sequence[tuple[float, float, float, str]]]) -> bytes:
        objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b""]
        objects[2] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        kids = []
        for lines in pages:
            content = b"BT\n"
            for x, y, size, text in lines:
                shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
                content += b"/F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj\n" % (size, x, y, shown)
            content += b"ET"
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
            )
            kids.append(b"%d 0 R" % len(objects))
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
        out, offsets = b"%PDF-1.4\n", []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
        return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)

    return make
