"""PDF: reading order, without running headers, footers and page numbers; lines mended to paragraphs; notes apart."""

from beleidsgraaf.extract.readers.draft import Draft
from beleidsgraaf.extract.readers.pdf_layout import build
from beleidsgraaf.extract.readers.pdf_lines import lines_of, running
from beleidsgraaf.ontology import ReadError

MEDIA_TYPE = "application/pdf"


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
    return build([page.without(running(pages)) for page in pages], MEDIA_TYPE)
