"""``beleidsgraaf candidates``: pairs of entities that may be one thing, for a person to judge."""

from pathlib import Path

from beleidsgraaf.options import JudgementsOption, OutputOption, StoreArgument, command
from beleidsgraaf.session import Session
from beleidsgraaf.stores import open_graph


@command
def candidates(
    session: Session,
    store: StoreArgument,
    judgements: JudgementsOption = None,
    output: OutputOption = None,
) -> None:
    """Propose pairs that may be the same."""
    from beleidsgraaf.graph import same
    from beleidsgraaf.graph.judgements import Judgements

    judged = Judgements.read(judgements) if judgements else Judgements()
    with open_graph(session, store) as graph:
        found = same.candidates(graph.store, judged)
    text = same.to_csv(found, judged)
    if output:
        Path(output).write_text(text, encoding="utf-8", newline="")
    else:
        session.write(text)
    session.note("candidates.found", count=len(found))
