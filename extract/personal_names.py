"""The form of personal names in Dutch text: initials, first names, particles, surnames.

Regular expressions and small tests only; where a name may stand is the business of the finders.
"""

import re
from functools import lru_cache
from typing import Final

from beleidsgraaf.extract.expressions import APOSTROPHE, BLANK, GAP, LOWER, UPPER, any_of, squeeze
from beleidsgraaf.extract.wordlists import lines, table, words

LETTER: Final = r"(?:[^\W\d_]|(?<=[ÃÅÄ])[^\w\s])"
"""A letter; also the second half of one that was decoded wrongly, as in "KrÃ¶ger"."""

WORD: Final = rf"(?:[{UPPER}]{APOSTROPHE})?[{UPPER}]{LETTER}*[{LOWER}]{LETTER}*"
"""A capitalised word with at least one small letter: "Smit", "McKinsey", "D'Hondt"."""

_SMALL = any_of(lines("particles"))
_CAPITAL = any_of(
    p[0].upper() + p[1:]
    for p in lines("particles")
    if p[0].isalpha() and p not in ("tot", "da", "do", "les", "du", "des")
)
PARTICLE: Final = rf"(?:{_SMALL}|{_CAPITAL})"
SMALL_PARTICLE: Final = _SMALL
SURNAME: Final = rf"{WORD}(?:-\n?(?:{_SMALL}{GAP}|{_CAPITAL}{GAP})?{WORD})*+"
"""A surname without its particle, hyphenated parts included: "Faber-Van de Klashorst"."""

_INITIAL = rf"(?:(?:Chr|Joh|Jac|Jos|Alb|Th|Ch|Ph|IJ|Tj|Sj|Fr|Wm|Kl|[{UPPER}])\.)"
INITIALS: Final = rf"{_INITIAL}(?:{BLANK}?-?{_INITIAL}){{0,8}}+"
NICKNAME: Final = rf"\({BLANK}?{WORD}(?:-{WORD})?{BLANK}?\)"

_GLUED = re.compile(rf"^(Van|De|Den|Der|Ter|Ten|El)(?=[{UPPER}])")
_DOUBLE = any_of(lines("double_surnames"))
DOUBLE_SURNAME: Final = re.compile(rf"{_DOUBLE}(?!\w)")
_CAPITAL_START = re.compile(rf"^(?:(?:{_CAPITAL}){GAP})?")
_PARTICLE_START = re.compile(rf"^((?:{_SMALL}|{_CAPITAL}){GAP})")


@lru_cache(maxsize=1)
def never_names() -> frozenset[str]:
    """Return capitalised words that are no surname: sentence openers, offices, the first words of portfolios."""
    portfolios = {p["name"].split()[0].rstrip(",") for p in table("portfolios")["portfolio"]}
    return frozenset(table("person_cues")["never"]) | portfolios


def is_first_name(word: str) -> bool:
    """Tell whether a word is in the list of first names; of a compound one, whether both parts are.

    Examples
    --------
    >>> is_first_name("Anne-Marie"), is_first_name("Ministerie")
    (True, False)
    """
    known = words("first_names")
    return word in known or ("-" in word and all(part in known for part in word.split("-")))


def bare_surname(name: str) -> str:
    """Return a name without initials, nickname and first names, its particle with it.

    Examples
    --------
    >>> bare_surname("A.P. (Arno) de Vries"), bare_surname("Marieke van der Laan"), bare_surname("Van Dam")
    ('de Vries', 'van der Laan', 'Van Dam')
    """
    rest = squeeze(re.sub(rf"^(?:{INITIALS}|[{UPPER}]\.[{UPPER}](?=\s))\s*(?:{NICKNAME}\s*)?", "", squeeze(name)))
    while (head := rest.split(" ", 1)) and len(head) == 2 and is_first_name(head[0]):
        rest = re.sub(rf"^(?:{_INITIAL}\s*)+", "", head[1])
    return rest


def without_particle(surname: str) -> str:
    """Return a surname without its particle.

    Examples
    --------
    >>> without_particle("van der Laan"), without_particle("Smit")
    ('Laan', 'Smit')
    """
    return _PARTICLE_START.sub("", surname)


def canonical(name: str) -> str:
    r"""Return a name as it should be shown: blanks single, glued particles parted, initials before a surname first.

    Examples
    --------
    >>> canonical("VanDijk"), canonical("R.H.A.\n\nKok"), canonical("Laan van der M.J."), canonical("DE BOER")
    ('Van Dijk', 'R.H.A. Kok', 'M.J. van der Laan', 'De Boer')
    """
    name = squeeze(name)
    if name.isupper() and len(name) > 3 and "." not in name:
        name = re.sub(rf"[{UPPER}]+", lambda m: m[0].capitalize(), name)
        name = re.sub(r"(?<=\S )(?:Van|De|Den|Der|Ter|Ten|Het)\b", lambda m: m[0].lower(), name)
    name = re.sub(rf"^({INITIALS})\s*([{UPPER}]{{3,}})$", lambda m: f"{m[1]} {m[2].capitalize()}", name)
    if m := re.fullmatch(rf"({SURNAME}),? ?({_SMALL})?,? ?({INITIALS})?,? ?({_SMALL})?", name):
        surname, first, initials, last = m.groups()
        if initials or first or last:
            particle = first or last or ""
            if not initials:
                particle = particle[:1].upper() + particle[1:]
            name = " ".join(part for part in (initials, particle, surname) if part)
    return _GLUED.sub(r"\1 ", name)
