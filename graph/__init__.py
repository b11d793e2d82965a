"""Extractions in, answers and pictures out: RDF, stores, SPARQL, traversal, view. Never imports spaCy.

The names load when they are first used.

Examples
--------
>>> from beleidsgraaf.graph import example_graph
>>> graph = example_graph()
>>> graph.entity("PVB").label
'Programma Veilige Buurten'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beleidsgraaf.graph.entity import DocumentRecord, Entity, Evidence, Mention, Relation
    from beleidsgraaf.graph.example import example_extractions, example_graph
    from beleidsgraaf.graph.names import AmbiguousNameWarning
    from beleidsgraaf.graph.paths import Common, GraphPath
    from beleidsgraaf.graph.picture import Picture
    from beleidsgraaf.graph.policy_graph import PolicyGraph
    from beleidsgraaf.graph.result import Result, Row
    from beleidsgraaf.graph.store import Store, open_store

__all__ = [
    "AmbiguousNameWarning",
    "Common",
    "DocumentRecord",
    "Entity",
    "Evidence",
    "GraphPath",
    "Mention",
    "Picture",
    "PolicyGraph",
    "Relation",
    "Result",
    "Row",
    "Store",
    "example_extractions",
    "example_graph",
    "open_store",
]

_HOME = {
    "entity": ("DocumentRecord", "Entity", "Evidence", "Mention", "Relation"),
    "example": ("example_extractions", "example_graph"),
    "names": ("AmbiguousNameWarning",),
    "paths": ("Common", "GraphPath"),
    "picture": ("Picture",),
    "policy_graph": ("PolicyGraph",),
    "result": ("Result", "Row"),
    "store": ("Store", "open_store"),
}
_MODULE_OF = {name: f"beleidsgraaf.graph.{module}" for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(_MODULE_OF[name]), name)
    raise AttributeError(f"module 'beleidsgraaf.graph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
