"""Mentions gathered into entities: one entity per thing in a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.extraction import Entity, Mention
from beleidsgraaf.extract.linking import choose_keys
from beleidsgraaf.extract.personal_names import bare_surname
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import Body, Register, register

_TYPE_WORD = re.compile(
    r"^(?:ministeries? (?:van|voor)(?: het| de)?|gemeente|provincie|regio|land|eiland|stad|luchthaven|de|het"
    r"|vaste commissie|programma|aanpak) "
)
_INITIALS = re.compile(r"^((?:[A-ZÀ-Þ][a-z]?\.[ -]?)+)")
_COUNTRIES = frozenset({"country", "territory"})


@dataclass(slots=True)
class _Group:
    type: str
    key: str | None
    names: set[str] = field(default_factory=set)
    members: list[Candidate] = field(default_factory=list)


def gather(text: str, chosen: Sequence[Candidate], date: str | None = None) -> tuple[Entity, ...]:
    """Group mentions that name the same thing, and give each group its label and identifiers.

    Parameters
    ----------
    text : str
        The document's text.
    chosen : sequence of Candidate
        The mentions, in text order, without overlaps.
    date : str or None
        ISO date of the document.

    Returns
    -------
    tuple of Entity
        In order of first mention, with ids "e0", "e1", …

    Examples
    --------
    >>> text = "Het ministerie van VWS en het ministerie van Volksgezondheid, Welzijn en Sport."
    >>> a = Candidate(4, 22, "Ministry", "register", 0.9, ("min-vws",))
    >>> b = Candidate(30, 78, "Ministry", "register", 0.9, ("min-vws",))
    >>> [(e.label, len(e.mentions)) for e in gather(text, [a, b])]
    [('ministerie van Volksgezondheid, Welzijn en Sport', 2)]
    """
    keys = choose_keys(text, chosen, date)
    groups: list[_Group] = []
    by_key: dict[tuple[str, str], _Group] = {}
    by_name: dict[tuple[str, str], _Group] = {}
    for c, key in zip(chosen, keys, strict=True):
        names = _names(text, c)
        group = by_key.get((c.type, key)) if key else None
        if group is None:
            group = next((by_name[c.type, n] for n in names if (c.type, n) in by_name), None)
            if group is not None and key and group.key and group.key != key:
                group = None
        if group is None:
            group = _Group(c.type, key)
            groups.append(group)
        group.members.append(c)
        group.names |= names
        if key:
            group.key = group.key or key
            by_key[c.type, key] = group
        for n in names:
            by_name.setdefault((c.type, n), group)
    groups = _merge_persons(text, groups)
    return tuple(_entity(i, text, group) for i, group in enumerate(groups))


def _names(text: str, c: Candidate) -> set[str]:
    """Return the normalised names under which a mention may find others of its thing."""
    found = {_bare(text[c.start : c.end])}
    if c.label:
        found.add(_bare(c.label))
    if c.type == "Office":
        found = {_office(n) for n in found}
    return {n for n in found if n}


def _bare(name: str) -> str:
    normal = normalise_name(name)
    shorter = _TYPE_WORD.sub("", normal)
    return re.sub(r"\bregio deal", "regiodeal", shorter) or normal


def _office(name: str) -> str:
    """Return an office's name with its portfolio written out: "minister van vws" is that of Volksgezondheid."""
    m = re.match(r"(minister|staatssecretaris) (?:van |voor )?(.+)$", name)
    if not m:
        return name
    return f"{m[1]} {_portfolios().get(m[2], m[2])}"


def _portfolios() -> dict[str, str]:
    if not _PORTFOLIOS:
        for body in register().bodies.values():
            if body.kind == "ministry":
                for short in (body.abbreviation, *body.other_names):
                    if short:
                        _PORTFOLIOS.setdefault(normalise_name(short), normalise_name(body.name))
    return _PORTFOLIOS


_PORTFOLIOS: dict[str, str] = {}


def _merge_persons(text: str, groups: list[_Group]) -> list[_Group]:
    """Join "D.M. van Weel" and a later "Van Weel"; never two people with different initials."""
    merged: list[_Group] = []
    surnames: dict[str, list[tuple[str, _Group]]] = {}
    for group in groups:
        if group.type != "Person":
            merged.append(group)
            continue
        name = _longest(text, group.members)
        surname, initials = normalise_name(bare_surname(name)), _letters(name)
        match = [g for given, g in surnames.get(surname, []) if not given or not initials or given[0] == initials[0]]
        if len(match) == 1:
            match[0].members.extend(group.members)
            match[0].members.sort(key=lambda c: c.start)
            match[0].key = match[0].key or group.key
        else:
            surnames.setdefault(surname, []).append((initials, group))
            merged.append(group)
    return merged


def _letters(name: str) -> str:
    m = _INITIALS.match(name)
    return re.sub(r"[^A-ZÀ-Þ]", "", m.group(1)) if m else ""


def _longest(text: str, members: Sequence[Candidate]) -> str:
    forms = [c.label or " ".join(text[c.start : c.end].split()) for c in members]
    return max(forms, key=lambda f: (len(f), f))


def _entity(number: int, text: str, group: _Group) -> Entity:
    facts = register()
    mentions = tuple(Mention(c.start, c.end, text[c.start : c.end]) for c in group.members)
    forms = list(dict.fromkeys(" ".join(m.text.split()) for m in mentions))
    label, same_as, kind, aliases = _known(facts, group) or (_label(text, group), (), None, ())
    aliases = tuple(dict.fromkeys(a for a in (*aliases, *forms) if a and a != label))
    confidence = round(max(c.score for c in group.members), 3)
    return Entity(f"e{number}", group.type, label, mentions, same_as, group.key, kind, aliases, confidence)


def _label(text: str, group: _Group) -> str:
    label = _longest(text, group.members)
    if group.type == "Office":
        return label if label[:2].isupper() else label[:1].lower() + label[1:]
    return label


def _known(facts: Register, group: _Group) -> tuple[str, tuple[str, ...], str | None, tuple[str, ...]] | None:
    """Return label, identifiers, finer class and aliases from the register that holds the group's key."""
    key = group.key
    if key is None:
        return None
    body = facts.bodies.get(key)
    if body is not None:
        return body.label, body.same_as, _kind(body), tuple(a for a in (body.abbreviation, *body.other_names) if a)
    if key in facts.places:
        place = facts.places[key]
        return place.name, (), "Country" if place.kind in _COUNTRIES else None, ()
    if key in facts.programmes:
        programme = facts.programmes[key]
        return programme.name, (), None, tuple(a for a in (programme.abbreviation, *programme.other_names) if a)
    if key in facts.laws:
        return facts.laws[key].title, (), None, ()
    return None


def _kind(body: Body) -> str | None:
    return {"municipality": "Municipality", "province": "Province"}.get(body.kind)
