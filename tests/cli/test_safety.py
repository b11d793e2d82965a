"""Whatever befalls a build, the graph opens, holds whole documents only, and the same command completes it.

The number of times that a build is killed is small by default; BELEIDSGRAAF_KILLS=50 sets it, and kills builds with
the real extraction as well.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from beleidsgraaf.extract import fingerprint
from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph.store import open_store

from .conftest import Run

KILLS = int(os.environ.get("BELEIDSGRAAF_KILLS", "6"))
DOCUMENTS = 120
TOWNS = ("Assen", "Emmen", "Groningen", "Zwolle", "Arnhem", "Utrecht", "Breda", "Delft", "Gouda", "Hoorn")
PLAIN = [sys.executable, "-m", "beleidsgraaf"]
QUICK = """
import sys
from beleidsgraaf import app, pool
from beleidsgraaf.extract.extraction import DocumentInfo, Entity, Extraction, Mention
from beleidsgraaf.extract.fingerprint import fingerprint
from beleidsgraaf.ontology.register import register

keys = {b.name: b.key for b in register().bodies.values() if b.kind == "municipality" and not b.valid_until}


def stand_in(documents, minimum_confidence=0.0):
    for d in documents:
        town = d.text.split()[2]
        mentions = tuple(Mention(i, i + len(town), town) for i in range(len(d.text)) if d.text.startswith(town, i))
        found = Entity("e0", "Region", f"gemeente {town}", mentions, key=keys[town], kind="Municipality")
        info = DocumentInfo(d.id, checksum=d.checksum, fingerprint=fingerprint(d, minimum_confidence))
        yield Extraction(info, d.text, (found,))


pool.extract_batch = stand_in
sys.exit(app.main(sys.argv[1:]))
"""
"""The command line with a quick stand-in for the extraction, so that most of the time goes into the store."""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    for number in range(DOCUMENTS):
        town = TOWNS[number % len(TOWNS)]
        text = f"De gemeente {town} neemt deel aan het Klimaatakkoord ({number}). " * 40
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def quads(store: Path) -> list[str]:
    """Return the statements as N-Quads, sorted."""
    with open_store(store, read_only=True) as opened:
        return sorted(map(str, opened.quads()))


def by_graph(statements: list[str]) -> dict[str, set[str]]:
    graphs: dict[str, set[str]] = {}
    for statement in statements:
        graphs.setdefault(statement.rpartition(" ")[2], set()).add(statement)
    return graphs


@pytest.mark.parametrize("name", ["store", "store.nq"])
@pytest.mark.parametrize("jobs", ["quick", "1", "2"])
def test_a_build_that_is_killed_again_and_again_ends_the_same(
    folder: Path, tmp_path: Path, name: str, jobs: str
) -> None:
    if jobs != "quick" and KILLS < 20:
        pytest.skip("takes minutes; set BELEIDSGRAAF_KILLS=50")
    program = [sys.executable, "-c", QUICK] if jobs == "quick" else PLAIN
    options = [] if jobs == "quick" else ["--jobs", jobs]

    def command(into: Path) -> list[str]:
        return [*program, "build", str(folder), "--into", str(into), "--quiet", *options]

    start = time.monotonic()
    subprocess.run(command(tmp_path / f"whole-{name}"), check=True)
    duration = time.monotonic() - start
    expected = quads(tmp_path / f"whole-{name}")
    graphs = by_graph(expected)
    assert len(graphs) == DOCUMENTS + 1

    store = tmp_path / name
    chance = random.Random(name)
    halfway = 0
    for _ in range(KILLS):
        process = subprocess.Popen(command(store), start_new_session=True)
        try:
            process.wait(timeout=chance.uniform(0.2, 1.0) * duration)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if not store.exists():
            continue
        held = by_graph(quads(store))
        documents = [g for g in held if "/id/document/" in g]
        assert all(held[g] == graphs[g] for g in documents)
        halfway += 0 < len(documents) < DOCUMENTS
        if len(documents) == DOCUMENTS:  # begin anew: a finished build cannot be hurt
            shutil.rmtree(store, ignore_errors=True)
            store.unlink(missing_ok=True)
    assert halfway or name != "store"
    subprocess.run(command(store), check=True)
    assert quads(store) == expected
    again = subprocess.run([*command(store)], check=True, capture_output=True, text=True)
    assert (again.stdout, quads(store)) == ("", expected)


def test_another_release_reads_again(run: Run, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (letters / "c.pdf").unlink()
    store = tmp_path / "store"
    assert "2 documents added" in run("build", letters, "--into", store).out
    assert "2 unchanged" in run("build", letters, "--into", store).out
    monkeypatch.setattr(fingerprint, "release", lambda: "the next")
    assert "2 documents added" in run("build", letters, "--into", store).out
    assert "2 unchanged" in run("build", letters, "--into", store).out
    assert "2 documents added" in run("build", letters, "--into", store, "--min-confidence", "0.5").out
    with PolicyGraph.open(store, read_only=True) as graph:
        assert graph.validate().conforms


def test_removing_a_document_leaves_what_others_say(run: Run, tmp_path: Path) -> None:
    store, texts = tmp_path / "store", tmp_path / "texts"
    texts.mkdir()
    sentence = "De gemeente {} neemt deel aan het Klimaatakkoord.\n"
    for name, town in (("a.txt", "Assen"), ("b.txt", "Emmen"), ("c.txt", "Assen")):
        (texts / name).write_text(sentence.format(town), encoding="utf-8")
    assert run("build", texts, "--into", store).code == 0
    assert run("remove", store, "nergens.txt", "a.txt").code == 2
    assert run("remove", tmp_path / "none", "a.txt").code == 2
    assert not (tmp_path / "none").exists()
    done = run("remove", store, "a.txt", "b.txt", "b.txt")
    assert (done.code, done.out) == (0, "")
    assert done.err.count("removed") == 2
    with PolicyGraph.open(store, read_only=True) as graph:
        assert [d.source for d in graph.documents] == ["c.txt"]
        assert [e.label for e in graph.entity("Klimaatakkoord").neighbours()] == ["gemeente Assen"]
        assert "gemeente Emmen" not in {e.label for e in graph.entities()}


def test_registers_follow_the_release(run: Run, letters: Path, tmp_path: Path) -> None:
    from beleidsgraaf.graph import terms as t
    from beleidsgraaf.graph.registers import refresh

    store = tmp_path / "store"
    run("build", letters, "--into", store)
    whole = quads(store)
    with open_store(store) as opened:
        fact = next(opened.quads(None, t.bg("locatedIn"), None, t.REGISTERS_GRAPH))
        kept = [q for q in opened.quads(graph=t.REGISTERS_GRAPH) if q != fact]
        opened.replace_graph(t.REGISTERS_GRAPH, kept)
        assert refresh(opened)
        assert not refresh(opened)
    assert quads(store) == whole


def test_the_second_to_write_waits_and_then_says_so(
    run: Run, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    script = "import sys, time\nfrom beleidsgraaf.graph.store import open_store\nwith open_store(sys.argv[1]) as s:\n"
    script += "    print('open', flush=True)\n    time.sleep(float(sys.argv[2]))"
    for seconds, code, patience in (("2", 1, 10.0), ("60", 2, 0.5)):
        monkeypatch.setattr("beleidsgraaf.stores.open_to_write.__kwdefaults__", {"new": True, "patience": patience})
        other = subprocess.Popen([sys.executable, "-c", script, str(store), seconds], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        other.stdout.readline()
        done = run("build", letters, "--into", store)
        other.kill()
        other.communicate()
        assert done.code == code
        lines = done.err.splitlines()
        assert "waiting" in lines[0]
        if code == 2:
            assert lines[1:] == [f"error: {store}: another program is writing this graph; try again later"]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))


@pytest.mark.parametrize("name", ["store", "store.nq"])
def test_a_full_disk_is_said_in_one_line(folder: Path, tmp_path: Path, name: str) -> None:
    store = tmp_path / name
    command = [sys.executable, "-c", QUICK, "build", str(folder), "--into", str(store), "--lang", "en"]
    done = _run(command, _limited)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"error: {store}: cannot be written: ")
    assert "Traceback" not in done.stderr
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]
    if name == "store":
        assert "the same command goes on from there" in done.stderr
        with PolicyGraph.open(store, read_only=True) as graph:
            assert len(graph.documents) < DOCUMENTS
    assert _run(command).returncode == 0
    with PolicyGraph.open(store, read_only=True) as graph:
        assert len(graph.documents) == DOCUMENTS


@pytest.mark.parametrize("name", ["store", "store.nq"])
def test_a_folder_that_is_read_only_is_said_in_one_line(letters: Path, tmp_path: Path, name: str) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    command = [*PLAIN, "build", str(letters / "a.txt"), "--into", str(locked / name), "--lang", "en"]
    if os.geteuid() == 0:  # who may do anything must first give up that right
        if shutil.which("setpriv") is None:
            pytest.skip("runs as root and there is no setpriv")
        rights = "-dac_override,-dac_read_search"
        command = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}", *command]
    done = _run(command)
    locked.chmod(0o755)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"error: {locked / name}: cannot be ")
    assert "ermission" in done.stderr


def _run(command: list[str], before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=before)
