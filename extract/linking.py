"""Which register entry a mention means, at the document's date and in its context.

A name may stand for several bodies: a ministry that was renamed, a municipality and a province of one name, two
municipalities. What the text says ("de provincies Groningen en Drenthe"), when it was written, and what else it
names decide; where nothing decides, a doubtful link is left out rather than guessed.

Without a date the document counts as one of today: a body that exists comes first, then the one that existed last.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.loose_names import loose_keys
from beleidsgraaf.ontology.register import Body, register

_PROVINCE_CUE = re.compile(r"\b(?:[Pp]rovincies?|[Gg]edeputeerde|[Pp]rovinciale)\b[^.;\n]{0,60}$")
_MUNICIPAL_CUE = re.compile(
    r"\b(?:[Gg]emeenten?|[Ss]tad|[Ss]teden|[Bb]urgemeesters?|[Ww]ethouders?|[Gg]emeenteraad|[Tt]e|[Uu]niversiteit)\b"
    r"[^.;\n]{0,60}$"
)
_PROVINCE_BEHIND = re.compile(r"\s*\(\s*(?P<short>[A-Z][A-Za-z]{0,2}|[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\.?\s*\)")
_PROVINCES = {
    "GR": "pv20", "GN": "pv20", "FR": "pv21", "DR": "pv22", "OV": "pv23", "FL": "pv24", "GE": "pv25", "GLD": "pv25",
    "GD": "pv25", "UT": "pv26", "NH": "pv27", "ZH": "pv28", "ZE": "pv29", "ZL": "pv29", "NB": "pv30", "L": "pv31",
    "LB": "pv31", "LI": "pv31", "LIM": "pv31",
}  # fmt: skip
"""Province codes as they stand in brackets behind the name of a town, with the last part of their TOOI identifiers."""
_TYPE_WORD = re.compile(r"^(?:gemeente|provincie)\s+", re.IGNORECASE)
_HEAD = re.compile(r"\b(gemeenten?|provincies?|steden)\s+", re.IGNORECASE)
_HEAD_BEFORE = re.compile(_HEAD.pattern + "$", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{4},?\s?[A-Z]{2}\s+$")
_LISTED = re.compile(r"^(?:\s*,\s*|\s+(?:en|of)\s+|\s*,\s*(?:en|of)\s+)$")


def choose_keys(text: str, chosen: Sequence[Candidate], date: str | None) -> list[str | None]:
    """Choose a register key for each mention.

    Parameters
    ----------
    text : str
        The document's text.
    chosen : sequence of Candidate
        The mentions, in text order.
    date : str or None
        ISO date of the document; None counts as today's register.

    Returns
    -------
    list of str or None
        One a mention; None where no register entry is meant, or the text leaves open which one.

    Examples
    --------
    >>> text = "In 2016 schreef de minister van LNV aan de provincies Groningen en Drenthe."
    >>> a = Candidate(54, 63, "Region", "register", 0.9, ("gemeente-groningen", "prov-gr"))
    >>> b = Candidate(67, 74, "Region", "register", 0.9, ("prov-dr",))
    >>> choose_keys(text, [a, b], "2016-01-01")
    ['prov-gr', 'prov-dr']
    """
    bodies = register().bodies
    known = [_with_loose_keys(text, c) for c in chosen]
    votes = _votes(text, known, bodies)
    return [_choose(text, known, i, bodies, date, votes) if c.keys else None for i, c in enumerate(known)]


def _with_loose_keys(text: str, c: Candidate) -> Candidate:
    """Give a mention that a pattern found the keys of a register name that it only spells otherwise."""
    if c.keys or c.type not in ("Organisation", "Programme", "Region"):
        return c
    written = text[c.start : c.end]
    keys = loose_keys(_TYPE_WORD.sub("", written) if c.type == "Region" else written, c.type)
    if c.type == "Region":
        word = _TYPE_WORD.match(written)
        kind = {"gemeente": "municipality", "provincie": "province"}.get(word.group().strip().lower()) if word else None
        keys = tuple(k for k in keys if kind in (None, register().bodies[k].kind))
    return replace(c, keys=keys)


def _choose(
    text: str, chosen: Sequence[Candidate], i: int, bodies: Mapping[str, Body], date: str | None, votes: Counter[str]
) -> str | None:
    c = chosen[i]
    if c.type == "Person":
        return None  # persons are known by all their mentions together: see `beleidsgraaf.extract.holders`
    keys = [k for k in c.keys if k in bodies]
    if not keys:
        return c.keys[0]  # a place, party, programme or law: these registers have one entry a name
    if c.type == "Region":
        keys = _in_province_behind(text, c, keys, bodies)
        return _choose_region(text, chosen, i, keys, bodies, date, votes) if keys else None
    return keys[0] if len(keys) == 1 else _at_date(keys, bodies, date)


def _in_province_behind(text: str, c: Candidate, keys: list[str], bodies: Mapping[str, Body]) -> list[str]:
    """Leave out what does not lie in the province that stands in brackets behind a name: "Bergen (NH)"."""
    m = _PROVINCE_BEHIND.match(text, c.end)
    if not m:
        return keys
    names = {b.name: _province_code(b) for b in bodies.values() if b.kind == "province"}
    code = _PROVINCES.get(m["short"].upper()) or names.get(m["short"])
    if code is None:
        return keys
    # Municipalities of the past often have no province in the register.
    here = [k for k in keys if bodies[k].province == code]
    return here or [k for k in keys if bodies[k].kind != "municipality" or not bodies[k].province]


def _at_date(keys: Sequence[str], bodies: Mapping[str, Body], date: str | None) -> str | None:
    """Return the entry valid at the date; else the nearest one before it; with identifiers before without."""
    day = date or "9999-12-31"
    valid = [k for k in keys if bodies[k].valid_on(day)]
    if not valid:
        earlier = [k for k in keys if not bodies[k].valid_from or bodies[k].valid_from <= day]
        valid = sorted(earlier or keys, key=lambda k: bodies[k].valid_until or "9999")[-1:]
    official = [k for k in valid if bodies[k].tooi] or valid
    if len(official) > 1:
        # The source lists some bodies twice; the one with its name in force longest is the usual one.
        named = [k for k in official if bodies[k].valid_from]
        official = sorted(named or official, key=lambda k: (bodies[k].valid_from, k))
        return official[-1] if len({bodies[k].name.casefold() for k in official}) == 1 else None
    return official[0]


def _choose_region(
    text: str, chosen: Sequence[Candidate], i: int, keys: Sequence[str], bodies: Mapping[str, Body], date: str | None,
    votes: Counter[str],
) -> str | None:  # fmt: skip
    if len(keys) == 1:
        return keys[0]
    municipalities = [k for k in keys if bodies[k].kind == "municipality"]
    provinces = [k for k in keys if bodies[k].kind == "province"]
    if provinces and municipalities:
        kind = _sort_of_place(text, chosen, i, bodies) or _sort_where_explicit(keys, chosen, bodies)
        usual = votes.most_common(1)[0][0] if votes else "municipality"
        return (provinces if (kind or usual) == "province" else municipalities)[0]
    living = [k for k in municipalities if bodies[k].valid_on(date or "9999-12-31")] or municipalities
    if len(living) == 1:
        return living[0]
    if len(living) > 1:
        named = {_province_code(bodies[k]) for c in chosen for k in c.keys if k in bodies} - {""}
        near = [k for k in living if bodies[k].province in named]
        return near[0] if len(near) == 1 else None
    return _at_date(keys, bodies, date)


def _province_code(body: Body) -> str:
    return body.tooi.rpartition("/")[2] if body.kind == "province" else ""


def _sort_where_explicit(keys: Sequence[str], chosen: Sequence[Candidate], bodies: Mapping[str, Body]) -> str | None:
    """Tell which of a municipality and a province of one name the document names with its type word, if only one."""
    explicit = {c.keys[0] for c in chosen if len(c.keys) == 1 and c.keys[0] in keys}
    return bodies[explicit.pop()].kind if len(explicit) == 1 else None


def _sort_of_place(text: str, chosen: Sequence[Candidate], i: int, bodies: Mapping[str, Body]) -> str | None:
    """Tell from the words and the list around a mention whether a province or a municipality is meant.

    The word right before the name or its list counts most ("de provincies Groningen en Drenthe"), then what else is
    listed ("de gemeenten in Groningen en Drenthe"), then a word further off ("de burgemeester van Groningen").
    """
    c = chosen[i]
    listed = _list_around(text, chosen, i)
    first = min([c, *listed], key=lambda m: m.start)
    head = _HEAD.match(text, c.start) or _HEAD_BEFORE.search(text[max(0, first.start - 20) : first.start])
    if head:
        return "province" if head[1].lower().startswith("provincie") else "municipality"
    before = text[max(0, c.start - 90) : c.start]
    if _POSTCODE.search(before):
        return "municipality"
    kinds = {bodies[m.keys[0]].kind for m in listed if len(m.keys) == 1 and m.keys[0] in bodies}
    if len(kinds) == 1 and kinds <= {"province", "municipality"}:
        return kinds.pop()
    province, municipal = _PROVINCE_CUE.search(before), _MUNICIPAL_CUE.search(before)
    if province and not (municipal and municipal.start() > province.start()):
        return "province"
    return "municipality" if municipal else None


def _list_around(text: str, chosen: Sequence[Candidate], i: int) -> list[Candidate]:
    """Return the other members of the coordination in which a mention stands: "Groningen, Drenthe en Fryslân"."""
    members = []
    for step in (-1, 1):
        j = i
        while 0 <= j + step < len(chosen):
            left, right = sorted((j, j + step))
            if not _LISTED.match(text[chosen[left].end : chosen[right].start]):
                break
            j += step
            members.append(chosen[j])
    return members


def _votes(text: str, chosen: Sequence[Candidate], bodies: Mapping[str, Body]) -> Counter[str]:
    """Count how the document speaks of its ambiguous places where it is explicit."""
    votes: Counter[str] = Counter()
    for i, c in enumerate(chosen):
        if c.type == "Region" and {bodies[k].kind for k in c.keys if k in bodies} >= {"municipality", "province"}:
            sort = _sort_of_place(text, chosen, i, bodies)
            if sort:
                votes[sort] += 1
    return votes
