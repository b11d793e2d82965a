"""From proposals to judgements to a graph, on the command line."""

from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def spelled(tmp_path: Path) -> Path:
    """Two letters that spell a programme differently."""
    folder = tmp_path / "spelled"
    folder.mkdir()
    for name, programme in (("a", "Regio Deal Hoogland"), ("b", "Regiodeal Hoogland")):
        text = f"De gemeente Assen neemt deel aan de {programme}.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_propose_judge_and_build_again(run: Run, spelled: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "judgements.csv"
    assert run("build", spelled, "--into", store).code == 0
    done = run("candidates", store, "--output", file)
    assert done.code == 0
    assert "1 pairs proposed" in done.err
    proposed = file.read_text(encoding="utf-8")
    assert run("candidates", store, "--quiet").out == proposed
    file.write_text(proposed.replace(",,0.95", ",same,0.95"), encoding="utf-8")

    part = run("build", spelled / "a.txt", "--into", tmp_path / "other", "--judgements", file)
    assert part.code == 0
    again = run("build", spelled, "--into", store, "--judgements", file)
    assert again.code == 0
    assert "1 document added" in again.out
    assert "1 unchanged" in again.out
    assert run("candidates", store, "--judgements", file).out.count("\n") == 2
    said = run("neighbours", store, "Regiodeal Hoogland").out
    assert "Regio Deal Hoogland (Programme)" in said
    assert "a.txt" in said
    assert "b.txt" in said


def test_documents_that_were_not_built_again_are_told(run: Run, spelled: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "judgements.csv"
    run("build", spelled, "--into", store)
    run("candidates", store, "--output", file)
    file.write_text(file.read_text(encoding="utf-8").replace(",,0.95", ",same,0.95"), encoding="utf-8")
    first = run("build", spelled / "a.txt", "--into", store, "--judgements", file).err
    second = run("build", spelled / "b.txt", "--into", store, "--judgements", file).err
    assert "1 documents in" in first + second


def test_not_same_is_not_proposed_again(run: Run, spelled: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "judgements.csv"
    run("build", spelled, "--into", store)
    run("candidates", store, "--output", file)
    file.write_text(file.read_text(encoding="utf-8").replace(",,0.95", ",not same,0.95"), encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    assert "0 pairs" in run("candidates", store, "--judgements", file, "--output", file).err
    assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("command", ["build", "candidates"])
def test_a_bad_row_is_one_line(run: Run, spelled: Path, tmp_path: Path, command: str) -> None:
    store, file = tmp_path / "store", tmp_path / "judgements.csv"
    run("build", spelled, "--into", store)
    file.write_text("a,b,judgement\nx,y,same\n", encoding="utf-8")
    where = [spelled, "--into", store] if command == "build" else [store]
    done = run(command, *where, "--judgements", file)
    assert done.code == 2
    assert done.err == f"error: {file}: line 2: a is no IRI of an entity: 'x'\n"
