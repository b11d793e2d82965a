"""Finds natural persons: initials, forms of address, lists of members, signatures, first names, later surnames."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from beleidsgraaf.extract.candidates import Candidate, candidates
from beleidsgraaf.extract.expressions import BLANK, GAP, UPPER, any_of, squeeze
from beleidsgraaf.extract.personal_names import (
    DOUBLE_SURNAME,
    INITIALS,
    NICKNAME,
    PARTICLE,
    SMALL_PARTICLE,
    SURNAME,
    WORD,
    bare_surname,
    canonical,
    is_first_name,
    never_names,
    without_particle,
)
from beleidsgraaf.extract.wordlists import table, words
from beleidsgraaf.ontology.register import register
from spacy.language import Language
from spacy.tokens import Doc

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
_MONARCH = re.compile(
    rf"(?:(?<=\bWij )|(?<=\bWij, )|(?:^|(?<=\n)){BLANK}*)(?P<name>Willem-Alexander|Beatrix|Juliana|Wilhelmina)(?={BLANK}*(?:[,.]|\n|$))"
)
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
    r"(?:straat|laan|plein|kade|gracht|singel|school|college|ziekenhuis|stichting|fonds|prijs|kazerne)$", re.I
)
_COMMON_NOUN = re.compile(rf"(?:{'|'.join(_CUES['never_endings'])})$", re.I)
_ORGANISATION = re.compile(
    rf"{BLANK}(?:Stichting|Instituut|Fonds|School|College|Foundation|Institute|Universiteit|Hogeschool|Ziekenhuis|Cultuurfonds|Academie|Museum|straat|Groep|Group|Advies|kazerne|school|stichting|fonds|prijs|\d)"
)


@lru_cache(maxsize=1)
def _registered() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for term in register().terms:
        for form in (term.name, term.initials):
            if form:
                found.setdefault(squeeze(form).casefold(), set()).add(term.person)
    return {form: tuple(sorted(keys)) for form, keys in found.items()}


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
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


class PersonFinder:
    """Finds the names of natural persons, without titles.

    Examples
    --------
    >>> text = "De leden Van der Zee (VVD) en De Wit (SP) vragen minister J.K. Bos om uitleg. Bos antwoordt."
    >>> [text[c.start : c.end] for c in PersonFinder().find(text)]
    ['Van der Zee', 'De Wit', 'J.K. Bos']
    """

    def __call__(self, doc: Doc) -> Doc:
        """Append the persons of a document to its candidates."""
        candidates(doc).extend(self.find(doc.text))
        return doc

    def find(self, text: str) -> list[Candidate]:
        """Return candidates of type Person, in text order.

        Parameters
        ----------
        text : str
            Any text; offsets of the candidates are code points into it.
        """
        found = _Found(text)
        for search in (
            _initials, _surname_first, _lists, _titles, _offices, _motions, _capitals, _signatures, _monarchs,
            _first_names, _parties,
        ):  # fmt: skip
            for start, end, score in search(text):
                found.add(start, end, score)
        found.repeat()
        return found.candidates()


class _Found:
    """The names found in a text so far, longest first, and what follows from them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[int, tuple[int, float, str]] = {}
        self.taken = bytearray(len(text))

    def add(self, start: int, end: int, score: float, source: str = "pattern:person") -> None:
        old = self.spans.get(start)
        if old and (old[0], old[1]) >= (end, score):
            return
        if old and old[0] >= end:
            end = old[0]
        self.spans[start] = (end, max(score, old[1]) if old else score, source)
        self.taken[start:end] = b"\1" * (end - start)

    def repeat(self) -> None:
        """Add the later bare surnames of the persons found."""
        forms: set[str] = set()
        lower = None
        for start, (end, score, _) in list(self.spans.items()):
            if score < 0.6:
                continue
            surname = bare_surname(canonical(self.text[start:end]))
            core = without_particle(surname)
            if len(core) < 4 or core in never_names():
                continue
            if core == surname:
                if core in _places():
                    continue
                lower = self.text.lower() if lower is None else lower
                if re.search(rf"(?<!\w){re.escape(core.lower())}(?!\w)", self.text):
                    continue
                forms.add(surname)
            else:
                forms.update((surname[0].upper() + surname[1:], surname))
        if not forms:
            return
        pattern = re.compile(rf"(?<![\w’'-]){any_of(forms)}(?![\w’']|-[{UPPER}])")
        for m in pattern.finditer(self.text):
            if not any(self.taken[m.start() : m.end()]) and self._stands_alone(m.start(), m.end()):
                self.add(m.start(), m.end(), 0.75, "pattern:person-repeated")

    def _stands_alone(self, start: int, end: int) -> bool:
        before = self.text[max(0, start - 40) : start]
        if m := re.search(rf"(\S+){BLANK}+$", before):
            word = m[1]
            if re.fullmatch(SMALL_PARTICLE, word) and word not in ("tot", "van", "de"):
                return False
            if re.match(rf"[{UPPER}]", word) and not re.search(r"[.,:;)?!]$", word) and word not in never_names():
                return word.rstrip(".").lower() in _LOWER_CUES
        return not re.match(rf"{BLANK}[{UPPER}]\w*[a-z]", self.text[end : end + 20]) or bool(
            re.match(rf"{BLANK}(?:De|Het|Een|In|Ik)\b", self.text[end : end + 20])
        )

    def candidates(self) -> list[Candidate]:
        names: dict[str, set[str]] = {}
        rows = []
        for start, (end, score, source) in sorted(self.spans.items()):
            label = canonical(self.text[start:end])
            surname = bare_surname(label)
            key = surname.casefold()
            rows.append((start, end, score, source, label, key))
            if label.casefold() != key:
                names.setdefault(key, set()).add(label)
        found = []
        for start, end, score, source, label, key in rows:
            fuller = names.get(key, set())
            if label.casefold() == key and len(fuller) == 1:
                label = next(iter(fuller))
            keys = _registered().get(label.casefold(), ())
            found.append(Candidate(start, end, "Person", source, score, keys, label))
        return found


_LOWER_CUES = frozenset(c.lower() for kind in ("lists", "offices") for c in _CUES[kind]) | frozenset(
    t.rstrip(".").lower() for t in _TITLES
)

_Spans = Iterator[tuple[int, int, float]]


def _initials(text: str) -> _Spans:
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


def _surname_first(text: str) -> _Spans:
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
    if not place and not particle and not m["initials"] and surname in _places():
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
        if more and more["surname"] not in never_names():
            return more.end()
    return after.end()


def _names_from(text: str, at: int, *, plural: bool, score: float, small_particle: bool = True) -> _Spans:
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


def _lists(text: str) -> _Spans:
    for m in _LIST_CUE.finditer(text):
        member = m["cue"].lower().endswith(("lid", "leden", "voorzitter", "voorzitters", "rapporteur"))
        yield from _names_from(text, m.end(), plural=m["cue"] in _PLURAL, score=0.93, small_particle=not member)


def _titles(text: str) -> _Spans:
    for m in _TITLE_CUE.finditer(text):
        yield from _names_from(text, m.end(), plural=False, score=0.9)


def _offices(text: str) -> _Spans:
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


def _motions(text: str) -> _Spans:
    for m in _MOTION_CUE.finditer(text):
        end = _name_at(text, m.end(), small_particle=False)
        if end is None:
            continue
        follows = re.match(
            rf"\s{{0,3}}(?:\(|c\.s\.|/\s?[{UPPER}]|-[{UPPER}]|,?\s{{0,2}}en\s{{1,2}}(?:(?:Van|De|Den|Ter)\s{{1,2}})*{SURNAME}[\s,(]|van\s{{1,2}}\d|over\s|om\s|omtrent\s|inzake\s|op stuk|die\s|waarin\s)",
            text[end : end + 60],
        )
        if follows:
            yield from _names_from(text, m.end(), plural=True, score=0.85)
    for m in _HYPHEN_CUE.finditer(text):
        if (end := _name_at(text, m.end(), small_particle=False)) is not None:
            yield from _names_from(text, m.end(), plural=False, score=0.8)


def _capitals(text: str) -> _Spans:
    for m in _CAPITALS_CUE.finditer(text):
        at = m.start("names")
        for part in re.split(rf"(, |{GAP}EN{GAP}(?:VAN DE LEDEN |HET LID )?)", m["names"]):
            stripped = part.strip()
            if stripped and stripped not in (",", "EN") and not re.fullmatch(r"EN(?:\s.*)?", stripped):
                name = re.split(rf"{GAP}(?:TER|OVER|TOT|INZAKE|HOUDENDE)\b", part)[0].rstrip()
                name = re.sub(r"\s+C$", "", name)
                yield at, at + len(name), 0.9
            at += len(part)


def _signatures(text: str) -> _Spans:
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


def _monarchs(text: str) -> _Spans:
    for m in _MONARCH.finditer(text):
        yield m.start("name"), m.end("name"), 0.9


def _first_names(text: str) -> _Spans:
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


def _parties(text: str) -> _Spans:
    for m in _party_bracket().finditer(text):
        before = text[max(0, m.start() - 60) : m.start()]
        name = _BEFORE_PARTY.search(before)
        if name is None or name["surname"].split("-")[0] in never_names() or name["surname"] in _places():
            continue
        offset = m.start() - len(before)
        start = name.start() if name["particle"] and name["particle"][0].isupper() else name.start("surname")
        if re.search(
            r"\b(?:partij|fractie|Partij|Fractie|Volkspartij)\s+(?:van\s+|voor\s+)?(?:de\s+)?$", before[:start]
        ):
            continue
        yield offset + start, offset + name.end("surname"), 0.7


@Language.factory("beleidsgraaf_persons")
def create_person_finder(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the component `beleidsgraaf_persons`; it needs no other component before it."""
    return PersonFinder()
