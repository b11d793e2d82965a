"""How much room a label takes: broken into lines, measured without a browser.

Widths are those of Helvetica (Arial and Liberation Sans have the same), so that the room kept in the layout is what
the browser needs.

Examples
--------
>>> wrap("Nationaal Programma Leefbaarheid en Veiligheid")
('Nationaal Programma', 'Leefbaarheid en', 'Veiligheid')
>>> round(width("gemeente Assen"))
98
"""

import re
from typing import Final

SIZE: Final = 13
"""Size of a label, in pixels at zoom 1."""
LINE: Final = 16
"""Height of a line, in pixels at zoom 1."""
ROOM: Final = 138
"""Width of a line at most, in pixels."""
WORD: Final = 190
"""Width of a single word at most; a wider one is broken."""
LINES: Final = 3
"""Lines of a label at most; what does not fit ends in an ellipsis."""

_WIDTHS: Final = {  # thousandths of the size
    **dict.fromkeys("ijl'|", 222), **dict.fromkeys("Ift!,./:;I[]\\ ", 278), **dict.fromkeys("r-()`", 333),
    **dict.fromkeys("ckszvxyJ", 500), **dict.fromkeys("FTZ", 611), **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("wCDHNRU", 722), **dict.fromkeys("GOQ", 778), "m": 833, "M": 833, "W": 944, "@": 1015, "%": 889,
}  # fmt: skip
_AVERAGE: Final = 556
_CONTROLS: Final = re.compile("[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


def clean(text: str) -> str:
    r"""Return a text as one line without control characters, such as those that reverse the writing direction.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        With single spaces between the words.

    Examples
    --------
    >>> clean("Regio\u202e  Deal\n Eemsdelta")
    'Regio Deal Eemsdelta'
    """
    return " ".join(_CONTROLS.sub(" ", text).split())


def width(text: str, size: float = SIZE) -> float:
    """Return the width of a text in pixels.

    Parameters
    ----------
    text : str
    size : float
        Of the letters, in pixels.

    Returns
    -------
    float
    """
    return sum(_WIDTHS.get(c, _AVERAGE) if c < "\u2e80" else 1000 for c in text) * size / 1000


def wrap(label: str) -> tuple[str, ...]:
    """Break a label into lines of at most `ROOM` pixels (a single word may be wider) and `LINES` lines.

    Parameters
    ----------
    label : str

    Returns
    -------
    tuple of str
        At least one line, which may be empty.

    Examples
    --------
    >>> wrap("minister van Landbouw, Visserij, Voedselzekerheid en Natuur en nog veel meer dan dat")
    ('minister van Landbouw,', 'Visserij,', 'Voedselzekerheid en…')
    """
    lines: list[str] = []
    rest = clean(label).split(" ")
    while rest and len(lines) < LINES:
        line = rest.pop(0)
        if width(line) > WORD:
            cut = next(i for i in range(len(line) - 1, 0, -1) if i == 1 or width(line[:i] + "-") <= ROOM)
            line, tail = line[:cut] + "-", line[cut:]
            rest.insert(0, tail)
        else:
            while rest and width(f"{line} {rest[0]}") <= ROOM:
                line = f"{line} {rest.pop(0)}"
        lines.append(line)
    if rest:
        lines[-1] = shortened(lines[-1].rstrip(" ,;") + "…")
    return tuple(lines)


def shortened(text: str) -> str:
    """Return a text of at most `ROOM` pixels, with an ellipsis where something is left out.

    Examples
    --------
    >>> shortened("Inspectie Gezondheidszorg en Jeugd")
    'Inspectie Gezondheid…'
    """
    if width(text) <= ROOM:
        return text
    text = text.removesuffix("…")
    while text and width(text + "…") > ROOM:
        text = text[:-1]
    return text.rstrip(" ,;") + "…"
