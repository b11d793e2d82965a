"""HTML: official publications with all they hold, other web pages by way of trafilatura."""

import datetime
import re
from collections.abc import Mapping
from typing import cast

from beleidsgraaf.extract.document import Metadata
from beleidsgraaf.extract.readers.draft import Draft, TextBuilder
from beleidsgraaf.extract.readers.markup import Element, Walker, text_of
from beleidsgraaf.extract.readers.publication import from_meta
from beleidsgraaf.ontology import ReadError
from lxml import etree
from lxml import html as lxml_html

MEDIA_TYPE = "text/html"
_OFFICIAL = ("broodtekst", "PublicatieContainer", "Publicatie", "publicatie")
_FURNITURE = (
    "inhoudsopgave", "kopregel", "voetregel", "InhoudsopgaveContainer", "toc", "actie-lijst", "tekstueel",
    "broodkruimels", "breadcrumb", "aspNetHidden", "verberg", "toon-opgave", "noprint", "cookie", "skiplinks",
)  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_PREFIXES = {"overheid.gemeente": "gemeente", "overheid.provincie": "provincie"}
_MIN_WORDS = 25
_ENOUGH = 2000


def draft_html(text: str, name: str) -> Draft:
    """Read a web page.

    Parameters
    ----------
    text : str
        The decoded page.
    name : str
        For messages.

    Raises
    ------
    ReadError
        If no HTML can be made of it.
    """
    root = _parse(text, name)
    meta = _meta(root)
    metadata = from_meta(meta)
    part = _official_part(root, meta)
    if part is not None:
        builder = TextBuilder()
        Walker(builder, root, skip=_furniture(part)).walk(part)
    else:
        builder = _generic(root, text)
        metadata = Metadata(title=metadata.title or _page_title(root), kind=metadata.kind, date=metadata.date)
        if metadata.kind is None:
            metadata = Metadata(title=metadata.title, kind="webpage", date=metadata.date or _page_date(meta))
    return builder.draft(MEDIA_TYPE, metadata=metadata)


def declared_charset(data: bytes) -> str | None:
    """Return the character set that a page declares in its head."""
    m = _CHARSET.search(data[:4096])
    return m[1].decode("ascii", "replace").lower() if m else None


def _parse(text: str, name: str) -> Element:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{name}: is no HTML that can be read ({error}); save the page anew") from error
    return root


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").strip()
        content = " ".join((element.get("content") or "").split())
        if key == "DC.creator" and (prefix := _PREFIXES.get((element.get("scheme") or "").lower())):
            content = content if content.lower().startswith(prefix) else f"{prefix} {content}"
        if key and content:
            found.setdefault(key, []).append(content)
    return found


def _official_part(root: Element, meta: Mapping[str, list[str]]) -> Element | None:
    if not any(key.startswith(("OVERHEID", "DC.")) for key in meta) and not root.xpath(
        "//*[contains(@class,'broodtekst')]"
    ):
        return None
    for name in _OFFICIAL:
        found = cast(
            list[Element],
            root.xpath("//*[@id=$name or contains(concat(' ', @class, ' '), concat(' ', $name, ' '))]", name=name),
        )
        if found and len(text_of(found[0], " ").split()) >= _MIN_WORDS:
            return found[0]
    return None


def _furniture(part: Element) -> list[Element]:
    wanted = set(_FURNITURE)
    return [
        e for e in part.iter()
        if isinstance(e.tag, str) and (e.get("id") in wanted or wanted & set((e.get("class") or "").split()))
    ]  # fmt: skip


def _generic(root: Element, text: str) -> TextBuilder:
    """Read a page of any site: its main content, or all of it where too little is left."""
    import trafilatura  # takes half a second to import

    whole = TextBuilder()
    Walker(whole, root, skip=_furniture(root)).walk(root)
    extracted = trafilatura.bare_extraction(
        text, include_comments=False, include_tables=True, include_links=False, favor_recall=True, with_metadata=False
    )
    body = getattr(extracted, "body", None)
    if body is None or len(text_of(body, " ").split()) < _MIN_WORDS:
        return whole
    _as_html(body)
    main = TextBuilder()
    Walker(main, body).walk(body)
    return main if 3 * main.length >= whole.length or main.length >= _ENOUGH else whole


_TEI = {"head": "h2", "list": "ul", "item": "li", "row": "tr", "cell": "td", "lb": "br", "hi": "span",
        "quote": "blockquote", "ref": "span", "graphic": "img", "del": "span", "code": "pre"}  # fmt: skip


def _as_html(body: Element) -> None:
    """Rename trafilatura's own element names to those of HTML."""
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "head" and re.fullmatch(r"h[1-6]", element.get("rend", "")):
            element.tag = element.get("rend", "h2")
        else:
            element.tag = _TEI.get(element.tag, element.tag)


def _page_title(root: Element) -> str | None:
    title = " ".join((root.findtext(".//title") or "").split())
    return title or None


def _page_date(meta: Mapping[str, list[str]]) -> datetime.date | None:
    for key in ("article:published_time", "DCTERMS.issued", "dcterms.issued", "date", "DCTERMS.available"):
        for value in meta.get(key, ()):
            try:
                return datetime.date.fromisoformat(value[:10])
            except ValueError:
                continue
    return None
