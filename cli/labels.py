"""The vocabulary's words for people, in the language of the command line."""

from typing import Final

from beleidsgraaf.messages import Language
from beleidsgraaf.ontology.vocabulary import TYPE_LABELS

_KINDS: Final = {
    "Municipality": ("Gemeente", "Municipality"),
    "Province": ("Provincie", "Province"),
    "Country": ("Land", "Country"),
}


def type_label(name: str, language: Language) -> str:
    """Return how a type or kind of entity is called.

    Examples
    --------
    >>> type_label("Region", "nl"), type_label("Municipality", "nl")
    ('Gebied', 'Gemeente')
    """
    dutch, english = _KINDS.get(name) or TYPE_LABELS.get(name, (name, name))
    return dutch if language == "nl" else english
