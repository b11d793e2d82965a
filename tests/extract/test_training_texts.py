"""The annotated texts that come with the project: markup, offsets, and that nothing in them is amiss."""

import gzip
import json
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from beleidsgraaf.extract.training.texts import TYPES, accompanying, invented, marked, prose
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, FormatError
from beleidsgraaf.ontology.vocabulary import accepts
from hypothesis import given
from hypothesis import strategies as st

TEXT = """##### one letter
De {Reg:gemeente Assen} betaalt de {Org:Stichting Wijkwerk} ({Org:SW}). De {Org:SW} dankt {Reg:gemeente Assen}.
@@@
= Stichting Wijkwerk | SW
gemeente Assen | funds | Stichting Wijkwerk
"""


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_markup_becomes_a_record(tmp_path: Path) -> None:
    (record,) = invented(folder(tmp_path, TEXT))
    assert record["document"]["id"] == "one"
    assert [(e["label"], len(e["mentions"])) for e in record["entities"]] == [
        ("gemeente Assen", 2),
        ("Stichting Wijkwerk", 3),
    ]
    (relation,) = record["relations"]
    assert (relation["subject"], relation["predicate"], relation["object"]) == ("e0", "funds", "e1")
    assert relation["evidence"]["text"] == "SW dankt gemeente Assen"


@pytest.mark.parametrize(
    "line", ["gemeente Assen | pays | SW", "gemeente Emmen | funds | SW", "gemeente Assen | funds", "nonsense"]
)
def test_bad_relation_is_told(tmp_path: Path, line: str) -> None:
    with pytest.raises(FormatError, match=r"a\.txt: one: .*" + line.split(" | ")[0]):
        list(invented(folder(tmp_path, TEXT + line + "\n")))


@given(st.lists(st.tuples(st.text(alphabet="ab \n", max_size=5), st.sampled_from(sorted(TYPES)))))
def test_marks_come_off_where_they_stood(parts: list[tuple[str, str]]) -> None:
    body = "".join(f"{plain}{{{type_}:Naam{n}}}" for n, (plain, type_) in enumerate(parts))
    text, spans = marked(body)
    assert text == "".join(f"{plain}Naam{n}" for n, (plain, _) in enumerate(parts))
    assert [text[start:end] for start, end, _ in spans] == [f"Naam{n}" for n in range(len(parts))]
    assert [type_ for *_, type_ in spans] == [TYPES[t] for _, t in parts]


def test_texts_of_the_project_are_sound() -> None:
    texts = list(invented())
    assert len({r["document"]["id"] for r in texts}) == len(texts) > 100
    for record in texts:
        spans = sorted((m["start"], m["end"]) for e in record["entities"] for m in e["mentions"])
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), record["document"]
        assert {e["type"] for e in record["entities"]} <= set(ENTITY_TYPES)
        types = {e["id"]: e["type"] for e in record["entities"]}
        for r in record["relations"]:
            assert r["predicate"] in PREDICATES
            assert accepts(r["predicate"], types[r["subject"]], types[r["object"]]), (record["document"], r)


def test_public_texts_are_annotated_by_place(tmp_path: Path) -> None:
    lines = ["een", "De gemeente Assen", "twee"]
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (tmp_path / "b.txt").write_text("Wel: " + lines[1], encoding="utf-8")
    row = {"id": "p", "sha256": sha256(lines[1].encode()).hexdigest()[:16], "mentions": [[3, 17, "Region"]]}
    path = tmp_path / "prose.jsonl"
    places = {"file": "a.txt.gz", "lines": [1, 2]}, {"file": "b.txt", "span": [5, 22]}
    path.write_text("".join(json.dumps(row | place) + "\n" for place in places), encoding="utf-8")
    for record in prose(tmp_path, path):
        assert record["entities"][0]["mentions"] == [{"start": 3, "end": 17, "text": "gemeente Assen"}]
    path.write_text(json.dumps(row | places[0] | {"lines": [0, 1]}) + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match="not the text that"):
        list(prose(tmp_path, path))


def test_without_public_texts_the_invented_ones_remain() -> None:
    assert len(accompanying()) == len(list(invented()))


def test_offsets_of_public_texts_fit(shared: Path) -> None:
    for record in prose(shared):
        for entity in record["entities"]:
            assert entity["label"] == entity["label"].strip() != ""
