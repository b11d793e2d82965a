"""Finds laws: citation titles of the register, abbreviations, and names that the patterns of legislation give away."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.expressions import BLANK, GAP, LOWER, UPPER, any_of, squeeze
from beleidsgraaf.extract.titles import TitleIndex
from beleidsgraaf.extract.wordlists import table
from beleidsgraaf.ontology.register import Law, register
from spacy.language import Language
from spacy.tokens import Doc

_TABLE: Final[dict[str, list[str]]] = table("laws")
_SHORT: Final[dict[str, Any]] = table("law_abbreviations")
_HEADS: Final = frozenset(squeeze(h).lower() for h in _TABLE["heads"])
_NOT_LAWS: Final = frozenset(_TABLE["not_laws"])
_GENERIC: Final = frozenset(_TABLE["generic"])
_STOP: Final = frozenset(_TABLE["stop"])
_CONNECTORS: Final = frozenset(w for c in _TABLE["connectors"] for w in c.split())
_ENDINGS: Final = "|".join(_TABLE["compound_endings"])

_HEAD = re.compile(
    rf"(?<![\w-])(?:{any_of(_TABLE['heads'])}|[{UPPER}][\w-]*(?:{_ENDINGS})|(?:[{UPPER}]\w+-,?{GAP}(?:\w+-{GAP})?en{GAP}\w+(?:{_ENDINGS})))(?!\w)"
)
_ALONE = re.compile(
    rf"(?<![\w/.-])(?P<name>[\w-]*[\w-]{{2}}(?:{'|'.join(_TABLE['names_alone'])}))(?P<year>{BLANK}(?:19|20)\d\d)?(?![\w-])"
)
_STEP = re.compile(rf"{GAP}(?P<word>[{UPPER}{LOWER}\d][\w’'&/-]*(?:\.\d+)*)")
_NAMED = re.compile(rf"(?<![\w-]){any_of(_TABLE['named'])}(?![\w-])")
_TREATY = re.compile(
    r"(?<![\w-])(?:(?:Internationaal|Europees|Aanvullend)\s+)?(?:Verdrag|Protocol)(?P<sort>\s?(?:inzake|betreffende|tot|ter|over|tussen|van|voor|nopens)\b)"
)
_UNION = re.compile(
    r"(?<![\w-])(?:(?:[Gg]edelegeerde\s)?[Vv]erordening|[Uu]itvoeringsverordening|[Uu]itvoeringsbesluit|[Rr]ichtlijn|[Kk]aderbesluit|[Bb]esluit)\s++"
    r"(?:\((?:EU|EG|EEG|GBVB|Euratom)(?:,\s?Euratom)?\)\s*+)?(?:(?:nr|no)\.?\s*+)?\d{2,4}/\d{1,4}(?:/(?:EU|EG|EEG|JBZ|GBVB))?(?!\w)"
)
_ENGLISH = re.compile(rf"(?<!\w)(?:Act|Directive|Regulation)(?:{BLANK}(?:I{{1,3}}|\d{{4}}))?(?!\w)")
_ENGLISH_BEFORE = re.compile(
    rf"(?<![\w-])(?!{any_of(_TABLE['not_english'])}\s)(?:[{UPPER}][\w-]+{GAP}(?:(?:of|and|in|on|for|the){GAP}){{0,2}}){{1,5}}$"
)
_QUOTED = re.compile(r"(?<![\w-])[Ww]etsvoorstel\s+(?:[‘“«\"„'][^’”»\"„'\n]{3,160}[’”»\"'])")
_BUDGET = re.compile(
    r"(?:Vaststelling|Wijziging) van (?:de|het) (?:begrotingssta(?:at|ten)|gemeentefonds)\b"
    r"[^.;]{10,260}?voor\s+(?:het\s+jaar\s+)?20\d\d"
)
_BILL = re.compile(
    rf"(?<![\w-])(?:Wijziging|Herindeling|Samenvoeging|Goedkeuring) van (?:de|het|enige)\s"
    rf"[^\n]{{5,200}}?(?:\n[^\n]{{3,200}}?){{0,4}}?"
    rf"(?={BLANK}{{0,4}}-\s?\d{{5}}|\s{{0,4}}\n\s*+Zaak:)"
)
_BILL_PLACE = re.compile(r"(?:Agendapunt:|\n)\s{0,3}$")
_OTHER_DEFINITION = re.compile(rf"(?<![\w-])[{UPPER}][\w-]*\s\((?P<short>[{UPPER}][\w&]{{1,9}})\)")
_PROPOSAL = re.compile(
    r"Proposal for a (?:directive|regulation|decision) of the European Parliament"
    r"[^\n]*+(?:\n(?=[^\n]*\S)[^\n]*+){0,6}(?=\n[^\S\n]*+(?:\n|$)|$)"
)
_ARTICLE = re.compile(
    r"(?<!\w)(?:[Aa]rt(?:ikel(?:en)?|\.)?|§)\s+\d[\w:.]*(?:,?\s+(?:en|of|lid|leden|sub|onder|eerste|tweede|derde|vierde"
    r"|vijfde|zesde|zevende|onderdeel|aanhef|juncto|\w|\d[\w:.]*°?),?){0,8}"
    r"\s+(?:van\s+)?(?:(?:de|het)\s+)?"
    r"(?P<name>(?:[A-Z]{2,}[a-z]*|[A-Z][a-z]{0,2}[A-Z]\w*|Sr|Sv|Rv|Aw|Vb|Vw|Jw|W(?!et\b)[a-z]{1,4})(?:\s(?:19|20)\d\d)?)(?![\w’'])"
)
_DEFINED = re.compile(
    rf"\s{{0,4}}\(\s{{0,2}}(?:(?:hierna|verder|afgekort)(?:\s+te\s+noemen)?:?\s+)?(?:(?:de|het)\s+)?[‘'“\"«]?"
    rf"(?P<short>[{UPPER}{LOWER}]?[{UPPER}][\w&.-]{{0,14}}(?:{BLANK}(?:II|III|\d{{1,4}}))?"
    rf"|[{UPPER}][\w&-]{{1,24}}|[{LOWER}]{{4,}}(?:{_ENDINGS}))[’'”\"»]?\s{{0,2}}[),;]"
)


@lru_cache(maxsize=1)
def _titles() -> TitleIndex:
    return law_titles(register().laws.values())


def law_titles(laws: Iterable[Law]) -> TitleIndex:
    """Index the citation titles of laws, with and without their year.

    Parameters
    ----------
    laws : iterable of Law
        Entries of the register.

    Examples
    --------
    >>> law = Law("BWBR0031788", "act", "Politiewet 2012", "Wet van 12 juli 2012 …")
    >>> index = law_titles([law])
    >>> [(m.end, m.keys) for m in index.find("De Politiewet 2012 geldt.")]
    [(18, ('BWBR0031788',))]
    """
    index = TitleIndex()
    marks = re.compile(
        rf"(?:{_ENDINGS}|wetboek|verdrag|beschikking|protocol|belastingplan|voorschrift(?:en)?|akkoord|handvest|beginselen|circulaire|tarieven|instructie)$"
    )
    for law in laws:
        title = re.sub(r",? artikel(?:en)? \d.*$", "", squeeze(law.citation_title))
        parts = title.split()
        if not any(marks.search(p.lower().strip(",.")) for p in parts) or title.lower() in _GENERIC or len(title) < 5:
            continue
        if not parts[0][0].isalpha() or parts[0].lower() in ("minister", "stb.", "trb.", "pbeu", "pbeg", "staatsblad"):
            continue
        if " als bedoeld" in title:
            continue
        index.add(title, law.bwb)
        if re.search(r"\w-\w", title):
            index.add(re.sub(r"(?<=\w)-(?=\w)", " ", title), law.bwb)
        if len(parts) > 1 and re.fullmatch(r"(?:19|20)\d\d", parts[-1]):
            bare = " ".join(parts[:-1])
            if bare.lower() not in _GENERIC:
                index.add(bare, law.bwb)
    return index


@lru_cache(maxsize=1)
def _abbreviations() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return the form of each abbreviation with its title and the register's keys of it."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    capitals = frozenset(_SHORT["capitals"]["list"])
    for short, titles in _SHORT["abbreviations"].items():
        names = [titles] if isinstance(titles, str) else titles
        keys = tuple(key for name in names for key in _titles().keys(name))
        for form in (short, short.upper()) if short in capitals else (short,):
            found.setdefault(form, (names[0], keys))
    return found


class LawFinder:
    """Finds laws by title, abbreviation and form.

    Examples
    --------
    >>> text = "Op grond van artikel 3 van de Wet milieubeheer (Wm) en de Awb kan dat; de Wm zegt het."
    >>> [text[c.start : c.end] for c in LawFinder().find(text)]
    ['Wet milieubeheer', 'Wm', 'Awb', 'Wm']
    """

    def __call__(self, doc: Doc) -> Doc:
        """Append the laws of a document to its candidates."""
        candidates(doc).extend(self.find(text_of(doc)))
        return doc

    def find(self, text: str) -> list[Candidate]:
        """Return candidates of type Law, in text order; `keys` are BWB ids.

        Parameters
        ----------
        text : str
            Any text; offsets of the candidates are code points into it.
        """
        found: dict[tuple[int, int], Candidate] = {}
        for c in _by_title(text):
            _put(found, c)
        registered = {c.start: c.end for c in found.values()}
        for c in _by_form(text, registered):
            _put(found, c)
        for search in (_alone, _named, _treaties, _others, _short):
            for c in search(text):
                _put(found, c)
        for c in _defined(text, list(found.values())):
            _put(found, c)
        return sorted(found.values(), key=lambda c: (c.start, c.end))


def _put(found: dict[tuple[int, int], Candidate], c: Candidate) -> None:
    old = found.get((c.start, c.end))
    if old is None or (len(old.keys) == 0, -old.score) > (len(c.keys) == 0, -c.score):
        found[c.start, c.end] = c


def _candidate(
    text: str, start: int, end: int, score: float, source: str = "pattern:law", label: str | None = None
) -> Candidate:
    name = squeeze(text[start:end])
    keys = _titles().keys(label or name)
    return Candidate(start, end, "Law", source, score, keys, label or name)


def _by_title(text: str) -> Iterator[Candidate]:
    for m in _titles().find(text):
        name = text[m.start : m.end]
        many = len(name.split()) > 1
        capital = name[0].isupper()
        score = 0.95 if many and capital else 0.85 if capital else 0.75 if many or name.endswith("wet") else 0.3
        yield Candidate(m.start, m.end, "Law", "register:laws", score, m.keys, squeeze(name))


def _by_form(text: str, registered: Mapping[int, int]) -> Iterator[Candidate]:
    for m in _HEAD.finditer(text):
        head = m[0].lower()
        if head in _NOT_LAWS or (head.endswith("wet") and head not in _HEADS):
            continue
        name, score = _extent(text, m)
        # A title of the register is the whole name, unless a longer one is closed by a bracket or a year.
        if name and (score >= 0.8 or registered.get(m.start(), 0) <= m.end()):
            yield _candidate(text, m.start(), name, score)


def _extent(text: str, head: re.Match[str]) -> tuple[int, float]:
    """Return where the name that a head opens ends, and how sure that is; 0 when no name follows."""
    at = last = head.end()
    count = 0
    first = squeeze(head[0])
    pending, closed = "", False
    while count < 16 and (step := _STEP.match(text, at)):
        word = step["word"]
        if word.lower() in _STOP and not (word[0].isupper() and count == 0):
            break
        if count == 0 and (word in ("de", "het") or f"{first} {word}" in _NOT_AFTER):
            return 0, 0.0
        at = step.end()
        count += 1
        if re.fullmatch(r"(?:19|20)\d\d", word):
            return (step.end(), 0.8) if count > 1 or not pending else (last, 0.5)
        if word in _CONNECTORS:
            if word == "en" and count == 1:
                break
            pending = pending or word
            continue
        if "\n" in step[0] and word[0].isupper():
            break
        if pending == "en" and not closed and not (closed := _closes(text, at, text[head.start() - 1 : head.start()])):
            break
        last, pending = at, ""
    if last == head.end():
        return 0, 0.0
    if _DEFINED.match(text, last):
        return last, 0.85
    if closed:
        return last, 0.8
    return last, 0.7 if re.match(r"\s{0,3}[,.;:()\]\[*|?!]|\s*\n\s*\n|$", text[last : last + 8]) else 0.55


def _closes(text: str, at: int, before: str) -> bool:
    """Tell whether a bracket or a year ends the phrase within a few words, so that "en" does not end the name."""
    bracket = r"|\s?\)" if before == "(" else r"|\s?\]" if before == "[" else ""
    end = rf"(?:\s\((?:[A-Z][\w-]{{1,12}}\)|(?:hierna|de|het)\s)|\s(?:19|20)\d\d\b{bracket})"
    return bool(re.match(rf"(?:\s[\w’'-]+){{0,6}}{end}", text[at : at + 120]))


_NOT_ALIASES = frozenset(("wet", "regeling", "besluit", "verordening", "richtlijn", "reglement", "verdrag"))
_NOT_AFTER = frozenset(_TABLE["not_after"])


def _alone(text: str) -> Iterator[Candidate]:
    for m in _ALONE.finditer(text):
        name = m["name"]
        lower = name.lower()
        if lower in _GENERIC or not name[0].isalpha() or name.isupper():
            continue
        capital, wet = name[0].isupper(), lower.endswith(("wet", "wetboek"))
        if not capital and not wet:
            continue
        end = m.end() if m["year"] else m.end("name")
        yield _candidate(text, m.start(), end, 0.85 if capital and wet else 0.6 if capital else 0.55)


def _named(text: str) -> Iterator[Candidate]:
    for m in _NAMED.finditer(text):
        yield _candidate(text, m.start(), m.end(), 0.9)


def _treaties(text: str) -> Iterator[Candidate]:
    for m in _TREATY.finditer(text):
        at = last = m.end("sort")
        count = 0
        while count < 30 and (step := _STEP.match(text, at)):
            word = step["word"]
            if word in _STOP and word not in ("in", "met", "te", "alle", "een", "tussen", "over", "zijn", "hun", "bij"):
                break
            at = step.end()
            count += 1
            if word not in _CONNECTORS and word not in ("in", "met", "te", "alle", "een", "tussen"):
                last = at
        if count and (m["sort"].strip() not in ("van", "voor") or text[m.end() :].lstrip()[:1].isupper()):
            yield _candidate(text, m.start(), last, 0.65)


def _others(text: str) -> Iterator[Candidate]:
    for pattern, score in ((_UNION, 0.85), (_QUOTED, 0.9), (_BUDGET, 0.8), (_PROPOSAL, 0.8)):
        for m in pattern.finditer(text):
            yield _candidate(text, m.start(), m.start() + len(m[0].rstrip()), score)
    for m in _ENGLISH.finditer(text):
        if before := _ENGLISH_BEFORE.search(text, max(0, m.start() - 90), m.start()):
            yield _candidate(text, before.start(), m.end(), 0.7)
    for m in _BILL.finditer(text):
        if _BILL_PLACE.search(text, max(0, m.start() - 16), m.start()):
            yield _candidate(text, m.start(), m.start() + len(m[0].rstrip()), 0.75)


@lru_cache(maxsize=1)
def _short_expression() -> re.Pattern[str]:
    ambiguous = set(_SHORT["ambiguous"]["list"])
    return re.compile(
        rf"(?<![\w/.@-]){any_of(a for a in _abbreviations() if a not in ambiguous)}(?![\w/@]|-[{UPPER}]|\.\w)"
    )


def _short(text: str) -> Iterator[Candidate]:
    known = _abbreviations()
    others = {m["short"] for m in _OTHER_DEFINITION.finditer(text)}
    for m in _short_expression().finditer(text):
        if m[0] in others:
            continue
        title, keys = known[squeeze(m[0])]
        yield Candidate(m.start(), m.end(), "Law", "abbreviation:laws", 0.85, keys, title)
    for m in _ARTICLE.finditer(text):
        title, keys = known.get(squeeze(m["name"]), (squeeze(m["name"]), ()))
        yield Candidate(m.start("name"), m.end("name"), "Law", "pattern:law-article", 0.8, keys, title)


def _defined(text: str, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the abbreviations that the text gives to the laws found, at their definition and everywhere after."""
    shorts: dict[str, Candidate] = {}
    for c in found:
        if c.score >= 0.5 and c.source != "abbreviation:laws" and (m := _DEFINED.match(text, c.end)):
            short = m["short"]
            if short.islower():
                if short in c.label.lower().split() and short not in _NOT_ALIASES if c.label else False:
                    shorts.update({short: c, short.capitalize(): c})
                    yield Candidate(m.start("short"), m.end("short"), "Law", "abbreviation", 0.8, c.keys, c.label)
                continue
            if sum(ch.isupper() for ch in short) and not short.isdigit() and short not in ("EU", "EG", "Stb", "Trb"):
                shorts.setdefault(short, c)
                yield Candidate(m.start("short"), m.end("short"), "Law", "abbreviation", 0.9, c.keys, c.label)
    if shorts:
        pattern = re.compile(rf"(?<![\w/.-]){any_of(shorts)}(?!\w|-[{UPPER}])")
        for m in pattern.finditer(text):
            c = shorts[squeeze(m[0])]
            yield Candidate(m.start(), m.end(), "Law", "abbreviation", 0.85, c.keys, c.label)


@Language.factory("beleidsgraaf_laws")
def create_law_finder(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the component `beleidsgraaf_laws`; it needs no other component before it."""
    return LawFinder()
