"""Bodies that Dutch government text names by a common word: "uw Kamer", "het kabinet", "de politie", "het Rijk"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.wordlists import table
from spacy.language import Language
from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class CommonBody:
    """A body with a common word for a name.

    Attributes
    ----------
    type : str
        Entity type.
    regex : re.Pattern
        What names it; the whole match is the mention.
    label : str or None
        How it is called in full; None where the text's own form is the name.
    key : str or None
        Its key in the registers.
    score : float
        Precision, roughly.
    """

    type: str
    regex: re.Pattern[str]
    label: str | None
    key: str | None
    score: float


@cache
def common_bodies() -> tuple[CommonBody, ...]:
    """Read ``patterns/common_bodies.toml``."""
    data = table("common_bodies")
    return tuple(
        CommonBody(b["type"], re.compile(b["regex"]), b.get("label"), b.get("key"), b["score"]) for b in data["body"]
    )


def find(text: str) -> Iterator[Candidate]:
    """Yield the common bodies named in a text.

    Examples
    --------
    >>> text = "Het kabinet stuurt uw Kamer een brief over de politie."
    >>> [text[c.start : c.end] for c in sorted(find(text), key=lambda c: c.start)]
    ['kabinet', 'Kamer', 'politie']
    """
    for body in common_bodies():
        for m in body.regex.finditer(text):
            keys = (body.key,) if body.key else ()
            yield Candidate(m.start(), m.end(), body.type, "common", body.score, keys, body.label)


@Language.component("beleidsgraaf_common_bodies")
def find_common_bodies(doc: Doc) -> Doc:
    """Append the bodies named by a common word to the document's candidates."""
    candidates(doc).extend(find(text_of(doc)))
    return doc
