"""Which part of a graph is drawn."""

from collections.abc import Callable

import pytest
from beleidsgraaf.graph.view.model import ViewModel
from beleidsgraaf.graph.view.select import around, central


def id_of(model: ViewModel, label: str) -> str:
    return next(n.id for n in model.nodes if n.label == label)


def test_one_step_around_has_the_neighbours_and_what_is_between_them(dossier: ViewModel) -> None:
    part = around(dossier, id_of(dossier, "Regio Deal Zuidoost-Drenthe"), 1)
    assert {n.label for n in part.nodes} == {
        "Regio Deal Zuidoost-Drenthe", "gemeente Emmen", "provincie Drenthe",
        "ministerie van Binnenlandse Zaken en Koninkrijksrelaties",
    }  # fmt: skip
    assert "locatedIn" in {e.predicate for e in part.edges}
    assert (part.total_nodes, part.depth) == (45, 1)


def test_no_steps_leave_the_focus_alone(dossier: ViewModel) -> None:
    focus = id_of(dossier, "Tweede Kamer")
    assert [n.id for n in around(dossier, focus, 0).nodes] == [focus]


def test_a_stranger_is_refused(dossier: ViewModel) -> None:
    with pytest.raises(KeyError):
        around(dossier, "urn:nobody", 0)


def test_documents_that_nothing_left_quotes_are_left_out(dossier: ViewModel) -> None:
    part = around(dossier, id_of(dossier, "Regio Deal Zuidoost-Drenthe"), 1)
    quoted = {s.document for s in part.sentences} | {v.document for e in part.edges for v in e.evidence}
    assert {d.id for d in part.documents} == quoted


def test_the_most_central_are_kept(generated: Callable[[int], ViewModel]) -> None:
    model = generated(400)
    part, degrees = central(model, 100), model.degrees()
    kept = {n.id for n in part.nodes}
    assert len(kept) == 100
    assert min(degrees[i] for i in kept) >= max(degrees[n.id] for n in model.nodes if n.id not in kept)
    assert (part.total_nodes, part.total_edges) == (400, len(model.edges))
    assert all(e.source in kept and e.target in kept for e in part.edges)
    assert all(m.node in kept for s in part.sentences for m in s.mentions)


def test_a_small_graph_is_left_alone(dossier: ViewModel) -> None:
    assert central(dossier, 45) is dossier
