"""Exact matching of many names in running text."""

import pytest
from beleidsgraaf.extract.gazetteer import FOLD, Gazetteer, pieces
from hypothesis import given
from hypothesis import strategies as st

NAMES = (
    "Europese Commissie",
    "Assen",
    "JenV",
    "'s-Hertogenbosch",
    "Raad van State",
    "Raad",
    "NPLV",
    "U&H-strategie",
    "D66",
)


def gazetteer(*, ignore_case: bool = False, names: tuple[str, ...] = NAMES) -> Gazetteer:
    made = Gazetteer(ignore_case=ignore_case)
    for name in names:
        made.add(name, name)
    return made


def found(text: str, *, ignore_case: bool = False) -> list[str]:
    return [text[m.start : m.end] for m in gazetteer(ignore_case=ignore_case).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Assen.", ["Assen"]),
        ("In Assense straten", []),
        ("assen van auto's", []),
        ("de Raad van State en de Raad", ["Raad van State", "Raad"]),
        ("de Raad\nvan  State", ["Raad\nvan  State"]),
        ("deEuropese Commissie", ["Europese Commissie"]),
        ("2024Raad", ["Raad"]),
        ("1D66", ["D66"]),
        ("de Europese Commissiezetel", []),
        ("’s-Hertogenbosch en 's‑Hertogenbosch", ["’s-Hertogenbosch", "'s‑Hertogenbosch"]),
        ("NPLV-gebieden", ["NPLV"]),
        ("(JenV)", ["JenV"]),
        ("VJenV", []),
        ("AssenNPLV", ["Assen", "NPLV"]),
        ("U&H-strategie 2025", ["U&H-strategie"]),
        ("RaadRaad", ["Raad", "Raad"]),
        ("", []),
    ],
)
def test_finds_names(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_ignores_case_when_told() -> None:
    assert found("de RAAD VAN STATE en de raad van state", ignore_case=True) == ["RAAD VAN STATE", "raad van state"]


def test_a_name_may_have_several_values_and_blank_names_none() -> None:
    made = Gazetteer()
    made.add("Groningen", "gemeente")
    made.add("Groningen", "provincie")
    made.add("  ", "niets")
    (match,) = made.find("in Groningen")
    assert match.values == ["gemeente", "provincie"]


def test_folding_keeps_offsets() -> None:
    assert all(isinstance(v, str) and len(v) == 1 for v in (chr(c) if isinstance(c, int) else c for c in FOLD.values()))


TEXT = st.lists(
    st.sampled_from([*NAMES, *(n.lower() for n in NAMES), " ", "\n", "-", "de", "2024", "’", "x"]) | st.text(max_size=4)
).map("".join)


@given(TEXT, st.booleans())
def test_matches_slice_back_to_a_name(text: str, ignore_case: bool) -> None:
    def squeezed(name: str) -> str:
        folded = "".join(name.translate(FOLD).split())
        return folded.casefold() if ignore_case else folded

    known = {squeezed(n) for n in NAMES}
    end = 0
    for match in gazetteer(ignore_case=ignore_case).find(text):
        assert end <= match.start < match.end <= len(text)
        assert squeezed(text[match.start : match.end]) in known
        end = match.end


@given(TEXT)
def test_pieces_lie_in_order_and_miss_only_blanks(text: str) -> None:
    end = 0
    for piece, start, stop in pieces(text):
        assert not text[end:start].strip()
        assert piece == text[start:stop].translate(FOLD)
        end = stop


@given(
    st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12), min_size=1, max_size=5)
)
def test_every_name_is_found_where_it_stands_alone(names: list[str]) -> None:
    made = gazetteer(names=tuple(names))
    for name in names:
        text = f"\n{name}\n"
        matches = ["".join(text[m.start : m.end].translate(FOLD).split()) for m in made.find(text)]
        if pieces(name):
            assert "".join(p for p, _, _ in pieces(name)) in matches
