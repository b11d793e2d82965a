"""Names from the registers in running text, with the words beside them that say what they are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.gazetteer import Gazetteer, Match, pieces
from beleidsgraaf.extract.register_names import Name, names
from beleidsgraaf.extract.wordlists import words
from beleidsgraaf.ontology.register import register
from spacy.language import Language
from spacy.tokens import Doc

_MINISTRY_HEAD = re.compile(r"\b[Mm]inisteries?\s+(?:van|voor)\s+(?:het\s+|de\s+)?$")
_MINISTRY_CUE = re.compile(r"\b(?:[Mm]inisteries|[Mm]inisterie|[Dd]epartement(?:en)?)\b[^.;\n]{0,120}$")
_REGION_HEAD = re.compile(
    r"\b(?:[Gg]emeente|GEMEENTE|[Pp]rovincie|[Rr]egio|[Ss]ubregio|[Ee]iland|[Ll]and|[Ss]tad|[Ll]uchthaven|[Mm]ainport|"
    r"[Aa]gglomeratie|[Oo]penbaar [Ll]ichaam|[Dd]orp|[Ww]oningmarktregio|[Aa]rbeidsmarktregio|[Ii]ndustrieterrein|"
    r"[Bb]edrijventerrein|[Vv]liegbasis|[Ll]egerplaats|[Ss]tadsdeel)\s+$"
)
_HEAD_STAYS_OUT = re.compile(r"\b(?:[Ss]tad|[Ll]and|[Dd]orp)\s+$")
_PLACE_CUE = re.compile(
    r"(?:\b(?:gemeenten?|Gemeenten?|provincies?|regio|stad|dorp|kern|kernen|plaats|plaatsen|wijk)\s+"
    r"|\b(?:in|te|uit|naar|bij|nabij|rond|rondom|omgeving|tussen|richting|vanuit|In|Te|Uit|Naar|Bij)\s+)$"
)
_LISTED = re.compile(r"^(?:\s*,\s*|\s+(?:en|of)\s+|\s*,\s*(?:en|of)\s+|\s*/\s*)$")
_HYPHEN_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][\w’']*-)+$")
_HYPHEN_AFTER = re.compile(r"(?:-[A-ZÀ-Þ][\w]*)+")
_NAME_BEFORE = re.compile(r"(?P<first>^|[.:;\n(–-]\s*|\d\s+)?(?P<word>\b[A-ZÀ-Þ][\w’'&-]*)[ ]$")
_PARTICLES = frozenset({"Van", "De", "Op", "Aan"})
_SENTENCE_WORDS = words("sentence_words")
_GROUP_AFTER = re.compile(r"-(?:[Kk]amerlid|[Ff]ractie|leden|lid|senator|wethouder|raadslid|motie|woordvoerder)")
_PERSON_BEFORE = re.compile(r"(?:\b[A-Z]\.\s*(?:(?:van|de|der|den|ter|ten)\s+)*|\b(?:heer|mevrouw|[Ll]id|leden)\s+)$")


@cache
def _gazetteers() -> tuple[Gazetteer, Gazetteer]:
    exact, loose = Gazetteer(), Gazetteer(ignore_case=True)
    for name in names(register()):
        exact.add(name.text, name)
        if name.any_case:
            loose.add(name.text, name)
        if name.type == "Region" and not name.context and len(name.text) > 3:
            exact.add(name.text.upper(), name)
    return exact, loose


def find(text: str) -> Iterator[Candidate]:
    """Yield the register names in a text, with a type word before them where the annotation guide includes it.

    Parameters
    ----------
    text : str
        Any length.

    Examples
    --------
    >>> text = "Het ministerie van LNV, de gemeente Assen en het RIVM. Best veel!"
    >>> sorted((text[c.start : c.end], c.type) for c in find(text))
    [('RIVM', 'Organisation'), ('gemeente Assen', 'Region'), ('ministerie van LNV', 'Ministry')]
    """
    exact, loose = _gazetteers()
    parts = pieces(text)
    matches = list(exact.find_in(text, parts))
    covered = _Cover(matches)
    matches += [m for m in loose.find_in(text, parts) if not covered.holds(m.start, m.end)]
    matches.sort(key=lambda m: m.start)
    yield from _candidates(text, matches)


def _candidates(text: str, matches: Iterable[Match]) -> Iterator[Candidate]:
    previous: Candidate | None = None
    for match in matches:
        by_type: dict[str, list[Name]] = defaultdict(list)
        for name in match.values:
            by_type[name.type].append(name)
        listed = previous is not None and bool(_LISTED.match(text[previous.end : match.start]))
        for type_, found in by_type.items():
            after_same = listed and previous is not None and previous.type == type_
            candidate = _judge(text, match, type_, found, after_same=after_same)
            if candidate is not None:
                yield candidate
                previous = candidate


def _judge(text: str, match: Match, type_: str, found: list[Name], *, after_same: bool) -> Candidate | None:
    start, end = match.start, match.end
    before = text[max(0, start - 150) : start]
    needs_context = all(n.context for n in found)
    score = max(n.score for n in found)
    keys = tuple(dict.fromkeys(n.key for n in found))
    if before.endswith("-") and len(text[start:end]) < 5:
        return None  # the end of a compound or a number: "CAK-BZ"
    if type_ == "Ministry":
        if text[start].islower():
            return None
        head = _MINISTRY_HEAD.search(before)
        if head:
            singular = head.group().split()[0].lower() == "ministerie"
            return Candidate(start - len(head.group()) if singular else start, end, type_, "register", 0.97, keys)
        if _MINISTRY_CUE.search(before) and after_same:
            return Candidate(start, end, type_, "register", 0.9, keys)
        return None if needs_context else Candidate(start, end, type_, "register", score, keys)
    if type_ == "Region":
        return _judge_region(text, start, end, keys, score, before, needs_context=needs_context, after_same=after_same)
    if (
        needs_context
        and not (before.endswith("(") and text[end : end + 1] == ")")
        and not _GROUP_AFTER.match(text, end)
    ):
        return None
    return Candidate(start, end, type_, "register", score, keys)


def _judge_region(
    text: str, start: int, end: int, keys: tuple[str, ...], score: float, before: str, *, needs_context: bool,
    after_same: bool,
) -> Candidate | None:  # fmt: skip
    if _PERSON_BEFORE.search(before):
        return None
    left, right = _HYPHEN_BEFORE.search(before), _HYPHEN_AFTER.match(text, end)
    if left or right:
        # "Noord-Groningen", "Rotterdam-Zuid": another place than the one in the register.
        start -= len(left.group()) if left else 0
        end = right.end() if right else end
        return Candidate(start, end, "Region", "register:part", 0.6)
    head = _REGION_HEAD.search(before)
    if head and not _HEAD_STAYS_OUT.search(before):
        word = head.group().lower().split()[0]
        wanted = {"gemeente": "gemeente-", "provincie": "prov-"}.get(word)
        kept = tuple(k for k in keys if wanted and k.startswith(wanted))
        if kept or word not in ("gemeente", "provincie"):
            return Candidate(start - len(head.group()), end, "Region", "register", 0.97, kept)
    if _part_of_name(before, keys):
        score = 0.4
    if needs_context and not (_PLACE_CUE.search(before) or after_same):
        return None
    return Candidate(start, end, "Region", "register", score, keys)


def _part_of_name(before: str, keys: tuple[str, ...]) -> bool:
    """Whether a capitalised word before makes the place part of another name: "Van Nispen", "Lange Voorhout"."""
    m = _NAME_BEFORE.search(before)
    if not m:
        return False
    if m["word"] in _PARTICLES:
        return m["first"] is None
    if m["word"] in _SENTENCE_WORDS or re.search(r"\d{4}\s*[A-Z]{2} $", before):  # the latter is a postcode
        return False
    # Countries and municipalities follow other names in tables; a bare town is part of a street or a surname.
    bodies = register().bodies
    return all(k.startswith("place-") or (k in bodies and bodies[k].valid_until) for k in keys)


class _Cover:
    """Which stretches of a text are taken."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._taken: set[int] = set()
        for m in matches:
            self._taken.update(range(m.start, m.end))

    def holds(self, start: int, end: int) -> bool:
        """Whether all of a stretch is taken: "Aa en Maas" does not stand in the way of "Waterschap Aa en Maas"."""
        return self._taken.issuperset(range(start, end))


@Language.component("beleidsgraaf_registers")
def find_register_names(doc: Doc) -> Doc:
    """Append the register names in the text to the document's candidates.

    Parameters
    ----------
    doc : Doc
        Any tokenisation; the text is searched.
    """
    candidates(doc).extend(find(text_of(doc)))
    return doc
