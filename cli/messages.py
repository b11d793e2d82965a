"""What the command line says, in Dutch and in English; the words themselves stand in ``messages.toml``.

Examples
--------
>>> Messages("nl")("error.prefix")
'fout'
>>> Messages("en")("build.unchanged", count=2)
'2 unchanged, skipped'
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")


class Messages:
    """The messages of one language.

    Parameters
    ----------
    language : {"nl", "en"}
        Which language to speak.
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._texts = catalogue()

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a message with its values filled in.

        Parameters
        ----------
        key : str
            Dotted key in ``messages.toml``.
        **values : object
            What stands between braces in the message.

        Returns
        -------
        str
            The message, without a line end.

        Raises
        ------
        KeyError
            If there is no such message, or a value is missing.

        Examples
        --------
        >>> Messages("nl")("queries.unknown", name="wie-wat", names="wie-vroeg")
        "er is geen meegeleverde vraag 'wie-wat'; wel: wie-vroeg"
        """
        text = self._texts[key][self.language]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """Tell whether a key is known.

        Examples
        --------
        >>> Messages("nl").has("error.prefix"), Messages("nl").has("error.nonsense")
        (True, False)
        """
        return key in self._texts


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return every message: dotted key to language to text.

    Examples
    --------
    >>> sorted(catalogue()["error.prefix"])
    ['en', 'nl']
    """
    source = resources.files("beleidsgraaf").joinpath("messages.toml")
    return dict(_flatten(tomllib.loads(source.read_text(encoding="utf-8")), ""))


def _flatten(table: Mapping[str, Any], prefix: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    for name, value in table.items():
        if all(isinstance(v, str) for v in value.values()):
            found.append((prefix + name, {language: text.strip() for language, text in value.items()}))
        else:
            found.extend(_flatten(value, f"{prefix}{name}."))
    return found


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Choose the language: ``--lang`` first, then the locale; English where neither is Dutch.

    The arguments are read here before they are parsed, since the help itself is in that language.

    Parameters
    ----------
    arguments : sequence of str
        The command line without the program's name.
    environment : mapping of str to str
        The environment: the first of LC_ALL, LC_MESSAGES and LANG that is set counts.

    Returns
    -------
    {"nl", "en"}
        The language to speak.

    Examples
    --------
    >>> choose_language(["stats", "graaf", "--lang", "nl"], {})
    'nl'
    >>> choose_language(["--lang=en", "stats", "graaf"], {"LANG": "nl_NL.UTF-8"})
    'en'
    >>> choose_language([], {"LC_ALL": "", "LC_MESSAGES": "nl_BE.UTF-8", "LANG": "en_GB.UTF-8"})
    'nl'
    """
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    for i, argument in enumerate(options):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and i + 1 < len(options):
            value = options[i + 1]
        for language in LANGUAGES:
            if value == language:
                return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "nl" if value.lower().startswith(("nl_", "nl.")) or value.lower() == "nl" else "en"
    return "en"
