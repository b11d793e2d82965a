"""Beleidsgraaf: a knowledge graph of policy entities from Dutch government text.

The public names load when they are first used, so that ``import beleidsgraaf`` costs nothing and querying a
graph never imports spaCy.

Examples
--------
>>> import beleidsgraaf
>>> sorted(beleidsgraaf.__all__)
['BeleidsgraafError', 'Extraction', 'Extractor', 'PolicyGraph', '__version__']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beleidsgraaf.extract import Extraction, Extractor
    from beleidsgraaf.graph import PolicyGraph
    from beleidsgraaf.ontology import BeleidsgraafError

    __version__: str

__all__ = ["BeleidsgraafError", "Extraction", "Extractor", "PolicyGraph", "__version__"]

_HOME = {
    "BeleidsgraafError": "beleidsgraaf.ontology",
    "Extraction": "beleidsgraaf.extract",
    "Extractor": "beleidsgraaf.extract",
    "PolicyGraph": "beleidsgraaf.graph",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name == "__version__":
        return _version()
    raise AttributeError(f"module 'beleidsgraaf' has no attribute {name!r}")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("beleidsgraaf")
    except PackageNotFoundError:  # imported from a source tree that was never installed
        return "0+unknown"


def __dir__() -> list[str]:
    return sorted(__all__)
