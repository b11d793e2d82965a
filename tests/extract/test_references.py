"""References to papers, gazettes, judgments, articles and pages."""

import re

import pytest
from beleidsgraaf.extract import Entity, Mention
from beleidsgraaf.extract.document import Footnote
from beleidsgraaf.extract.references import motions, references
from hypothesis import given
from hypothesis import strategies as st

OB = "https://zoek.officielebekendmakingen.nl/"


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("Kamerstuk 29 911, nr. 446", f"{OB}kst-29911-446"),
        ("Kamerstukken II 2024/25, 29 911, nr. 446", f"{OB}kst-29911-446"),
        ("Kamerstukken II 2024–2025, 29911 nr. 446", f"{OB}kst-29911-446"),
        ("(Kamerstuk 36 410 VIII, nr. 12)", f"{OB}kst-36410-VIII-12"),
        ("Kamerstuk 32545-143", f"{OB}kst-32545-143"),
        ("Kamerstuk 36410-VI-65", f"{OB}kst-36410-VI-65"),
        ("( 21501-20 , nr. 917 )", f"{OB}kst-21501-20-917"),
        ("(Kamerstuk33 529, nr. 1219)", f"{OB}kst-33529-1219"),
        ("Kamerstukken I 2023/24, 34 550, A", f"{OB}kst-34550-A"),
        ("Aanhangsel van de Handelingen, vergaderjaar 2023–2024, nr. 512", f"{OB}ah-tk-20232024-512"),
        ("Aanhangsel Handelingen II 2023/24, nr. 512", f"{OB}ah-tk-20232024-512"),
        ("Stb. 2015, 123", f"{OB}stb-2015-123"),
        ("Stcrt. 2021, nr. 4567", f"{OB}stcrt-2021-4567"),
        ("ECLI:NL:RVS:2020:1450.", "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:RVS:2020:1450"),
        ("zie https://www.cbs.nl/nl-nl/cijfers.", "https://www.cbs.nl/nl-nl/cijfers"),
        ("(https://www.rivm.nl/a?b=c)", "https://www.rivm.nl/a?b=c"),
    ],
)
def test_reference(text: str, iri: str) -> None:
    assert [r.iri for r in references(text)] == [iri]


@pytest.mark.parametrize(
    "text",
    ["12 345 inwoners", "nr. 446", "2500 AA Den Haag", "€ 29 911, dus veel", "Aanhangsel Handelingen 2023/29, nr. 5"],
)
def test_no_reference(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("before", "article"),
    [
        ("Op grond van artikel 4:23 van de ", "4:23"),
        ("Artikel 13b, eerste lid, van de ", "13b"),
        ("Gelet op artikel 3, tweede lid, onderdeel a, van de ", "3"),
    ],
)
def test_article_of_a_law(before: str, article: str) -> None:
    text = before + "Algemene wet bestuursrecht"
    law = Entity("e0", "Law", "Awb", (Mention(len(before), len(text), text[len(before) :]),), key="BWBR0005537")
    (found,) = references(text, [law])
    assert found.iri == f"https://wetten.overheid.nl/jci1.3:c:BWBR0005537&artikel={article}"


def test_no_article_without_a_law_of_the_register() -> None:
    text = "Artikel 3 van de Verordening Riolering"
    assert references(text, [Entity("e0", "Law", "x", (Mention(17, len(text), text[17:]),))]) == []


@given(st.text(alphabet="Kamerstuken nr.,0123456789 -–/ECLI:NHRhttps.w", max_size=80))
def test_references_are_iris_with_spans(text: str) -> None:
    for r in references(text):
        assert 0 <= r.start < r.end <= len(text)
        assert re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", r.iri)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("de motie-Van den Berg c.s. over wonen", [("motie-Van den Berg c.s.", ["Van den Berg"], None)]),
        ("Met de motie Jansen/De Wit is", [("motie Jansen/De Wit", ["Jansen", "De Wit"], None)]),
        (
            "De motie van de leden Jansen en De Wit (Kamerstukken II 2023/24, 29 911, nr. 446) is aangenomen.",
            [("motie van de leden Jansen en De Wit", ["Jansen", "De Wit"], OB + "kst-29911-446")],
        ),
        (
            "De motie van het lid Jansen (VVD) over dijken (Kamerstuk 27 625, nr. 12) is aangenomen.",
            [("motie van het lid Jansen", ["Jansen"], OB + "kst-27625-12")],
        ),
        (
            "De motie-Jansen is uitgevoerd. Zie de motie-De Wit (Kamerstuk 27 625, nr. 12).",
            [("motie-Jansen", ["Jansen"], None), ("motie-De Wit", ["De Wit"], OB + "kst-27625-12")],
        ),
        (
            "De motie-Van Haersma Buma/Segers is weg.",
            [("motie-Van Haersma Buma/Segers", ["Van Haersma Buma", "Segers"], None)],
        ),
        (
            "Een motie van het CDA, een motie van de Tweede Kamer, een motie Nader, promotie Jansen.",
            [],
        ),
    ],
)
def test_motions(text: str, wanted: list[tuple[str, list[str], str | None]]) -> None:
    assert [(m.label, [text[a:b] for a, b in m.names], m.iri) for m in motions(text)] == wanted


def test_the_number_of_a_motion_may_stand_in_its_note() -> None:
    text = "Dit volgt uit de motie-Jansen.[1] Meer niet.\n\n1 Kamerstuk 29 911, nr. 446."
    note = text.index("Kamerstuk")
    assert motions(text, [Footnote("1", note, len(text), text.index("["))])[0].iri == OB + "kst-29911-446"
    assert motions(text, [Footnote("1", note, len(text), note)])[0].iri is None


@given(st.text(alphabet="motie -JansenDe Wit/,.()29 911nr46\n", max_size=80))
def test_motions_slice_back(text: str) -> None:
    for m in motions(text):
        assert " ".join(text[m.start : m.end].split()) == m.label
        assert all(m.start <= a < b <= m.end for a, b in m.names)
