"""What the README shows works: its commands run in order, its Python gives what it says."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

_README = Path(__file__).resolve().parents[1] / "README.md"

if not _README.exists():
    pytest.skip("not in a checkout", allow_module_level=True)

_TEXT = _README.read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", _TEXT, re.MULTILINE | re.DOTALL)


def test_the_commands_run_in_order(tmp_path: Path) -> None:
    (block,) = _blocks("console")
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) >= 5
    environment = dict(os.environ, COLUMNS="120", LC_ALL="C.UTF-8")
    for line in commands:
        assert line.startswith("beleidsgraaf ")
        program = f"{shlex.quote(sys.executable)} -m beleidsgraaf"
        shell = line.replace("beleidsgraaf", program, 1)
        done = subprocess.run(
            shell, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert done.stdout or done.stderr, line
    assert (tmp_path / "net.html").exists()


@pytest.mark.parametrize("block", _blocks("python"))
def test_the_python_gives_what_it_says(block: str) -> None:
    test = doctest.DocTestParser().get_doctest(block, {}, "README", str(_README), 0)
    assert test.examples
    printed: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=printed.append)
    assert results.failed == 0, "".join(printed)


def test_the_files_that_it_names_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", _TEXT)
    assert links
    for link in links:
        assert (_README.parent / link).exists(), link
