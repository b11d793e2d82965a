"""The front door: help, languages, versions, errors, exit codes."""

import errno
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from beleidsgraaf.app import COMMANDS, describe, make_command
from beleidsgraaf.messages import LANGUAGES, Language, Messages
from beleidsgraaf.ontology import StoreError, UnknownNameError

from .conftest import Run


def test_version(run: Run) -> None:
    done = run("--version")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"beleidsgraaf \S+\n", done.out)


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_its_options(run: Run, name: str, flag: str) -> None:
    done = run(name, flag)
    assert done.code == 0
    assert "--quiet" in done.out
    assert "--lang" in done.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_help_is_left_without_words(language: Language) -> None:
    messages = Messages(language)
    group = make_command(messages)
    for name, command in [("app", group), *group.commands.items()]:
        assert command.help.split() == messages(f"{name}.help").split()
        for parameter in command.params:
            assert parameter.help, (name, parameter.name)
            assert not re.fullmatch(r"[a-z_]+\.[a-z_]+", parameter.help), (name, parameter.name)


def test_help_is_in_the_language_that_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Bouw een graaf uit documenten" in run("build", "--help", "--lang", "nl").out
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    dutch = run("--help").out
    assert "Opdrachten" in dutch
    assert "Toon deze uitleg." in dutch
    assert "Commands" in run("--lang", "en", "--help").out


def test_without_arguments_it_shows_the_help(run: Run) -> None:
    assert "build" in run().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["stats"],
        ["stats", "graph", "--nonsense"],
        ["build", "x.txt"],
        ["build", "x.txt", "--into", "graph", "--jobs", "-1"],
        ["export", "graph", "--to", "docx"],
        ["stats", "graph", "--lang", "fr"],
    ],
)
def test_wrong_usage_is_two(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "ASK {}"],
        ["stats"],
        ["validate"],
        ["neighbours", "Assen"],
        ["path", "Assen", "Emmen"],
        ["view", "--output", "net.html"],
        ["export", "--to", "nq"],
    ],
)
def test_a_missing_store_is_one_line(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    missing = tmp_path / "nowhere"
    done = run(arguments[0], missing, *arguments[1:])
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.startswith("error: ")
    assert str(missing) in done.err
    assert not missing.exists()


def test_errors_are_in_dutch_too(run: Run, tmp_path: Path) -> None:
    done = run("stats", tmp_path / "nergens", "--lang", "nl")
    assert done.err.startswith("fout: ")
    assert "bestaat niet" in done.err


@pytest.mark.parametrize("how", ["option", "environment"])
def test_debug_shows_where(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    if how == "environment":
        monkeypatch.setenv("BELEIDSGRAAF_DEBUG", "1")
    done = run("stats", tmp_path / "nowhere", *(["--debug"] if how == "option" else []))
    assert done.code == 2
    assert "Traceback" in done.err


def test_a_store_that_is_none(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("Geachte voorzitter,", encoding="utf-8")
    done = run("stats", text)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "letter.txt" in done.err


def test_errors_in_words() -> None:
    dutch = Messages("nl")
    assert describe(UnknownNameError("X"), dutch) == "niets in de graaf heet 'X'"
    assert describe(StoreError("a:\n  b"), dutch) == "a: b"
    assert (
        describe(FileNotFoundError(2, "No such file or directory", "q.rq"), dutch) == "q.rq: No such file or directory"
    )


def test_colours_only_where_they_are_wanted(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("stats", store).out
    assert "\x1b" in run("stats", store, "--color", "always").out
    assert "\x1b" not in run("stats", store, "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in run("neighbours", store, "Assen").out


def _modules_after(*arguments: str | Path) -> set[str]:
    code = (
        "import json, sys\n"
        "from beleidsgraaf.app import main\n"
        f"code = main({[str(a) for a in arguments]!r})\n"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    exit_code, modules = json.loads(done.stderr.splitlines()[-1])
    assert exit_code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "SELECT DISTINCT ?p { ?p a bg:Programme }"],
        ["query", "gemeenten-in-programma", "--format", "csv"],
        ["stats"],
        ["neighbours", "Assen"],
        ["path", "Assen", "Emmen"],
        ["export", "--to", "nq"],
    ],
)
def test_asking_a_graph_loads_nothing_heavy(store: Path, arguments: list[str]) -> None:
    heavy = {"spacy", "thinc", "numpy", "scipy", "networkx", "pyvis", "rdflib", "pyshacl", "lxml", "jinja2"}
    assert not heavy & _modules_after(arguments[0], store, *arguments[1:])


def test_help_loads_no_engine_at_all() -> None:
    assert not {"spacy", "pyoxigraph", "rdflib", "lxml"} & _modules_after("build", "--help")


def test_the_reader_of_the_output_may_leave(store: Path) -> None:
    query = "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
    command = [sys.executable, "-m", "beleidsgraaf", "query", str(store), query, "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().count(",") == 8
        process.stdout.close()
        assert process.stderr.read() == ""


def test_a_broken_pipe_is_no_traceback(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("beleidsgraaf.session.Session.write", lambda session, text: refuse(text))
    monkeypatch.setattr(sys, "stdout", sys.stdout)  # Typer puts another in its place
    done = run("stats", store, "--format", "json")
    assert (done.code, done.err) == (1, "")


def test_a_full_disk_is_one_line(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(session: object, text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "out.json")

    monkeypatch.setattr("beleidsgraaf.session.Session.write", refuse)
    done = run("stats", store, "--format", "json")
    assert (done.code, done.err) == (2, "error: out.json: No space left on device\n")
