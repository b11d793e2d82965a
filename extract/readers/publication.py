"""What the metadata of an official publication says, in its XML, in the head of its HTML, in its identifier.

Examples
--------
>>> kind_of("ah-tk-20202021-3235")
'answer'
>>> numbers_of("kst-32545-143")
('kst-32545-143', '32545-143')
"""

import datetime
import re
from collections.abc import Mapping

from beleidsgraaf.extract.document import Metadata
from beleidsgraaf.extract.readers.markup import Element, tag, text_of

IDENTIFIER = re.compile(
    r"\b(?:(?:ah|kv|h|ag)-(?:tk|ek|vv)-\d{4,8}(?:-\d+){1,2}|kst-[\dA-Z]+(?:-[\dA-Z()]+){1,3}|blg-\d+|nds-\S+"
    r"|(?:stb|stcrt|trb|gmb|prb|wsb|bgr)-\d{4}-\d+(?:-n\d+)?|CVDR\d+(?:_\d+)?)\b"
)
_KIND_OF_SERIES = {
    "ah": "answer", "kv": "question", "h": "plenary", "ag": "other", "blg": "report", "stb": "law", "trb": "law",
    "stcrt": "gazette", "gmb": "gazette", "prb": "gazette", "wsb": "gazette", "bgr": "gazette", "cvdr": "law",
}  # fmt: skip
_KIND_OF_TYPE = (
    (re.compile(r"\bmotie\b", re.I), "motion"),
    (re.compile(r"^antwoord|aanhangsel van de handelingen", re.I), "answer"),
    (re.compile(r"\bbrief\b", re.I), "letter"),
    (re.compile(r"^handelingen", re.I), "plenary"),
    (re.compile(r"voorstel van wet|^staatsblad", re.I), "law"),
    (re.compile(r"^(?:staatscourant|gemeenteblad|provinciaal blad|waterschapsblad|blad gemeensch)", re.I), "gazette"),
    (re.compile(r"\bverslag\b|^lijst van vragen", re.I), "report"),
)  # fmt: skip


def kind_of(identifier: str) -> str | None:
    """Return the kind of document that a series holds; None where a series holds many kinds."""
    return _KIND_OF_SERIES.get(re.split(r"[-\d]", identifier.lower(), maxsplit=1)[0])


def numbers_of(identifier: str) -> tuple[str, ...]:
    """Return the identifier, and the number of the Kamerstuk where it is one."""
    if m := re.fullmatch(r"kst-(\d{5})(?:-([A-Z0-9()]+?))?-(\d+|[A-Z]+)", identifier):
        dossier = f"{m[1]}-{m[2]}" if m[2] else m[1]
        return identifier, f"{dossier}-{m[3]}"
    return (identifier,)


def from_meta(meta: Mapping[str, list[str]]) -> Metadata:
    """Return metadata from the ``meta`` elements of a publication's HTML.

    Parameters
    ----------
    meta : mapping of str to list of str
        Contents by name, such as "DC.title".

    Examples
    --------
    >>> from_meta({"DC.identifier": ["stb-2018-84"], "DCTERMS.issued": ["2018-03-09"]}).date
    datetime.date(2018, 3, 9)
    """
    identifier = next(iter(meta.get("DC.identifier", ())), None)
    numbers: list[str] = list(numbers_of(identifier)) if identifier else []
    numbers.extend(n for n in meta.get("OVERHEIDop.vraagnummer", ()) if re.fullmatch(r"\d{4}Z\d{5}", n))
    official = any(k.startswith(("OVERHEID", "DC.")) for k in meta)
    kind = next((k for t in meta.get("DC.type", ()) for p, k in _KIND_OF_TYPE if p.search(t)), None)
    kind = kind or (kind_of(identifier) if identifier else None)
    date = next(
        (
            d
            for key in ("DCTERMS.issued", "DCTERMS.available", "DCTERMS.date")
            for d in map(iso_date, meta.get(key, ()))
            if d
        ),
        None,
    )
    title = next(
        (t for key in ("OVERHEIDop.documenttitel", "DC.title", "DCTERMS.title") for t in meta.get(key, ())), None
    )
    sender = next(iter(meta.get("DC.creator", ())), None) if official else None
    if sender and kind in ("answer", "motion", "question"):
        sender = None  # the House publishes them; the text says who wrote them
    return Metadata(title=title, kind=kind, date=date, numbers=tuple(dict.fromkeys(numbers)), sender=sender)


def from_xml(root: Element) -> Metadata:
    """Return metadata from a publication's XML.

    Parameters
    ----------
    root : lxml element
    """
    if tag(root) == "vloscoredocument":
        return _from_record(root)
    if tag(root) == "cvdr":
        return _from_regulation(root)
    found = (m for e in root.iter("{*}meta") for m in IDENTIFIER.finditer(e.get("content") or ""))
    identifier = next((m.group() for m in found), None)
    paper = root.find(".//{*}stuk/{*}titel")
    heads = [*root.iter("{*}intitule"), *root.iter("{*}item-titel"), *([paper] if paper is not None else [])]
    heads += [
        e
        for k in root.iter("{*}kop")
        if tag(k.getparent()) not in ("officiele-publicatie", "")
        for e in k.iter("{*}titel")
    ]
    title = next((t for t in map(_text, heads) if t), None)
    kind = kind_of(identifier) if identifier else None
    if kind is None and title:
        kind = next((k for p, k in _KIND_OF_TYPE if p.search(title)), None)
    subtitle = root.find("{*}kop/{*}subtitel")
    office = re.search(r"uitgave van (?:de |het )?(.+?)\.?$", _text(subtitle)) if subtitle is not None else None
    return Metadata(
        title=title, kind=kind, date=_signed(root), numbers=numbers_of(identifier) if identifier else (),
        sender=office[1] if office else None,
    )  # fmt: skip


def iso_date(value: str | None) -> datetime.date | None:
    """Return the date that an ISO date or time begins with."""
    if value and re.match(r"\d{4}-\d\d-\d\d", value):
        try:
            return datetime.date.fromisoformat(value[:10])
        except ValueError:
            return None
    return None


def _signed(root: Element) -> datetime.date | None:
    """Return the date of signing, of a motion or letter, or of the answer: not those in running text."""
    for path in (
        ".//{*}dagtekening//{*}datum", ".//{*}kamervraagomschrijving[@type='antwoord']/{*}datum",
        ".//{*}datumtekst/{*}datum", ".//{*}kamervraagomschrijving/{*}datum", ".//{*}uitgifte/{*}datum",
    ):  # fmt: skip
        for element in root.iterfind(path):
            if date := iso_date(element.get("isodatum")):
                return date
    return None


def _from_record(root: Element) -> Metadata:
    title = root.findtext(".//{*}vergadering/{*}titel")
    date = iso_date(root.findtext(".//{*}vergadering/{*}datum"))
    house = root.find(".//{*}vergadering")
    return Metadata(
        title=title, kind="plenary" if house is not None and house.get("soort") == "Plenair" else "minutes", date=date,
        sender=house.get("kamer") if house is not None else None,
    )  # fmt: skip


def _from_regulation(root: Element) -> Metadata:
    identifier = _text(root.find(".//{*}owmskern/{*}identifier"))
    if identifier and identifier[0].isdigit():
        identifier = f"CVDR{identifier}"
    creator = root.find(".//{*}owmskern/{*}creator")
    place = _text(creator)
    scheme = (creator.get("scheme") or "") if creator is not None else ""
    prefix = next((p for p in ("gemeente", "provincie") if p in scheme.lower()), "")
    return Metadata(
        title=_text(root.find(".//{*}owmskern/{*}title")) or None, kind="law",
        date=iso_date(_text(root.find(".//{*}owmsmantel/{*}issued"))),
        numbers=(identifier,) if identifier else (),
        sender=f"{prefix} {place}".strip() if place else None,
    )  # fmt: skip


def _text(element: Element | None) -> str:
    return " ".join(text_of(element).split()) if element is not None else ""
