"""PDF: reading order, without running headers, footers and page numbers; lines mended to paragraphs; notes apart."""

import re
from collections.abc import Sequence

from beleidsgraaf.extract.document import Metadata
from beleidsgraaf.extract.readers.draft import Draft
from beleidsgraaf.extract.readers.pdf_layout import build
from beleidsgraaf.extract.readers.pdf_lines import Page, lines_of, running
from beleidsgraaf.extract.readers.publication import IDENTIFIER, numbers_of
from beleidsgraaf.ontology import ReadError

MEDIA_TYPE = "application/pdf"
_PAPER = re.compile(
    r"vergaderjaar \d{4}[-–]\d{4}, (?P<dossier>\d{2} ?\d{3})(?: (?P<chapter>[IVXLC]+|[A-Z]))?, nr\. (?P<n>\d+)"
)


def draft_pdf(data: bytes, name: str) -> Draft:
    """Read a PDF.

    Parameters
    ----------
    data : bytes
    name : str
        For messages.

    Raises
    ------
    ReadError
        If it is damaged, encrypted, or a scan without a text layer.
    """
    pages = lines_of(data, name)
    if not any(page.lines for page in pages):
        raise ReadError(
            f"{name}: is a scan without a text layer; run OCR on it first (such as ocrmypdf) and read the result"
        )
    keys = running(pages)
    return build([page.without(keys) for page in pages], MEDIA_TYPE, Metadata(numbers=_numbers(pages)))


def _numbers(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return the numbers that stand in the running feet of parliamentary papers and gazettes."""
    found: list[str] = []
    for line in (line for page in pages for line in page.lines if page.on_edge(line)):
        if m := IDENTIFIER.fullmatch(line.text.strip()):
            found.extend(numbers_of(m.group()))
        elif m := _PAPER.search(line.text):
            found.append("-".join(filter(None, (m["dossier"].replace(" ", ""), m["chapter"], m["n"]))))
    return tuple(dict.fromkeys(found))
