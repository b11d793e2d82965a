"""Word documents (.docx), by way of mammoth, which keeps headings, lists, tables and linked notes."""

import io

import mammoth
from beleidsgraaf.extract.document import Metadata
from beleidsgraaf.extract.readers.draft import Draft, TextBuilder
from beleidsgraaf.extract.readers.markup import Walker
from beleidsgraaf.extract.readers.package import check_package, core_title
from beleidsgraaf.ontology import ReadError
from lxml import html as lxml_html

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draft_docx(data: bytes, name: str) -> Draft:
    """Read a Word document.

    Raises
    ------
    ReadError
        If it is damaged or has no text.
    """
    check_package(data, name)
    try:
        result = mammoth.convert_to_html(io.BytesIO(data), convert_image=mammoth.images.img_element(_no_image))
    except Exception as error:
        raise ReadError(
            f"{name}: is damaged ({type(error).__name__}); open it in a word processor and save it anew as .docx"
        ) from error
    builder = TextBuilder()
    if result.value.strip():
        root = lxml_html.document_fromstring(f"<html><body>{result.value}</body></html>")
        Walker(builder, root).walk(root)
    return builder.draft(MEDIA_TYPE, metadata=Metadata(title=core_title(data)))


def _no_image(image: object) -> dict[str, str]:
    return {"src": ""}
