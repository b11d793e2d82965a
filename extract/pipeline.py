"""The Dutch pipeline: ``spacy.blank("nl")`` and our components, each a registered factory.

Finders put candidates forward (`beleidsgraaf.extract.candidates`), one component resolves them into ``doc.ents``,
one links them, one reads relations. Entities are in ``doc.ents`` with ``label_``, ``kb_id_`` and ``ent_id_``; whole
entities in ``doc._.policy_entities``, relations in ``doc._.relations``.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import spacy

# Imported for their registration as factories.
from beleidsgraaf.extract import (  # noqa: F401
    common_bodies,
    definitions,
    head_names,
    laws,
    ministry_names,
    names_model,
    offices,
    persons,
    publications,
    register_matches,
    relations,
    sentences,
    tokenizer,
)
from beleidsgraaf.extract.candidates import candidates, text_of
from beleidsgraaf.extract.entities import gather
from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.extract.mention_spans import set_mentions
from beleidsgraaf.extract.repeats import with_repeats
from beleidsgraaf.extract.resolve import resolve
from spacy.language import Language
from spacy.tokens import Doc, Span

MODEL = Path(__file__).resolve().parent / "model"
"""The pipeline that we ship, in spaCy's format."""

FINDERS = (
    "beleidsgraaf_registers",
    "beleidsgraaf_ministries",
    "beleidsgraaf_common_bodies",
    "beleidsgraaf_head_names",
    "beleidsgraaf_persons",
    "beleidsgraaf_offices",
    "beleidsgraaf_laws",
    "beleidsgraaf_publications",
    "beleidsgraaf_definitions",
)
AFTER = ("beleidsgraaf_link", "beleidsgraaf_relations")

if not Doc.has_extension("policy_entities"):
    Doc.set_extension("policy_entities", default=())


@Language.factory("beleidsgraaf_resolve", default_config={"minimum": 0.5}, assigns=["doc.ents"])
def create_resolve(nlp: Language, name: str, minimum: float) -> Callable[[Doc], Doc]:
    """Make the component that settles overlaps by rule, without the model, and sets ``doc.ents``.

    Parameters
    ----------
    nlp : Language
    name : str
    minimum : float
        Candidates with a lower score are left out.
    """

    def set_entities(doc: Doc) -> Doc:
        return set_mentions(doc, resolve(with_repeats(text_of(doc), candidates(doc), minimum), minimum))

    return set_entities


@Language.component("beleidsgraaf_link")
def link(doc: Doc) -> Doc:
    """Gather mentions into entities and set ``kb_id_`` of each span to its first identifier or register key."""
    date = doc.user_data.get("beleidsgraaf_date")
    entities: tuple[Entity, ...] = gather(text_of(doc), doc._.policy_mentions, date)
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
def rules() -> Language:
    """Return the pipeline without the statistical model, built when first asked for.

    Examples
    --------
    >>> doc = rules()("De gemeenten Assen en Emmen doen mee aan de Regio Deal Zuid- en Oost-Drenthe.")
    >>> [(span.text, span.label_) for span in doc.ents][:2]
    [('Assen', 'Region'), ('Emmen', 'Region')]
    """
    return _build("beleidsgraaf_resolve")


@lru_cache(maxsize=1)
def load() -> Language:
    """Return the pipeline of this process with the statistical model, loaded when first asked for.

    Examples
    --------
    >>> doc = load()("Het RIVM werkt samen met de gemeente Emmen.")
    >>> [(span.text, span.label_) for span in doc.ents]
    [('RIVM', 'Organisation'), ('gemeente Emmen', 'Region')]
    """
    return spacy.load(MODEL)


def model_pipeline(weights: Path) -> Language:
    """Return a new pipeline with the statistical model whose weights lie in a folder.

    Parameters
    ----------
    weights : Path
        Folder with the files of `beleidsgraaf.extract.names_model.NameModel`.
    """
    nlp = _build("beleidsgraaf_names")
    nlp.get_pipe("beleidsgraaf_names").from_disk(weights)  # type: ignore[attr-defined]
    nlp.meta.update(
        name="beleidsgraaf",
        version="0.1.0",
        description="Policy entities and relations in Dutch government text",
        license="EUPL-1.2",
    )
    return nlp


def _build(resolution: str) -> Language:
    nlp = spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": tokenizer.NAME}}})
    for name in ("beleidsgraaf_sentences", *FINDERS, resolution, *AFTER):
        nlp.add_pipe(name)
    return nlp
