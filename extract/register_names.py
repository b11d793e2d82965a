"""Which names of the registers are looked for in text, as what type, and how far each can be trusted alone.

The registers hold names that are ordinary words ("Best", "Personeel"), abbreviations of two bodies or of something
else ("GR", "KB"), and parts of organisations whose names are generic ("Afdeling Inning"). Here is decided which of
them are used, and which need a word such as "gemeente" beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from beleidsgraaf.extract.wordlists import words
from beleidsgraaf.ontology.register import Body, Register

_WHOLE_NAME_ONLY = frozenset({"joint_arrangement", "statutory_body"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for.

    Attributes
    ----------
    text : str
        As written.
    type : str
        Entity type.
    key : str
        Register key of what it names.
    score : float
        How sure the name alone is, from 0 to 1.
    context : bool
        Whether it counts only with a cue beside it: a type word ("gemeente", "ministerie van") or, for a place, a
        preposition of place.
    any_case : bool
        Whether it is looked for without regard to case: long names whose words are capitalised at will.
    """

    text: str
    type: str
    key: str
    score: float
    context: bool = False
    any_case: bool = False


def names(register: Register) -> Iterator[Name]:
    """Yield the names of everything in the registers that text is searched for.

    Parameters
    ----------
    register : Register
        The registers of the installation.

    Examples
    --------
    >>> from beleidsgraaf.ontology.register import register
    >>> found = {(n.text, n.type) for n in names(register())}
    >>> ("Best", "Region") in found, ("CBS", "Organisation") in found
    (True, True)
    """
    for body in register.bodies.values():
        yield from _body_names(body)
    yield from _town_names(register)
    for place in register.places.values():
        for text in (place.name, *place.other_names):
            yield Name(text, "Region", place.key, 0.9, context=text in words("ambiguous"))
    for party in register.parties:
        for text in dict.fromkeys((party.abbreviation, party.name, *party.other_names)):
            if not _a_members_name(text) and text not in words("ambiguous"):
                key, short = party.key, len(text) < 3
                yield Name(text, "Organisation", key, 0.85, context=short and text not in ("D66", "SP"))
    for programme in register.programmes.values():
        yield Name(programme.name, "Programme", programme.key, 0.9, any_case=len(programme.name) >= 12)
        for text in (programme.abbreviation, *programme.other_names):
            if text:
                yield Name(text, "Programme", programme.key, 0.85, context=text in words("ambiguous"))


def _body_names(body: Body) -> Iterator[Name]:
    kind = body.kind
    if kind == "ministry":
        yield from _ministry_names(body)
    elif kind in ("municipality", "province", "caribbean_public_body"):
        # "Bergen (NH)": texts mostly leave the province out, and linking decides which is meant.
        for text in dict.fromkeys((re.sub(r" \([A-Z]+\)$", "", body.name), *body.other_names)):
            yield Name(text, "Region", body.key, 0.9, context=text in words("ambiguous"))
    elif kind == "organisational_unit":
        # Most units have generic names; bodies in their own right have a TOOI identifier or are in the other list.
        if body.tooi or body.everyday:
            yield from _organisation_names(body, national=True)
    elif kind == "water_authority":
        yield from _water_authority_names(body)
    else:
        yield from _organisation_names(body, national=body.everyday or kind not in _WHOLE_NAME_ONLY)


def _ministry_names(body: Body) -> Iterator[Name]:
    several = " " in body.name
    yield Name(body.name, "Ministry", body.key, 0.75 if several else 0.6, context=not several, any_case=several)
    for text in (body.abbreviation, *body.other_names):
        if text:
            yield Name(text, "Ministry", body.key, 0.8, context=text in words("ambiguous"))


def _organisation_names(body: Body, *, national: bool) -> Iterator[Name]:
    for text in (body.name, *body.other_names):
        pieces = len(text.split())
        generic = pieces == 1 and (text in words("ambiguous") or not national)
        if generic or (pieces == 1 and len(text) < 3):
            continue
        yield Name(text, "Organisation", body.key, 0.9 if pieces > 1 else 0.8, any_case=pieces >= 3 and len(text) >= 15)
    abbreviation = body.abbreviation
    usable = len(abbreviation) >= 3 or abbreviation in ("EU", "VN", "OM", "AP", "NS")
    if abbreviation and national and usable and not (body.ambiguous or abbreviation in words("ambiguous")):
        yield Name(abbreviation, "Organisation", body.key, 0.8)


def _water_authority_names(body: Body) -> Iterator[Name]:
    yield Name(body.label, "Organisation", body.key, 0.9, any_case=True)
    yield Name(body.name, "Organisation", body.key, 0.7, context=True)
    for text in body.other_names:
        yield Name(text, "Organisation", body.key, 0.7)


def _a_members_name(party: str) -> bool:
    """Whether a group in parliament is called by its one or two members: "Groep Jansen", "Van Dam", "Lid-Smit"."""
    return bool(re.match(r"(?:Groep|Lid|Van|van)\b|50PLUS/", party)) or party in words("members_groups")


def _town_names(register: Register) -> Iterator[Name]:
    """Towns of municipalities that are not municipalities themselves; they have no identifier of their own."""
    seen = {b.name for b in register.bodies.values() if b.kind in ("municipality", "province")}
    seen |= {name for place in register.places.values() for name in (place.name, *place.other_names)}
    for body in register.bodies.values():
        for town in body.places:
            # "Haren GN", "Hengelo OV": the province is added in registers only.
            text = town[:-3] if town[-3:-2] == " " and town[-2:].isupper() else town
            if text not in seen:
                seen.add(text)
                yield Name(text, "Region", f"place-{text.lower().replace(' ', '-')}", 0.8, text in words("ambiguous"))
