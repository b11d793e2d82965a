"""The frames of relations: data of ``triggers/*.toml``, one file a predicate, read once.

A file names its ``predicate`` and holds any number of frames:

``[[form]]``
    A regular expression over a skeleton, with ``{S}`` and ``{O}`` for the two ends, ``{S:ON}`` to narrow the types
    (letters of `beleidsgraaf.extract.skeleton.LETTERS`), ``{X:P}`` for a unit that is neither end, and the macros
    ``{np}`` (determiner and a few lower-case words), ``{gap}`` (words within the clause), ``{date}``, ``{title}``,
    ``{items}`` (list items before the one meant), ``{q}`` and ``{qq}`` (an opening and a closing quotation mark).
    ``scope = "document"`` matches across sentences. ``last`` takes only the last member of a coordinated subject
    ("A en B van C" says it of B). ``presupposed = false`` lets a question or a plan change its status.
``[[verb]]``
    Verb forms with the preposition of the other end: ``finite``, ``particle``, ``final`` (irregular forms that close a
    clause; those of `verb_final` need not be given), ``participle``, ``prep`` (a list; empty for a direct object).
    ``subject`` tells which end the grammatical subject is, ``mutual`` that a plural subject alone relates to itself.
``[[noun]]``
    A noun with the prepositions before its two ends; ``pairs`` relates the members of one group to each other.

Each frame has ``name``, optional ``confidence`` and ``examples``; a test runs the examples.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from beleidsgraaf.extract.skeleton import LETTERS
from beleidsgraaf.ontology import PREDICATES, FormatError, Predicate

_MACROS: Final = {
    "{np}": r"(?:(?:[a-zà-ÿ][\w’'-]*|Minister|Staatssecretaris) ){0,4}",
    "{gap}": r"[^⟨⟩.;:?!|⏎‖]{0,70}?",
    "{date}": r"(?:\d{1,2}[ ⏎])?(?:[a-z]{3,9}\.?[ ⏎])?(?:19|20)\d\d",
    "{items}": r"(?:[^⟨⟩‖]{0,60}‖ ?)*",
    "{title}": r"(?:(?:(?i:drs|mr|ir|dr|prof|dhr|mw|mevr|ing|de heer|mevrouw)|RA|MSc)\.? ?)*",
    "{q}": r"[‘“'\"«„]?",
    "{qq}": r"[.,]?[’”'\"»]?[.,]?[’”'\"»]?",
}
_SLOT: Final = re.compile(r"\{([SOX])(?::([A-Z]+))?\}")


@dataclass(frozen=True, slots=True)
class Form:
    """A fixed form: a regular expression with groups ``s`` and ``o``; see the module for the other fields."""

    predicate: str
    name: str
    pattern: re.Pattern[str]
    document: bool
    last: bool
    presupposed: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb frame; all forms in lower case, forms of several words are tuples of words."""

    predicate: str
    name: str
    finite: frozenset[str]
    particle: str
    final: tuple[tuple[str, ...], ...]
    participle: frozenset[str]
    prep: frozenset[str]
    agent: frozenset[str]
    subject: str
    mutual: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun frame."""

    predicate: str
    name: str
    words: tuple[tuple[str, ...], ...]
    subject: frozenset[str]
    object: frozenset[str]
    pairs: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames of all predicates, verbs and nouns also by the words that call for them."""

    forms: tuple[Form, ...]
    verbs: tuple[Verb, ...]
    nouns: tuple[Noun, ...]

    @property
    def finite(self) -> frozenset[str]:
        """All finite verb forms that frames know."""
        return frozenset().union(*(v.finite for v in self.verbs))


def trigger_files() -> dict[str, dict[str, Any]]:
    """Return the parsed trigger files by predicate.

    Raises
    ------
    FormatError
        If a file names a predicate that is not its own.
    """
    found = {}
    for predicate in PREDICATES:
        path = files("beleidsgraaf.extract") / "triggers" / f"{predicate}.toml"
        data = tomllib.loads(path.read_text("utf-8"))
        if data.get("predicate") != predicate:
            raise FormatError(f"triggers/{predicate}.toml: predicate is {data.get('predicate')!r}; name it as the file")
        found[predicate] = data
    return found


@cache
def frames() -> Frames:
    """Return all frames, read and compiled once."""
    forms, verbs, nouns = [], [], []
    for name, data in trigger_files().items():
        predicate = PREDICATES[name]
        forms += [_form(predicate, f) for f in data.get("form", ())]
        verbs += [_verb(name, f) for f in data.get("verb", ())]
        nouns += [_noun(name, f) for f in data.get("noun", ())]
    return Frames(tuple(forms), tuple(verbs), tuple(nouns))


def compile_form(pattern: str, predicate: Predicate) -> re.Pattern[str]:
    r"""Compile the pattern of a form.

    Examples
    --------
    >>> compiled = compile_form(r"{S} \(beiden {O}\)", PREDICATES["memberOf"])
    >>> compiled.search("de leden ⟨N#0,1⟩ (beiden ⟨O#2⟩)")["s"]
    '⟨N#0,1⟩'
    """

    def slot(m: re.Match[str]) -> str:
        end, narrowed = m[1], m[2]
        allowed = {"S": predicate.domain, "O": predicate.range}.get(end, tuple(LETTERS))
        letters = narrowed or "".join(LETTERS[t] for t in allowed)
        unit = rf"⟨[A-Z]*[{letters}][A-Z]*#[\d,]+⟩"
        return unit if end == "X" else f"(?P<{end.lower()}>{unit})"

    for macro, expansion in _MACROS.items():
        pattern = pattern.replace(macro, expansion)
    return re.compile(_SLOT.sub(slot, pattern))


def _form(predicate: Predicate, f: Mapping[str, Any]) -> Form:
    return Form(
        predicate.name, f["name"], compile_form(f["pattern"], predicate), f.get("scope") == "document",
        bool(f.get("last", False)),        bool(f.get("presupposed", True)), float(f.get("confidence", 0.85)),
    )  # fmt: skip


def _phrases(phrases: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.split()) for p in phrases)


def verb_final(finite: Iterable[str], particle: str) -> set[str]:
    """Return the forms that close a clause: those of a subordinate clause, and infinitives with and without "te".

    Parameters
    ----------
    finite : iterable of str
        The forms of a main clause; those in -en are infinitives as well.
    particle : str
        What stands apart in a main clause, "" if nothing does.

    Examples
    --------
    >>> sorted(verb_final(["neemt", "nemen"], "deel"))
    ['deel neemt', 'deel nemen', 'deel te nemen', 'deelneemt', 'deelnemen']
    >>> sorted(verb_final(["financiert", "financieren"], ""))
    ['financieren', 'financiert', 'te financieren']
    """
    found = set()
    for form in finite:
        joined = {f"{particle} {form}", f"{particle}{form}"} if particle else {form}
        found |= joined
        if form.endswith(("en", "aan", "doen")):
            found.add(f"{particle} te {form}".strip())
    return found


def _verb(predicate: str, f: Mapping[str, Any]) -> Verb:
    final = [*f.get("final", ())]
    final += sorted(verb_final(f.get("finite", ()), f.get("particle", "")) - set(final))
    return Verb(
        predicate, f["name"], frozenset(f.get("finite", ())), f.get("particle", ""), _phrases(final),
        frozenset(f.get("participle", ())), frozenset(f.get("prep", ())), frozenset(f.get("agent", ["door"])),
        f.get("subject", "S"), bool(f.get("mutual", False)), float(f.get("confidence", 0.8)),
    )  # fmt: skip


def _noun(predicate: str, f: Mapping[str, Any]) -> Noun:
    return Noun(
        predicate, f["name"], _phrases(f["words"]), frozenset(f.get("subject", ())), frozenset(f.get("object", ())),
        bool(f.get("pairs", False)), float(f.get("confidence", 0.75)),
    )  # fmt: skip


@cache
def _cue_index() -> dict[str, tuple[tuple[str, str], ...]]:
    """Cues with their predicates by their first two letters."""
    index: dict[str, list[tuple[str, str]]] = {}
    for predicate, data in trigger_files().items():
        for cue in data.get("cues", ()):
            index.setdefault(cue[:2], []).append((cue, predicate))
    return {start: tuple(found) for start, found in index.items()}


def cues(word: str) -> tuple[str, ...]:
    """Return the predicates that a word speaks of, by the cues of their trigger files.

    Parameters
    ----------
    word : str
        In lower case.

    Examples
    --------
    >>> cues("gefinancierde")
    ('funds',)
    """
    # A short cue is the whole word, a longer one its beginning.
    found = {p for cue, p in _cue_index().get(word[:2], ()) if word == cue or (len(cue) > 4 and word.startswith(cue))}
    return tuple(sorted(found))
