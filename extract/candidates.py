"""What the finders put forward: spans that may be mentions. One component, `resolve`, decides among them.

Every finder is a spaCy component that appends to `candidates(doc)`; offsets are code points into ``doc.text``, so
that a finder may work on tokens or with regular expressions on the text.
"""

from dataclasses import dataclass

# Imported so that candidates go with their document to bytes.
from beleidsgraaf.extract import doc_bytes  # noqa: F401
from spacy.tokens import Doc

_KEY = "beleidsgraaf_candidates"
_TEXT_KEY = "beleidsgraaf_text"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be a mention.

    Attributes
    ----------
    start, end : int
        Code points in the document's text; the exact span that the annotation guide asks for.
    type : str
        One of `beleidsgraaf.ontology.ENTITY_TYPES`.
    source : str
        Which finder: "register:organisations", "pattern:office", "abbreviation".
    score : float
        How sure the finder is, from 0 to 1, seen by itself; overlaps are settled on it and on length.
    keys : tuple of str
        Keys of the register entries that this name may mean; linking chooses among them.
    label : str or None
        The full or canonical name where the finder knows it better than the text says, such as
        "minister van Infrastructuur en Waterstaat" for "Infrastructuur en Waterstaat" in brackets.
    """

    start: int
    end: int
    type: str
    source: str
    score: float
    keys: tuple[str, ...] = ()
    label: str | None = None


def candidates(doc: Doc) -> list[Candidate]:
    """Return the document's list of candidates, to append to.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("nl")("Het RIVM meldt dit.")
    >>> candidates(doc).append(Candidate(4, 8, "Organisation", "register:organisations", 0.9, ("zbo-rivm",)))
    >>> [doc.text[c.start : c.end] for c in candidates(doc)]
    ['RIVM']
    """
    found: list[Candidate] = doc.user_data.setdefault(_KEY, [])
    return found


def text_of(doc: Doc) -> str:
    """Return the document's text, which spaCy joins anew from its tokens whenever it is asked.

    Examples
    --------
    >>> import spacy
    >>> text_of(spacy.blank("nl")("Het RIVM meldt dit."))
    'Het RIVM meldt dit.'
    """
    text: str | None = doc.user_data.get(_TEXT_KEY)
    if text is None:
        text = doc.user_data[_TEXT_KEY] = doc.text
    return text
