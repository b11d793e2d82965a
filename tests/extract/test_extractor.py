"""From a document to an extraction."""

import json
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from beleidsgraaf.extract import Extraction, Extractor
from beleidsgraaf.extract.readers import from_text, read
from hypothesis import given, settings
from hypothesis import strategies as st

CORE = ("Ministry", "Programme", "Region", "Organisation")

PIECES = st.sampled_from(
    ["De gemeente Assen ", "het RIVM ", "neemt deel aan ", "Regio Deal Twente", " (RDT)", "\n\n", ". ", ", ", "Kamer ",
     "minister Jansen (Financiën) ", "A.B. de Wit ", "de Wet open overheid ", "’", "\u00a0", "\ufb01", "😀", "1NOS ",
     "e\u0301"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join)


def names(extraction: Extraction) -> set[tuple[str, str]]:
    return {(e.type, e.label) for e in extraction.entities}


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_everything_lies_in_the_text(text: str) -> None:
    extraction = Extractor().extract(text)
    assert extraction.text == text
    spans = []
    for e in extraction.entities:
        assert e.mentions
        assert 0 <= e.confidence <= 1
        for m in e.mentions:
            assert text[m.start : m.end] == m.text != ""
            spans.append((m.start, m.end))
    spans.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    ids = {e.id for e in extraction.entities}
    for r in extraction.relations:
        assert {r.subject, r.object} <= ids
        assert text[r.evidence.start : r.evidence.end] == r.evidence.text
    assert Extraction.from_json(extraction.to_json()) == extraction


def test_the_same_document_gives_the_same_record() -> None:
    text = "De gemeenten Assen en Emmen nemen deel aan de Regio Deal Zuid- en Oost-Drenthe."
    assert Extractor().extract(text).to_json() == Extractor().extract(text).to_json()


def test_what_is_less_sure_than_asked_for_is_left_out_with_its_relations() -> None:
    text = "De gemeenten Assen en Emmen nemen deel aan de Regio Deal Zuid- en Oost-Drenthe."
    everything = Extractor().extract(text)
    levels = sorted({e.confidence for e in everything.entities})
    some = Extractor(minimum_confidence=levels[-1]).extract(text)
    assert {e.confidence for e in some.entities} == {levels[-1]}
    ids = {e.id for e in some.entities}
    assert all({r.subject, r.object} <= ids for r in some.relations)


def test_documents_come_out_in_the_order_in_which_they_go_in() -> None:
    documents = [from_text(f"De gemeente {town} schrijft.", name=town) for town in ("Assen", "Emmen", "Meppel")]
    assert [e.document.id for e in Extractor().pipe(documents)] == ["Assen", "Emmen", "Meppel"]


def test_a_file_is_read_with_its_metadata(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_text("Datum 3 mei 2019\n\nHet ministerie van LNV schrijft aan de gemeente Assen.\n", encoding="utf-8")
    extraction = Extractor().extract_file(file)
    assert extraction.document.id == "brief.txt"
    assert {e.key for e in extraction.entities} == {"min-landbouw-natuur-en-voedselkwaliteit-2024", "gemeente-assen"}


def test_four_forms_of_one_publication_give_nearly_the_same_entities(shared: Path) -> None:
    files = [shared / "documents" / f"ah-tk-20202021-3235.{form}" for form in ("html", "odt", "pdf", "xml")]
    if not all(file.exists() for file in files):
        pytest.skip("no publication in four forms")
    found = {file.suffix: names(Extractor().extract(read(file))) for file in files}
    for one, other in combinations(found, 2):
        both, either = found[one] & found[other], found[one] | found[other]
        assert len(either) > 10
        assert len(both) / len(either) >= 0.9, f"{one} {other}: {sorted(found[one] ^ found[other])}"


def test_the_seed_document(shared: Path) -> None:
    """Entities of the core types against the annotation, paired as the scorer does: most shared mentions first."""
    gold_file, file = (
        shared / "gold" / "dev.jsonl",
        shared / "documents" / "antwoord-jeugd-georganiseerde-criminaliteit.txt",
    )
    if not (gold_file.exists() and file.exists()):
        pytest.skip("no annotated document")
    lines = gold_file.read_text(encoding="utf-8").splitlines()
    gold = next(r for r in map(json.loads, lines) if r["document"]["id"].endswith("seed.txt"))
    extraction = Extractor().extract(read(file))
    assert extraction.text == gold["text"]
    wanted = [e for e in gold["entities"] if e["type"] in CORE]
    found = [e for e in extraction.entities if e.type in CORE]
    shares = []
    for i, w in enumerate(wanted):
        for j, f in enumerate(found):
            n = sum(any(m["start"] < o.end and o.start < m["end"] for o in f.mentions) for m in w["mentions"])
            if n and w["type"] == f.type:
                shares.append((-n, i, j))
    left, right = set(), set()
    for _, i, j in sorted(shares):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    assert 2 * len(left) / (len(wanted) + len(found)) >= 0.9
