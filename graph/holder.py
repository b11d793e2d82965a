"""What the parts of a graph's interface share: the store, and the names in it."""

from typing import TypeAlias

from beleidsgraaf.graph.entity import Entity
from beleidsgraaf.graph.names import Names
from beleidsgraaf.graph.store import Store, open_store
from beleidsgraaf.graph.values import CLASSES

Name: TypeAlias = str | Entity
"""An entity, or what someone calls it: see `beleidsgraaf.graph.names`."""


class Holder:
    """Holds a store and what is remembered of its names.

    Parameters
    ----------
    store : Store, optional
        Where the statements are; a new store in memory by default.
    """

    def __init__(self, store: Store | None = None) -> None:
        self.store = store if store is not None else open_store(None)
        self._names = Names(self.store)


def checked_type(name: str | None) -> str | None:
    """Return the name of a type or kind.

    Raises
    ------
    ValueError
        If there is none of that name.

    Examples
    --------
    >>> checked_type("Municipality")
    'Municipality'
    """
    if name is not None and name not in CLASSES:
        raise ValueError(f"{name!r} is no type; choose from {', '.join(CLASSES)}")
    return name
