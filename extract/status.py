"""How a sentence puts a relation: stated, negated, planned, asked, conditional or ended.

The cues are data (``patterns/status.toml``). A cue counts in the clause of the trigger: up to the nearest comma,
semicolon, colon or coordinating "maar" on either side; a condition counts for the whole sentence.

Examples
--------
>>> sentence = "De gemeente neemt niet deel aan het programma."
>>> status_of(sentence, at=sentence.index("neemt"))
Status(name='negated', start=18, end=22)
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

_EDGE: Final = re.compile(r"[;:.?!⏎‖]|,(?!\d+[,⟩])|\b(?:maar|terwijl|omdat|hoewel|dat|zodat|waarbij|waardoor)\b")
_BEFORE: Final = 30
_AFTER: Final = 60
_REACH: Final = 400
_ORDER: Final = ("ended", "negated", "conditional", "planned")
_INFINITIVE: Final = re.compile(
    r"(?:\w+ te |(?:deel|onderdeel|mee|samen|uitvoering|leiding|toezicht) (?:te )?)?\w+(?:en|aan|zien|doen)\b"
)
_QUESTION: Final = re.compile(r"\?[’”\"»)\s\d]*$")


class Status(NamedTuple):
    """A status and the cue that says so.

    Attributes
    ----------
    name : str
        One of `beleidsgraaf.ontology.STATUSES`.
    start, end : int
        Where the cue stands in the text that was asked about; both 0 where there is none.
    """

    name: str
    start: int = 0
    end: int = 0


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("beleidsgraaf.extract") / "patterns" / "status.toml").read_text("utf-8"))


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    phrases = sorted(_data()[section][name], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in phrases) + r")(?!\w)")


def status_of(text: str, at: int, *, asked: bool = False, presupposed: bool = False) -> Status:
    """Return how a sentence puts what its trigger says.

    Parameters
    ----------
    text : str
        The sentence; units of a skeleton may stand in it.
    at : int
        Where the trigger stands in it.
    asked : bool
        Whether the sentence stands in a question of the document.
    presupposed : bool
        Whether the trigger takes its content for granted, as a noun phrase does: being asked, planned or conditional
        then says nothing about it, a denial does.

    Returns
    -------
    Status
    """
    lower = text.lower()
    start, end = _clause(lower, at)
    for name in _ORDER:
        if presupposed and name in ("conditional", "planned"):
            continue
        if presupposed and name == "ended" and (said := _pattern("ended", "of_nouns").search(lower, at, end)):
            return Status(name, *said.span())
        # Of a noun phrase only what stands close by can deny it.
        near = (max(start, at - _BEFORE), min(end, at + _AFTER)) if presupposed else (start, end)
        found = _cue(lower, name, *near)
        if found and name == "planned" and (question := _QUESTION.search(lower)):
            # "Gaat de gemeente meedoen?" asks; it plans nothing.
            return Status("asked", question.start(), question.start() + 1)
        if found:
            return found
    if not presupposed:
        for name in _ORDER:
            found = _special(lower, name, start, at, end)
            if found and not (name == "planned" and _QUESTION.search(lower)):
                return found
    question = _QUESTION.search(lower)
    if (question or asked) and not presupposed:
        if _pattern("asked", "factive").search(lower, 0, at):
            return Status("stated")
        return Status("asked", question.start(), question.start() + 1) if question else Status("asked")
    return Status("stated")


def _clause(text: str, at: int) -> tuple[int, int]:
    start = max(0, at - _REACH)
    for edge in _EDGE.finditer(text, start, at):
        # Commas between the units of a list do not close a clause; they are folded away before this.
        # What is said of a clause with "dat" holds for it: "het kabinet wil dat de gemeente deelneemt".
        if edge[0] != "dat":
            start = edge.end()
    after = _EDGE.search(text, at)
    return start, after.start() if after else len(text)


def _cue(text: str, name: str, start: int, end: int) -> Status | None:
    if name == "conditional":
        initial = _pattern(name, "initial").match(text)
        # "Wanneer is X opgericht?" asks for a date.
        if initial and not _QUESTION.search(text):
            return Status(name, *initial.span())
        anywhere = _pattern(name, "sentence").search(text)
        if anywhere:
            return Status(name, *anywhere.span())
    spared = [m.span() for m in _pattern("negated", "except").finditer(text, start, end)] if name == "negated" else []
    for cue in _pattern(name, "cues").finditer(text, start, end):
        if not any(a <= cue.start() < b for a, b in spared):
            return Status(name, *cue.span())
    return None


def _special(text: str, name: str, start: int, at: int, end: int) -> Status | None:
    """Find cues that count only at the head of the sentence, with an infinitive, or in a certain pattern."""
    data = _data()[name]
    if name == "ended" and (initial := _pattern(name, "initial").match(text)):
        return Status(name, *initial.span())
    for pattern in data.get("patterns", ()):
        # The cue may stand before the clause that its condition or year holds for.
        found = _compiled(pattern).search(text, 0 if name == "conditional" else start, end)
        if found and not (name == "conditional" and found.start("cue") > at):
            return Status(name, *found.span("cue"))
    if "modal" in data and _INFINITIVE.match(text, at):
        modal = _pattern(name, "modal").search(text, start, end)
        if modal:
            return Status(name, *modal.span())
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
