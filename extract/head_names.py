"""Names built on a head noun: "Stichting …", "Regio Deal …", "gemeente …", "vaste commissie voor …".

The heads and the way their names go on are data, one reviewed file per entity type under ``patterns/``. Each rule
carries examples in which asterisks mark the span it must find; a test runs them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.wordlists import table
from beleidsgraaf.ontology import FormatError
from spacy.language import Language
from spacy.tokens import Doc

FILES = ("organisations", "programmes", "regions")

_SPACE = r"(?:[ \t\xa0]+|[ \t\xa0]*\n[ \t\xa0]*)"
"""Between words of a name: a line may end there, a paragraph may not."""

_NO_WORD = (
    rf"(?!(?:(?:De|Het|Een|Van|Voor|Aan|Op|In|Bij)\b(?!{_SPACE}[A-ZÀ-Þ])|(?:Dit|Deze|Dat|Die|Er|Ik|Wij|We|U|Uw|Zij|Hij|Als|Om|Met|Na|Naast|Ook|Zo|Ja|Nee|"
    r"Vraag|Vragen|Antwoord|Artikel|Pagina|Kamerstuk|Kamerstukken|Bijlage|Tabel|Figuur|Hoofdstuk|Paragraaf|Besluit|Datum|"
    r"Minister|Ministerie|Staatssecretaris|Postbus|Tel|Telefoon|Nr|Art|Jl|Zie|Daarnaast|Daarom|Hierbij|Verder|Tot|Wat|Hoe|"
    r"Kunt|Bent|Deelt|Welke|Waarom|Wanneer|Klopt|Heeft|Is|Was|Zijn|Wordt|Worden)\b(?![’'-])))"
)
WORD = rf"{_NO_WORD}(?:[A-ZÀ-ÖØ-Þ][\w’'&/+.-]*[\w+]|[A-ZÀ-ÖØ-Þ]|(?<=\s)\d{{4}}(?:-\d{{4}})?(?![\w.,]\d))"
"""A word of a name: begins with a capital, or is a year that follows one."""

_LINK = (
    r"(?:van|voor|der|den|de|het|&|tot|aan|te|ten|ter|over|met|zonder|tegen|of|for|the|and"
    r"|’s|'s|–|-)"
)
NAME = rf"{WORD}(?:{_SPACE}(?:{_LINK}{_SPACE}){{0,3}}{WORD}){{0,7}}"
"""Words with small words between them, ending in a word with a capital (or a year)."""

LISTED = rf"{NAME}(?:,{_SPACE}{NAME}){{0,3}}(?:{_SPACE}en{_SPACE}{NAME})?"
"""A name with commas and "en" in it, as portfolios have: "Onderwijs, Cultuur en Wetenschap"."""

_LEGAL_FORM = re.compile(r"\b[BN]\.V\.$")

QUOTED = r"[‘'“\"«„][ ]?(?P<quoted>(?=\S)[^’'”\"»“\n]{1,79}[^\s’'”\"»“])[ ]?[’'”\"»“]"

_TAILS = {
    "none": "",
    "name": rf"{_SPACE}{NAME}",
    "of": rf"{_SPACE}(?:(?:van|voor|inzake|der|tot|bij|op|in){_SPACE}(?:(?:de|het){_SPACE})?)?{NAME}",
    "of_list": rf"{_SPACE}(?:van|voor|inzake){_SPACE}(?:(?:de|het){_SPACE})?{LISTED}",
    "list": rf"{_SPACE}{LISTED}",
    "name_dash": rf"{_SPACE}{NAME}(?:{_SPACE}?[–/-]{_SPACE}?{NAME}){{0,3}}",
    "name_en": rf"{_SPACE}{NAME}(?:{_SPACE}en{_SPACE}{NAME})?",
    "of_place": rf"{_SPACE}(?:van|der){_SPACE}(?:de{_SPACE}(?:gemeente|provincie){_SPACE})?{NAME}",
    "maybe_name": rf"(?:{_SPACE}{NAME})?",
    "maybe_of": rf"(?:{_SPACE}(?:van|voor){_SPACE}(?:(?:de|het){_SPACE})?{NAME})?",
    "place": (
        rf"{_SPACE}(?!\d){WORD}"
        rf"(?:{_SPACE}(?:(?:aan|op|bij){_SPACE}(?:de|den|het){_SPACE}|en{_SPACE}|ter{_SPACE})?{WORD}){{0,2}}"
    ),
    "number": rf"{_SPACE}(?:\d{{1,2}}|[IVX]{{1,4}}|\d{{4}}(?:-\d{{4}})?)\b",
    "maybe_number": rf"(?:{_SPACE}(?:[IVX]{{1,4}}|\d{{4}}(?:[-–]\d{{2,4}})?)(?![\w.,]\d)\b)?",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which names of a type are built.

    Attributes
    ----------
    type : str
        Entity type of what it finds.
    regex : re.Pattern
        Compiled; the group "span" (or "quoted") is the mention.
    score : float
        Its precision on annotated text, roughly.
    examples : tuple of str
        Sentences with the span between asterisks, or with none where it must find nothing.
    id : str
        File and first head, for the candidate's source.
    """

    type: str
    regex: re.Pattern[str]
    score: float
    examples: tuple[str, ...]
    id: str


@cache
def rules() -> tuple[Rule, ...]:
    """Read the rules of all files.

    Raises
    ------
    FormatError
        If a rule names an unknown tail or does not compile.

    Examples
    --------
    >>> any(rule.type == "Programme" for rule in rules())
    True
    """
    found: list[Rule] = []
    for name in FILES:
        data = table(name)
        found.extend(_compile(name, data["type"], rule) for rule in data["rule"])
    return tuple(found)


def _compile(file: str, type_: str, rule: dict[str, Any]) -> Rule:
    heads = rule["heads"]
    try:
        tail = _TAILS[rule.get("tail", "name")]
        alternatives = "|".join(
            _head(h, any_case=rule.get("any_case", False)) for h in sorted(heads, key=len, reverse=True)
        )
        before = r"(?<![\w’'.-])"
        if rule.get("span", "all") == "name":
            body = rf"(?:{alternatives}){_SPACE}(?:{QUOTED}|(?P<span>{NAME}))"
        else:
            body = rf"(?P<span>(?:{alternatives}){tail})"
        return Rule(
            type_,
            re.compile(before + body + r"(?![\w])"),
            rule["score"],
            tuple(rule["examples"]),
            f"{file}/{heads[0]}",
        )
    except (KeyError, re.error) as error:
        raise FormatError(f"patterns/{file}.toml: rule {heads[:2]}: {error}") from error


def _head(head: str, *, any_case: bool) -> str:
    # A head may hold regular-expression classes ("\w*akkoord"); white space in it may be any.
    pattern = re.sub(r"(?<!\[) (?!\])", lambda _: _SPACE, head)
    if any_case and head[0].isalpha():
        pattern = f"[{head[0].upper()}{head[0].lower()}]{pattern[1:]}"
    return pattern


def find(text: str) -> Iterator[Candidate]:
    """Yield the names that the rules find in a text.

    Parameters
    ----------
    text : str
        Any length.

    Examples
    --------
    >>> text = "Het geld komt uit de Regio Deal Zuid-Limburg."
    >>> [(text[c.start : c.end], c.type) for c in find(text) if c.type == "Programme"][:1]
    [('Regio Deal Zuid-Limburg', 'Programme')]
    """
    for rule in rules():
        for m in rule.regex.finditer(text):
            group = "span" if m.groupdict().get("span") else "quoted"
            start, end = m.span(group)
            span = text[start:end].rstrip(" ,-/&\n")
            end = start + len(span if _LEGAL_FORM.search(span) else span.rstrip("."))
            yield Candidate(start, end, rule.type, f"pattern:{rule.id}", rule.score)


def find_head_names(doc: Doc) -> Doc:
    """Append the names built on a head noun to the document's candidates.

    Parameters
    ----------
    doc : Doc
        Any tokenisation; the text is searched.
    """
    candidates(doc).extend(find(text_of(doc)))
    return doc


@Language.component("beleidsgraaf_head_names")
def _component(doc: Doc) -> Doc:
    return find_head_names(doc)
