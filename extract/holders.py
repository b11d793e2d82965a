"""Which holder of public office a person is: by initials, by party, or by the office beside the name.

Surnames collide, so a person is linked only where the text and the document's date leave one holder. Nothing is
kept of a holder but the name and the offices held.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from beleidsgraaf.extract.expressions import GAP
from beleidsgraaf.extract.personal_names import PARTICLE, bare_surname, canonical, without_particle
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import Term, register

if TYPE_CHECKING:  # it brings spaCy along, which a graph does without
    from beleidsgraaf.extract.candidates import Candidate

_MARGIN = datetime.timedelta(days=183)
_INITIAL_PART = re.compile(r"^(?:[A-ZÀ-Þ][a-z]?\.[ -]?)+")
_PARTICLES_BEFORE = re.compile(rf"(?:(?<!\S){PARTICLE}{GAP})+$")
_PARTY = re.compile(r"\s*\(\s*([^()\n]{1,40}?)\s*\)")
_GOVERNMENT = re.compile(r"\b(?P<post>minister|staatssecretaris)(?:-president)?\b", re.IGNORECASE)
_TITLES = r"(?:(?:[Dd]rs|[Mm]r|[Dd]r|[Ii]r|[Ii]ng|[Pp]rof)\.?\s+)*"
_OFFICE_BEFORE = re.compile(
    rf"\b(?P<post>minister|staatssecretaris)(?:-president)?\s+{_TITLES}(?:[A-ZÀ-Þ]\.\s*)*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of public office.

    Attributes
    ----------
    key : str
        Person key of the register.
    name : str
        As written there, such as "Jozias van Aartsen".
    surname : str
        Normalised, with its particle.
    initials : str
        Capitals without full stops; empty where unknown.
    same_as : tuple of str
        Wikidata IRI, where known.
    terms : tuple of Term
    """

    key: str
    name: str
    surname: str
    initials: str
    same_as: tuple[str, ...]
    terms: tuple[Term, ...]

    def terms_near(self, date: datetime.date) -> tuple[Term, ...]:
        """Return the terms that include a date, give or take half a year."""
        early, late = (date - _MARGIN).isoformat(), (date + _MARGIN).isoformat()
        return tuple(t for t in self.terms if (not t.start or t.start <= late) and (not t.end or t.end >= early))


def find_holder(text: str, mentions: Sequence["Candidate"], date: str | None) -> Holder | None:
    """Return the one holder of office that all mentions of a person can be, or None where that is not certain.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of Candidate
        The mentions of one person.
    date : str or None
        ISO date of the document. Without it two or more initials must be exactly those of one holder; with it a
        party or an office beside the name will do, if only one holder of that surname was in such an office then.

    Examples
    --------
    >>> from beleidsgraaf.extract.candidates import Candidate
    >>> text = "Vraag van het lid Keijzer (CDA)"
    >>> mention = Candidate(18, 25, "Person", "pattern", 0.9)
    >>> holder = find_holder(text, [mention], "2015-03-01")
    >>> holder.name if holder else None
    'Mona Keijzer'
    >>> find_holder(text, [mention], "2025-03-01") is None  # by then of another party
    True
    """
    names = [canonical(text[c.start : c.end]) for c in mentions]
    surnames = {normalise_name(bare_surname(name)) for name in names}
    if len(surnames) != 1:
        return None
    pool = [h for h in _holders().get(surnames.pop(), ()) if all(_may_be(name, h) for name in names)]
    if date is None:
        sure = [h for h in pool if any(len(_letters(name)) > 1 and _letters(name) == h.initials for name in names)]
        return sure[0] if len(sure) == 1 and len(pool) == 1 else None
    day = datetime.date.fromisoformat(date)
    pool = [h for h in pool if h.terms_near(day)]
    sure = [h for h in pool if _is(text, mentions, names, h, day)]
    return sure[0] if len(sure) == 1 else None


def holder_of(key: str) -> Holder | None:
    """Return the holder of public office with a key of the register, None where there is none.

    Examples
    --------
    >>> found = holder_of("weel-1976")
    >>> found.name if found else None
    'David van Weel'
    """
    return _by_key().get(key)


@cache
def _by_key() -> dict[str, Holder]:
    return {t.person: h for holders in _holders().values() for h in holders for t in h.terms}


def _is(text: str, mentions: Sequence["Candidate"], names: Sequence[str], holder: Holder, day: datetime.date) -> bool:
    """Whether something beside the surname tells that this holder is meant."""
    if any(" " in name and normalise_name(name) == normalise_name(holder.name) for name in names):
        return True
    letters = {_letters(name) for name in names} - {""}
    if holder.initials in letters and len(holder.initials) > 1:
        return True
    return any(_office_fits(text, c, holder, day, far=bool(letters)) for c in mentions)


def _office_fits(text: str, c: "Candidate", holder: Holder, day: datetime.date, *, far: bool) -> bool:
    """Whether a party behind the name, or an office before it, is one that the holder was in.

    With initials that fit, the office may stand further off, as in a signature.
    """
    terms = holder.terms_near(day)
    bracket = _PARTY.match(text, c.end)
    if bracket:
        party = _parties().get(normalise_name(bracket[1]))
        if party and any(_parties().get(_party_of(t)) == party for t in terms):
            return True
    office = _OFFICE_BEFORE.search(text[max(0, c.start - 60) : c.start])
    posts = {office["post"].lower()} if office else set()
    if far:
        around = text[max(0, c.start - 130) : c.start] + " " + text[c.end : c.end + 60]
        posts |= {m["post"].lower() for m in _GOVERNMENT.finditer(around)}
    return any(t.post.startswith(post) for t in terms for post in posts)


def _may_be(name: str, holder: Holder) -> bool:
    """Whether initials or a first name, where there are any, do not contradict."""
    letters = _letters(name)
    if letters and holder.initials:
        return letters == holder.initials
    if letters:
        return normalise_name(holder.name)[:1] == letters[0].lower()
    given = normalise_name(name).removesuffix(normalise_name(bare_surname(name))).strip()
    return not given or normalise_name(holder.name).startswith(given)


def _letters(name: str) -> str:
    m = _INITIAL_PART.match(name)
    return re.sub(r"[^A-ZÀ-Þ]", "", m.group()) if m else ""


def _party_of(term: Term) -> str:
    return normalise_name(term.role.partition(" voor ")[2])


@cache
def _parties() -> dict[str, str]:
    """Return the key of each party under all its names, normalised."""
    return {normalise_name(n): p.key for p in register().parties for n in (p.abbreviation, p.name, *p.other_names)}


@cache
def _holders() -> dict[str, tuple[Holder, ...]]:
    """Return the holders by normalised surname."""
    people: dict[str, list[Term]] = {}
    for term in register().terms:
        people.setdefault(term.person, []).append(term)
    found: dict[str, list[Holder]] = {}
    for key, terms in people.items():
        holder = Holder(
            key, terms[0].name, _surname(terms[0]), re.sub(r"[^A-ZÀ-Þ]", "", terms[0].initials),
            next((t.same_as for t in terms if t.same_as), ()), tuple(terms),
        )  # fmt: skip
        _add(found.setdefault(holder.surname, []), holder)
    return {surname: tuple(holders) for surname, holders in found.items()}


def _add(known: list[Holder], holder: Holder) -> None:
    """Add a holder; one whom the register has twice, from two sources, is one."""
    for i, other in enumerate(known):
        same_term = {(t.organisation, t.start) for t in other.terms} & {(t.organisation, t.start) for t in holder.terms}
        if same_term and other.name[:1] == holder.name[:1] and not (other.same_as and holder.same_as):
            first, second = (other, holder) if other.same_as else (holder, other)
            known[i] = Holder(
                first.key, first.name, first.surname, max(first.initials, second.initials, key=len), first.same_as,
                first.terms + second.terms,
            )  # fmt: skip
            return
    known.append(holder)


def _surname(term: Term) -> str:
    """Return the surname with its particle, which the source gives in one field or the other."""
    family = bare_surname(term.family_name)
    before, found, after = term.name.rpartition(without_particle(family))
    particles = _PARTICLES_BEFORE.search(before)
    return normalise_name(f"{particles[0] if particles else ''}{found}" if found and not after else family)
