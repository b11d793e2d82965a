"""From files to a graph and to records on the command line."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from beleidsgraaf.extract import Document, Extraction, read_jsonl
from beleidsgraaf.pool import KILLED, Failure, Outcome

from .conftest import Run


def _stats(run: Run, store: Path) -> dict[str, int]:
    counts: dict[str, int] = json.loads(run("stats", store, "--format", "json").out)
    return counts


@pytest.mark.parametrize("name", ["store", "store.trig", "store.nq", "store.ttl", "store.jsonld"])
def test_build_reports_what_failed_and_keeps_the_rest(run: Run, letters: Path, tmp_path: Path, name: str) -> None:
    store = tmp_path / name
    done = run("build", letters, "--into", store)
    assert done.code == 1
    assert "2 documents added" in done.out
    assert "1 failed" in done.out
    assert "c.pdf: " in done.out
    assert done.err.count("\n") == 1
    assert "c.pdf" in done.err
    assert _stats(run, store)["documents"] == 2


def test_building_again_skips_what_did_not_change(run: Run, letters: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (letters / "c.pdf").unlink()
    assert run("build", letters, "--into", store).code == 0
    again = run("build", letters, "--into", store)
    assert again.code == 0
    assert "2 unchanged" in again.out
    (letters / "a.txt").write_text("De gemeente Emmen neemt deel aan het Klimaatakkoord.\n", encoding="utf-8")
    changed = run("build", letters, "--into", store)
    assert "1 document added" in changed.out
    assert "1 unchanged" in changed.out
    assert _stats(run, store)["documents"] == 2
    assert "Klimaatakkoord" not in run("neighbours", store, "gemeente Assen").out
    assert "Klimaatakkoord" in run("neighbours", store, "gemeente Emmen").out
    assert "2 documents added" in run("build", letters, "--into", store, "--force").out


def test_several_processes_give_the_same_graph(run: Run, letters: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.nq", tmp_path / "two.nq"
    assert run("build", letters, "--into", one).code == 1
    assert run("build", letters, "--into", two, "--jobs", "2").code == 1
    assert sorted(one.read_text(encoding="utf-8").splitlines()) == sorted(two.read_text(encoding="utf-8").splitlines())


def test_a_zip(run: Run, letters: Path, tmp_path: Path) -> None:
    archive = tmp_path / "letters.zip"
    with ZipFile(archive, "w") as zipped:
        zipped.write(letters / "a.txt", "2025/a.txt")
    assert run("build", archive, "--into", tmp_path / "store").code == 0
    assert _stats(run, tmp_path / "store")["documents"] == 1


@pytest.mark.parametrize("command", ["build", "extract"])
def test_nothing_to_read_is_two(run: Run, tmp_path: Path, command: str) -> None:
    into = ["--into", str(tmp_path / "store")] if command == "build" else []
    missing = run(command, tmp_path / "none.txt", *into)
    assert missing.code == 2
    assert missing.err.count("\n") == 1
    assert "none.txt" in missing.err
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run(command, empty, *into)
    assert done.code == 2
    assert str(empty) in done.err


def test_a_killed_worker_and_a_fault_of_ours_are_said_plainly(
    run: Run, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letters / "c.pdf").unlink()

    def outcomes(documents: Iterable[Document], **options: object) -> Iterator[Outcome]:
        first, second = documents
        yield Failure(first.id, KILLED)
        yield Failure(second.id, "ZeroDivisionError: division by zero", "Traceback (most recent call last): ...")

    monkeypatch.setattr("beleidsgraaf.pool.extract_each", outcomes)
    done = run("build", letters, "--into", tmp_path / "store")
    assert done.code == 2
    assert "a.txt: the process that read this document died" in done.err
    assert "b.txt: ZeroDivisionError: division by zero (a fault in Beleidsgraaf" in done.err
    assert "Traceback" not in done.err
    assert "Traceback" in run("build", letters, "--into", tmp_path / "store", "--debug").err


def test_quiet_says_only_what_is_wrong(run: Run, letters: Path, tmp_path: Path) -> None:
    done = run("build", letters, "--into", tmp_path / "store", "--quiet")
    assert (done.code, done.out) == (1, "")
    assert "c.pdf" in done.err


def test_dutch(run: Run, letters: Path, tmp_path: Path) -> None:
    done = run("build", letters, "--into", tmp_path / "store", "--lang", "nl")
    assert "2 documenten toegevoegd" in done.out
    assert "Gebied" in done.out
    assert done.err.startswith("fout: ")


@pytest.mark.parametrize("name", ["store", "store.trig"])
def test_ctrl_c_keeps_what_is_built(
    run: Run, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from beleidsgraaf.graph import PolicyGraph

    add = PolicyGraph.add

    def interrupted(graph: PolicyGraph, extraction: Extraction, **options: object) -> bool:
        if extraction.document.id == "b.txt":
            raise KeyboardInterrupt
        return add(graph, extraction)

    monkeypatch.setattr(PolicyGraph, "add", interrupted)
    done = run("build", letters, "--into", tmp_path / name)
    assert done.code == 130
    assert f"interrupted; new in {tmp_path / name}: 1" in done.err
    assert _stats(run, tmp_path / name)["documents"] == 1


def test_ctrl_c_from_the_keyboard(run: Run, tmp_path: Path) -> None:
    """The whole group of processes gets the signal, as from a terminal."""
    folder, store = tmp_path / "many", tmp_path / "store"
    folder.mkdir()
    sentence = "De gemeente Assen neemt deel aan het Klimaatakkoord. "
    for number in range(1000):
        (folder / f"{number:04}.txt").write_text(sentence * 100, encoding="utf-8")
    command = [sys.executable, "-m", "beleidsgraaf", "build", str(folder), "--into", str(store), "--jobs", "2"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while not _documents(run, store) and time.monotonic() < deadline:
        time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert error.startswith("error: interrupted; ")
    assert error.count("\n") == 1
    assert 0 < _documents(run, store) < 1000


def _documents(run: Run, store: Path) -> int:
    done = run("stats", store, "--format", "json")
    return int(json.loads(done.out)["documents"]) if done.code == 0 else 0


def test_extract_writes_records(run: Run, letters: Path) -> None:
    done = run("extract", letters / "a.txt", letters / "b.txt")
    assert (done.code, done.err) == (0, "")
    first, second = read_jsonl(io.StringIO(done.out))
    assert first.document.id == "a.txt"
    assert {e.label for e in first.entities} >= {"gemeente Assen", "Klimaatakkoord"}
    assert [r.predicate for r in first.relations] == ["participatesIn"]
    assert second.text == (letters / "b.txt").read_text(encoding="utf-8")


def test_extract_goes_on_after_a_bad_file(run: Run, letters: Path) -> None:
    done = run("extract", letters / "c.pdf", letters / "a.txt")
    assert done.code == 1
    assert "c.pdf" in done.err
    assert len(done.out.splitlines()) == 1


def test_extract_as_tables(run: Run, letters: Path) -> None:
    done = run("extract", letters / "a.txt", "--format", "table", "--lang", "nl")
    assert done.code == 0
    assert "gm0106" in done.out
    assert "neemt deel aan" in done.out
    assert "gesteld" in done.out


def test_extract_as_a_page_that_runs_nothing(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "<script>alert(1).txt"
    letter.write_text("De gemeente Assen schrijft <img src=x onerror=alert(2)> op.", encoding="utf-8")
    done = run("extract", letter, "--format", "html")
    assert done.code == 0
    assert "<mark" in done.out
    assert "gemeente Assen" in done.out
    assert "<script" not in done.out
    assert "<img" not in done.out


def test_extract_reads_standard_input(run: Run, letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (letters / "a.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    record = json.loads(run("extract", "-").out)
    assert record["document"]["id"] == "-"
    assert record["text"] == data.decode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run("extract", "-").code == 2


def test_the_demonstration(run: Run, tmp_path: Path) -> None:
    start = time.monotonic()
    done = run("demo", "--output", tmp_path / "demo", "--lang", "nl")
    assert done.code == 0, done.err
    assert time.monotonic() - start < 60
    for what in ("gemeente Doetinchem", "nemen deel aan de Regio Deal Achterhoek", "ontkend", "gemeente Zutphen"):
        assert what in done.out
    page = tmp_path / "demo" / "net.html"
    assert str(page) in done.out
    assert page.stat().st_size > 10_000
    store = tmp_path / "demo" / "graph"
    assert run("validate", store).code == 0
    assert _stats(run, store)["documents"] == 2
    assert run("demo", "--output", tmp_path / "demo").code == 0  # and again
