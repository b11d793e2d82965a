"""The vocabulary's words for people, in the language of the command line."""

from beleidsgraaf.messages import Language
from beleidsgraaf.ontology.vocabulary import PREDICATES, TYPE_LABELS


def type_label(name: str, language: Language) -> str:
    """Return how a type of entity is called.

    Examples
    --------
    >>> type_label("Region", "nl"), type_label("Region", "en")
    ('Gebied', 'Region')
    """
    dutch, english = TYPE_LABELS.get(name, (name, name))
    return dutch if language == "nl" else english


def predicate_label(name: str, language: Language) -> str:
    """Return how a relation reads between its two ends; its own name where the vocabulary has no words for it.

    Examples
    --------
    >>> predicate_label("funds", "nl"), predicate_label("successorOf", "nl")
    ('financiert', 'successorOf')
    """
    predicate = PREDICATES.get(name)
    if predicate is None:
        return name
    return predicate.label_nl if language == "nl" else predicate.label_en
