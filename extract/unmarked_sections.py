"""Questions without a number and answers without a heading.

A written question whose automatic numbers are not in the text is a run of paragraphs that all end in a question mark,
behind "Vragen van het lid …". An answer without a heading is what follows a question, where the document answers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from beleidsgraaf.extract.document import Block, Section

_ASKED_BY: Final = re.compile(
    r"\s*(?:schriftelijke\s+)?(?:kamer)?vragen\s+(?:van|door|ex\b)[^?]{0,60}\b(?:het|de)?\s*(?:\w+)?(?:lid|leden)\b",
    re.I,
)
_HEAD_BLOCKS: Final = 12
_CLOSERS: Final = r"[’”'\"»)\]]*(?:\s?\[(?:footnoteRef:)?\d{1,2}\]|\s?\d{1,2}\))*"
_ENDS_ASKING: Final = re.compile(rf"\?{_CLOSERS}\s*$")
_ASKED: Final = re.compile(rf"\?{_CLOSERS}")
_BREAK: Final = re.compile(r"\s*\n|[^\S\n]{3,}|[^\S\n]*$")
_TERMINAL: Final = re.compile(r"[.?!](?=[’”'\"»)\]]*(?:\s|$|\[))")
_ANSWERS: Final = re.compile(r"\b(?:ge)?(?:be)?antwoord", re.I)
_ANSWER: Final = re.compile(r"\s*(?:(?:Ja|Nee|Neen)\b|[A-ZÀ-Þ‘“\"«(][^?]{13,})")
_CLOSED: Final = re.compile(r"[.!:)\]’”\"»\d]\s*$")


def unnumbered(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of the blocks that are questions without a number or heading.

    Parameters
    ----------
    text : str
    blocks : sequence of Block
        Of a document in which no question is marked.
    """
    for i, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if not _ASKED_BY.match(text, block.start, block.end):
            continue
        found: list[int] = []
        for j, following in enumerate(blocks[i + 1 :], i + 1):
            if following.kind == "footnote":
                continue
            if not _ENDS_ASKING.search(text[following.start : following.end]):
                break
            found.append(j)
        if len(found) > 1:
            yield from found
        return


def with_implied_answers(text: str, sections: Sequence[Section]) -> tuple[Section, ...]:
    r"""Return sections in which what follows a question that has no other answer is its answer.

    Parameters
    ----------
    text : str
    sections : sequence of Section
        In reading order.

    Examples
    --------
    >>> text = "Beantwoording van vragen\nVraag 1\nHoe vaak?    Drie keer per jaar."
    >>> asked = [Section("question", ("1",), 33, len(text))]
    >>> [(s.kind, text[s.start : s.end]) for s in with_implied_answers(text, asked)]
    [('question', 'Hoe vaak?'), ('answer', 'Drie keer per jaar.')]
    """
    answered = {n for s in sections if s.kind == "answer" for n in s.numbers}
    open_ = [s for s in sections if s.kind == "question" and not answered.intersection(s.numbers)]
    splits = {s: at for s in open_ if (at := _answer_at(text, s)) is not None}
    if not splits or not (answered or _says_so(text, sections) or (len(splits) > 1 and len(splits) == len(open_))):
        return tuple(sections)
    found: list[Section] = []
    for s in sections:
        at = splits.get(s)
        if at is None:
            found.append(s)
        else:
            found.append(replace(s, end=s.start + len(text[s.start : at].rstrip())))
            found.append(Section("answer", s.numbers, at, s.end))
    return tuple(found)


def _says_so(text: str, sections: Sequence[Section]) -> bool:
    """Tell whether a document says before its first question that it answers."""
    return _ANSWERS.search(text, 0, sections[0].start) is not None


def _answer_at(text: str, s: Section) -> int | None:
    """Return where the answer begins in what was taken for the body of a question."""
    body = text[s.start : s.end]
    broken = [m.end() for m in _ASKED.finditer(body) if _BREAK.match(body, m.end()) and body[m.end() :].strip()]
    end = broken[-1] if broken else _first_run(body)
    if end is None:
        return None
    rest = body[end:]
    if not _ANSWER.match(rest) or not _CLOSED.search(rest):
        return None
    return s.start + end + len(rest) - len(rest.lstrip())


def _first_run(body: str) -> int | None:
    """Return where the first run of sentences that ask ends, None where nothing follows it."""
    asked = _ASKED.search(body)
    while asked:
        following = _TERMINAL.search(body, asked.end())
        if following is None:
            return None
        if following[0] != "?":
            return asked.end()
        asked = _ASKED.match(body, following.start())
    return None
