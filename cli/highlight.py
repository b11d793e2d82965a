"""Documents with their entities marked, as one HTML page made by spaCy's displaCy."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beleidsgraaf.extract.extraction import Extraction


def page(extractions: Sequence["Extraction"]) -> str:
    """Return one HTML page with the text of every document and its entities marked by type.

    Parameters
    ----------
    extractions : sequence of Extraction
        The documents, in order.

    Returns
    -------
    str
        A whole page; it fetches nothing.

    Examples
    --------
    >>> from beleidsgraaf.extract import Extraction
    >>> html = page([Extraction.from_dict({
    ...     "document": {"id": "brief.txt"}, "text": "Assen & Emmen",
    ...     "entities": [{"id": "e0", "type": "Region", "label": "Assen",
    ...                   "mentions": [{"start": 0, "end": 5, "text": "Assen"}]}]})])
    >>> "Assen" in html and "&amp; Emmen" in html
    True
    """
    from beleidsgraaf.graph.view.payload import shapes
    from spacy import displacy

    documents = [_document(extraction) for extraction in extractions]
    # The light tints of the network's colours, on which black text can be read.
    options = {"colors": {name: tint for name, (_, tint) in shapes()["colours"]["dark"].items()}}
    return str(displacy.render(documents, style="ent", manual=True, page=True, jupyter=False, options=options))


def _document(extraction: "Extraction") -> dict[str, Any]:
    marks = [
        {"start": mention.start, "end": mention.end, "label": entity.type, **_link(entity.same_as)}
        for entity in extraction.entities
        for mention in entity.mentions
    ]
    return {
        "text": extraction.text,
        "ents": sorted(marks, key=lambda mark: mark["start"]),
        "title": escape(extraction.document.title or extraction.document.id),
        "settings": {"lang": "nl", "direction": "ltr"},
    }


def _link(same_as: Sequence[str]) -> dict[str, str]:
    if not same_as:
        return {}
    name = same_as[0].rstrip("/").rpartition("/")[2]
    return {"kb_id": escape(name), "kb_url": escape(same_as[0], quote=True)}
