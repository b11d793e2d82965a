"""The statistical model of names: a conditional random field over words, form, meaning and the finders' candidates.

A linear-chain CRF (Lafferty, McCallum and Pereira 2001) as trained by CRFsuite with elastic-net regularised L-BFGS.
It reads what the rules put forward as features, so that it learns where to trust them, and puts forward names that
no rule or register knows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pycrfsuite
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.features import APART, Features, Token, tokens
from beleidsgraaf.extract.resolve import Span
from beleidsgraaf.ontology import ENTITY_TYPES
from numpy.typing import NDArray

_EXCLUDED = 0.9995
"""Probability of "O" from which the other labels are not asked for: most tokens, and asking costs time."""

_AGAIN = 0.25
"""Score of a place where a name of the best sequence stands again; below 0.5, since the model does not read it so."""

_SHARE = 0.15
"""Mean probability of a type over a run from which the run is put forward with it, besides the likeliest type."""

_RELAXED = (0.1, 0.3, 0.6)
"""Probability of being in some name from which a run of tokens is put forward, besides the best sequence."""


@dataclass(frozen=True, slots=True)
class CrfReading:
    """The probabilities of one text.

    Attributes
    ----------
    found : sequence of Token
    labels : dict of str to int
        Column of each label: "O", "B-Region", "I-Region", …
    probabilities : ndarray of shape (tokens, labels)
        Marginal probabilities.
    """

    found: Sequence[Token]
    labels: dict[str, int]
    probabilities: NDArray[np.float64]
    starts: dict[int, int]
    ends: dict[int, int]

    def probability(self, span: Span) -> tuple[float, float, float] | None:
        """Return least and mean probability of a name over the span's tokens, and that it ends there."""
        first, last = self.starts.get(span[0]), self.ends.get(span[1])
        begin, inside = self.labels.get(f"B-{span[2]}"), self.labels.get(f"I-{span[2]}")
        if first is None or last is None:
            return None
        if begin is None:
            return 0.0, 0.0, 1.0
        values = [self.probabilities[first, begin]]
        if last > first:
            rest = self.probabilities[first + 1 : last + 1, inside] if inside is not None else np.zeros(last - first)
            values.extend(rest)
        goes_on = 0.0
        if inside is not None and last + 1 < len(self.found):
            goes_on = self.probabilities[last + 1, inside]
        return float(min(values)), float(np.mean(values)), float(1 - goes_on)


class Tagger:
    """Reads names in a text.

    Parameters
    ----------
    path : Path
        File of the CRF.
    features : Features
        The same with which it was trained.
    """

    def __init__(self, path: Path, features: Features) -> None:
        self._features = features
        self._crf = pycrfsuite.Tagger()
        self._crf.open(str(path))
        self._labels = self._crf.labels()

    def read(self, text: str, given: Sequence[Candidate]) -> tuple[CrfReading, list[Candidate]]:
        """Return the reading of a text and the names it puts forward.

        Parameters
        ----------
        text : str
        given : sequence of Candidate
            What the finders put forward.
        """
        found = tokens(text, [edge for c in given for edge in (c.start, c.end)])
        labels = {label: i for i, label in enumerate(self._labels)}
        if not found:
            return CrfReading(found, labels, np.zeros((0, len(labels))), {}, {}), []
        self._crf.set(self._features.of(found, given))
        table = self._marginals(len(found))
        reading = CrfReading(
            found,
            labels,
            table,
            {t.start: i for i, t in enumerate(found)},
            {t.end: i for i, t in enumerate(found)},
        )
        return reading, propose(text, reading, decode(found, self._crf.tag()))

    def _marginals(self, count: int) -> NDArray[np.float64]:
        """Return the probability of each label at each token; where a name is all but excluded, of "O" alone."""
        marginal, labels = self._crf.marginal, self._labels
        outside = labels.index("O")
        table = np.zeros((count, len(labels)))
        for i in range(count):
            p = marginal("O", i)
            if p < _EXCLUDED:
                table[i] = [marginal(label, i) for label in labels]
            else:
                table[i, outside] = p
        return table


def propose(text: str, reading: CrfReading, likeliest: Iterable[Span]) -> list[Candidate]:
    """Return the names that a reading puts forward.

    Parameters
    ----------
    text : str
    reading : CrfReading
    likeliest : iterable of Span
        The spans of the best sequence of labels; they get score 1.

    Returns
    -------
    list of Candidate
        Those spans; runs of tokens that are rather named than not, with each type that has a share in them; and the
        places where a name of the best sequence stands again.
    """
    spans = dict.fromkeys(likeliest, 1.0)
    for start, end, type_ in list(spans):
        words = text[start:end].split()
        # Counting the longest word first spares most names the search.
        if end - start < 2 or text[start:end].lower() == text[start:end] or text.count(max(words, key=len)) < 2:
            continue
        spaced = r"\s+".join(map(re.escape, words))
        for m in re.finditer(rf"(?<!\w){spaced}(?!\w)", text):
            spans.setdefault((m.start(), m.end(), type_), _AGAIN)
    for span, score in _runs(reading):
        spans.setdefault(span, score)
    return [Candidate(s, e, t, "model", score) for (s, e, t), score in sorted(spans.items())]


def decode(found: Sequence[Token], labels: Sequence[str]) -> list[Span]:
    """Return the spans that a sequence of labels names.

    Examples
    --------
    >>> from beleidsgraaf.extract.features import tokens
    >>> decode(tokens("In Den Haag."), ["O", "B-Region", "I-Region", "O"])
    [(3, 11, 'Region')]
    """
    spans: list[Span] = []
    current: tuple[int, int, str] | None = None
    for token, label in zip(found, labels, strict=True):
        type_ = label[2:]
        if current is not None and label[0] == "I" and type_ == current[2] and token.gap not in APART:
            current = (current[0], token.end, type_)
            continue
        if current is not None:
            spans.append(current)
        current = (token.start, token.end, type_) if label != "O" else None
    if current is not None:
        spans.append(current)
    return spans


def encode(found: Sequence[Token], spans: Sequence[Span]) -> list[str]:
    """Return the label of each token for known names: the inverse of `decode`, where token bounds allow.

    Examples
    --------
    >>> from beleidsgraaf.extract.features import tokens
    >>> encode(tokens("In Den Haag."), [(3, 11, "Region")])
    ['O', 'B-Region', 'I-Region', 'O']
    """
    labels = ["O"] * len(found)
    for start, end, type_ in spans:
        first = True
        for i, token in enumerate(found):
            if token.start >= end:
                break
            if token.start >= start and token.end <= end:
                labels[i] = f"{'B' if first else 'I'}-{type_}"
                first = False
    return labels


def _runs(reading: CrfReading) -> Iterator[tuple[Span, float]]:
    """Yield runs of tokens that are rather in some name than not, with their types and half the probability asked."""
    table, labels, found = reading.probabilities, reading.labels, reading.found
    named = 1 - table[:, labels["O"]]
    begins = table[:, [i for label, i in labels.items() if label[0] == "B"]].max(axis=1) >= 0.5
    columns = [[i for label, i in labels.items() if label[2:] == t] for t in ENTITY_TYPES]
    by_type = np.stack([table[:, c].sum(axis=1) for c in columns], axis=1)
    for threshold in _RELAXED:
        i = 0
        while i < len(named):
            if not named[i] > threshold:
                i += 1
                continue
            j = i + 1
            while j < len(named) and named[j] > threshold and not begins[j] and found[j].gap not in APART:
                j += 1
            if any(ch.isalnum() for token in found[i:j] for ch in token.text):
                shares = by_type[i:j].mean(axis=0).tolist()
                for type_, share in zip(ENTITY_TYPES, shares, strict=True):
                    if share == max(shares) or share > _SHARE:
                        yield (found[i].start, found[j - 1].end, type_), threshold / 2
            i = j
