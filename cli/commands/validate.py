"""``beleidsgraaf validate``: does a graph hold to the SHACL shapes."""

import typer
from beleidsgraaf.options import StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_graph


@command
def validate(session: Session, store: StoreArgument) -> None:
    """Check a graph against the SHACL shapes."""
    from rich.text import Text

    say = session.messages
    with open_graph(session, store) as graph:
        report = graph.validate()
    table = session.table(say("heading.severity"), say("heading.node"), say("heading.problem"), say("heading.document"))
    for finding in report.results:
        problem = finding.message_nl if say.language == "nl" else finding.message_en
        place = Text(" ".join(filter(None, (finding.focus, finding.path, finding.value))), overflow="fold")
        severity = Text(say(f"severity.{finding.severity}"), "red" if finding.severity == "violation" else "yellow")
        table.add_row(severity, place, Text(problem), Text(finding.graph, "dim", overflow="fold"))
    if report.results:
        session.out.print(table)
    if not report.conforms:
        session.warn("validate.violations", store=store, count=len(report.violations))
        raise typer.Exit(1)
    session.note("validate.conforms", store=store)
