"""Which register entry a mention means, at the document's date and in its context.

A name may stand for several bodies: a ministry that was renamed, a municipality and a province of one name, two
municipalities. What the text says ("de provincies Groningen en Drenthe"), when it was written, and what else it
names decide; where nothing decides, a doubtful link is left out rather than guessed.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.ontology.register import Body, register

_PROVINCE_CUE = re.compile(r"\b(?:[Pp]rovincies?|[Gg]edeputeerde|[Pp]rovinciale)\b[^.;\n]{0,60}$")
_MUNICIPAL_CUE = re.compile(
    r"\b(?:[Gg]emeenten?|[Ss]tad|[Ss]teden|[Bb]urgemeesters?|[Ww]ethouders?|[Gg]emeenteraad|[Tt]e|[Uu]niversiteit)\b"
    r"[^.;\n]{0,60}$"
)
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
    votes = _votes(text, chosen, bodies)
    keys: list[str | None] = []
    for i, c in enumerate(chosen):
        keys.append(_choose(text, chosen, i, bodies, date, votes) if c.keys else None)
    return keys


def _choose(
    text: str, chosen: Sequence[Candidate], i: int, bodies: Mapping[str, Body], date: str | None, votes: Counter[str]
) -> str | None:
    c = chosen[i]
    keys = [k for k in c.keys if k in bodies]
    if not keys:
        return c.keys[0]  # a place, party, programme or law: these registers have one entry a name
    if len(keys) == 1:
        return keys[0]
    if c.type == "Region":
        return _choose_region(text, chosen, i, keys, bodies, date, votes)
    return _at_date(keys, bodies, date)


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
    municipalities = [k for k in keys if bodies[k].kind == "municipality"]
    provinces = [k for k in keys if bodies[k].kind == "province"]
    if provinces and municipalities:
        usual = votes.most_common(1)[0][0] if votes else "municipality"
        kind = _sort_of_place(text, chosen, i, bodies) or usual
        return (provinces if kind == "province" else municipalities)[0]
    living = [k for k in municipalities if bodies[k].valid_on(date or "9999-12-31")] or municipalities
    if len(living) == 1:
        return living[0]
    if len(living) > 1:
        named = {bodies[k].province for c in chosen for k in c.keys if k in bodies and bodies[k].kind == "province"}
        near = [k for k in living if bodies[k].province in named]
        return near[0] if len(near) == 1 else None
    return _at_date(keys, bodies, date)


def _sort_of_place(text: str, chosen: Sequence[Candidate], i: int, bodies: Mapping[str, Body]) -> str | None:
    """Tell from the words and the list around a mention whether a province or a municipality is meant."""
    c = chosen[i]
    before = text[max(0, c.start - 90) : c.start]
    words = text[c.start : c.end].lower()
    if words.startswith("provincie"):
        return "province"
    if words.startswith("gemeente"):
        return "municipality"
    province, municipal = _PROVINCE_CUE.search(before), _MUNICIPAL_CUE.search(before)
    if province and not (municipal and municipal.start() > province.start()):
        return "province"
    if municipal:
        return "municipality"
    kinds = {
        bodies[other.keys[0]].kind
        for other in _list_around(text, chosen, i)
        if len(other.keys) == 1 and other.keys[0] in bodies
    }
    if len(kinds) == 1 and kinds <= {"province", "municipality"}:
        return kinds.pop()
    return None


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
