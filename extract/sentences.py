"""Sentence boundaries of Dutch government text, by rule: ``beleidsgraaf_sentences``.

Boundaries are decided in the white space of the text, not between tokens: what matters (line ends, blank lines, list
marks, runs of spaces that a PDF leaves) is lost once the text is words. A block that a reader found
(``doc.user_data["beleidsgraaf_blocks"]``, a list of character spans) is never crossed; inside it, and in text without
blocks, the rules decide.

Examples
--------
>>> import spacy
>>> nlp = spacy.blank("nl")
>>> _ = nlp.add_pipe("beleidsgraaf_sentences")
>>> doc = nlp("Op grond van art. 3 d.d. 4 mei jl. is dit besloten. Drs. A.B. de Wit tekende.")
>>> [sentence.text for sentence in doc.sents]
['Op grond van art. 3 d.d. 4 mei jl. is dit besloten.', 'Drs. A.B. de Wit tekende.']
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, cast

import numpy as np
from beleidsgraaf.extract.candidates import text_of
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

BLOCKS_KEY: Final = "beleidsgraaf_blocks"
"""Key in ``Doc.user_data`` of the reader's blocks: a list of (start, end) character spans in reading order."""

_CLOSERS: Final = "”’\"»)]'"
_TERMINATORS: Final = ".?!…"
# A white-space run that may hold a boundary, or a place without white space that does.
_SITE: Final = re.compile(
    r"\s{2,}|\n|(?<=[.?!…”’\"»)\]'0-9])\s"
    r"|(?<=[a-zé0-9]{3}[.?!])(?=[A-Z][a-z]{1,20}\s)"  # glued by a PDF: "gevolgd.Het"
    r"|(?<=\])(?=\[\d+:\s)|(?=[•▪●◦])"
)
LIST_MARK: Final = re.compile(
    r"(?:[-–—•▪●◦*>·]|o(?=\s)|\(?(?:\d{1,3}|[ivx]{1,5}|[a-z])[.)°º](?=\s|[A-Z])|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s)\s*"
)
"""The mark of a list item, at the start of its line."""
_HEADING: Final = re.compile(
    r"#+|(?:Vraag|Vragen|Antwoord(?:en)?(?: op)?(?: de)?(?: vra(?:ag|gen))?|VRAAG|ANTWOORD|Artikel|Hoofdstuk|Paragraaf"
    r"|Bijlage|Pagina|Agendapunt|Punt|Motie|Besluit|Vergaderjaar|Toelichting|kst|ISSN)(?:\s*\d|:|\s*$)|\[\d+:\s",
    re.MULTILINE,
)
_HEADING_LINE: Final = re.compile(
    r"(?:#+.*|(?:\d+\.?\s+)?(?:Vraag|Vragen|VRAAG|Antwoord(?:en)?(?: op)?(?: de)?(?: vra(?:ag|gen))?|ANTWOORD|Artikel"
    r"|Hoofdstuk|Bijlage|Agendapunt)\s*\d+[a-z]?(?:(?:,|\s+en|\s+t/m|\s+tot en met)\s*\d+)*\s*:?|Motie|Toelichting)\s*"
)
_FOOTNOTE_REF: Final = re.compile(r"(?:\[footnoteRef:\d+\]|[¹²³⁰⁴-⁹]+|(?<=[.?!]) \d{1,2}\))+$")
_FOOTNOTE_MARK: Final = re.compile(r"\d{1,2}\)(?=\s|$)")
_INITIALS: Final = re.compile(r"(?:[A-ZÀ-Ý][a-z]{0,2}\.[- ]?)*[A-ZÀ-Ý][a-z]?h?\.")
_DOTTED: Final = re.compile(r"[a-z](?:\.[a-z]{1,3})+\.")
_APOSTROPHE_WORD: Final = re.compile(r"['’‘`](?:s|t|n|k|m)[-\s]")
_WRAPPED_SHARE: Final = 0.12
_SHORT_LINE: Final = 0.6


@cache
def _words(name: str) -> frozenset[str]:
    data = tomllib.loads((files("beleidsgraaf.extract") / "patterns" / "sentences.toml").read_text("utf-8"))
    return frozenset(data[name])


def sentence_starts(text: str, blocks: Sequence[tuple[int, int]] = ()) -> list[int]:
    r"""Return the offsets at which sentences begin, ascending, the first non-blank character's included.

    Parameters
    ----------
    text : str
        Any text.
    blocks : sequence of (int, int)
        Character spans that no sentence crosses; outside them the rules alone decide.

    Returns
    -------
    list of int
        Offsets in code points, each at a non-blank character.

    Examples
    --------
    >>> sentence_starts("Het mag. Dat geldt nu.")
    [0, 9]
    >>> sentence_starts("Wij danken\nde gemeente. Alle", blocks=[(0, 10), (11, 29)])
    [0, 11, 24]
    """
    edges = sorted({0, len(text), *(min(max(e, 0), len(text)) for span in blocks for e in span)})
    wrap = _wrap_width(text)
    starts = set()
    for start, end in pairwise(edges):
        first = _skip_blank(text, start, end)
        if first < end:
            starts.add(first)
            starts.update(_inner_starts(text, first, end, wrap))
    return sorted(starts)


def _skip_blank(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _wrap_width(text: str) -> int:
    """Width at which the lines of this text are broken by hand, in characters; 0 where every line is a paragraph."""
    lines = [line.strip() for line in text.split("\n")]
    lengths, continued, pairs = [], 0, 0
    for line, following in pairwise(lines):
        if not line or not following:
            continue
        pairs += 1
        if following[0].islower() and not LIST_MARK.match(following) and line[-1] not in _TERMINATORS:
            continued += 1
            lengths.append(len(line))
    if not pairs or continued / pairs < _WRAPPED_SHARE:
        return 0
    lengths.sort()
    return lengths[int(0.8 * (len(lengths) - 1))]


def _inner_starts(text: str, start: int, end: int, wrap: int) -> list[int]:
    found = []
    sentence = start
    for site in _SITE.finditer(text, start, end):
        left, right = site.span()
        if right >= end or left <= sentence:
            continue
        if _is_boundary(text, sentence, left, right, wrap):
            found.append(right)
            sentence = right
    return found


def _is_boundary(text: str, sentence: int, left: int, right: int, wrap: int) -> bool:
    """Tell whether a sentence ends before the gap ``text[left:right]``; `sentence` is where it began."""
    gap = text[left:right]
    newlines = gap.count("\n")
    if not gap:
        return text[right] in "•▪●◦[" or not _is_address(text, left)
    if newlines:
        if _HEADING.match(text, right) or _HEADING_LINE.fullmatch(text, text.rfind("\n", 0, left) + 1, left):
            return True
        if LIST_MARK.match(text, right) and not _dangling_number(text, left, right):
            return True
    if text.startswith("[", right) and re.match(r"\[\d+:\s", text[right : right + 8]):
        return True
    if text[right] == "|" and not newlines:
        return False  # the cells of a table's row belong together
    following = _first_letter(text, right)
    if _terminated(text, left):
        return _is_final(text, sentence, left, right, following)
    last = text[left - 1]
    if following.islower() or text[right] in ",;:)" or last in "-–," or _last_word(text, left) in _words("open_ended"):
        # Only a signature has its comma before a blank line: "De minister van Financiën,".
        return newlines >= 2 and last == "," and not following.islower()
    if newlines >= 2:
        return True
    if newlines == 1:
        return _ends_line(text, left, right, wrap)
    return len(gap) >= 4 and not _open_bracket(text, sentence, left)


def _ends_line(text: str, left: int, right: int, wrap: int) -> bool:
    """Tell whether a single line end, without a full stop before it and with a capital after it, is a boundary."""
    if not wrap:
        return True
    begin = text.rfind("\n", 0, left) + 1
    if text[left - 1] == ":":
        return True
    return left - begin < _SHORT_LINE * wrap and not _open_bracket(text, begin, left)


def _open_bracket(text: str, start: int, end: int) -> bool:
    return text.rfind("(", start, end) > text.rfind(")", start, end)


def _dangling_number(text: str, left: int, right: int) -> bool:
    """Tell whether what looks like a list mark is a number or a dash in the middle of a wrapped sentence."""
    if text[left - 1] in ".?!:;…" or "\n" not in text[left:right]:
        return False
    if text[right].isdigit():
        return _last_word(text, left) in _words("open_ended")
    return text[right] in "-–—*>" and text[right + 1 : right + 2].isalnum() and _last_word(text, left).isalpha()


def _terminated(text: str, left: int) -> bool:
    i = left
    note = _FOOTNOTE_REF.search(text, max(0, left - 20), left)
    if note:
        i = note.start()
    while i and text[i - 1] in _CLOSERS:
        i -= 1
    if i and text[i - 1] in _TERMINATORS:
        return True
    # A footnote number glued to the full stop: "verstrekt.12"
    digits = re.search(r"[a-zé)][.?!]\d{1,2}$", text[max(0, left - 5) : left])
    return digits is not None


def _is_final(text: str, sentence: int, left: int, right: int, following: str) -> bool:
    """Tell whether the terminator before `left` ends a sentence."""
    end = left
    while end > sentence and text[end - 1] in _CLOSERS:
        end -= 1
    if following.islower() and not (_APOSTROPHE_WORD.match(text, right) or text[right] in "•▪"):
        return False
    if text[right] in ",;:)" or not following:
        return False
    if _FOOTNOTE_MARK.match(text, right) and "\n" not in text[left:right]:
        return False  # "Bent u hiermee bekend? 1)"
    if text[end - 1] != "." or text[end - 2 : end] == "..":
        return True
    begin = end
    while begin > sentence and not text[begin - 1].isspace() and text[begin - 1] not in "(/[":
        begin -= 1
    word = text[begin:end]
    lower = word.lower()
    if begin == sentence and re.fullmatch(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\.", word):
        return False  # the mark of a list item
    if lower in _words("never_final"):
        return False
    opener = _next_word(text, right) in _words("openers")
    if lower in _words("may_be_final"):
        return following.isupper()
    if _INITIALS.fullmatch(word):
        return opener and len(word) == 2 and _previous_word(text, begin).islower()
    if _DOTTED.fullmatch(lower):
        return opener or _next_word(text, right) == "de"
    return True


def _is_address(text: str, left: int) -> bool:
    begin = left
    while begin and not text[begin - 1].isspace():
        begin -= 1
    return bool(re.match(r"\(?(?:https?:|www\.)|\S*@", text[begin:left]))


def _first_letter(text: str, right: int) -> str:
    """Return the first letter or digit at or shortly after `right`, past quotes, brackets and dashes."""
    for c in text[right : right + 4]:
        if c.isalnum():
            return c
        if c.isspace():
            break
    return text[right] if right < len(text) else ""


def _last_word(text: str, left: int) -> str:
    begin = left
    while begin and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:left].lower()


def _previous_word(text: str, left: int) -> str:
    end = left
    while end and text[end - 1].isspace():
        end -= 1
    begin = end
    while begin and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:end]


def _next_word(text: str, right: int) -> str:
    word = re.match(r"\W{0,2}(\w+)", text[right : right + 30])
    return word[1].lower() if word else ""


def split_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token of a document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Tokenised; blocks in ``doc.user_data["beleidsgraaf_blocks"]`` are respected where they are there.

    Returns
    -------
    spacy.tokens.Doc
        The same document.
    """
    if not len(doc):
        return doc
    starts = sentence_starts(text_of(doc), doc.user_data.get(BLOCKS_KEY, ()))
    offsets, blank = doc.to_array(["IDX", "IS_SPACE"]).T.astype(np.int64)
    # A boundary inside a token or at white space moves to the next word: tokens are never cut.
    first = np.searchsorted(offsets, starts)
    flags = np.full(len(doc), -1, dtype=np.int64)
    flags[first[first < len(doc)]] = 1
    flags[blank.astype(bool)] = -1
    flags[0] = 1
    doc.from_array([SENT_START], cast(Any, flags.astype(np.uint64).reshape(-1, 1)))
    return doc


@Language.factory("beleidsgraaf_sentences", assigns=["token.is_sent_start"])
def create_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the component that sets sentence boundaries.

    Parameters
    ----------
    nlp : spacy.language.Language
        The pipeline it joins; unused, spaCy passes it.
    name : str
        Name of the component in the pipeline.
    """
    return split_sentences
