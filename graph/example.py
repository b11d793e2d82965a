"""A small graph to try things on: two invented documents about real bodies.

Examples
--------
>>> [d.title for d in example_graph().documents]
['Voortgang Programma Veilige Buurten', 'Antwoord op vragen over Veilige Buurten in Groningen']
"""

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from beleidsgraaf.extract.extraction import Extraction

if TYPE_CHECKING:
    from beleidsgraaf.graph.policy_graph import PolicyGraph


def example_extractions() -> list[Extraction]:
    """Return the extractions of the two documents: a letter and an answer to parliamentary questions.

    Examples
    --------
    >>> for extraction in example_extractions():
    ...     print(extraction.document.id, len(extraction.entities), "entities")
    brief-veilige-buurten.txt 5 entities
    antwoord-groningen.txt 6 entities
    """
    data = (files("beleidsgraaf.graph") / "example.json").read_text(encoding="utf-8")
    return [Extraction.from_dict(record) for record in json.loads(data)]


def example_graph() -> "PolicyGraph":
    """Return a new graph in memory with the two documents.

    Examples
    --------
    >>> example_graph().stats()["documents"]
    2
    """
    from beleidsgraaf.graph.policy_graph import PolicyGraph

    graph = PolicyGraph()
    for extraction in example_extractions():
        graph.add(extraction)
    return graph
