"""``beleidsgraaf build``: documents into a graph, each one safe as soon as it is read."""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Final

import typer
from beleidsgraaf.commands.extract import failure_text, report
from beleidsgraaf.labels import type_label
from beleidsgraaf.ontology.errors import StoreError
from beleidsgraaf.ontology.vocabulary import ENTITY_TYPES
from beleidsgraaf.options import JudgementsOption, MinConfidenceOption, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_to_write

if TYPE_CHECKING:
    from beleidsgraaf.extract.document import Document
    from beleidsgraaf.extract.extraction import Extraction
    from beleidsgraaf.graph import PolicyGraph
    from beleidsgraaf.graph.judgements import Judgements
    from beleidsgraaf.pool import Failure
    from rich.table import Table

_SAVE_EVERY: Final = 60.0  # seconds; a store in a file is in memory until it is saved


MOST: Final = 1_000_000
"""Entities of one type that a build tells apart; more are counted as so many and a plus."""


@command
def build(
    session: Session,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="build.files", show_default=False)],
    into: Annotated[str, typer.Option("--into", metavar="STORE", help="build.into", show_default=False)],
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="build.jobs")] = 1,
    force: Annotated[bool, typer.Option("--force", help="build.force")] = False,
    min_confidence: MinConfidenceOption = 0.0,
    judgements: JudgementsOption = None,
    dask: Annotated[str | None, typer.Option("--dask", metavar="ADDRESS", help="build.dask")] = None,
) -> None:
    """Build a graph from documents, or add to one."""
    from beleidsgraaf.graph.judgements import Judgements

    judged = Judgements.read(judgements) if judgements else Judgements()
    tally = Tally(judgements=judged)
    if dask and is_new_folder(into):
        from beleidsgraaf.cluster_build import gather

        with _stopping_kindly(session, tally, into):
            gather(session, into, files, tally, dask, min_confidence=min_confidence)
    else:
        with open_to_write(session, into) as graph, _stopping_kindly(session, tally, into):
            if dask:
                from beleidsgraaf.cluster_build import fill_from_cluster

                fill_from_cluster(session, graph, files, tally, dask, force=force, min_confidence=min_confidence)
            else:
                fill(
                    session, graph, files, tally,
                    jobs=jobs or os.cpu_count() or 1, force=force, min_confidence=min_confidence,
                )  # fmt: skip
            if elsewhere := judged.outdated(graph.store):
                session.note("build.judged_elsewhere", count=len(elsewhere), store=into)
    if not session.quiet:
        summarise(session, tally, into)
    nothing = not tally.documents and not tally.unchanged
    if nothing and not tally.failures:
        session.warn("error.no_documents", names=", ".join(files))
    if nothing or tally.failures:
        raise typer.Exit(2 if nothing else 1)


def is_new_folder(store: str) -> bool:
    """Tell whether a store will be a folder that is not there yet, or is empty.

    Examples
    --------
    >>> is_new_folder("nergens/graaf"), is_new_folder("nergens/graaf.nq"), is_new_folder("http://127.0.0.1:7878")
    (True, False, False)
    """
    from beleidsgraaf.graph.files import FORMATS, NEAR_FORMATS

    path = Path(store)
    if "://" in store or path.suffix.lower() in (*FORMATS, *NEAR_FORMATS):
        return False
    return not path.exists() or (path.is_dir() and not any(path.iterdir()))


@contextmanager
def _stopping_kindly(session: Session, tally: "Tally", store: str) -> Iterator[None]:
    """Say what is kept when the work is broken off."""
    try:
        yield
    except KeyboardInterrupt:
        session.warn("build.interrupted", count=tally.documents, store=store)
        raise typer.Exit(130) from None
    except StoreError as error:
        raise StoreError(session.messages("build.stopped", cause=error)) from error


@dataclass(slots=True)
class Tally:
    """What a build did.

    Attributes
    ----------
    documents, unchanged : int
        Documents added, and documents that the graph had already.
    failures : list of Failure
        Files and documents that are not in the graph, with the cause.
    entities : dict of str to set of int
        By type, so that what several documents mention counts once; hashes of IRIs, to save memory, and no more than
        `MOST` of a type.
    mentions, relations : Counter
        Number by type and by predicate.
    judgements : Judgements or None
        Which entities are the same; the graph is built by them.
    """

    documents: int = 0
    unchanged: int = 0
    failures: "list[Failure]" = field(default_factory=list)
    entities: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    mentions: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    judgements: "Judgements | None" = None

    def count(self, extraction: "Extraction") -> None:
        """Add one document."""
        from beleidsgraaf.graph.iris import entity_iri

        self.documents += 1
        for entity in extraction.entities:
            if len(known := self.entities[entity.type]) < MOST:
                iri = entity_iri(extraction, entity).value
                target = self.judgements.target(iri) if self.judgements else None
                known.add(hash(target.iri if target else iri))
            self.mentions[entity.type] += len(entity.mentions)
        self.relations.update(relation.predicate for relation in extraction.relations)


def fill(
    session: Session,
    graph: "PolicyGraph",
    files: Sequence[str],
    tally: Tally,
    *,
    jobs: int = 1,
    force: bool = False,
    min_confidence: float = 0.0,
) -> None:
    """Read documents into a graph, one transaction a document, and tell of each failure at once.

    Parameters
    ----------
    session : Session
        Where progress and failures are shown.
    graph : PolicyGraph
        What to fill.
    files : sequence of str
        Files, folders and zips.
    tally : Tally
        Kept up to date on the way, so that it is right after Ctrl-C too; holds the judgements to build by.
    jobs : int
        Number of processes.
    force : bool
        Whether to read documents again that this release read before and that have not changed.
    min_confidence : float
        Entities and relations less sure than this are left out.
    """
    from beleidsgraaf.extract.fingerprint import fingerprint
    from beleidsgraaf.graph.iris import document_iri
    from beleidsgraaf.graph.registers import refresh
    from beleidsgraaf.pool import Failure, extract_batch, extract_each
    from beleidsgraaf.sources import documents

    def failed(failure: "Failure") -> None:
        tally.failures.append(failure)
        report(session, failure)

    judged_since = tally.judgements.outdated(graph.store) if tally.judgements else set()

    def changed() -> "Iterator[Document]":
        for document in documents(files, failed):
            again = force or document_iri(document.id) in judged_since
            if not again and graph.fingerprint(document.id) == fingerprint(document, min_confidence):
                tally.unchanged += 1
                step(document.id)
            else:
                yield document

    refresh(graph.store)
    saved = monotonic()
    work = partial(extract_batch, minimum_confidence=min_confidence)
    with progress(session, files) as step:
        for outcome in extract_each(changed(), jobs=jobs, work=work):
            if isinstance(outcome, Failure):
                failed(outcome)
                step(outcome.name)
                continue
            graph.add(outcome, judgements=tally.judgements)
            tally.count(outcome)
            step(outcome.document.id)
            if monotonic() - saved > _SAVE_EVERY:
                graph.save()
                saved = monotonic()


def summarise(session: Session, tally: Tally, store: str) -> None:
    """Print what a build did: documents, entities by type, relations, what was skipped and what failed."""
    from rich.text import Text

    say = session.messages
    done = (
        say("build.document", store=store)
        if tally.documents == 1
        else say("build.documents", count=tally.documents, store=store)
    )
    parts = [done]
    if tally.unchanged:
        parts.append(say("build.unchanged", count=tally.unchanged))
    if tally.failures:
        parts.append(say("build.failed", count=len(tally.failures)))
    session.out.print("; ".join(parts), markup=False, soft_wrap=True)
    if tally.documents:
        session.out.print(type_table(session, tally))
    for failure in tally.failures:
        session.out.print(Text(f"  {failure_text(session, failure)}", "red"), soft_wrap=True)


def type_table(session: Session, tally: Tally) -> "Table":
    """Return the table of what was found: entities and mentions by type, and the relations."""
    say = session.messages
    table = session.table(say("heading.type"), say("heading.entities"), say("heading.mentions"))
    for column in table.columns[1:]:
        column.justify = "right"
    for name in ENTITY_TYPES:
        if found := tally.entities[name]:
            number = f"{len(found)}+" if len(found) >= MOST else str(len(found))
            table.add_row(type_label(name, say.language), number, str(tally.mentions[name]))
    table.add_section()
    table.add_row(say("build.relations"), str(tally.relations.total()), "")
    return table


@contextmanager
def progress(session: Session, files: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Yield what to call with the name of each document that is done; a bar on a terminal, else nothing."""
    if session.quiet or not session.err.is_terminal:
        yield lambda name: None
        return
    from beleidsgraaf.sources import expected
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(), BarColumn(20), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=session.err, transient=True) as progress:
        task = progress.add_task(session.messages("build.reading"), total=expected(files))
        yield lambda name: progress.update(task, advance=1, description=name)
