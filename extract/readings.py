"""What is read together: a sentence, or the lead-in of a list with its items."""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from beleidsgraaf.extract.sentences import LIST_MARK, sentence_starts
from beleidsgraaf.extract.skeleton import Mention
from spacy.tokens import Doc

_MAX_ITEMS: Final = 40

Span = tuple[int, int]


def sentences_of(doc: Doc) -> list[Span]:
    """Return the spans of the document's sentences, by rule where none are set."""
    if doc.has_annotation("SENT_START"):
        return [(s.start_char, s.end_char) for s in doc.sents]
    starts = [*sentence_starts(doc.text), len(doc.text)]
    return list(pairwise(starts))


def sentence_at(sentences: Sequence[Span], offset: int) -> int:
    """Return the index of the sentence around an offset.

    Examples
    --------
    >>> sentence_at([(0, 10), (10, 25)], 12)
    1
    """
    return max(bisect_right(sentences, (offset, sys.maxsize)) - 1, 0)


def readings(text: str, sentences: Sequence[Span], mentions: Sequence[Mention]) -> Iterator[list[Span]]:
    """Yield what is read together and holds two mentions: a sentence, or a lead-in with the items of its list.

    Parameters
    ----------
    text : str
        The document's text.
    sentences : sequence of (int, int)
    mentions : sequence of Mention
        In text order.
    """
    starts = [m.start for m in mentions]
    for spans in gathered(text, sentences):
        if bisect_left(starts, spans[-1][1]) - bisect_left(starts, spans[0][0]) > 1:
            yield [(a, b) for a, b in spans if a < b]


def gathered(text: str, sentences: Sequence[Span]) -> Iterator[list[Span]]:
    r"""Yield every sentence by itself, but a lead-in with the items of its list, without their marks.

    Examples
    --------
    >>> list(gathered("Leden zijn: \n- Jan\n- An\nEinde.", [(0, 13), (13, 19), (19, 24), (24, 30)]))
    [[(0, 13), (15, 19), (21, 24)], [(24, 30)]]
    """
    i = 0
    while i < len(sentences):
        spans = [sentences[i]]
        if text[slice(*sentences[i])].rstrip().endswith(":"):
            kind = ""
            for item in sentences[i + 1 : i + 1 + _MAX_ITEMS]:
                mark = LIST_MARK.match(text, item[0])
                # Where the kind of mark changes ("c." to "2.") another list goes on.
                if not mark or (kind and _kind(mark[0]) != kind):
                    break
                kind = _kind(mark[0])
                spans.append((min(mark.end(), item[1]), item[1]))
        i += len(spans)
        yield spans


def _kind(mark: str) -> str:
    return "1" if mark[:2].strip("(")[:1].isdigit() else "a" if mark[:2].strip("(")[:1].isalpha() else mark[0]


def reading_numbers(text: str, sentences: Sequence[Span], offsets: Sequence[int]) -> list[int]:
    """Return for each offset, in order, the number of what is read together there.

    Parameters
    ----------
    text : str
    sentences : sequence of (int, int)
    offsets : sequence of int
        Rising.
    """
    starts, numbers = [], []
    for spans in gathered(text, sentences):
        starts.append(spans[0][0])
        numbers.append(sentence_at(sentences, spans[0][0]))
    return [numbers[max(bisect_right(starts, offset) - 1, 0)] if numbers else 0 for offset in offsets]
