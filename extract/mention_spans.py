"""Mentions put on tokens: tokens are split where a mention begins or ends inside one."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from beleidsgraaf.extract.candidates import Candidate
from spacy.tokens import Doc

if not Doc.has_extension("policy_mentions"):
    Doc.set_extension("policy_mentions", default=())


def set_mentions(doc: Doc, chosen: Sequence[Candidate]) -> Doc:
    """Set ``doc.ents`` and ``doc._.policy_mentions``.

    Parameters
    ----------
    doc : Doc
    chosen : sequence of Candidate
        Without overlaps, in text order.
    """
    split_tokens(doc, chosen)
    spans = (doc.char_span(c.start, c.end, label=c.type, alignment_mode="strict") for c in chosen)
    doc.set_ents([s for s in spans if s is not None])
    doc._.policy_mentions = tuple(chosen)
    return doc


def split_tokens(doc: Doc, chosen: Sequence[Candidate]) -> None:
    """Split tokens in which a mention begins or ends, so that it can be a span: "1NOS", "NPLV-gebieden"."""
    edges = {e for c in chosen for e in (c.start, c.end)}
    starts, lengths = doc.to_array(["IDX", "LENGTH"]).T.tolist() if len(doc) else ([], [])
    bounds = {*starts, *(s + n for s, n in zip(starts, lengths, strict=True))}
    cuts: dict[int, list[int]] = {}
    for edge in sorted(edges - bounds):
        at = bisect_right(starts, edge) - 1
        if at >= 0 and edge < starts[at] + lengths[at]:
            cuts.setdefault(at, []).append(edge - starts[at])
    if not cuts:
        return
    has_sentences = doc.has_annotation("SENT_START")
    with doc.retokenize() as retokenizer:
        for at, places in cuts.items():
            token = doc[at]
            orths = [token.text[a:b] for a, b in pairwise([0, *places, len(token)])]
            retokenizer.split(token, orths, heads=[(token, i) for i in range(len(orths))])
    if has_sentences:
        for token in doc:  # the parts of a split token begin no sentence, which spaCy leaves open
            if token.is_sent_start is None:
                token.is_sent_start = False
