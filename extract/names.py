"""What a name says by itself: a programme or law with a place in its name is about that place.

"Het Soortenmanagementplan Emmen geldt in de hele gemeente Emmen": the plan covers the municipality, provided that the
text speaks of the place in the same breath.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from beleidsgraaf.extract.skeleton import Mention

_NEAR: Final = 200
_KINDS: Final = re.compile(r"^(?:de |het )?(?:gemeente|provincie|regio|stad|eiland|land) ", re.IGNORECASE)


class Named(NamedTuple):
    """A name that holds a place's name: the two mentions, by index."""

    subject: int
    region: int


def places_in_names(text: str, mentions: Sequence[Mention]) -> Iterator[Named]:
    """Yield programmes and laws whose name holds the name of a region mentioned nearby.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of Mention
        Its mentions in text order.

    Examples
    --------
    >>> text = "Het Woonplan Emmen is er voor heel Emmen."
    >>> found = [Mention(4, 18, "Programme", "e0"), Mention(35, 40, "Region", "e1")]
    >>> list(places_in_names(text, found))
    [Named(subject=0, region=1)]
    """
    for i, a in enumerate(mentions):
        if a.type not in ("Programme", "Law"):
            continue
        name = text[a.start : a.end]
        for step in (1, -1):
            j = i + step
            while 0 <= j < len(mentions) and abs(mentions[j].start - a.start) < _NEAR:
                b = mentions[j]
                place = _KINDS.sub("", text[b.start : b.end])
                if b.type == "Region" and place[:1].isupper() and _holds(name, place):
                    yield Named(i, j)
                j += step


def _holds(name: str, place: str) -> bool:
    return len(place) > 2 and re.search(rf"(?<![\w-]){re.escape(place)}(?!\w)", name) is not None
