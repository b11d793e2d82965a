"""Walking, counting, drawing, checking and exporting a graph from the command line."""

import csv
import json
import sys
from pathlib import Path

import pytest

from .conftest import Run


def test_a_path_with_its_sentences(run: Run, store: Path) -> None:
    done = run("path", store, "JenV", "gemeente Assen")
    assert done.code == 0
    assert "funds → Programma Veilige Buurten ← participates in" in done.out
    assert (
        "“De gemeenten Assen en Emmen nemen deel aan het Programma Veilige Buurten (PVB).” (brief-veilige-buurten.txt)"
        in done.out
    )
    assert "neemt deel aan" in run("path", store, "JenV", "gemeente Assen", "--lang", "nl").out


def test_neighbours_with_their_sentences(run: Run, store: Path) -> None:
    done = run("neighbours", store, "PVB")
    assert done.code == 0
    for label in ("gemeente Assen", "gemeente Emmen", "ministerie van Justitie en Veiligheid"):
        assert label in done.out
    assert "De gemeente Groningen neemt niet deel" not in done.out


@pytest.mark.parametrize("command", [["neighbours"], ["path", "Assen"]])
def test_an_unknown_name_gets_suggestions(run: Run, store: Path, command: list[str]) -> None:
    done = run(command[0], store, *command[1:], "Emen", "--lang", "nl")
    assert (done.code, done.out) == (2, "")
    assert "bedoelde u" in done.err
    assert "gemeente Emmen" in done.err
    assert done.err.count("\n") == 1


def test_an_ambiguous_name_says_which(run: Run, store: Path) -> None:
    done = run("neighbours", store, "Groningen")
    assert done.code == 0
    assert "provincie Groningen" in done.err
    assert "Warning" not in done.err
    iri = "https://identifier.overheid.nl/tooi/id/provincie/pv20"
    assert run("neighbours", store, iri).err == ""


def test_stats(run: Run, store: Path) -> None:
    counts = json.loads(run("stats", store, "--format", "json").out)
    assert counts["documents"] == 2
    table = run("stats", store, "--lang", "nl").out
    assert "documenten" in table
    assert "Programma" in table
    assert "ontkend" in table


def test_a_view_is_one_file(run: Run, store: Path, tmp_path: Path) -> None:
    page = tmp_path / "net.html"
    done = run("view", store, "--output", page, "--focus", "Assen", "--depth", "2")
    assert done.code == 0, done.err
    assert str(page) in done.err
    assert "<html" in page.read_text(encoding="utf-8")
    assert run("view", store, "--output", page, "--depth", "2").code == 2
    assert run("view", store, "--output", page, "--focus", "nobody at all").code == 2
    assert run("view", store, "--output", tmp_path / "no" / "such" / "net.html").code == 2


def test_a_view_for_a_report(run: Run, store: Path, tmp_path: Path) -> None:
    assert run("view", store, "--output", tmp_path / "net.svg").code == 0
    assert (tmp_path / "net.svg").read_text(encoding="utf-8").startswith("<svg ")
    refused = run("view", store, "--output", tmp_path / "net.docx")
    assert refused.code == 2
    assert ".svg" in refused.err


def test_validate(run: Run, store: Path, tmp_path: Path) -> None:
    done = run("validate", store)
    assert done.code == 0, done.out
    assert "conforms" in done.err
    broken = tmp_path / "broken.ttl"
    broken.write_text(
        "<https://w3id.org/beleidsgraaf/id/mention/1> a <https://w3id.org/beleidsgraaf/def#Mention> .", encoding="utf-8"
    )
    done = run("validate", broken)
    assert done.code == 1
    assert "mention/1" in done.out
    assert "does not conform" in done.err


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld", "graphml", "gexf"])
def test_export(run: Run, store: Path, tmp_path: Path, form: str) -> None:
    done = run("export", store, "--to", form)
    assert done.code == 0, done.err
    assert "Veilige Buurten" in done.out
    file = tmp_path / f"out.{form}"
    written = run("export", store, "--to", form, "--output", file)
    assert (written.code, written.out) == (0, "")
    assert str(file) in written.err
    assert file.read_text(encoding="utf-8") == done.out


def test_the_tables_have_sentences(run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("export", store, "--to", "csv", "--output", tmp_path / "tables").code == 0
    with open(tmp_path / "tables" / "evidence.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any("nemen deel aan" in row["sentence"] for row in rows)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = run("export", store, "--to", "csv")
    assert (done.code, done.out) == (2, "")
    assert "--output" in done.err


def test_an_export_is_a_store_again(run: Run, store: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.trig"
    assert run("export", store, "--to", "trig", "--output", file).code == 0
    first, second = (json.loads(run("stats", where, "-f", "json").out) for where in (store, file))
    assert first == second
