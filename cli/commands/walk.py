"""``beleidsgraaf path`` and ``beleidsgraaf neighbours``: from one entity to others, with the sentences."""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer
from beleidsgraaf.labels import type_label
from beleidsgraaf.options import NameArgument, StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import entity_of, open_graph

if TYPE_CHECKING:
    from beleidsgraaf.graph.entity import Entity, Relation
    from rich.padding import Padding

Said: TypeAlias = tuple[tuple[str, str], ...]
"""Sentences, each with the document that it stands in."""


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
    from beleidsgraaf.graph.values import relation_label
    from rich.padding import Padding
    from rich.text import Text

    say = session.messages
    with open_graph(session, store) as graph:
        entity = entity_of(session, graph, name)
        title = (entity.label, "bold"), f" ({type_label(entity.kind or entity.type, say.language)})"
        session.out.print(Text.assemble(*title), soft_wrap=True)
        if not entity.relations:
            session.note("neighbours.none", name=entity.label)
        for (predicate, onward, said), group in _alike(session, entity).items():
            others = ", ".join(other.label for other in group)
            label = relation_label(predicate, say.language)
            arrow = f"— {label} → " if onward else f"← {label} — "
            session.out.print(Padding(Text.assemble((arrow, "cyan"), others), (0, 0, 0, 2), expand=False))
            for quote, source in said:
                session.out.print(_quoted(quote, source))


def _alike(session: Session, entity: "Entity") -> "dict[tuple[str, bool, Said], list[Entity]]":
    """Return the neighbours that the same sentences relate in the same way, together."""
    groups: dict[tuple[str, bool, Said], list[Entity]] = {}
    for relation in entity.relations:
        onward = relation.subject == entity
        key = (relation.predicate, onward, _said(session, relation))
        groups.setdefault(key, []).append(relation.object if onward else relation.subject)
    return groups


def _print_step(session: Session, relation: "Relation") -> None:
    from rich.padding import Padding
    from rich.text import Text

    label = relation.label(session.messages.language)
    line = Text.assemble(relation.subject.label, (f" — {label} → ", "cyan"), relation.object.label)
    session.out.print(Padding(line, (0, 0, 0, 2), expand=False))
    for quote, source in _said(session, relation):
        session.out.print(_quoted(quote, source))


def _said(session: Session, relation: "Relation") -> Said:
    """Return the sentences that state a relation, each with its document; a register has no sentence."""
    found = [
        (" ".join(proof.sentence.split()), proof.document.source or proof.document.label)
        for proof in relation.evidence
        if proof.status == "stated"
    ]
    if relation.from_register:
        found.append(("", session.messages("register.source")))
    return tuple(dict.fromkeys(found))


def _quoted(quote: str, source: str) -> "Padding":
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text.assemble(f"“{quote}” " if quote else "", (f"({source})", "dim")), (0, 0, 0, 6), expand=False)
