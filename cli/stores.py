"""Opening the graph that a command asks something of."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from beleidsgraaf.ontology.errors import StoreBusyError, StoreError
from beleidsgraaf.session import Session

if TYPE_CHECKING:
    from beleidsgraaf.graph import PolicyGraph
    from beleidsgraaf.graph.entity import Entity

PATIENCE: Final = 10.0
"""Seconds that a command waits for another program that writes the same store."""


def open_graph(session: Session, store: str) -> "PolicyGraph":
    """Open a graph that exists, read only, so that any number of commands may ask it at once.

    Parameters
    ----------
    session : Session
        For the language of the error.
    store : str
        A folder or a file.

    Raises
    ------
    StoreError
        If there is none, or it cannot be read.

    Examples
    --------
    >>> from beleidsgraaf.messages import Messages
    >>> open_graph(Session.start(Messages("nl")), "nergens")
    Traceback (most recent call last):
    ...
    beleidsgraaf.ontology.errors.StoreError: nergens: deze graaf bestaat niet; maak hem met: ...
    """
    from beleidsgraaf.graph import PolicyGraph

    _check_exists(session, store)
    return PolicyGraph.open(store, read_only=True)


def open_to_write(session: Session, store: str, *, new: bool = True, patience: float = PATIENCE) -> "PolicyGraph":
    """Open a graph for changes; wait a little while another program writes it.

    Parameters
    ----------
    session : Session
        Where to say that we wait.
    store : str
        A folder, a file or an address.
    new : bool
        Whether to make it where there is none.
    patience : float
        Seconds to wait at most.

    Raises
    ------
    StoreError
        If it cannot be opened; a `StoreBusyError` if the other program is still busy.

    Examples
    --------
    >>> from beleidsgraaf.messages import Messages
    >>> open_to_write(Session.start(Messages("nl"), quiet=True), "graaf.csv")
    Traceback (most recent call last):
    ...
    beleidsgraaf.ontology.errors.StoreError: graaf.csv: cannot keep a store as .csv; use ...
    """
    from beleidsgraaf.graph import PolicyGraph

    if not new:
        _check_exists(session, store)
    until = time.monotonic() + patience
    waiting = False
    while True:
        try:
            return PolicyGraph.open(store)
        except StoreBusyError:
            if time.monotonic() >= until:
                raise StoreBusyError(session.messages("error.busy", store=store)) from None
            if not waiting:
                session.note("store.waiting", store=store, seconds=round(patience))
            waiting = True
        time.sleep(0.2)


def _check_exists(session: Session, store: str) -> None:
    if "://" not in store and not Path(store).exists():
        raise StoreError(session.messages("error.no_store", store=store))


def entity_of(session: Session, graph: "PolicyGraph", name: str) -> "Entity":
    """Return the entity that a user means by a name; where several have it, the likeliest, and say so.

    Parameters
    ----------
    session : Session
        Where to say it.
    graph : PolicyGraph
        Where to look.
    name : str
        Label, alias, abbreviation or IRI.

    Raises
    ------
    UnknownNameError
        If there is none; with the nearest names.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> from beleidsgraaf.messages import Messages
    >>> entity_of(Session.start(Messages("nl"), quiet=True), example_graph(), "Groningen").label
    'gemeente Groningen'
    """
    found = graph.find(name)
    if not found:
        return graph.entity(name)  # raises, with suggestions
    if len(found) > 1:
        others = ", ".join(f"{other.label} <{other.iri}>" for other in found[1:6])
        session.note("name.ambiguous", name=name, chosen=found[0].label, others=others)
    return found[0]
