"""Where a person's name stands: the searches behind the finder of persons, each by one kind of sign.

Every search yields ``(start, end, score)``; offsets are code points into the text.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from beleidsgraaf.extract.expressions import BLANK, GAP, UPPER, any_of
from beleidsgraaf.extract.personal_names import (
    DOUBLE_SURNAME,
    INITIALS,
    NICKNAME,
    PARTICLE,
    SMALL_PARTICLE,
    SURNAME,
    WORD,
    is_first_name,
    never_names,
)
from beleidsgraaf.extract.wordlists import table, words
from beleidsgraaf.ontology.register import register

_CUES: dict[str, list[str]] = table("person_cues")
_TITLES = sorted(words("person_titles"))


def _cased(cues: list[str]) -> list[str]:
    return [form for cue in cues for form in (cue, cue[:1].upper() + cue[1:])]


_PLURAL = frozenset(
    cue for cue in _cased(_CUES["lists"]) if cue.rsplit(" ", 1)[-1].lower().endswith(("leden", "s", "heren"))
) | {"indieners", "initiatiefnemers", "senatoren"}
_ADDRESS = rf"(?:{any_of(_cased(_TITLES))}\s{{0,3}})"

# Initials and surname; the blanks between may be paragraph ends, because XML of the gazettes parts the two.
_WITH_INITIALS = re.compile(
    rf"(?<![\w.&/@-])(?P<initials>{INITIALS})(?P<loose>[{UPPER}](?=\s))?(?P<nick>\s{{0,3}}{NICKNAME})?(?P<gap>\s{{0,30}}+)"
    rf"(?:(?P<particle>{PARTICLE})\s{{1,5}}+)?(?:{SURNAME}|(?P<caps>[{UPPER}]{{3,}}(?:-[{UPPER}]{{3,}})?)(?!\w))"
)
# "Laan van der M.J. - 3 maart", "Boer, P. de (VVD)": lists of the House of Representatives.
_SURNAME_FIRST = re.compile(
    rf"(?:(?P<member>[Kk]amerlid),?|[,:–-])\s{{1,4}}+(?P<name>(?P<surname>{SURNAME}(?:{BLANK}{SURNAME})?)"
    rf"(?P<particle>,?{GAP}{SMALL_PARTICLE})?(?:,?{GAP}(?P<initials>{INITIALS})(?:{GAP}{SMALL_PARTICLE})?)?)"
    rf"(?={BLANK}*+(?P<after>\n|-{BLANK}\d\d?\s{{1,2}}\n?[a-z]+\s|\({BLANK}?[{UPPER}]|$))"
)
_LIST_CUE = re.compile(rf"(?<![\w-])(?P<cue>{any_of(_cased(_CUES['lists']))})\s{{1,12}}+")
_OFFICE_CUE = re.compile(rf"(?<![\w-])(?P<cue>{any_of(_cased(_CUES['offices']))})(?!\w),?\s{{1,12}}+")
_TITLE_CUE = re.compile(rf"(?<![\w.-])(?P<cue>{any_of(_cased(_TITLES))})(?<=[.a-z])\s{{1,3}}+")
_MOTION_CUE = re.compile(
    rf"(?<![\w])(?P<cue>{any_of(_cased([c for c in _CUES['motions'] if c[-1] != '-']))}){BLANK}{{1,3}}+\n?"
)
_HYPHEN_CUE = re.compile(rf"(?<![\w])(?:{any_of(_cased([c for c in _CUES['motions'] if c[-1] == '-']))})")
_CAPITALS_CUE = re.compile(
    rf"\bVAN (?:HET|DE) (?:LID|LEDEN)\s+(?P<names>[{UPPER}'’-]{{2,}}(?:(?:, |{GAP})[{UPPER}'’-]{{2,}}){{0,30}})"
)
_SIGNATURES = re.compile(rf"{any_of(_CUES['signatures'])}\.?{BLANK}*\n")
_LINE_NAME = re.compile(
    rf"{BLANK}*(?P<name>(?:{WORD}(?:-{WORD})?{BLANK}+)?(?:{PARTICLE}{BLANK}+)?{SURNAME}(?:{BLANK}{SURNAME})?){BLANK}*(?:\n|$)"
)
_MONARCH = re.compile(r"(?<![\w-])(?:Willem-Alexander|Beatrix|Juliana|Wilhelmina)(?![\w-])")
_MONARCH_PLACE = re.compile(r"(?:Wij,? |\n[^\S\n]*|^)$")
_LINE_OR_COMMA = re.compile(r"[^\S\n]*(?:[,.]|\n|$)")
_CAPITALISED = re.compile(rf"(?<![\w’'.-])(?:{WORD})(?:-{WORD})?(?![\w-])")
_AFTER_FIRST = re.compile(
    rf"(?:{GAP}?{NICKNAME})?(?:{GAP}{INITIALS})?(?:{GAP}(?P<particle>{PARTICLE}))?{GAP}(?P<surname>{SURNAME})(?!\w|-{UPPER})"
)
_NAME = re.compile(
    rf"(?:(?P<initials>{INITIALS})(?:\s{{0,3}}{NICKNAME})?\s{{0,5}}+)?(?P<particle>{PARTICLE}{GAP})?(?P<surname>{SURNAME})"
)
_PARTY = re.compile(r"\s{0,4}\(\s{0,4}(?:beiden|allen|alle|beide)?\s{0,4}[^\s()][^()\n]{0,40}\s{0,4}\)")
_SEPARATOR = re.compile(r"\s{0,3}(?:,\s{0,3}en\s|,|/|&|en\s|\+)\s{0,3}(?:van\s{1,3})?(?:(?:de|het)\s{1,3})?")
_STREET = re.compile(
    r"(?<=[a-z])(?:straat|laan|plein|kade|gracht|singel|school|college|ziekenhuis|stichting|fonds|prijs|kazerne)$", re.I
)
_COMMON_NOUN = re.compile(rf"(?<=[a-z])(?:{'|'.join(_CUES['never_endings'])})$", re.I)
_ORGANISATION = re.compile(
    rf"{BLANK}(?:Stichting|Instituut|Fonds|School|College|Foundation|Institute|Universiteit|Hogeschool|Ziekenhuis|Cultuurfonds|Academie|Museum|straat|Groep|Group|Advies|kazerne|school|stichting|fonds|prijs|\d)"
)


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Return the names of Dutch municipalities, their towns and provinces: no surnames after an office."""
    bodies = register().bodies.values()
    return frozenset(b.name for b in bodies if b.kind in ("municipality", "province")) | frozenset(
        p for b in bodies if b.kind == "municipality" for p in b.places
    )


@lru_cache(maxsize=1)
def _party_bracket() -> re.Pattern[str]:
    names = {n for p in register().parties for n in (p.abbreviation, p.name)} | {
        "GroenLinks",
        "GL-PvdA",
        "PVDA",
        "PvDA",
        "CU",
        "PvdD",
    }
    return re.compile(
        rf"\(\s{{0,4}}+(?:(?:beiden|allen)\s{{1,4}}+)?{any_of(n for n in names if n)}\s{{0,4}}+[),]", re.I
    )


_BEFORE_PARTY = re.compile(rf"(?<![\w-])(?:(?P<particle>{PARTICLE}){GAP})?(?P<surname>{SURNAME})\s{{0,6}}$")


LOWER_CUES = frozenset(c.lower() for kind in ("lists", "offices") for c in _CUES[kind]) | frozenset(
    t.rstrip(".").lower() for t in _TITLES
)

Spans = Iterator[tuple[int, int, float]]


def by_initials(text: str) -> Spans:
    """Yield names with initials: "A.B. (Anna) de Wit"."""
    never = words("initials_never")
    for m in _WITH_INITIALS.finditer(text):
        initials = re.sub(r"\s", "", m["initials"])
        many = initials.count(".") > 1
        surname = m[0][m.end("particle") - m.start() if m["particle"] else m.end("gap") - m.start() :].split("-")[0]
        if initials in never or surname in never_names():
            continue
        if m["particle"] and m["particle"][0].isupper() and not many:
            continue
        if not many and (not m["gap"] or (m["caps"] and "\n" not in m["gap"])):
            continue
        if m["nick"] is None and m["gap"].count("\n") > 3:
            continue
        end = m.end()
        if double := DOUBLE_SURNAME.match(text, m.end("particle") + 1 if m["particle"] else m.end("gap")):
            end = max(end, double.end())
        yield m.start(), end, 0.95 if many else 0.8


def by_surname_first(text: str) -> Spans:
    """Yield names with the initials after the surname, as the lists of the House of Representatives have them."""
    for m in _SURNAME_FIRST.finditer(text):
        surname, followed = m["surname"].split(), bool(m["after"].strip())
        if surname[0] in never_names() or (len(surname) > 1 and not DOUBLE_SURNAME.fullmatch(m["surname"])):
            continue
        initials = (m["initials"] or "").count(".")
        if (
            (initials and (m["member"] or followed))
            or initials > 1
            or (m["particle"] and followed and "," in m["particle"])
        ):
            yield m.start("name"), m.end("name"), 0.9
        elif m["after"].startswith("-") and not m["particle"] and m[0][0] == ",":
            yield m.start("name"), m.end("name"), 0.8


def _name_at(text: str, at: int, *, small_particle: bool = True, place: bool = True) -> int | None:
    """Return the end of the name that begins at an offset, or None."""
    m = _NAME.match(text, at)
    if m is None:
        return None
    particle, surname = m["particle"], m["surname"]
    head = surname.split("-")[0]
    if _COMMON_NOUN.search(head) or (head in never_names() and not (particle and particle.startswith("Van"))):
        return None
    if particle and particle[0].islower() and not small_particle and not m["initials"]:
        return None
    if not place and not particle and not m["initials"] and surname in places():
        return None
    if double := DOUBLE_SURNAME.match(text, m.start("surname")):
        return double.end()
    if not particle and not m["initials"] and is_first_name(surname):
        after = _AFTER_FIRST.match(text, m.end())
        if after and after["surname"].split("-")[0] not in never_names() and not _STREET.search(after["surname"]):
            return _longer(text, after)
    return m.end()


def _longer(text: str, after: re.Match[str]) -> int:
    """Return the end of a name whose last word may be a second first name or the half of a double surname."""
    if double := DOUBLE_SURNAME.match(text, after.start("surname")):
        return double.end()
    if not after["particle"] and is_first_name(after["surname"]):
        more = _AFTER_FIRST.match(text, after.end())
        if more and more["surname"] not in never_names() and not _ORGANISATION.match(text, after.end()):
            return more.end()
    return after.end()


def _names_from(text: str, at: int, *, plural: bool, score: float, small_particle: bool = True) -> Spans:
    """Yield the names of a list that begins at an offset."""
    first = True
    while True:
        if titles := re.compile(rf"{_ADDRESS}+").match(text, at):
            at = titles.end()
        end = _name_at(text, at, small_particle=small_particle)
        if end is None:
            return
        yield at, end, score if first else score - 0.05
        party = _PARTY.match(text, end)
        at = party.end() if party else end
        separator = _SEPARATOR.match(text, at)
        if separator is None or not (plural or party or "/" in separator[0]):
            return
        at = separator.end()
        if cue := _LIST_CUE.match(text, at):
            at = cue.end()
        first = False


def by_lists(text: str) -> Spans:
    """Yield the names after "het lid", "de leden", "de heer": one or several, with parties in brackets."""
    done = 0
    for m in _LIST_CUE.finditer(text):
        if m.start() < done:
            continue
        member = m["cue"].lower().endswith(("lid", "leden", "voorzitter", "voorzitters", "rapporteur"))
        plural = m["cue"] in _PLURAL
        for start, done, score in _names_from(text, m.end(), plural=plural, score=0.93, small_particle=not member):
            yield start, done, score


def by_titles(text: str) -> Spans:
    """Yield the name after a form of address or an academic title."""
    for m in _TITLE_CUE.finditer(text):
        yield from _names_from(text, m.end(), plural=False, score=0.9)


def by_offices(text: str) -> Spans:
    """Yield the name after a public office: "minister Van Wit", "wethouder De Boer"."""
    for m in _OFFICE_CUE.finditer(text):
        if "," in m[0][len(m["cue"]) :]:
            continue
        end = _name_at(text, m.end(), small_particle=False, place=False)
        if end is None or (text[m.end() : end].isupper()):
            continue
        government = (
            m["cue"].lower().startswith(("minister", "staatssecretaris", "wethouder", "premier", "burgemeester"))
        )
        yield m.end(), end, 0.9 if government or text[end : end + 3].lstrip().startswith("(") else 0.7


_AFTER_MOTION = re.compile(
    rf"\s{{0,3}}(?:\(|c\.s\.|/\s?[{UPPER}]|-[{UPPER}]"
    rf"|,?\s{{0,2}}en\s{{1,2}}(?:(?:Van|De|Den|Ter)\s{{1,2}})*{SURNAME}[\s,(]"
    rf"|van\s{{1,2}}\d|(?:over|om|omtrent|inzake|die|waarin)\s|op stuk)"
)


def by_motions(text: str) -> Spans:
    """Yield the names in the title of a motion: "motie Van Wit c.s.", "motie-De Boer"."""
    for m in _MOTION_CUE.finditer(text):
        end = _name_at(text, m.end(), small_particle=False)
        if end is None:
            continue
        follows = _AFTER_MOTION.match(text, end)
        if follows:
            yield from _names_from(text, m.end(), plural=True, score=0.85)
    for m in _HYPHEN_CUE.finditer(text):
        if (end := _name_at(text, m.end(), small_particle=False)) is not None:
            yield from _names_from(text, m.end(), plural=False, score=0.8)


def by_capitals(text: str) -> Spans:
    """Yield the names in the heading of a motion, set in capitals."""
    for m in _CAPITALS_CUE.finditer(text):
        at = m.start("names")
        for part in re.split(rf"(, |{GAP}EN{GAP}(?:VAN DE LEDEN |HET LID )?)", m["names"]):
            stripped = part.strip()
            if stripped and stripped not in (",", "EN") and not re.fullmatch(r"EN(?:\s.*)?", stripped):
                name = re.split(rf"{GAP}(?:TER|OVER|TOT|INZAKE|HOUDENDE)\b", part)[0].rstrip()
                name = re.sub(r"\s+C$", "", name)
                yield at, at + len(name), 0.9
            at += len(part)


def by_signatures(text: str) -> Spans:
    """Yield the names under a motion, one a line."""
    for m in _SIGNATURES.finditer(text):
        at = m.end()
        while line := _LINE_NAME.match(text, at):
            parts = line["name"].split()
            if parts[0] in never_names() and len(parts) == 1:
                break
            if len(parts) > 2 and parts[0] not in ("Van", "De") and not is_first_name(parts[0]):
                break
            yield line.start("name"), line.end("name"), 0.95
            at = line.end()


def by_monarchs(text: str) -> Spans:
    """Yield monarchs that sign, or that an act begins with."""
    for m in _MONARCH.finditer(text):
        if _MONARCH_PLACE.search(text, max(0, m.start() - 30), m.start()) and _LINE_OR_COMMA.match(text, m.end()):
            yield m.start(), m.end(), 0.9


def by_first_names(text: str) -> Spans:
    """Yield known first names with the surname after them."""
    end = 0
    for m in _CAPITALISED.finditer(text):
        if m.start() < end or not is_first_name(m[0]):
            continue
        after = _AFTER_FIRST.match(text, m.end())
        if after is None:
            continue
        surname = after["surname"]
        particle = after["particle"]
        if surname.split("-")[0] in never_names() or _STREET.search(surname):
            continue
        if particle and particle[0].isupper() and "\n" in after[0]:
            continue
        end = _longer(text, after)
        if _ORGANISATION.match(text, end) or re.search(
            r"(?:Sint|St\.|Stichting|Huize|Prins|Prinses)\s$", text[max(0, m.start() - 12) : m.start()]
        ):
            continue
        yield m.start(), end, 0.85


def by_parties(text: str) -> Spans:
    """Yield the name before a party in brackets: "Van Wit (VVD)"."""
    for m in _party_bracket().finditer(text):
        before = text[max(0, m.start() - 60) : m.start()]
        name = _BEFORE_PARTY.search(before)
        if name is None or name["surname"].split("-")[0] in never_names() or name["surname"] in places():
            continue
        offset = m.start() - len(before)
        start = name.start() if name["particle"] and name["particle"][0].isupper() else name.start("surname")
        if re.search(
            r"\b(?:partij|fractie|Partij|Fractie|Volkspartij)\s+(?:van\s+|voor\s+)?(?:de\s+)?$", before[:start]
        ):
            continue
        yield offset + start, offset + name.end("surname"), 0.7


SEARCHES: Final = (
    by_initials,
    by_surname_first,
    by_lists,
    by_titles,
    by_offices,
    by_motions,
    by_capitals,
    by_signatures,
    by_monarchs,
    by_first_names,
    by_parties,
)
"""All searches, in the order in which their finds are merged."""
