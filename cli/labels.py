"""The vocabulary's words for people, in the language of the command line."""

from beleidsgraaf.messages import Language
from beleidsgraaf.ontology.vocabulary import TYPE_LABELS


def type_label(name: str, language: Language) -> str:
    """Return how a type of entity is called.

    Examples
    --------
    >>> type_label("Region", "nl"), type_label("Region", "en")
    ('Gebied', 'Region')
    """
    dutch, english = TYPE_LABELS.get(name, (name, name))
    return dutch if language == "nl" else english
