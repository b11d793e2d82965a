"""What a Dask cluster finds, into a graph: document by document, or gathered and loaded in one go."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from beleidsgraaf.cluster import Found, Known, Task, outcomes
from beleidsgraaf.commands.build import Tally, progress
from beleidsgraaf.commands.extract import report
from beleidsgraaf.pool import Failure
from beleidsgraaf.session import Session

if TYPE_CHECKING:
    from beleidsgraaf.graph import PolicyGraph


def fill_from_cluster(
    session: Session,
    graph: "PolicyGraph",
    files: Sequence[str],
    tally: Tally,
    address: str,
    *,
    force: bool = False,
    min_confidence: float = 0.0,
) -> None:
    """Do as `beleidsgraaf.commands.build.fill` with a Dask cluster: one transaction a document.

    Parameters
    ----------
    session, graph, files, tally, force, min_confidence
        As there.
    address : str
        Of the Dask scheduler.

    Raises
    ------
    ClusterError
        See `beleidsgraaf.cluster.outcomes`.
    StoreError
        If the graph cannot be written.
    """
    from beleidsgraaf.graph.iris import document_iri
    from beleidsgraaf.graph.registers import refresh

    judged_since = tally.judgements.outdated(graph.store) if tally.judgements else set()

    def known(id: str) -> str | None:
        return None if force or document_iri(id) in judged_since else graph.fingerprint(id)

    def add(found: Found) -> None:
        graph.add(found.extraction, judgements=tally.judgements)

    refresh(graph.store)
    _take(session, files, tally, address, known, add, min_confidence)


def gather(
    session: Session, store: str, files: Sequence[str], tally: Tally, address: str, *, min_confidence: float = 0.0
) -> None:
    """Do as `fill_from_cluster` for a store that is not there yet: gathered first, loaded in one go.

    Parameters
    ----------
    session, files, tally, min_confidence
        As in `beleidsgraaf.commands.build.fill`.
    store : str
        The folder of the store to be.
    address : str
        Of the Dask scheduler.

    Raises
    ------
    ClusterError
        See `beleidsgraaf.cluster.outcomes`; what was gathered is kept.
    StoreError
        If the store cannot be written.
    """
    from beleidsgraaf.graph.iris import document_iri
    from beleidsgraaf.graph.spool import Spool

    def known(id: str) -> str | None:
        return spool.fingerprint(document_iri(id).value)

    def add(found: Found) -> None:
        document = found.extraction.document
        keys = {e.key for e in found.extraction.entities if e.key}
        spool.add(document_iri(document.id).value, document.fingerprint or "", found.statements, keys)

    # What was gathered by other judgements cannot be told from what was not.
    spool = Spool(Path(store), fresh=bool(tally.judgements and tally.judgements.rows))
    try:
        _take(session, files, tally, address, known, add, min_confidence)
    finally:
        spool.close()
    spool.load()


def _take(
    session: Session,
    files: Sequence[str],
    tally: Tally,
    address: str,
    known: Known,
    add: Callable[[Found], None],
    min_confidence: float,
) -> None:
    with progress(session, files) as step:
        for outcome in outcomes(address, files, known, Task(min_confidence, tally.judgements)):
            if isinstance(outcome, Failure):
                tally.failures.append(outcome)
                report(session, outcome)
                step(outcome.name)
                continue
            if isinstance(outcome, Found) and known(outcome.id) != outcome.extraction.document.fingerprint:
                add(outcome)
                tally.count(outcome.extraction)
            else:
                tally.unchanged += 1
            step(outcome.id)
