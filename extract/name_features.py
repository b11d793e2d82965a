"""What names say by themselves, for the classifier of relations: their head words, and the kind of a place."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from beleidsgraaf.extract.skeleton import Mention
from beleidsgraaf.ontology.register import register

_HEADED: Final = re.compile(r"^(?:de |het )?(gemeente|provincie|regio|waterschap|veiligheidsregio|wijk|dorp|eiland)\b")
_LONG_ENDS: Final = (
    "wet", "besluit", "verordening", "regeling", "verdrag", "akkoord", "plan", "fonds", "agenda", "programma", "visie",
    "rapport", "monitor", "brief", "advies", "raad", "dienst", "inspectie", "school", "bank", "commissie", "instituut",
    "stichting", "vereniging", "bureau", "autoriteit", "rechtbank", "fractie", "team", "directie", "deal", "aanpak",
)  # fmt: skip


class NameFeatures:
    """Features of the mentions of one document, each made once.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of Mention
        Those that units of skeletons point to by index.

    Examples
    --------
    >>> names = NameFeatures("Afdeling Wonen, Drenthe", [Mention(0, 14, "Organisation", "a")])
    >>> names.of(0)
    ('h=afdeling', 'e=wonen', 'w=2')
    """

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = mentions
        self._found: dict[int, tuple[str, ...]] = {}
        self._kinds: dict[int, str] = {}

    def text(self, mention: int) -> str:
        """Return the text of a mention."""
        m = self._mentions[mention]
        return self._text[m.start : m.end]

    def kind(self, mention: int) -> str:
        """Return the kind of a place ("country", "province", "municipality", …), for other names their type."""
        if mention not in self._kinds:
            m = self._mentions[mention]
            text = self.text(mention).lower()
            headed = _HEADED.match(text)
            place = headed[1] if headed else _places().get(text, "place")
            self._kinds[mention] = place if m.type == "Region" else m.type
        return self._kinds[mention]

    def of(self, mention: int) -> tuple[str, ...]:
        """Return the features of a mention: first and last word, endings, length."""
        if mention not in self._found:
            self._found[mention] = tuple(self._make(mention))
        return self._found[mention]

    def _make(self, mention: int) -> list[str]:
        m = self._mentions[mention]
        if m.type == "Person":
            return ["person"]
        text = " ".join(self.text(mention).split())
        words = text.lower().split()
        if m.type == "Region":
            return [f"kind={self.kind(mention)}"]
        found = [f"h={words[0]}", f"e={words[-1]}", f"w={min(len(words), 5)}"]
        found += [f"end={end}" for end in _LONG_ENDS if any(w.endswith(end) and len(w) > len(end) for w in words)]
        if len(words) == 1 and text[1:2].isupper():
            found.append("short")
        return found


def holds(whole: str, part: str) -> bool:
    """Tell whether one name holds another as whole words, a place without its kind.

    Examples
    --------
    >>> holds("Woonplan Emmen", "gemeente Emmen")
    True
    """
    bare = part.split(" ", 1)[1] if part.lower().startswith(("gemeente ", "provincie ", "regio ")) else part
    at = whole.find(bare)
    if at < 0 or len(bare) < 3 or len(bare) == len(whole):
        return False
    end = at + len(bare)
    return not (at and whole[at - 1].isalnum()) and not (end < len(whole) and whole[end].isalnum())


@cache
def _places() -> dict[str, str]:
    """Map the names of places in the registers to their kinds; of one name for two kinds the larger counts."""
    found: dict[str, str] = {}
    for place in register().places.values():
        for name in (place.name, *place.other_names):
            found.setdefault(name.lower(), place.kind)
    for kind in ("municipality", "country", "province"):
        for body in register().bodies.values():
            if body.kind == kind:
                found[body.name.lower()] = kind
    return found
