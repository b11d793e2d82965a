"""Which candidates become mentions."""

import itertools

import pytest
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.resolve import resolve, strength
from beleidsgraaf.ontology import ENTITY_TYPES
from hypothesis import given
from hypothesis import strategies as st


@st.composite
def candidates(draw: st.DrawFn) -> Candidate:
    start = draw(st.integers(0, 60))
    return Candidate(
        start,
        start + draw(st.integers(0, 25)),
        draw(st.sampled_from(sorted(ENTITY_TYPES))),
        draw(st.sampled_from(["register", "pattern", "repeat"])),
        draw(st.floats(0, 1)),
        draw(st.sampled_from([(), ("a",), ("b", "a")])),
        draw(st.none() | st.just("Naam")),
    )


@given(st.lists(candidates(), max_size=25), st.floats(0, 1))
def test_what_is_chosen_never_overlaps_and_is_sure_enough(found: list[Candidate], minimum: float) -> None:
    chosen = resolve(found, minimum)
    assert all(a.end <= b.start for a, b in itertools.pairwise(chosen))
    assert all(c in found and c.score >= minimum and c.start < c.end for c in chosen)


@given(st.lists(candidates(), max_size=12).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_the_finders_makes_no_difference(both: tuple[list[Candidate], list[Candidate]]) -> None:
    assert resolve(both[0]) == resolve(both[1])


@given(st.lists(candidates(), max_size=25))
def test_nothing_sure_is_left_where_nothing_was_chosen(found: list[Candidate]) -> None:
    chosen = resolve(found)
    for c in found:
        if c.score >= 0.5 and c.start < c.end:
            assert any(c.start < o.end and o.start < c.end for o in chosen)


@given(st.lists(candidates(), max_size=25))
def test_choosing_from_what_was_chosen_changes_nothing(found: list[Candidate]) -> None:
    chosen = resolve(found)
    assert resolve(chosen) == chosen


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (Candidate(0, 35, "Office", "pattern", 0.9), Candidate(13, 35, "Ministry", "register", 0.75)),
        (Candidate(0, 9, "Region", "register", 0.9), Candidate(0, 9, "Person", "pattern", 0.6)),
        (Candidate(0, 10, "Region", "register", 0.95), Candidate(5, 12, "Organisation", "pattern", 0.55)),
    ],
)
def test_the_longer_and_surer_wins(winner: Candidate, loser: Candidate) -> None:
    assert strength(winner) > strength(loser)
    assert resolve([loser, winner]) == [winner]
