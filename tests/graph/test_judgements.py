"""What people judge to be the same: the file, the graph that honours it, and what is proposed to them."""

from pathlib import Path

import pytest
from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention, Relation
from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph.iris import document_iri, entity_iri
from beleidsgraaf.graph.judgements import Judgements
from beleidsgraaf.graph.same import candidates, likeness, to_csv
from beleidsgraaf.ontology import FormatError
from hypothesis import given
from hypothesis import strategies as st

BASE = "https://w3id.org/beleidsgraaf/id/"
A, B, C = (f"{BASE}programme/{name}" for name in ("veilige-havens", "pvh", "havens-veilig"))
HEAD = "a,b,judgement,label_a"


def _letter(id: str, *names: str, type: str = "Programme", key: str | None = None) -> Extraction:
    text = f"Het gaat om {' en '.join(names)}."
    entities = tuple(
        Entity(f"e{i}", type, n, (Mention(text.index(n), text.index(n) + len(n), n),), key=key)
        for i, n in enumerate(names)
    )
    return Extraction(DocumentInfo(id), text, entities, sentences=((0, len(text)),))


def _graph(*letters: Extraction, judgements: Judgements | None = None) -> PolicyGraph:
    graph = PolicyGraph()
    for letter in letters:
        graph.add(letter, judgements=judgements)
    return graph


def _parse(*rows: str, head: str = HEAD) -> Judgements:
    return Judgements.parse([head, *rows], "oordeel.csv")


def test_the_second_is_written_under_the_first_and_keeps_its_names() -> None:
    letters = _letter("1.txt", "Veilige Havens"), _letter("2.txt", "PVH")
    graph = _graph(*letters, judgements=_parse(f"{A},{B},same,Veilige Havens"))
    havens = graph.entity("PVH")
    assert (havens.iri, havens.label) == (A, "Veilige Havens")
    assert "PVH" in havens.aliases
    assert {m.document.source for m in havens.mentions} == {"1.txt", "2.txt"}
    assert graph.validate().conforms
    assert not list(graph.query(f"SELECT ?p {{ <{B}> ?p ?o }}"))


def test_nothing_is_related_to_itself() -> None:
    letter = _letter("1.txt", "Veilige Havens", "PVH")
    part = Relation("e1", "partOf", "e0", Mention(0, len(letter.text), letter.text))
    letter = Extraction(letter.document, letter.text, letter.entities, (part,))
    assert _graph(letter).query("ASK { ?a bg:partOf ?b }")
    assert not _graph(letter, judgements=_parse(f"{A},{B},same,")).query("ASK { ?a bg:partOf ?b }")


def test_judgements_chain_and_an_official_identifier_stays() -> None:
    chained = _parse(f"{B},{C},same,PVH", f"{A},{B},same,Veilige Havens")
    assert {chained.target(iri) for iri in (A, B, C)} == {chained.target(A)}
    assert (target := chained.target(C)) is not None
    assert (target.iri, target.label) == (A, "Veilige Havens")
    official = "https://identifier.overheid.nl/tooi/id/zbo/zb000001"
    ours = f"{BASE}organisation/raad"
    turned = _parse(f"{ours},{official},same,Raad")
    assert (target := turned.target(ours)) is not None
    assert target.iri == official


def test_open_and_not_same_rows_merge_nothing() -> None:
    judgements = _parse(f"{A},{B},not same,", f"{A},{C},,")
    assert judgements.target(B) is None
    assert judgements.settled(A, B)
    assert judgements.settled(B, A)
    assert not judgements.settled(A, C)


def test_not_same_holds_for_whatever_is_the_same_as_either() -> None:
    judgements = _parse(f"{A},{B},not same,", f"{B},{C},same,")
    assert judgements.settled(C, A)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([f"{A},{B},maybe,"], r"oordeel\.csv: line 2: judgement 'maybe'"),
        ([f"{A},{B},same,", f"{A},Veilig,same,"], r"oordeel\.csv: line 3: b is no IRI"),
        ([f"{A},{A},same,"], r"line 2: a and b are one entity"),
        ([f"{A},{BASE}organisation/pvh,same,"], r"line 2: a is a Programme, b is a Organisation"),
        ([f"{A},{B},same,", f"{B},{C},same,", f"{A},{C},not same,"], r"line 4: judged not same, but"),
        ([f"{A},{BASE}programme/met spatie,same,"], r"line 2: b is no IRI"),
        ([f"{A},{BASE}document/brief.txt,same,"], r"line 2: b is no IRI of an entity"),
        (
            [f"https://identifier.overheid.nl/tooi/id/gemeente/gm000{i},"
             "https://identifier.overheid.nl/tooi/id/gemeente/gm0009,same," for i in (1,)],
            r"line 2: a and b both have an official identifier",
        ),
    ],
)  # fmt: skip
def test_bad_rows_name_file_and_line(rows: list[str], message: str) -> None:
    with pytest.raises(FormatError, match=message) as caught:
        _parse(*rows)
    assert "\n" not in str(caught.value)


def test_a_file_without_the_columns(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"line 1: no column judgement"):
        _parse(head="a,b")
    with pytest.raises(FormatError, match="empty"):
        Judgements.parse([], "leeg.csv")
    path = tmp_path / "latin.csv"
    path.write_bytes("a,b,judgement,Größe\n".encode("latin-1"))
    with pytest.raises(FormatError, match="not UTF-8"):
        Judgements.read(path)


def test_a_spreadsheet_may_write_semicolons_and_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "oordeel.csv"
    path.write_text(f"a;b;judgement;score\n{A};{B};Same;0,95\n", encoding="utf-8-sig")
    assert (target := Judgements.read(path).target(B)) is not None
    assert target.iri == A


def test_documents_to_build_again() -> None:
    graph = _graph(_letter("1.txt", "Veilige Havens"), _letter("2.txt", "PVH"))
    judgements = _parse(f"{A},{B},same,")
    assert judgements.outdated(graph.store) == {document_iri("2.txt")}
    graph.add(_letter("2.txt", "PVH"), judgements=judgements)
    assert judgements.outdated(graph.store) == set()


def test_what_is_proposed() -> None:
    graph = _graph(
        _letter("1.txt", "Programma Veilige Havens", "Regiodeal Hoogland", "Aanpak 2020"),
        _letter("2.txt", "PVH", "Regio Deal Hoogland", "Aanpak 2021"),
        _letter("3.txt", "Regio Deal Hoogland"),
    )
    found = candidates(graph.store)
    assert [(p.label_a, p.label_b, p.score) for p in found] == [
        ("Regio Deal Hoogland", "Regiodeal Hoogland", 0.95),
        ("Programma Veilige Havens", "PVH", 0.85),
    ]
    assert found[0].example_b.startswith("Het gaat om Programma Veilige Havens en Regiodeal Hoogland")
    pair = found[1]
    for judgement in ("not same", "same"):
        judged = _parse(f"{pair.a},{pair.b},{judgement},")
        assert [p.label_b for p in candidates(graph.store, judged)] == ["Regiodeal Hoogland"]


def test_registered_things_are_not_proposed() -> None:
    one, other = _letter("1.txt", "Klimaatakoord"), _letter("2.txt", "Klimaatakkoord", key="klimaatakkoord")
    assert candidates(_graph(one, other).store) == []
    assert len(candidates(_graph(one, _letter("2.txt", "Klimaatakkoord")).store)) == 1


def test_persons_of_two_documents() -> None:
    letters = [
        _letter(f"{i}.txt", name, type="Person") for i, name in enumerate(("J.P. de Wit", "J.P. de Wit", "De Wit"))
    ]
    graph = _graph(*letters)
    first, second = candidates(graph.store)
    assert (first.score, second.score) == (0.9, 0.6)
    other = candidates(graph.store, _parse(f"{second.a},{second.b},not same,"))
    assert [p.score for p in other] == [0.9, 0.6]
    settled = _parse(f"{second.a},{second.b},not same,", f"{first.a},{first.b},same,")
    assert candidates(graph.store, settled) == []
    iris = {entity_iri(x, x.entities[0]).value for x in letters}
    assert len(iris) == 3


def test_a_name_in_many_documents_gives_as_many_rows_and_no_more() -> None:
    letters = [_letter(f"{i}.txt", "J.P. de Wit", type="Person") for i in range(70)]
    found = candidates(_graph(*letters).store)
    assert len(found) == 69
    assert len({iri for p in found for iri in (p.a, p.b)}) == 70


def test_the_file_can_be_filled_in_and_read_again() -> None:
    graph = _graph(_letter("1.txt", "Regiodeal Hoogland"), _letter("2.txt", "Regio Deal Hoogland"))
    proposed = to_csv(candidates(graph.store))
    assert Judgements.parse(proposed.splitlines(True), "x").rows[0].judgement == ""
    filled = Judgements.parse(proposed.replace(",,0.95", ",same,0.95").splitlines(True), "x")
    assert len(filled.rows) == 1
    assert (target := filled.target(filled.rows[0].b)) is not None
    assert target.label == filled.rows[0].cells["label_a"]
    kept = to_csv(candidates(graph.store, filled), filled)
    assert Judgements.parse(kept.splitlines(True), "x").rows[0].judgement == "same"


@pytest.mark.parametrize(
    ("type", "one", "other", "at_least", "at_most"),
    [
        ("Organisation", "Stichting Het Baken", "Het Baken", 0.95, 0.95),
        ("Organisation", "Stichting Jongerenwrek", "Stichting Jongerenwerk", 0.9, 0.9),
        ("Organisation", "Platform Noord", "Platform Zuid", 0, 0),
        ("Programme", "Versnellingsagenda fase 1", "Versnellingsagenda fase 2", 0, 0),
        ("Programme", "Agenda Wonen II", "Agenda Wonen III", 0, 0),
        ("Programme", "Veilige Havens", "Landelijk Programma Veilige Havens", 0.7, 0.95),
        ("Publication", "Monitor sociale samenhang", "Monitor sociale samenhng", 0.9, 0.9),
        ("Programme", "Aanpak Geluk", "Aanpak Werk", 0, 0),
        ("Person", "A. Bakker", "B. Bakker", 0, 0),
        ("Person", "J. de Wit", "J.P. de Wit", 0.7, 0.7),
    ],
)
def test_likeness(type: str, one: str, other: str, at_least: float, at_most: float) -> None:
    assert at_least <= likeness(type, [one], [other]) <= at_most
    assert likeness(type, [one], [other]) == likeness(type, [other], [one])


@given(st.sampled_from(["Programme", "Person"]), st.text(max_size=30), st.text(max_size=30))
def test_any_names_can_be_compared(type: str, one: str, other: str) -> None:
    score = likeness(type, [one], [other])
    assert 0 <= score <= 0.95
    assert score == likeness(type, [other], [one])
