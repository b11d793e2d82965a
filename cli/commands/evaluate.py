"""``beleidsgraaf evaluate``: how well extraction agrees with annotations of one's own."""

import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from beleidsgraaf.labels import type_label
from beleidsgraaf.ontology.errors import FormatError
from beleidsgraaf.options import command
from beleidsgraaf.session import Session

if TYPE_CHECKING:
    from beleidsgraaf.extract.evaluation import Evaluation, Score
    from beleidsgraaf.extract.extraction import Extraction
    from rich.table import Table


class Format(StrEnum):
    """Forms of the output."""

    table = "table"
    json = "json"


@command
def evaluate(
    session: Session,
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="evaluate.gold", show_default=False)],
    predicted: Annotated[
        str | None, typer.Argument(metavar="[PREDICTED]", help="evaluate.predicted", show_default=False)
    ] = None,
    errors: Annotated[int, typer.Option("--errors", min=0, metavar="N", help="evaluate.errors")] = 0,
    format: Annotated[Format, typer.Option("--format", "-f", help="evaluate.format")] = Format.table,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="evaluate.jobs")] = 1,
) -> None:
    """Score predicted records against annotated ones."""
    from beleidsgraaf.extract import evaluation

    annotated = list(records(gold))
    if not annotated:
        raise FormatError(session.messages("evaluate.empty", file=gold))
    found = records(predicted) if predicted else _extracted(annotated, jobs)
    result = evaluation.evaluate(annotated, found)
    if format is Format.json:
        session.write(json.dumps(_plain(result, errors), indent=1, ensure_ascii=False))
    else:
        _print(session, result, errors)
    for name in result.missing:
        session.warn("evaluate.missing", name=name)
    if result.missing:
        raise typer.Exit(1)


def records(path: str) -> "Iterator[Extraction]":
    """Yield the records of a file, one JSON object a line.

    Parameters
    ----------
    path : str

    Raises
    ------
    FormatError
        With the file and the line that is no record.
    """
    from beleidsgraaf.extract import read_jsonl

    with open(path, encoding="utf-8") as file:
        try:
            yield from read_jsonl(file)
        except (FormatError, UnicodeDecodeError) as error:
            raise FormatError(f"{path}: {error}") from error


def _extracted(annotated: "Iterable[Extraction]", jobs: int) -> "Iterator[Extraction]":
    """Yield what the extractor finds in the annotated texts."""
    from beleidsgraaf.extract.readers import from_text
    from beleidsgraaf.pool import Failure, extract_each

    documents = (from_text(x.text, name=x.document.id) for x in annotated)
    for outcome in extract_each(documents, jobs=jobs):
        if isinstance(outcome, Failure):
            raise FormatError(f"{outcome.name}: {outcome.cause}")
        yield outcome


def _plain(result: "Evaluation", errors: int) -> dict[str, object]:
    plain = result.to_dict()
    plain["calibration"] = {
        level: [
            {"from": b.low, "to": b.high, "n": b.count, "confidence": b.confidence, "right": b.right}
            for b in result.calibration(level)
        ]
        for level in result.judged
    }
    if errors:
        plain["errors"] = [{"document": p.document, "kind": p.kind, "what": p.what} for p in result.problems[:errors]]
    return plain


def _print(session: Session, result: "Evaluation", errors: int) -> None:
    from beleidsgraaf.extract.evaluation import CORE
    from beleidsgraaf.graph.values import relation_label

    say = session.messages
    session.out.print(say("evaluate.documents", count=result.documents), markup=False)
    for level in ("mention", "overlap", "entity", "relation"):
        table = _table(session, say(f"evaluate.{level}"))
        if level == "relation":
            rows = {relation_label(name, say.language): s for name, s in result.scores[level].items()}
        else:
            rows = {type_label(name, say.language): s for name, s in result.scores[level].items()}
        for name, score in rows.items() if level != "overlap" else ():
            _add(table, name, score)
        table.add_section()
        if level != "relation":
            _add(table, say("evaluate.core"), result.total(level, CORE))
        _add(table, say("evaluate.all"), result.total(level))
        session.out.print(table)
    links = result.links
    session.out.print(
        say(
            "evaluate.links", precision=f"{links.precision:.3f}", recall=f"{links.recall:.3f}", count=links.annotated
        ),
        markup=False,
    )  # fmt: skip
    table = session.table(
        say("evaluate.confidence"), *(h for level in result.judged for h in (say(f"evaluate.{level}"), "")),
        title=say("evaluate.calibration"),
    )  # fmt: skip
    columns = [{b.low: b for b in result.calibration(level)} for level in result.judged]
    for low in sorted({low for column in columns for low in column}):
        cells = []
        for column in columns:
            b = column.get(low)
            cells += [f"{b.right:.3f}", f"({b.count})"] if b else ["", ""]
        high = next(c[low].high for c in columns if low in c)
        table.add_row(f"{low:.2f}–{high:.2f}", *cells)
    session.out.print(table)
    for problem in result.problems[:errors]:
        kind = say(f"evaluate.{problem.kind.replace(' ', '_')}")
        session.write(f"{problem.document}\t{kind}\t{problem.what}")


def _table(session: Session, title: str) -> "Table":
    say = session.messages
    table = session.table(
        "", say("evaluate.precision"), say("evaluate.recall"), "F1", say("evaluate.right"), say("evaluate.too_much"),
        say("evaluate.not_found"), title=title,
    )  # fmt: skip
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _add(table: "Table", name: str, score: "Score") -> None:
    figures = (f"{figure:.3f}" for figure in (score.precision, score.recall, score.f1))
    table.add_row(name, *figures, str(score.right), str(score.spurious), str(score.missed))
