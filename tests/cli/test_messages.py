"""Every message exists in both languages, is used, and takes the same values in both."""

import re
from pathlib import Path
from string import Formatter

import beleidsgraaf
import pytest
from beleidsgraaf.messages import LANGUAGES, Messages, catalogue, choose_language

_PACKAGE = Path(beleidsgraaf.__file__).parent
_CODE = "".join(
    path.read_text(encoding="utf-8") for folder in (_PACKAGE, _PACKAGE / "commands") for path in folder.glob("*.py")
)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", catalogue())
def test_both_languages_say_it_with_the_same_values(key: str) -> None:
    texts = catalogue()[key]
    assert set(texts) == set(LANGUAGES)
    assert all(texts.values())
    if not key.endswith(".help"):
        assert _fields(texts["nl"]) == _fields(texts["en"])


@pytest.mark.parametrize("key", [key for key in catalogue() if not key.endswith(".help")])
def test_no_message_is_left_over(key: str) -> None:
    composed = f'"{key.partition(".")[0]}.{{'  # as in f"status.{name}"
    assert any(use in _CODE for use in (f'"{key}"', f"'{key}'", composed))


def test_every_message_that_the_code_asks_for_is_there() -> None:
    asked = set(re.findall(r"""(?:say|messages|note|warn|help=)\(?"([a-z_]+\.[a-z_]+)\"""", _CODE))
    assert len(asked) > 20
    assert not asked - set(catalogue())


def test_every_status_has_a_name() -> None:
    from beleidsgraaf.ontology import STATUSES

    assert {key.removeprefix("status.") for key in catalogue() if key.startswith("status.")} == set(STATUSES)


def test_an_unknown_message_is_an_error() -> None:
    with pytest.raises(KeyError):
        Messages("nl")("no.such")
    with pytest.raises(KeyError):
        Messages("nl")("build.unchanged", number=2)


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["stats", "g", "--lang", "nl"], {}, "nl"),
        (["--lang=nl", "stats", "g"], {"LC_ALL": "en_US.UTF-8"}, "nl"),
        (["stats", "g", "--lang"], {}, "en"),
        (["stats", "g", "--lang", "fr"], {"LANG": "nl_NL"}, "nl"),
        (["query", "g", "--", "--lang", "nl"], {}, "en"),
        ([], {"LANG": "nl_NL.UTF-8"}, "nl"),
        ([], {"LANG": "nl"}, "nl"),
        ([], {"LANG": "nl_NL.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LC_MESSAGES": "de_DE", "LANG": "nl_NL"}, "en"),
        ([], {"LANG": "nlx"}, "en"),
        ([], {}, "en"),
    ],
)
def test_the_language(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    assert choose_language(arguments, environment) == expected
