"""The choice of spans by weighed evidence."""

from itertools import chain, combinations

import pytest
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.resolve import Resolver, Span, best_set, evidence
from hypothesis import given
from hypothesis import strategies as st

_TEXT = "Het ministerie van Zorg"
_SPANS = st.tuples(st.integers(0, 12), st.integers(1, 5), st.sampled_from(("Law", "Region")), st.integers(0, 10))


class _Reading:
    """A model that is equally sure of everything, and has no token bounds at odd offsets when asked to."""

    def __init__(self, sure: float, *, odd: bool = True) -> None:
        self.sure, self.odd = sure, odd

    def probability(self, span: Span) -> tuple[float, float, float] | None:
        return (self.sure, self.sure, self.sure) if self.odd or span[0] % 2 == 0 else None


def _candidate(start: int, length: int, type: str, tenths: int) -> Candidate:
    return Candidate(start, start + length, type, "pattern", tenths / 10)


@given(st.lists(_SPANS, max_size=8), st.sampled_from((0.0, 0.25, 0.45)))
def test_the_best_set_is_as_good_as_any(rows: list[tuple[int, int, str, int]], threshold: float) -> None:
    found = [_candidate(*row) for row in rows]
    chosen = best_set(found, threshold)

    def fits(some: tuple[Candidate, ...]) -> bool:
        return all(a.end <= b.start or b.end <= a.start for a, b in combinations(some, 2))

    def worth(some: tuple[Candidate, ...]) -> float:
        return sum(c.score - threshold for c in some)

    assert fits(tuple(chosen))
    assert all(c.score > threshold for c in chosen)
    assert chosen == sorted(chosen, key=lambda c: c.start)
    subsets = chain.from_iterable(combinations(found, n) for n in range(len(found) + 1))
    assert worth(tuple(chosen)) == pytest.approx(max(worth(some) for some in subsets if fits(some)))


@given(st.lists(_SPANS, max_size=8))
def test_the_best_set_does_not_depend_on_the_order(rows: list[tuple[int, int, str, int]]) -> None:
    found = [_candidate(*row) for row in rows]
    turned = found[::-1]
    assert [(c.start, c.end, c.score) for c in best_set(found, 0.2)] == [
        (c.start, c.end, c.score) for c in best_set(turned, 0.2)
    ]


def test_evidence_is_one_row_a_span() -> None:
    found = [
        Candidate(4, 23, "Ministry", "register:ministries", 0.9, ("min-zorg",)),
        Candidate(4, 23, "Ministry", "model", 1.0),
        Candidate(19, 23, "Ministry", "pattern", 0.6),
    ]
    rows = dict(evidence(_TEXT, found, _Reading(0.8)))
    assert rows.keys() == {(4, 23, "Ministry"), (19, 23, "Ministry")}
    long, short = rows[4, 23, "Ministry"], rows[19, 23, "Ministry"]
    assert long["rule"] == 1.0
    assert long["read"] == 1.0
    assert long["wins"] == 1.0
    assert short["longer_rival"] == pytest.approx(0.9)
    assert long["shorter_rival"] == pytest.approx(0.6)
    assert "read" not in short


def test_spans_without_token_bounds_are_left_out() -> None:
    found = [Candidate(4, 14, "Law", "pattern", 0.9), Candidate(15, 18, "Law", "pattern", 0.9)]
    assert [span for span, _ in evidence(_TEXT, found, _Reading(0.5, odd=False))] == [(4, 14, "Law")]


def test_the_score_is_a_probability_and_the_finder_is_kept() -> None:
    found = [
        Candidate(4, 23, "Ministry", "model", 1.0),
        Candidate(4, 23, "Ministry", "register:ministries", 0.7, ("min-zorg",)),
        Candidate(19, 23, "Region", "pattern", 0.9),
    ]
    resolver = Resolver({"bias": -1.0, "type:Ministry": 3.0, "rule": 0.5})
    (chosen,) = resolver.resolve(_TEXT, found, _Reading(0.5))
    assert (chosen.keys, chosen.source) == (("min-zorg",), "register:ministries")
    assert chosen.score == pytest.approx(1 / (1 + 2.718281828**-2.5), abs=1e-4)
    assert Resolver({"bias": -1.0}).resolve(_TEXT, found, _Reading(0.5)) == []
    certain = Resolver({"bias": 1e9}, threshold=0.0).resolve(_TEXT, found, _Reading(0.5))
    assert all(0 < c.score <= 1 for c in certain)


def test_a_name_is_surer_where_it_stands_again() -> None:
    text = "Provalu helpt. Provalu wint."
    found = [Candidate(0, 7, "Organisation", "model", 1.0), Candidate(15, 22, "Organisation", "model", 0.25)]
    assert [row["elsewhere"] for _, row in evidence(text, found, _Reading(0.8))] == [pytest.approx(0.8 * 0.8)] * 2
    (only,) = evidence(text, found[:1], _Reading(0.8))
    assert only[1]["elsewhere"] == 0.0


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("De Stichting\n\nWijkwerk.", "apart"),
        ("De Stichting   Wijkwerk.", "apart"),
        ("De ‘Stichting Wijkwerk’.", "quoted"),
        ("De Stichting Wijkwerk Emmen.", "cut"),
        ("De Jonge Stichting Wijkwerk.", "cut_before"),
    ],
)
def test_what_stands_around_and_within_a_span_is_evidence(text: str, feature: str) -> None:
    start, end = text.index("Stichting"), text.index("Wijkwerk") + 8
    plain = "de Stichting Wijkwerk."
    seen = [
        dict(evidence(t, [Candidate(a, b, "Organisation", "model", 1.0)], _Reading(0.8)))[a, b, "Organisation"][feature]
        for t, a, b in ((text, start, end), (plain, 3, 21))
    ]
    assert seen == [1.0, 0.0]
