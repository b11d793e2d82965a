"""Finds public offices: ministers and state secretaries by portfolio, heads of bodies, offices with their own name."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.expressions import BLANK, GAP, LOWER, UPPER, any_of, squeeze
from beleidsgraaf.extract.personal_names import INITIALS, PARTICLE, SURNAME, is_first_name
from beleidsgraaf.extract.wordlists import lines, table
from spacy.language import Language
from spacy.tokens import Doc

_TABLE: Final[dict[str, list[str]]] = table("offices")
_SEPARATOR = r"(?:\s*+,\s*+(?:en\s++|&\s*+)?|\s++(?:en\s++|&\s*+)?)"


def _flexible(name: str) -> str:
    """Return an expression for a portfolio: commas, "en", blanks and line ends between its words may vary."""
    return _SEPARATOR.join(re.escape(word) for word in re.split(r",? (?:en |& )?", name))


def _portfolio_expression() -> tuple[str, dict[str, dict[str, Any]]]:
    """Return an alternation of all portfolios, longest first, and the row behind each of their forms."""
    forms: dict[str, str] = {}
    rows: dict[str, dict[str, Any]] = {}
    for row in table("portfolios")["portfolio"]:
        for name in (row["name"], *row.get("spellings", ())):
            bar = rf"(?!\s+{re.escape(row['before'])})" if "before" in row else ""
            forms[name] = rf"(?i:{_flexible(name)}){bar}"
            rows[_key(name)] = row
        for short in row.get("abbreviations", ()):
            forms[short] = re.escape(short)
            rows[_key(short)] = row
    ordered = sorted(forms, key=lambda f: (-len(f), f))
    return rf"(?:{'|'.join(forms[f] for f in ordered)})(?![\w&])", rows


def _key(form: str) -> str:
    return " ".join(word for word in re.split(r"[\s,&]+", form.casefold()) if word != "en")


_PORTFOLIO, _ROWS = _portfolio_expression()
_ROLE = r"(?P<role>(?i:ministers?|staatssecretarissen|staatssecretaris))"
_MEMBER = re.compile(
    rf"(?<![{LOWER}{UPPER}])(?:(?P<first>[Mm]inister|[Ss]taatssecretaris)\s+(?:en|of)\s+(?:de\s+)?)?{_ROLE}"
    rf"(?:\s*+(?P<particle>(?i:van|voor))\s*+(?:de\s+|het\s+)?(?:(?i:ministerie)\s+van\s+)?|\s*+)(?P<portfolio>{_PORTFOLIO})"
)
_NEXT = re.compile(
    rf"(?P<between>\s*+(?:,(?:\s*+(?:en|&))?|en|&|/)\s*+)(?P<particle>(?:van|voor)\s*+(?:de\s+)?)?(?P<portfolio>{_PORTFOLIO})"
)
_UNLISTED = re.compile(
    rf"(?<![{LOWER}{UPPER}]){_ROLE}\s+(?P<particle>van|voor)\s+"
    rf"(?P<portfolio>[{UPPER}][\w-]+(?:(?:,{GAP}|{GAP}en{GAP}|{GAP})[{UPPER}][\w-]+){{0,6}})"
)
_BRACKET = re.compile(
    rf"(?<![{LOWER}{UPPER}]){_ROLE}\s+(?:(?:{INITIALS}\s{{0,3}})?(?:{PARTICLE}\s{{1,3}})?{SURNAME}(?:{BLANK}(?:{PARTICLE}{BLANK})?{SURNAME})?)"
    rf"\s{{0,4}}\(\s{{0,4}}(?P<portfolio>{_PORTFOLIO})"
)
_AFTER_BRACKET = re.compile(
    rf"\s{{0,3}}\)?\s{{0,3}}(?:,|en|&)\s{{0,3}}(?:de\s+)?(?:{PARTICLE}\s{{1,3}})?{SURNAME}\s{{0,4}}\(\s{{0,4}}(?P<portfolio>{_PORTFOLIO})"
)
_SHORT_BRACKET = re.compile(rf"\s{{0,3}}\(\s{{0,2}}(?P<portfolio>{_PORTFOLIO})\s{{0,2}}\)")
_PRESIDENT = re.compile(
    rf"(?<![\w-])(?P<role>(?i:minister-president|ministers-presidenten|ministerpresident|vice-?minister-president))"
    rf"(?:\s+van(?:\s+(?:het|de))?\s+(?P<land>[{UPPER}][\w-]+(?:{BLANK}[{UPPER}][\w-]+)?)(?P<more>\s+en\s+van\s+(?P<second>[{UPPER}][\w-]+(?:{BLANK}[{UPPER}][\w-]+)?))?)?"
)
_COMMISSIONER = re.compile(
    rf"(?<![\w-])(?i:commissaris)(?i:sen)?\s+(?i:van\s+de|der)\s+(?i:koning(?:in)?)(?!\w)"
    rf"(?P<where>\s+(?:in|van)\s+(?:de\s+)?(?:provincie\s+)?[{UPPER}][\w-]+(?:{BLANK}[{UPPER}][\w-]+)?)?"
)
_NAMED = re.compile(rf"(?<![\w-])(?:{any_of(_TABLE['named'])})(?![\w-])")
_CAPITAL = rf"(?:[{UPPER}][\w’'.&/-]*[\w&]|[{UPPER}])(?:-{BLANK}?\n?(?=[{UPPER}{LOWER}])[\w-]+)?"
_SUSPENDED = rf"(?:[{UPPER}][\w]*-(?:,{GAP}[\w]+-)?{GAP}en{GAP}[\w-]+)"
# Two blanks between capitalised words part the columns of a page; before a small word they are only loose typesetting.
_STEP = rf"(?:{BLANK}\n?|{BLANK}?\n{BLANK}{{0,4}})"
_CHAIN = (
    rf"(?:{_CAPITAL}(?:,{GAP}{_CAPITAL})+{GAP}en{GAP}{_CAPITAL}|{_SUSPENDED}|{_CAPITAL})"
    rf"(?:(?:{GAP}{any_of(_TABLE['connectors'])}{GAP}|{_STEP})(?:{_SUSPENDED}|{_CAPITAL}|{any_of(_TABLE['tails'])}(?!\w)))*"
)
_SPEAKER = re.compile(
    r"(?<![\w-])[Vv]oorzitter\s+(?:van\s+)?de\s+(?P<house>Tweede|Eerste)\s+Kamer(?:\s+der\s+Staten(?:-\s?|\s-\s|\s)Generaal)?(?!\w)"
)


def _cased(roles: list[str]) -> list[str]:
    return [form for r in roles for form in (r, r[:1].upper() + r[1:])]


_OF_BODY = re.compile(
    rf"(?<![\w-])(?P<role>{any_of(_cased(_TABLE['of_body']))})\s+(?:van|bij|der|voor|in|te)\s+(?:(?:de|het|den|'t)\s+)?"
    rf"(?P<body>(?:{any_of(_cased(_TABLE['body_nouns']))}{GAP}(?:(?:van|voor|der|inzake|en)(?:{GAP}(?:de|het))?{GAP})?)*"
    rf"(?P<chain>{_CHAIN}))"
)
_WITH_FIELD = re.compile(
    rf"(?<![\w-])(?P<role>{any_of(_cased(_TABLE['with_field']))}){_STEP}(?P<body>(?:commissie{GAP})?(?P<chain>{_CHAIN}))"
)
_LONE_MEMBER = {"staatssecretarissen": "staatssecretaris", "ministers": "minister"}


class OfficeFinder:
    """Finds public offices named by portfolio or body.

    Examples
    --------
    >>> text = "De ministers van JenV en van Defensie spraken met de burgemeester van Assen."
    >>> [(text[c.start : c.end], c.label) for c in OfficeFinder().find(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('ministers van JenV', 'minister van Justitie en Veiligheid'), ('Defensie', 'minister van Defensie'),
     ('burgemeester van Assen', 'burgemeester van Assen')]
    """

    def __call__(self, doc: Doc) -> Doc:
        """Append the offices of a document to its candidates."""
        candidates(doc).extend(self.find(text_of(doc)))
        return doc

    def find(self, text: str) -> list[Candidate]:
        """Return candidates of type Office, in text order; their labels are canonical.

        Parameters
        ----------
        text : str
            Any text; offsets of the candidates are code points into it.
        """
        found: dict[tuple[int, int], Candidate] = {}
        for search in (
            _members,
            _brackets,
            _presidents,
            _commissioners,
            _named,
            _speakers,
            _of_body,
            _with_field,
            _unlisted,
        ):
            for c in search(text):
                old = found.get((c.start, c.end))
                if old is None or old.score < c.score:
                    found[c.start, c.end] = c
        return sorted(found.values(), key=lambda c: (c.start, c.end))


def _office(role: str, particle: str | None, portfolio: str) -> str:
    """Return the canonical label of an office of government."""
    role = role.lower()
    role = _LONE_MEMBER.get(role, role)
    row = _ROWS[_key(portfolio)]
    word = (particle or row.get("particle", "van")).split()[0].lower()
    return f"{role} {word} {row['name']}"


def _candidate(start: int, end: int, label: str, score: float, source: str = "pattern:office") -> Candidate:
    return Candidate(start, end, "Office", source, score, (), label)


def _members(text: str) -> Iterator[Candidate]:
    for m in _MEMBER.finditer(text):
        label = _office(m["role"], m["particle"], m["portfolio"])
        if m["first"]:
            first = _office(m["first"], m["particle"], m["portfolio"])
            yield _candidate(m.start("first"), m.end("first"), first, 0.8)
        plain = not m["particle"]
        yield _candidate(m.start("role"), m.end(), label, 0.9 if plain else 0.97)
        short = _SHORT_BRACKET.match(text, m.end())
        if short and _ROWS[_key(short["portfolio"])] is _ROWS[_key(m["portfolio"])]:
            yield _candidate(short.start("portfolio"), short.end("portfolio"), label, 0.85)
        plural = m["role"].lower() in _LONE_MEMBER
        at, particle = m.end(), m["particle"]
        while following := _NEXT.match(text, at):
            sure = plural or bool(following["particle"])
            if not sure and not plain and "," in following["between"]:
                break
            particle = following["particle"] or particle
            label = _office(m["role"], particle, following["portfolio"])
            yield _candidate(following.start("portfolio"), following.end(), label, 0.95 if sure else 0.75)
            at = following.end()


def _brackets(text: str) -> Iterator[Candidate]:
    for m in _BRACKET.finditer(text):
        following: re.Match[str] | None = m
        while following:
            label = _office(m["role"], None, following["portfolio"])
            yield _candidate(following.start("portfolio"), following.end("portfolio"), label, 0.95)
            following = _AFTER_BRACKET.match(text, following.end())


def _presidents(text: str) -> Iterator[Candidate]:
    for m in _PRESIDENT.finditer(text):
        role = "minister-president"
        land = squeeze(m["land"]) if m["land"] else ""
        end = m.end("land") if land else m.end("role")
        yield _candidate(m.start(), end, f"{role} van {land}" if land else role, 0.95 if land else 0.85)
        if m["second"]:
            yield _candidate(m.start("second"), m.end("second"), f"{role} van {squeeze(m['second'])}", 0.85)


def _commissioners(text: str) -> Iterator[Candidate]:
    for m in _COMMISSIONER.finditer(text):
        label = squeeze(m[0])
        yield _candidate(m.start(), m.end(), label[0].lower() + label[1:], 0.9 if m["where"] else 0.4)


def _named(text: str) -> Iterator[Candidate]:
    weak = set(_TABLE["lower_score"])
    for m in _NAMED.finditer(text):
        label = squeeze(m[0])
        if re.search(r"[Bb]ureau\s$", text[max(0, m.start() - 8) : m.start()]):
            continue
        holder = re.match(rf",\s{{1,3}}(?:{INITIALS}|{SURNAME})", text[m.end() : m.end() + 40])
        yield _candidate(m.start(), m.end(), label, 0.85 if label not in weak else 0.7 if holder else 0.3)


def _lowered(role: str, rest: str) -> str:
    return squeeze(
        f"{role[0].lower()}{role[1:]} {rest}" if not role.startswith(("Gevolm", "Hoge")) else f"{role} {rest}"
    )


def _trim(chain: str) -> int:
    """Return the length of a chain without a following office or person that it ran into."""
    cut = len(chain)
    for m in _STOP.finditer(chain):
        cut = min(cut, m.start())
    return cut


_STOP = re.compile(rf"{GAP}(?:(?:en|en de|van|de){GAP})?(?={any_of(_TABLE['chain_stops'])}\b(?!-))")


def _speakers(text: str) -> Iterator[Candidate]:
    for m in _SPEAKER.finditer(text):
        yield _candidate(m.start(), m.end(), f"Voorzitter van de {m['house']} Kamer der Staten-Generaal", 0.97)


def _of_body(text: str) -> Iterator[Candidate]:
    for m in _OF_BODY.finditer(text):
        if _SPEAKER.match(text, m.start()) or _NAMED.match(text, m.start()) or m["chain"].startswith("Koning"):
            continue
        cut = _trim(m["chain"])
        if cut == 0:
            continue
        end = m.start("chain") + cut
        if (
            m["role"].lower() in ("hoofd", "secretaris", "commissaris", "koning", "koningin")
            and m["chain"][:1].islower()
        ):
            continue
        yield _candidate(m.start(), end, _lowered(m["role"], text[m.end("role") : end]), 0.8)


def _with_field(text: str) -> Iterator[Candidate]:
    for m in _WITH_FIELD.finditer(text):
        chain = m["chain"][: _trim(m["chain"])].rstrip()
        if not chain or not _is_field(chain) or re.match(r"[Gg]edeputeerde\s+Staten", m[0]):
            continue
        end = m.start("chain") + len(chain)
        weak = m["role"].lower() in ("voorzitter", "secretaris", "griffier") and m["body"] == m["chain"]
        yield _candidate(m.start(), end, _lowered(m["role"], text[m.end("role") : end]), 0.4 if weak else 0.75)


@lru_cache(maxsize=1)
def _field_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_TABLE['field_endings'])})$", re.I)


def _is_field(chain: str) -> bool:
    """Tell whether what follows an office is its field or body, not the name of its holder."""
    parts = re.split(r"\s+", chain)
    if len(parts) > 1 and chain.isupper():
        return False
    if re.match(INITIALS, parts[0]) or is_first_name(parts[0]):
        return False
    if len(parts) == 1:
        return (parts[0].isupper() and len(parts[0]) > 1) or bool(_field_ending().search(parts[0]))
    if parts[0].lower() in _PARTICLES or re.fullmatch(PARTICLE, parts[0]):
        return False
    return not parts[0].endswith(".")


_PARTICLES = frozenset(p.split()[0] for p in lines("particles"))


def _unlisted(text: str) -> Iterator[Candidate]:
    for m in _UNLISTED.finditer(text):
        if re.match(_PORTFOLIO, m["portfolio"]) or m["role"].lower() in _LONE_MEMBER:
            continue
        role = m["role"].lower()
        label = squeeze(f"{role} {m['particle']} {m['portfolio']}")
        # A single word may as well be the surname of a minister: "minister van Weel".
        yield _candidate(m.start(), m.end(), label, 0.7 if " en " in label else 0.4)


@Language.factory("beleidsgraaf_offices")
def create_office_finder(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the component `beleidsgraaf_offices`; it needs no other component before it."""
    return OfficeFinder()
