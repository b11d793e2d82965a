"""A graph to put commands to, and a way to run them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from beleidsgraaf.app import main


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, wide and without colour, whatever the machine's settings."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "BELEIDSGRAAF_DEBUG", "FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("TERMINAL_WIDTH", "200")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def run_it(*arguments: str | Path) -> Done:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Done(code, captured.out, captured.err)

    return run_it


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example graph in a folder; tests only read it."""
    from beleidsgraaf.graph import PolicyGraph
    from beleidsgraaf.graph.example import example_extractions

    path = tmp_path_factory.mktemp("graph") / "store"
    with PolicyGraph.open(path) as graph:
        for extraction in example_extractions():
            graph.add(extraction)
    return path


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with two letters and a file that cannot be read."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text("De gemeente Assen neemt deel aan het Klimaatakkoord.\n", encoding="utf-8")
    (folder / "b.txt").write_text("De provincie Drenthe financiert de Regio Deal Eemsdelta.\n", encoding="utf-8")
    (folder / "c.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    return folder
