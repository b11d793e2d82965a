"""Mentions gathered into entities: one entity per thing in a document."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.extraction import Entity, Mention
from beleidsgraaf.extract.holders import find_holder
from beleidsgraaf.extract.linking import choose_keys
from beleidsgraaf.extract.loose_names import loose
from beleidsgraaf.extract.office_labels import office_key, office_label
from beleidsgraaf.extract.personal_names import bare_surname, canonical
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import Body, Register, register

_TYPE_WORD = re.compile(
    r"^(?:ministeries? (?:van|voor)(?: het| de)?|gemeente|provincie|regio|land|eiland|stad|luchthaven|de|het"
    r"|vaste commissie|programma|aanpak) "
)
_OF_GOVERNMENT_OF = re.compile(r"(?<= van )(?:de )?(?:gemeente|provincie) (?=\S)")
_INITIALS = re.compile(r"^((?:[A-ZÀ-Þ][a-z]?\.[ -]?)+)")
_COUNTRIES = frozenset({"country", "territory"})
_REGIONS = frozenset({"municipality", "province", "caribbean_public_body"})
_GOVERNMENTS = {"municipality": "Municipality", "province": "Province"}


@dataclass(slots=True)
class _Group:
    type: str
    keys: dict[str, None]
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
    facts = register()
    groups: list[_Group] = []
    by_identity: dict[tuple[str, str], _Group] = {}
    by_name: dict[tuple[str, str], _Group] = {}
    for c, key in zip(chosen, choose_keys(text, chosen, date), strict=True):
        names = _names(text, c)
        identity = _identity(facts, key)
        group = by_identity.get((c.type, identity)) if identity else None
        if group is None:
            group = next((by_name[c.type, n] for n in names if (c.type, n) in by_name), None)
            if group is not None and identity and group.keys:
                group = None  # two registered things of one name
        if group is None:
            group = _Group(c.type, {})
            groups.append(group)
        group.members.append(c)
        if key and identity:
            group.keys[key] = None
            by_identity[c.type, identity] = group
        for n in names:
            by_name.setdefault((c.type, n), group)
    return tuple(_entity(i, text, group, date) for i, group in enumerate(_merge_persons(text, groups)))


def _identity(facts: Register, key: str | None) -> str | None:
    """Return what tells whether two register keys are one thing: the first official identifier, else the key.

    A ministry has a key for each name that it bore, under one identifier.
    """
    body = facts.bodies.get(key) if key else None
    return (body.same_as or (key,))[0] if body else key


def _names(text: str, c: Candidate) -> list[str]:
    """Return the names under which a mention may find others of its thing, without what varies in spelling."""
    if c.type == "Office":
        return [normalise_name(office_label(_form(text, c)))]
    forms = [text[c.start : c.end], *([c.label] if c.label else [])]
    return list(dict.fromkeys(name for name in map(_bare, forms) if name))


def _bare(name: str) -> str:
    normal = _OF_GOVERNMENT_OF.sub("", normalise_name(name))
    return loose(_TYPE_WORD.sub("", normal) or normal)


def _merge_persons(text: str, groups: list[_Group]) -> list[_Group]:
    """Join "D.M. van Weel" and a later "Van Weel"; never two people with different initials."""
    merged: list[_Group] = []
    surnames: dict[str, list[tuple[str, _Group]]] = {}
    for group in groups:
        if group.type != "Person":
            merged.append(group)
            continue
        name = _fullest(text, group)
        surname, initials = normalise_name(bare_surname(name)), _letters(name)
        match = [g for given, g in surnames.get(surname, []) if not given or not initials or given[0] == initials[0]]
        if len(match) == 1:
            match[0].members.extend(group.members)
            match[0].members.sort(key=lambda c: c.start)
        else:
            surnames.setdefault(surname, []).append((initials, group))
            merged.append(group)
    return merged


def _letters(name: str) -> str:
    m = _INITIALS.match(name)
    return re.sub(r"[^A-ZÀ-Þ]", "", m.group(1)) if m else ""


def _fullest(text: str, group: _Group) -> str:
    """Return the form of a name that says most; of its spellings the most frequent, rather without hyphens."""
    forms = Counter(_form(text, c) for c in group.members)
    most = loose(max(forms, key=lambda f: (len(loose(f)), len(f), f)))
    spellings = [f for f in forms if loose(f) == most]
    return min(spellings, key=lambda f: (-forms[f], f.isupper(), f.count("-"), len(f), f))


def _form(text: str, c: Candidate) -> str:
    written = " ".join(text[c.start : c.end].split())
    return c.label or (canonical(written) if c.type == "Person" else written)


def _entity(number: int, text: str, group: _Group, date: str | None) -> Entity:
    mentions = tuple(Mention(c.start, c.end, text[c.start : c.end]) for c in group.members)
    known = _known(text, group, date) or _Known(_fullest(text, group), None)
    forms = [" ".join(m.text.split()) for m in mentions]
    if group.type == "Person":
        forms = [_form(text, c) for c in group.members]
    elif group.type == "Office":  # a portfolio alone, "Defensie", is a name of something else
        forms = [f for f in forms if " " in known.label and f.split()[0].lower() == known.label.split()[0]]
    return Entity(
        f"e{number}", group.type, known.label, mentions, known.same_as, known.key, known.kind,
        _distinct(known.label, (*known.aliases, *forms)), round(max(c.score for c in group.members), 3),
    )  # fmt: skip


def _distinct(label: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that say more than the label and each other: no line ends, capitals or hyphens apart."""
    found = {loose(label): label}
    for name in names:
        if name:
            found.setdefault(loose(name), name)
    return tuple(name for name in found.values() if name != label)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an entity beside its mentions."""

    label: str
    key: str | None
    same_as: tuple[str, ...] = ()
    kind: str | None = None
    aliases: tuple[str, ...] = ()


def _known(text: str, group: _Group, date: str | None) -> _Known | None:
    """Return label, identifiers, finer class and aliases from the register that holds the group's key."""
    if group.type == "Person":
        holder = find_holder(text, group.members, date)
        label = _fullest(text, group)
        return _Known(label, holder.key, holder.same_as, None, (holder.name,)) if holder else None
    if group.type == "Office":
        labels = Counter(office_label(_form(text, c)) for c in group.members)
        label = labels.most_common(1)[0][0]
        return _Known(label, office_key(label))
    known = _registered(register(), group, date)
    if known is None and group.keys:  # a town, or a body with a key of ours: "kabinet"
        return _Known(_fullest(text, group), next(iter(group.keys)))
    return known


def _registered(facts: Register, group: _Group, date: str | None) -> _Known | None:
    bodies = [facts.bodies[k] for k in group.keys if k in facts.bodies]
    if bodies:
        body = next((b for b in bodies if b.valid_on(date or "9999-12-31")), bodies[0])
        same_as = tuple(dict.fromkeys(iri for b in (body, *bodies) for iri in b.same_as))
        return _Known(body.label, body.key, same_as, _GOVERNMENTS.get(body.kind), _aliases(bodies))
    key = next(iter(group.keys), None)
    if key is None:
        return None
    if key in facts.places:
        place = facts.places[key]
        return _Known(place.name, key, (), "Country" if place.kind in _COUNTRIES else None)
    if key in facts.programmes:
        programme = facts.programmes[key]
        return _Known(programme.name, key, (), None, (programme.abbreviation, *programme.other_names))
    if key in facts.laws:
        return _Known(facts.laws[key].title, key)
    party = next((p for p in facts.parties if p.key == key), None)
    if party is not None:
        return _Known(party.name, key, party.same_as, None, (party.abbreviation, *party.other_names))
    return None


def _aliases(bodies: Sequence[Body]) -> tuple[str, ...]:
    """Return the other names of bodies; the abbreviations of regions are only register codes."""
    return tuple(n for b in bodies for n in ("" if b.kind in _REGIONS else b.abbreviation, *b.other_names, b.label))
