"""Finds publications: quoted titles after a cue, sources in footnotes, named reports and monitors, gazettes."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.expressions import BLANK, GAP, LOWER, UPPER, any_of, squeeze
from beleidsgraaf.extract.wordlists import table
from spacy.language import Language
from spacy.tokens import Doc

_TABLE: Final[dict[str, list[str]]] = table("publications")
_MONTH = "(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
_DATE = rf"\d{{1,2}}\s{{1,3}}{_MONTH}(?:\s{{1,3}}(?:19|20)\d\d)?"
_STOP: Final = frozenset(_TABLE["stop"])
_CONNECTORS: Final = frozenset(w for c in _TABLE["connectors"] for w in c.split())
_NEED_MORE: Final = frozenset(_TABLE["heads_need_more"])
_NEVER: Final = frozenset(_TABLE["never_heads"])
_ALONE: Final = frozenset(_TABLE["alone"])

_QUOTES: Final = (  # opening mark, its closing marks, what a title cannot hold, what may not follow the closing mark
    ("«", "»", "«", ""),
    ("“", "”", "“", ""),
    ("„", "[”“]", "„", ""),
    ("‘", "[’'‟]", "", rf"(?![{UPPER}{LOWER}])"),
    ('"', '"', "", rf"(?![{UPPER}{LOWER}])"),
    ("'", "'", "", rf"(?![{UPPER}{LOWER}])"),
    ("'", "’", "", rf"(?![{UPPER}{LOWER}])"),
)
_OPENING_MARK = re.compile("[«“„‘\"']")
_QUOTED = {
    mark: [
        re.compile(rf"{mark}(?P<title>(?!\s)(?:[^\n{never}]|\n(?!\s*\n)){{2,320}}?){closing}{after}")
        for opening, closing, never, after in _QUOTES
        if opening == mark
    ]
    for mark in "«“„‘\"'"
}
_SITE_AT_END = re.compile(r"\s?\((?:www\.)?[\w-]+\.(?:nl|com|org|eu)\)$")
_CUE = re.compile(
    rf"(?<![\w-])(?:[\w-]+-)?{any_of(form for c in _TABLE['quoted_cues'] for form in (c, c.capitalize()))}(?!\w)"
)
_BARRED = re.compile(rf"\b{any_of(_TABLE['no_title_after'])}\b")
_WEAK_CUES: Final = frozenset(_TABLE["weak_cues"])
_AUTHOR = re.compile(rf"(?:^|[\s(])[{UPPER}][\w&.-]*(?:{BLANK}[\w&.-]+){{0,6}},\s$")
_PUBLISHED = re.compile(r"[,.]?\s?[^«‘“\n;]{0,70}?\b(?:19|20)\d\d\b")
_CITED = re.compile(
    rf"(?:[{UPPER}]\.\)?|(?:^|\n|\d\s){BLANK}*[{UPPER}][\w&-]+(?:{BLANK}[\w&-]+){{0,8}})"
    rf"\s\((?:19|20)\d\d[a-z]?\)[.,:]\s{{1,3}}(?P<title>[{UPPER}][^.\n()?!]{{12,220}})(?=\.\s|\?|\.$)"
)
_BEFORE_SOURCE = re.compile(
    rf"(?:{_DATE}|(?:19|20)\d\d|\beds?\.?\)?\.?|et al\.?|{any_of(_TABLE['media'])})[\s,.:)]{{1,4}}$"
)
_AFTER_SOURCE = re.compile(
    rf"[\s.,]{{0,3}}(?:\[?\(?\s?(?:https?:|www\.|[a-z0-9-]+\.(?:nl|com|org|eu)\b)"
    rf"|\(?(?:{any_of(_TABLE['media'])}),?\s{{1,2}}(?:{_DATE}|\d\d-\d\d-))"
)
_SOURCE = re.compile(
    rf",\s{{1,3}}{_DATE}[,.:]\s{{1,3}}(?P<title>[{UPPER}\d][^\n(«»“”‘]{{8,220}}?(?:\n[^\n(«»“”‘]{{1,160}}?)?)"
    rf"(?P<url>\s{{0,3}}[(\[]\s?(?:https?:|www\.|[\w-]+\.(?:nl|com|org|eu))|\s{{1,3}}(?:https?:|www\.))"
)
_MEDIUM_BEFORE = re.compile(rf"[{UPPER}\d][\w.&-]*(?:{BLANK}[\w.&-]+){{0,4}}$")
_BARE = re.compile(rf"(?<![\w-]){any_of(_TABLE['bare_cues'])}\s+(?:[–-]\s)?(?P<title>[{UPPER}])")
_WORD = re.compile(rf"(?P<gap>{GAP})(?P<word>[\w&][\w’'&/.-]*[\w&]|[\w&])")
_TOKEN = re.compile(r"(?<![\w/.-])[\w&][\w&-]*\w(?![\w/])")
_HEADS: Final = tuple(h for h in _TABLE["heads"] if " " not in h)
_TAILS: Final = frozenset(h[-4:] for h in _HEADS)
_NAMED = re.compile(rf"(?<![\w.-]){any_of(_TABLE['named'])}(?![\w-])")
_NORM = re.compile(r"(?<![\w-])(?:NEN|ISO|EN)(?:[-/](?:EN|ISO|IEC))*(?:-normen?)?[\s-]?\d{3,5}(?:[-:]\d{1,4})?(?!\w)")
_AGENDA = re.compile(
    r"Agendapunt:\s{0,6}(?P<title>[^\n]{4,200}+(?:\n(?=[^\n]*[^\s\n])[^\n]{0,200}+){0,3})\n[^\S\n]*+\n"
)
_LISTED = re.compile(
    rf"-\s{_DATE}\s{{0,4}}\n(?P<title>[^\n]{{4,200}}?(?:\n[^\n]{{2,200}}?){{0,3}}?)\s{{1,3}}-\s{{0,3}}(?:\d{{5}}|\d{{4}}Z\d+)"
)
_BILL = re.compile(rf"{any_of(_TABLE['agenda_never'])}(?!\w)")
_OPENING = re.compile(any_of(_TABLE["agenda_openings"]))


class PublicationFinder:
    """Finds publications by their titles and names, without the quotation marks.

    Examples
    --------
    >>> text = "Zie het rapport ‘Water in de wijk’ en de Kadernota 2024 (Staatscourant 2024, 12)."
    >>> [text[c.start : c.end] for c in PublicationFinder().find(text)]
    ['Water in de wijk', 'Kadernota 2024', 'Staatscourant']
    """

    def __call__(self, doc: Doc) -> Doc:
        """Append the publications of a document to its candidates."""
        candidates(doc).extend(self.find(text_of(doc)))
        return doc

    def find(self, text: str) -> list[Candidate]:
        """Return candidates of type Publication, in text order.

        Parameters
        ----------
        text : str
            Any text; offsets of the candidates are code points into it.
        """
        found: dict[tuple[int, int], Candidate] = {}
        for search in (_quoted, _sources, _bare, _heads, _named, _listed):
            for start, end, score in search(text):
                old = found.get((start, end))
                if start < end and (old is None or old.score < score):
                    label = squeeze(text[start:end])
                    found[start, end] = Candidate(
                        start, end, "Publication", f"pattern:publication-{search.__name__[1:]}", score, (), label
                    )
        return sorted(found.values(), key=lambda c: (c.start, c.end))


_Spans = Iterator[tuple[int, int, float]]


def _quoted(text: str) -> _Spans:
    previous_end, previous_score, at = -1, 0.0, 0
    for mark in _OPENING_MARK.finditer(text):
        before = text[mark.start() - 1 : mark.start()]
        if mark.start() < at or before.isalnum() or before == mark[0]:
            continue
        m = next(filter(None, (pattern.match(text, mark.start()) for pattern in _QUOTED[mark[0]])), None)
        if m is None:
            continue
        at = m.end()
        start, end = m.span("title")
        if site := _SITE_AT_END.search(text, start, end):
            end = site.start()
        while end > start and text[end - 1] in " \n.,;":
            end -= 1
        score = _quoted_score(text, m, start, end)
        between = text[previous_end : m.start()] if previous_end >= 0 else ""
        if (
            not score
            and previous_end >= 0
            and re.fullmatch(r"\s*(?:,|en|,?\s?alsmede|;)\s*(?:het artikel\s|het bericht\s)?", between)
        ):
            score = previous_score - 0.05
        if score:
            previous_end, previous_score = m.end(), score
            yield start, end, score


def _quoted_score(text: str, m: re.Match[str], start: int, end: int) -> float:
    """Return how sure it is that a quotation is a title; 0 when nothing says so."""
    capital = text[start].isupper() or text[start].isdigit()
    words = text.count(" ", start, end) + 1
    before = text[max(0, m.start() - 90) : m.start()]
    clause = re.split(r"[.;?!»”][\s\n]|\n\s*\n", before)[-1]
    if capital and words > 1:
        if _BEFORE_SOURCE.search(before) or _AFTER_SOURCE.match(text, m.end()):
            return 0.85
        if words > 2 and _AUTHOR.search(before) and _PUBLISHED.match(text, m.end()):
            return 0.75
    cues = list(_CUE.finditer(clause))
    if not cues:
        return 0.0
    cue = cues[-1]
    gap = clause[cue.end() :]
    direct = not gap.strip(" ,:\n")
    if _BARRED.search(gap) or len(gap) > 60 or re.match(r"\s\d", gap):
        return 0.0
    if direct and cue[0].lower() not in _WEAK_CUES:
        return 0.92 if capital and words > 1 else 0.7 if capital or words > 2 else 0.4
    return (0.8 if direct else 0.7) if capital and words > 2 else 0.4


def _sources(text: str) -> _Spans:
    for m in _SOURCE.finditer(text):
        if not _MEDIUM_BEFORE.search(text, max(0, m.start() - 60), m.start()):
            continue
        yield m.start("title"), m.start("title") + len(m["title"].rstrip(" ,.\n")), 0.85
    for m in _CITED.finditer(text):
        yield m.start("title"), m.end("title"), 0.55


def _bare(text: str) -> _Spans:
    for m in _BARE.finditer(text):
        start = m.start("title")
        end = _title_end(text, start)
        if end - start > 5 and text[start:end].count(" ") >= 1:
            yield start, end, 0.6


def _title_end(text: str, start: int) -> int:
    """Return where a title without quotation marks ends: at a bracket, else at punctuation, blanks or a verb."""
    if bracket := re.compile(
        r"[^\n.()]{5,160}?(?:[;.]\s[^\n.()]{5,160}?)?(?=\s?\((?:[Kk]amerstuk|Tweede Kamer|bijlage|vergaderjaar|20\d\d))"
    ).match(text, start):
        return bracket.end()
    end = start
    for m in re.compile(r"[^\s.,;:()?!•]+(?:[^\S\n]\n?|\n)?").finditer(text, start, start + 160):
        word = m[0].strip()
        if m.start() != end and end != start:
            break
        if m.start() > start and (word in _VERBS or word in ("Geachte", "Hierbij", "Vraag", "Antwoord")):
            break
        end = m.end()
    return start + len(re.sub(r"\s+\d{1,2}$|\s+(?:en|van|de|het|in|op|voor|aan)$", "", text[start:end].rstrip()))


_VERBS: Final = _STOP - _CONNECTORS


def _heads(text: str) -> _Spans:
    for m in _TOKEN.finditer(text):
        if m[0][-4:].lower() not in _TAILS:
            continue
        head = m[0].lower()
        if head in _NEVER or not head.endswith(_HEADS):
            continue
        base = max((h for h in _HEADS if head.endswith(h)), key=len)
        capital = m[0][0].isupper()
        if (head in _CAPITAL_HEADS and not capital and not _BIG_YEAR.match(text, m.end())) or _NEVER_NAMES.match(
            text, m.start()
        ):
            continue
        start = _prefix(text, m.start())
        if base == "verantwoordingsonderzoek" and (audit := _AUDIT.match(text, m.end())):
            results = _RESULTS.search(text, max(0, m.start() - 20), m.start())
            yield results.start() if results else m.start(), audit.end(), 0.9
        end, year = _extend(text, m.end())
        if capital and _LINE_START.search(text[max(0, start - 40) : start]) and (line := _line(text, start)):
            yield start, line, 0.6
        if year:
            yield start, end, 0.7 if capital or start < m.start() or text[m.end() : end].count(" ") > 1 else 0.6
        elif end > m.end() and ((capital and base != "rapport") or not _CONNECTED.match(text, m.end())):
            dated = _DATED.match(text, end)
            yield start, dated.end() if dated else end, 0.6 if capital else 0.4 if head == "rapport" else 0.5
        elif base in _BEFORE_NOUNS or m[0] in _BEFORE_NOUNS:
            if (noun := _NOUNS.match(text, m.end())) and not _STOP & set(noun[0].split()):
                yield m.start(), noun.end(), 0.55
        elif base not in _NEED_MORE and (start < m.start() or head in _ALONE or capital):
            yield start, m.end(), 0.6
    for m in _ANSWERS.finditer(text):
        if line := _line(text, m.start()):
            yield m.start(), line, 0.6


def _prefix(text: str, start: int) -> int:
    """Return where the capitalised words directly before a head begin."""
    before = text[max(0, start - 60) : start]
    m = re.search(rf"(?<![\w.])((?:[{UPPER}][\w&-]*{BLANK})+)$", before)
    if m is None:
        return start
    parts = m[1].split()
    while parts and parts[0] in _NOT_FIRST:
        parts.pop(0)
    return start - len(" ".join(parts)) - 1 if parts else start


_LINE_START = re.compile(r"(?:^|\n)[\s*–#|-]*$")
_NOT_FIRST: Final = frozenset(_TABLE["not_first"])
_OPENERS: Final = _NOT_FIRST - {"Van", "Rapport", "Concept"} | {
    "Besluit",
    "Te",
    "No",
    "Hierbij",
    "Vraag",
    "Antwoord",
    "Geachte",
}
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–](?:19|20)?\d\d)?")
_THROUGH = re.compile(
    r"\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d(?!\d))(?![\d-])|\s(?:tot|en)\s(?:zomer|voorjaar|najaar)\s20\d\d"
)
_MONTHS = re.compile(_MONTH, re.I)


def _extend(text: str, start: int) -> tuple[int, bool]:
    """Return where a name that a head opens ends, and whether it ends with a year."""
    at = end = start
    pending = month = False
    for _ in range(12):
        m = _WORD.match(text, at)
        if m is None:
            break
        word = m["word"]
        if _YEAR.fullmatch(word):
            through = _THROUGH.match(text, m.end())
            return (end, False) if month else (through.end() if through else m.end(), True)
        month = bool(_MONTHS.fullmatch(word))
        if month or ("\n" in m["gap"] and (word[0].isupper() or word[0].isdigit())):
            break
        if (word in _STOP and word not in _CONNECTORS) or (word[0].isdigit() and pending) or word in _OPENERS:
            break
        at = m.end()
        if word in _CONNECTORS:
            pending = True
            continue
        if word[0].islower() and not _YEAR_NEAR.match(text, at):
            break
        if word[0].isdigit() and len(word) > 2:
            break
        end, pending = at, False
    return end, False


_YEAR_NEAR = re.compile(
    rf"(?:{GAP}(?!(?:van|voor|in|op|over|is|wordt|die|dat|{_MONTH[3:-1]})\s)[\w&-]+){{0,4}}?{GAP}(?:19|20)\d\d(?!\w)"
)
_DATED = re.compile(rf"\s+d\.d\.\s+{_DATE}")
_CONNECTED = re.compile(rf"\s+(?:{'|'.join(sorted(_CONNECTORS))})\s")
_CAPITAL_HEADS: Final = frozenset(_TABLE["capital_heads"])
_NEVER_NAMES = re.compile(rf"{any_of(_TABLE['never_names'])}(?!\w)", re.I)
_BIG_YEAR = re.compile(rf"(?:{GAP}[{UPPER}][\w&-]*){{1,5}}{GAP}(?:19|20)\d\d(?!\w)")
_BEFORE_NOUNS: Final = frozenset(_TABLE["heads_before_nouns"])
_NOUNS = re.compile(rf"(?:{GAP}[{LOWER}]{{4,}}){{1,4}}(?=[.,;:\[(]|\s\()")
# The fixed titles of the yearly audits of the Court of Audit, after the word itself.
_AUDIT = re.compile(
    rf"\s(?:[^.\n]|\n(?!\s*\n)){{3,160}}?[Rr]apport\s+bij\s+het\s+[Jj]aarverslag\s+20\d\d"
    rf"|\s+20\d\d\s+(?:[Mm]inisterie\s+(?:van|voor)\s+)?[{UPPER}][^.\n()]{{3,100}}\([IVX]+[A-Z]?\)"
)
_RESULTS = re.compile(r"Resultaten\s+$")
_ANSWERS = re.compile(r"(?<=\n)Beantwoording(?=\s+(?:\d+\s+)?[Ss]chriftelijke\s+vragen)")


def _line(text: str, start: int) -> int:
    """Return the end of a heading that a decision or an empty line follows; 0 when none begins here."""
    adopted = text.find("vast te stellen", start + 10, start + 260)
    if adopted > 0 and text.count("\n", start, adopted) < 2:
        title = text[start:adopted]
    else:
        lines = text[start : start + 420].split("\n", 3)
        if len(lines) < 2:
            return 0
        if _decides(lines[1]):
            title = lines[0]
        elif len(lines) > 2 and lines[1].strip() and _decides(lines[2]):
            title = f"{lines[0]}\n{lines[1]}"
        else:
            return 0
    title = _NUMBER_AT_END.split(title)[0].rstrip()
    if not 10 <= len(title) <= 280 or _SENTENCE.search(title) or _VERSION.match(title):
        return 0
    return start + len(title)


def _decides(line: str) -> bool:
    """Tell whether a line says what was decided, or is empty."""
    return line.lstrip().startswith("Besluit:") or not line.strip()


_NUMBER_AT_END = re.compile(r"\s+-\s*(?:\d{5}|\d{4}Z\d)")
_VERSION = re.compile(r"\S+\s+(?:van de|van het|vorige|van d)")
_SENTENCE = re.compile(r"[.;:?]\s*$|\b(?:wordt|is|zijn|heeft|worden)\b|\.\s[A-Z]")


def _named(text: str) -> _Spans:
    for m in _NAMED.finditer(text):
        end, year = _extend(text, m.end())
        if year and text[m.end() : end].count(" ") == 1 and m[0].lower().endswith(("monitor", "nota", "verkenning")):
            yield m.start(), end, 0.85
        yield m.start(), m.end(), 0.85
    for m in _NORM.finditer(text):
        yield m.start(), m.end(), 0.6


def _listed(text: str) -> _Spans:
    for pattern in (_AGENDA, _LISTED):
        for m in pattern.finditer(text):
            title = re.sub(r"\s*\(\d\d ?\d{3}[^()]*\)$", "", m["title"].rstrip())
            if not _BILL.match(title):
                yield m.start("title"), m.start("title") + len(title), 0.6 if _OPENING.match(title) else 0.45


@Language.factory("beleidsgraaf_publications")
def create_publication_finder(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the component `beleidsgraaf_publications`; it needs no other component before it."""
    return PublicationFinder()
