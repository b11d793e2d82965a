"""``beleidsgraaf extract``: entities and relations on standard output, without a graph."""

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from beleidsgraaf.options import MinConfidenceOption, command
from beleidsgraaf.session import Session

if TYPE_CHECKING:
    from beleidsgraaf.extract.extraction import Extraction
    from beleidsgraaf.pool import Failure


class Format(StrEnum):
    """Forms of the output."""

    jsonl = "jsonl"
    table = "table"
    html = "html"


@command
def extract(
    session: Session,
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="extract.files", show_default=False)],
    format: Annotated[Format, typer.Option("--format", "-f", help="extract.format")] = Format.jsonl,
    min_confidence: MinConfidenceOption = 0.0,
) -> None:
    """Find entities and relations in documents."""
    from beleidsgraaf.pool import Failure, extract_batch, extract_each
    from beleidsgraaf.sources import documents

    failures: list[Failure] = []

    def failed(failure: "Failure") -> None:
        failures.append(failure)
        report(session, failure)

    done: list[Extraction] = []
    count = 0
    work = partial(extract_batch, minimum_confidence=min_confidence)
    for outcome in extract_each(documents(files, failed), work=work):
        if isinstance(outcome, Failure):
            failed(outcome)
            continue
        count += 1
        if format is Format.jsonl:
            session.write(outcome.to_json())
        elif format is Format.table:
            print_tables(session, outcome)
        else:
            done.append(outcome)
    if done:
        from beleidsgraaf.highlight import page

        session.write(page(done))
    if failures or not count:
        if not failures:
            session.warn("error.no_documents", names=", ".join(files))
        raise typer.Exit(1 if count else 2)


def report(session: Session, failure: "Failure") -> None:
    """Say which document failed and why, in one line; where in the program only with ``--debug``.

    Parameters
    ----------
    session : Session
        Where to say it.
    failure : Failure
        What went wrong.
    """
    session.warn_text(failure_text(session, failure))
    if failure.details and session.debug:
        session.err.print(failure.details, markup=False, highlight=False)


def failure_text(session: Session, failure: "Failure") -> str:
    """Return which document failed and why, in one line.

    Parameters
    ----------
    session : Session
        For the language.
    failure : Failure
        What went wrong.

    Examples
    --------
    >>> from beleidsgraaf.messages import Messages
    >>> from beleidsgraaf.pool import Failure
    >>> failure_text(Session.start(Messages("en")), Failure("a.pdf", "a.pdf: is empty; nothing to read"))
    'a.pdf: is empty; nothing to read'
    """
    from beleidsgraaf.pool import KILLED

    cause = session.messages("build.killed") if failure.cause == KILLED else failure.cause
    if failure.details:
        cause = session.messages("build.bug", cause=cause)
    line = cause if failure.name in cause.partition(": ")[0] else f"{failure.name}: {cause}"
    return " ".join(line.split())


def print_tables(session: Session, extraction: "Extraction") -> None:
    """Print the entities and the relations of one document as two tables.

    Parameters
    ----------
    session : Session
        Where to print.
    extraction : Extraction
        What was found.
    """
    from beleidsgraaf.graph.values import relation_label
    from beleidsgraaf.labels import type_label
    from rich.text import Text

    say = session.messages
    name = extraction.document.id
    entities = session.table(
        say("heading.type"), say("heading.name"), say("heading.mentions"), say("heading.confidence"),
        say("heading.identifier"), title=say("extract.entities_title", name=name, count=len(extraction.entities)),
    )  # fmt: skip
    entities.columns[2].justify = entities.columns[3].justify = "right"
    for entity in extraction.entities:
        identifier = entity.same_as[0] if entity.same_as else entity.key or ""
        row = (
            type_label(entity.type, say.language), entity.label, str(len(entity.mentions)), f"{entity.confidence:.2f}",
            identifier,
        )  # fmt: skip
        entities.add_row(*map(Text, row))
    session.out.print(entities)
    if not extraction.relations:
        return
    relations = session.table(
        say("heading.subject"), say("heading.relation"), say("heading.object"), say("heading.status"),
        say("heading.confidence"), say("heading.sentence"),
        title=say("extract.relations_title", name=name, count=len(extraction.relations)),
    )  # fmt: skip
    labels = {entity.id: entity.label for entity in extraction.entities}
    above = ""
    for relation in extraction.relations:
        sentence = " ".join(relation.evidence.text.split())
        cells = (
            labels[relation.subject], relation_label(relation.predicate, say.language), labels[relation.object],
            say(f"status.{relation.status}"), f"{relation.confidence:.2f}", sentence if sentence != above else "",
        )  # fmt: skip
        relations.add_row(*map(Text, cells))
        above = sentence
    session.out.print(relations)
