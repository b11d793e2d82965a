"""A fingerprint changes with everything that an extraction depends on, and with nothing else."""

import datetime
from dataclasses import replace

import pytest
from beleidsgraaf.extract import Extraction, Extractor, fingerprint
from beleidsgraaf.extract.document import Block, Document, Metadata
from beleidsgraaf.extract.pipeline import load, rules

_BRIEF = Document("brief.txt", "De gemeente Assen neemt deel aan het Klimaatakkoord.", (Block("paragraph", 0, 52),))


@pytest.mark.parametrize(
    "other",
    [
        replace(_BRIEF, id="nota.txt"),
        replace(_BRIEF, text=_BRIEF.text.replace("Assen", "Emmen")),
        replace(_BRIEF, blocks=()),
        replace(_BRIEF, metadata=Metadata(date=datetime.date(2026, 3, 2))),
        replace(_BRIEF, media_type="text/markdown"),
    ],
    ids=["id", "text", "blocks", "metadata", "media type"],
)
def test_all_of_the_document_counts(other: Document) -> None:
    assert fingerprint.fingerprint(_BRIEF) == fingerprint.fingerprint(replace(_BRIEF))
    assert fingerprint.fingerprint(other) != fingerprint.fingerprint(_BRIEF)


def test_the_release_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.fingerprint(_BRIEF)
    monkeypatch.setattr(fingerprint, "release", lambda: "another")
    assert fingerprint.fingerprint(_BRIEF) != before


def test_lone_surrogates_have_one_too() -> None:
    assert len(fingerprint.fingerprint(replace(_BRIEF, text="\ud800"))) == 64


def test_a_record_carries_it_where_our_pipeline_read_it() -> None:
    extraction = Extractor().extract(_BRIEF)
    assert extraction.document.fingerprint == fingerprint.fingerprint(_BRIEF)
    assert Extraction.from_dict(extraction.to_dict()) == extraction
    unsure = Extractor(minimum_confidence=0.9).extract(_BRIEF).document.fingerprint
    assert unsure == fingerprint.fingerprint(_BRIEF, 0.9) != extraction.document.fingerprint
    assert Extractor(nlp=rules()).extract(_BRIEF).document.fingerprint is None


def test_pipe_gives_what_extract_gives_and_remembers_no_words() -> None:
    extractor = Extractor()
    documents = [replace(_BRIEF, id=f"{i}.txt", text=f"De gemeente Assen noemt woord{i}kwartel.") for i in range(3)]
    expected = [extractor.extract(d) for d in documents]
    known = len(load().vocab.strings)
    piped = list(extractor.pipe(replace(d, text=d.text.replace("kwartel", "patrijs")) for d in documents))
    assert len(load().vocab.strings) == known
    assert [[e.label for e in x.entities] for x in piped] == [[e.label for e in x.entities] for x in expected]
    assert list(extractor.pipe(documents)) == expected
