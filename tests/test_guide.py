"""The guides, Dutch and English, tell the same and tell of every command."""

import re
from pathlib import Path

import pytest
from beleidsgraaf.app import make_app
from typer.main import get_command

_DOCS = Path(__file__).resolve().parents[1] / "docs"

if not _DOCS.exists():
    pytest.skip("not in a checkout", allow_module_level=True)

GUIDES = ("guide.md", "gids.md")


def commands(name: str) -> list[str]:
    blocks = re.findall(
        r"^```console\n(.*?)^```$", (_DOCS / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines()]


def test_both_show_the_same_commands() -> None:
    english, dutch = map(commands, GUIDES)
    assert english == dutch


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_is_told_of(name: str) -> None:
    text = (_DOCS / name).read_text(encoding="utf-8")
    known = getattr(get_command(make_app()), "commands", {})
    assert len(known) > 10
    assert [c for c in known if not re.search(rf"`(beleidsgraaf )?{c}\b|beleidsgraaf {c} ", text)] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_option_that_they_show_exists(name: str) -> None:
    known = getattr(get_command(make_app()), "commands", {})
    for line in commands(name):
        words = line.split("beleidsgraaf ")[1].split()
        options = {o for parameter in known[words[0]].params for o in parameter.opts}
        assert {w for w in words if re.fullmatch(r"--[a-z-]+", w)} <= options, line


@pytest.mark.parametrize("name", [*GUIDES, "format.md", "registers.md"])
def test_what_they_link_to_exists(name: str) -> None:
    text = (_DOCS / name).read_text(encoding="utf-8")
    places = {
        re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    for link in re.findall(r"\]\(([^)]+)\)", text):
        file, _, place = link.partition("#")
        assert (_DOCS / file).exists(), link
        assert file or place in places, link
