"""Building blocks of the finders' regular expressions.

Every block is linear: repeated blanks are possessive, so that a long run of them costs one pass.
"""

import re
from collections.abc import Iterable
from typing import Final

UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
"""Capitals, to stand inside a character class."""

LOWER: Final = "a-zß-öø-ÿāăąćčďđēėęěğģīįıķĺļľłńņňōőœŕřśşšţťūůűųźżžșț"
"""Small letters, to stand inside a character class."""

BLANK: Final = r"[^\S\n]"
"""One blank that is not a line end."""

GAP: Final = rf"(?:{BLANK}++\n?{BLANK}*+|\n{BLANK}*+)"
"""Blanks between two words of a name, with at most one line end among them."""

APOSTROPHE: Final = "['’‘`´]"


def any_of(words: Iterable[str]) -> str:
    """Return an alternation of literal words, longest first, blanks in them matching any gap.

    Examples
    --------
    >>> import re
    >>> re.fullmatch(any_of(["van", "van der"]), "van  der")[0]
    'van  der'
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(GAP.join(re.escape(part) for part in w.split()) for w in ordered) + ")"


def squeeze(text: str) -> str:
    r"""Return the text with every run of blanks as one space, and none at its ends.

    Examples
    --------
    >>> squeeze("Wet op de \n Raad van State ")
    'Wet op de Raad van State'
    """
    return " ".join(text.split())
