"""Amounts, shares, numbers of things and periods in a sentence, with their values.

Examples
--------
>>> [(q.value, q.unit, q.text) for q in quantities("Er is € 7,5 miljoen voor 113 scholen, 25% van alle.")]
[(Decimal('7500000'), 'EUR', '€ 7,5 miljoen'), (Decimal('113'), 'scholen', '113 scholen'), (Decimal('25'), '%', '25%')]
"""

import datetime
import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from beleidsgraaf.extract.extraction import Period, Quantity

_DIGITS: Final = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,\d{1,4})?"
_YEAR: Final = r"(?:19|20)\d\d"
_NEAR: Final = 150
_MOST: Final = 10**15
"""From here it is no number of anything, but a number of a paper."""
_PARTED: Final = 30
_PARTING: Final = re.compile(r"[,;]|\ben\b")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("beleidsgraaf.extract") / "patterns" / "quantities.toml").read_text("utf-8"))


@cache
def _quantity() -> re.Pattern[str]:
    data = _data()
    times = "|".join(sorted(map(re.escape, data["multipliers"]), key=len, reverse=True))
    words = "|".join(sorted(data["numbers"], key=len, reverse=True))
    counted = "|".join(sorted(map(re.escape, data["counted"]), key=len, reverse=True))
    number = rf"(?<![\w.,/-])(?:{_DIGITS})"
    return re.compile(
        rf"(?:€|\beuro|\bEUR)\s?(?P<a>{_DIGITS})(?![\d.,]*\d)(?:,-)?(?:\s?(?P<at>{times})\b)?"
        rf"|(?P<b>{number})\s?(?:(?P<bt>{times})\b\.?\s?)?(?:€|euro\b|eur\b)"
        rf"|(?P<p>{number})\s?(?:%|procent\b)"
        rf"|(?:(?P<n>{number})(?:\s(?P<nt>{times})\b)?|\b(?P<w>{words}))\s(?P<unit>{counted})\b",
        re.IGNORECASE,
    )


def quantities(text: str, offset: int = 0) -> list[Quantity]:
    """Return the quantities in a text, in order.

    Parameters
    ----------
    text : str
        A sentence.
    offset : int
        Where it begins in the document.
    """
    found = []
    for m in _quantity().finditer(text):
        digits = m["a"] or m["b"] or m["p"] or m["n"]
        value = number(digits) if digits else Decimal(_data()["numbers"][m["w"].lower()])
        times = m["at"] or m["bt"] or m["nt"]
        if times:
            value *= _data()["multipliers"][times.lower()]
        if value >= _MOST:
            continue
        unit = "EUR" if m["a"] or m["b"] else "%" if m["p"] else m["unit"].lower()
        found.append(Quantity(_plain(value), unit, offset + m.start(), offset + m.end(), m[0]))
    return found


def number(digits: str) -> Decimal:
    """Read a number as Dutch writes it: points between thousands, a comma before the fraction.

    Examples
    --------
    >>> number("1.250.000,5")
    Decimal('1250000.5')
    """
    return Decimal(digits.replace(".", "").replace(",", "."))


def _plain(value: Decimal) -> Decimal:
    """Return a number without an exponent and without idle zeros."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@cache
def _period() -> re.Pattern[str]:
    date = rf"(?:(?:(?P<{{0}}d>\d{{{{1,2}}}})\s)?(?P<{{0}}m>{'|'.join(_data()['months'])})\s)?(?P<{{0}}y>{_YEAR})"
    first, last, since, until = (date.format(name) for name in "fltu")
    return re.compile(
        rf"\b(?:van\s)?{first}\s?(?:–|-|—|\btot(?:\sen\smet)?\b|\bt/m\b)\s?{last}\b"
        rf"|\b(?:vanaf|sinds|met\singang\svan|per|ingaande)\s{since}\b"
        rf"|\b(?:tot(?:\sen\smet)?|t/m|uiterlijk(?:\sin)?|vóór)\s{until}\b",
        re.IGNORECASE,
    )


def periods(text: str, offset: int = 0) -> list[Period]:
    """Return the periods in a text, in order; an open end is None.

    Parameters
    ----------
    text : str
        A sentence.
    offset : int
        Where it begins in the document.

    Examples
    --------
    >>> [(str(p.first), str(p.last), p.text) for p in periods("De subsidie loopt van 2024–2026.")]
    [('2024-01-01', '2026-12-31', 'van 2024–2026')]
    """
    return [p for p in _periods(text, offset) if p.first is None or p.last is None or p.first <= p.last]


def _periods(text: str, offset: int) -> Iterator[Period]:
    for m in _period().finditer(text):
        first = _date(m, "f", last=False) or _date(m, "t", last=False)
        last = _date(m, "l", last=True) or _date(m, "u", last=True)
        if first or last:
            yield Period(first, last, offset + m.start(), offset + m.end(), m[0])


def _date(m: re.Match[str], name: str, *, last: bool) -> datetime.date | None:
    """Return the first or last day of what a date names, None where there is none such."""
    if not m[f"{name}y"]:
        return None
    year = int(m[f"{name}y"])
    month = _data()["months"].index(m[f"{name}m"].lower()) + 1 if m[f"{name}m"] else 12 if last else 1
    try:
        if m[f"{name}d"]:
            return datetime.date(year, month, int(m[f"{name}d"]))
        if not last:
            return datetime.date(year, month, 1)
        return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    except ValueError:  # 31 February
        return None


def bound(
    text: str,
    predicate: str,
    object: tuple[int, int],
    found: Sequence[Quantity],
    others: Sequence[tuple[int, int]] = (),
) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence that belong to one of its relations.

    Money belongs only to what money can be given for. Of several relations in one sentence a quantity belongs to the
    one whose object stands nearest; a comma or a conjunction between makes it far.

    Parameters
    ----------
    text : str
        The document's text.
    predicate : str
    object : tuple of (int, int)
        Span of the object.
    found : sequence of Quantity
        Of the sentence.
    others : sequence of (int, int)
        Spans of the objects of the sentence's other relations of this predicate.

    Examples
    --------
    >>> text = "OCW geeft € 5 aan A en € 7 aan B."
    >>> [q.text for q in bound(text, "funds", (18, 19), quantities(text), [(31, 32)])]
    ['€ 5']
    """
    near = []
    for q in found:
        if q.unit == "EUR" and predicate not in _MONEY:
            continue
        own = _distance(text, q, object)
        if own <= _NEAR and all(own <= _distance(text, q, other) for other in others):
            near.append(q)
    return tuple(near)


_MONEY: Final = frozenset({"funds", "supports", "participatesIn", "establishes", "implements"})


def _distance(text: str, q: Quantity, span: tuple[int, int]) -> int:
    between = text[span[1] : q.start] if span[1] <= q.start else text[q.end : span[0]]
    return len(between) + _PARTED * len(_PARTING.findall(between))
