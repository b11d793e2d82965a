"""Two graphs, or two documents of one, from the command line."""

import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def older(tmp_path: Path) -> Path:
    from beleidsgraaf.graph import PolicyGraph
    from beleidsgraaf.graph.example import example_extractions

    with PolicyGraph.open(tmp_path / "older.trig") as graph:
        graph.add(example_extractions()[0])
    return tmp_path / "older.trig"


def test_what_came(run: Run, store: Path, older: Path) -> None:
    done = run("diff", older, store)
    assert done.code == 0
    assert "came" in done.out
    assert "De provincie Groningen ondersteunt de gemeente Emmen." in done.out
    found = json.loads(run("diff", store, older, "--format", "json").out)
    assert {e["change"] for e in found["entities"]} == {"went"}


def test_no_difference(run: Run, store: Path) -> None:
    done = run("diff", store, store, "--lang", "nl")
    assert (done.code, done.out, done.err) == (0, "", "geen verschil\n")


def test_two_documents(run: Run, store: Path) -> None:
    options = ("--document", "brief-veilige-buurten.txt", "--document", "antwoord-groningen.txt")
    assert "gemeente Groningen" in run("diff", store, *options).out
    assert run("diff", store).code == 2
    assert run("diff", store, *options[:2]).code == 2
