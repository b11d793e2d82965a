"""Reads the word lists and pattern tables that lie in ``patterns/``: data apart from code.

A ``.txt`` file has one entry a line (or several, separated by blanks, where entries are single words); ``#`` starts a
comment. A ``.toml`` file is a table. Everything is read once a process.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from beleidsgraaf.ontology import FormatError


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the entries of a list, one a line.

    Parameters
    ----------
    name : str
        File name within ``patterns/``, without ``.txt``.

    Raises
    ------
    FormatError
        If there is no such list.

    Examples
    --------
    >>> "mevrouw" in words("person_titles")
    True
    """
    found = (line.split("#", 1)[0].strip() for line in _read(f"{name}.txt").splitlines())
    return tuple(line for line in found if line)


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list, blanks and line ends between them.

    Parameters
    ----------
    name : str
        File name within ``patterns/``, without ``.txt``.

    Examples
    --------
    >>> "Marieke" in words("first_names")
    True
    """
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table.

    Parameters
    ----------
    name : str
        File name within ``patterns/``, without ``.toml``.

    Examples
    --------
    >>> "portfolio" in table("portfolios")
    True
    """
    try:
        return tomllib.loads(_read(f"{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"patterns/{name}.toml: {error}; mend the table") from error


def _read(name: str) -> str:
    try:
        return (files("beleidsgraaf.extract") / "patterns" / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise FormatError(f"patterns/{name}: no such file; the installation is incomplete") from error
