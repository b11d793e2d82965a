"""The offices that someone held, from the register of terms of office, each under the name that it bore then."""

import re
from functools import cache
from typing import Final, NamedTuple

from beleidsgraaf.extract.holders import holder_of
from beleidsgraaf.extract.office_labels import office_key, office_label
from beleidsgraaf.ontology.register import Body, Term, register

_ROLE: Final = re.compile(r"(?:Nederlands )?(?P<role>[Mm]inister|[Ss]taatssecretaris)\b(?P<rest>.*)")
_WITHOUT: Final = re.compile(
    r" zonder portefeuille(?: \((?P<bracket>[^()]+)\)(?:;.*)?"
    r"|, belast met (?:de aangelegenheden betreffende )?(?P<with>.+))"
)
_MAYOR: Final = re.compile(r"[Bb]urgemeester (?:van )?(?:de )?(?:gemeente )?(?P<town>.+)")
_PARTICLE: Final = re.compile(r" (?:van|voor) ")


class OfficeTerm(NamedTuple):
    """A term of office.

    Attributes
    ----------
    office : str
        Canonical label: "minister van Landbouw, Natuur en Voedselkwaliteit".
    key : str or None
        Of the office, as `beleidsgraaf.extract.office_labels.office_key` gives it.
    organisation : str
        Key of the ministry or municipality.
    start, end : str
        ISO dates, empty where open or unknown.
    """

    office: str
    key: str | None
    organisation: str
    start: str
    end: str


def terms_of_office(person: str) -> tuple[OfficeTerm, ...]:
    """Return the terms in government or as a mayor of someone, by date; seats in parliament are no offices.

    Parameters
    ----------
    person : str
        Key of a holder of public office.

    Examples
    --------
    >>> [(t.office, t.start) for t in terms_of_office("adema-1964")]
    [('minister van Landbouw, Natuur en Voedselkwaliteit', '2022-10-03')]
    """
    holder = holder_of(person)
    found: dict[tuple[str, str], OfficeTerm] = {}
    for term in holder.terms if holder else ():
        label = _label(term)
        if label is None:
            continue
        known = found.get((label, term.start))
        end = max(term.end, known.end) if known and known.end and term.end else term.end or (known.end if known else "")
        found[label, term.start] = OfficeTerm(label, office_key(label), term.organisation, term.start, end)
    return tuple(sorted(found.values(), key=lambda t: (t.start, t.office)))


def _label(term: Term) -> str | None:
    """Return the canonical label of the office of a term, None where it is no office of government or mayor."""
    if term.post == "minister-president":
        return "minister-president" if term.role.lower().startswith("minister-president") else None
    if mayor := _MAYOR.fullmatch(term.role):
        return office_label(f"burgemeester van {mayor['town']}")
    m = _ROLE.fullmatch(term.role)
    if m is None or term.role == "Minister van Staat":
        return None
    rest = _then(term, m["rest"].removesuffix(" (Nederland)"))
    if without := _WITHOUT.fullmatch(rest):
        rest = f" voor {without['bracket'] or without['with']}"
    elif rest and not _PARTICLE.match(rest):
        rest = f" voor{rest}"
    return office_label(f"{m['role'].lower()}{rest}") if rest else None


def _then(term: Term, rest: str) -> str:
    """Put the name that the ministry bore when the term began in place of the one that it has now."""
    now = register().bodies.get(term.organisation)
    if now is None or rest != f" van {now.name}" or now.valid_on(term.start or "9999-12-31"):
        return rest
    then = {b.name for b in _alike().get(now.tooi, ()) if b.valid_on(term.start)}
    return f" van {then.pop()}" if len(then) == 1 else rest


@cache
def _alike() -> dict[str, list[Body]]:
    """Return the ministries by official identifier: one for each name."""
    found: dict[str, list[Body]] = {}
    for body in register().bodies.values():
        if body.kind == "ministry" and body.tooi:
            found.setdefault(body.tooi, []).append(body)
    return found
