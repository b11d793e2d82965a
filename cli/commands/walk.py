"""``beleidsgraaf path`` and ``beleidsgraaf neighbours``: from one entity to others, with the sentences."""

from typing import TYPE_CHECKING, Annotated

import typer
from beleidsgraaf.options import NameArgument, StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import entity_of, open_graph

if TYPE_CHECKING:
    from beleidsgraaf.graph.entity import Evidence, Relation


@command
def path(
    session: Session,
    store: StoreArgument,
    a: Annotated[str, typer.Argument(metavar="A", help="path.a", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="path.b", show_default=False)],
) -> None:
    """Show how two entities hang together."""
    from rich.text import Text

    say = session.messages
    with open_graph(session, store) as graph:
        start, end = entity_of(session, graph, a), entity_of(session, graph, b)
        found = graph.paths(start, end)
        if not found:
            session.warn_text(say("path.none", a=start.label, b=end.label))
            raise typer.Exit(1)
        for number, way in enumerate(found, 1):
            session.out.print(Text(way.to_text(say.language), "bold"), soft_wrap=True)
            for step in way.steps:
                for relation in step:
                    _print_step(session, relation)
            if number < len(found):
                session.out.print()


@command
def neighbours(session: Session, store: StoreArgument, name: NameArgument) -> None:
    """Show everything that an entity is directly related to."""
    from rich.text import Text

    say = session.messages
    with open_graph(session, store) as graph:
        entity = entity_of(session, graph, name)
        if not entity.relations:
            session.note("neighbours.none", name=entity.label)
            return
        table = session.table(
            say("heading.subject"), say("heading.relation"), say("heading.object"), say("heading.sentence"),
            say("heading.document"),
        )  # fmt: skip
        above = ""
        for relation in entity.relations:
            sentences, documents = _said(session, relation)
            ends = (Text(end.label, "bold" if end == entity else "") for end in (relation.subject, relation.object))
            table.add_row(
                next(ends), Text(relation.label(say.language), "cyan"), next(ends),
                Text("" if sentences == above else sentences), Text(documents, "dim"),
            )  # fmt: skip
            above = sentences
        session.out.print(table)


def _print_step(session: Session, relation: "Relation") -> None:
    from rich.padding import Padding
    from rich.text import Text

    line = Text.assemble(
        relation.subject.label, " ", (relation.label(session.messages.language), "cyan"), " ", relation.object.label
    )
    session.out.print(Padding(line, (0, 0, 0, 2)))
    for proof in _stated(relation):
        quote = Text.assemble(f"“{_one_line(proof.sentence)}” ", (f"({proof.document.label})", "dim"))
        session.out.print(Padding(quote, (0, 0, 0, 4)))
    if relation.from_register:
        session.out.print(Padding(Text(f"({session.messages('register.source')})", "dim"), (0, 0, 0, 4)))


def _said(session: Session, relation: "Relation") -> tuple[str, str]:
    """Return the sentences that state a relation and where they stand, for two cells of a table."""
    proofs = _stated(relation)
    sentences = [_one_line(proof.sentence) for proof in proofs]
    documents = [proof.document.label for proof in proofs]
    if relation.from_register:
        documents.append(session.messages("register.source"))
    return "\n".join(dict.fromkeys(sentences)), "\n".join(dict.fromkeys(documents))


def _stated(relation: "Relation") -> "list[Evidence]":
    return [proof for proof in relation.evidence if proof.status == "stated"]


def _one_line(text: str) -> str:
    return " ".join(text.split())
