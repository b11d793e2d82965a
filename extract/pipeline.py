"""The Dutch pipeline: ``spacy.blank("nl")`` and our components, each a registered factory.

Finders put candidates forward (`beleidsgraaf.extract.candidates`), one component resolves them into ``doc.ents``,
one links them, one reads relations. Entities are in ``doc.ents`` with ``label_``, ``kb_id_`` and ``ent_id_``; whole
entities in ``doc._.policy_entities``, relations in ``doc._.relations``.
"""

from functools import lru_cache
from itertools import pairwise
from typing import Any

import spacy

# Imported for their registration as factories.
from beleidsgraaf.extract import (  # noqa: F401
    common_bodies,
    head_names,
    laws,
    offices,
    persons,
    publications,
    register_matches,
    relations,
    sentences,
)
from beleidsgraaf.extract.candidates import Candidate, candidates
from beleidsgraaf.extract.entities import gather
from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.extract.repeats import with_repeats
from beleidsgraaf.extract.resolve import resolve
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex

FINDERS = (
    "beleidsgraaf_registers",
    "beleidsgraaf_common_bodies",
    "beleidsgraaf_head_names",
    "beleidsgraaf_persons",
    "beleidsgraaf_offices",
    "beleidsgraaf_laws",
    "beleidsgraaf_publications",
)

# A word glued to the next by a lost space: "deEuropese", "2024Tweede".
_GLUED = (r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})", r"(?<=\d)(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")

for _name in ("policy_entities", "policy_mentions"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=())


@Language.factory("beleidsgraaf_resolve", default_config={"minimum": 0.5})
def create_resolve(nlp: Language, name: str, minimum: float) -> Any:
    """Make the component that settles overlaps and sets ``doc.ents``.

    Parameters
    ----------
    nlp : Language
    name : str
    minimum : float
        Candidates with a lower score are left out.
    """

    def set_entities(doc: Doc) -> Doc:
        chosen = resolve(with_repeats(doc.text, candidates(doc), minimum), minimum)
        _split_tokens(doc, chosen)
        spans = []
        for c in chosen:
            span = doc.char_span(c.start, c.end, label=c.type, alignment_mode="strict")
            if span is not None:
                spans.append(span)
        doc.set_ents(spans)
        doc._.policy_mentions = tuple(chosen)
        return doc

    return set_entities


def _split_tokens(doc: Doc, chosen: list[Candidate]) -> None:
    """Split tokens in which a mention begins or ends, so that it can be a span: "1NOS", "NPLV-gebieden"."""
    edges = {e for c in chosen for e in (c.start, c.end)}
    starts = {t.idx for t in doc} | {len(doc.text)}
    wanted = edges - starts - {t.idx + len(t) for t in doc}
    if not wanted:
        return
    with doc.retokenize() as retokenizer:
        for token in doc:
            cuts = sorted(e - token.idx for e in wanted if token.idx < e < token.idx + len(token))
            if cuts:
                bounds = [0, *cuts, len(token)]
                orths = [token.text[a:b] for a, b in pairwise(bounds)]
                retokenizer.split(token, orths, heads=[(token, i) for i in range(len(orths))])


@Language.component("beleidsgraaf_link")
def link(doc: Doc) -> Doc:
    """Gather mentions into entities and set ``kb_id_`` of each span to its first identifier or register key."""
    date = doc.user_data.get("beleidsgraaf_date")
    entities: tuple[Entity, ...] = gather(doc.text, doc._.policy_mentions, date)
    at = {m.start: e for e in entities for m in e.mentions}
    spans = []
    for span in doc.ents:
        entity = at[span.start_char]
        iri = entity.same_as[0] if entity.same_as else entity.key or ""
        spans.append(Span(doc, span.start, span.end, label=span.label, kb_id=iri, span_id=entity.id))
    doc.set_ents(spans)
    doc._.policy_entities = entities
    return doc


@lru_cache(maxsize=1)
def load() -> Language:
    """Return the pipeline of this process, built when first asked for.

    Examples
    --------
    >>> doc = load()("De gemeenten Assen en Emmen doen mee aan de Regio Deal Zuid- en Oost-Drenthe.")
    >>> [(span.text, span.label_) for span in doc.ents][:2]
    [('Assen', 'Region'), ('Emmen', 'Region')]
    """
    nlp = spacy.blank("nl")
    infixes = [*nlp.Defaults.infixes, *_GLUED]  # type: ignore[misc]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[attr-defined]
    for name in (
        "beleidsgraaf_sentences",
        *FINDERS,
        "beleidsgraaf_resolve",
        "beleidsgraaf_link",
        "beleidsgraaf_relations",
    ):
        nlp.add_pipe(name)
    return nlp
