"""Classes of Dutch words, learnt from unannotated government prose; shipped with the names model."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from beleidsgraaf.extract.names_model import CLUSTERS, read_clusters

_FOLDER = Path(__file__).resolve().parent / "model" / "beleidsgraaf_names"


@cache
def word_classes() -> Mapping[str, tuple[int, ...]]:
    """Return the classes of words, coarse and fine, and how often each has a capital.

    Examples
    --------
    >>> len(word_classes()["gemeente"])
    3
    """
    return read_clusters(_FOLDER / CLUSTERS)
