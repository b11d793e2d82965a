"""``beleidsgraaf demo``: from two shipped documents to a graph, an answer and a picture."""

import shlex
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from beleidsgraaf.commands.build import Tally, fill, type_table
from beleidsgraaf.options import command
from beleidsgraaf.session import Session

if TYPE_CHECKING:
    from beleidsgraaf.graph import PolicyGraph

_QUERY: Final = "gemeenten-in-programma"
_PROGRAMME: Final = "Regio Deal Achterhoek"


@command
def demo(
    session: Session,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="demo.output")] = Path("demo"),
) -> None:
    """Build a graph from two shipped documents and show what comes out."""
    from beleidsgraaf.graph import PolicyGraph
    from rich.text import Text

    say = session.messages
    documents = copy_documents(output)
    store, page = output / "graph", output / "net.html"
    tally = Tally()
    with PolicyGraph.open(store) as graph:
        fill(session, graph, [str(path) for path in documents], tally, force=True)
        session.out.print(f"[bold]{say('demo.found', count=tally.documents)}[/]")
        session.out.print(type_table(session, tally))
        _answer(session, graph, store)
        graph.view(page, lang=say.language)
    for key, place in (("demo.documents", output), ("demo.graph", store), ("demo.network", page)):
        session.out.print(Text.assemble((f"{say(key)}: ", "bold"), str(place.resolve())), soft_wrap=True)
    if tally.failures:
        raise typer.Exit(1)


def copy_documents(folder: Path) -> list[Path]:
    """Copy the shipped documents to a folder, made where there is none, and return where they are.

    Parameters
    ----------
    folder : Path
        Where to; documents of the same name there are replaced.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.suffix for path in copy_documents(Path(folder))]
    ['.txt', '.txt']
    """
    folder.mkdir(parents=True, exist_ok=True)
    copies = []
    for shipped in sorted(resources.files("beleidsgraaf").joinpath("demo").iterdir(), key=lambda file: file.name):
        copy = folder / shipped.name
        copy.write_bytes(shipped.read_bytes())
        copies.append(copy)
    return copies


def _answer(session: Session, graph: "PolicyGraph", store: Path) -> None:
    """Print a question, its answer with the sentences, and what the text says of it but does not state."""
    from beleidsgraaf.ontology.resources import shipped_query
    from rich.text import Text

    say = session.messages
    shipped = shipped_query(_QUERY)
    question = shipped.question_nl if say.language == "nl" else shipped.question_en
    session.out.print(Text.assemble((f"{say('demo.asked')}: ", "bold"), question))
    typed = ["beleidsgraaf", "query", str(store), _QUERY, "--param", f"programma={_PROGRAMME}"]
    session.out.print(Text(f"  {shlex.join(typed)}", "cyan"), soft_wrap=True)
    table = session.table(say("heading.subject"), say("heading.status"), say("heading.sentence"))
    rows = graph.query(_QUERY, programma=_PROGRAMME)
    stated = sorted(((row.zin, row.gemeente) for row in rows), key=lambda pair: pair[0])
    for sentence, group in groupby(stated, key=lambda pair: pair[0]):
        table.add_row(Text("\n".join(name for _, name in group)), say("status.stated"), Text(sentence))
    for proof in graph.evidence(predicate="participatesIn", object=_PROGRAMME):
        if proof.status != "stated":
            table.add_row(
                Text(proof.subject.label), Text(say(f"status.{proof.status}"), "yellow"), Text(proof.sentence)
            )
    session.out.print(table)
