"""Nouns that point back to the one body they can mean: "de commissie" for the commission that the document names.

They are no mentions (nothing is marked), but a relation may have one at its end.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from beleidsgraaf.extract.skeleton import Mention

_POINTER: Final = re.compile(
    r"\b(?:[Dd]e|[Dd]eze|[Hh]et|[Dd]it)\s+(?P<head>commissie|ministerie|werkgroep|stuurgroep|taskforce|stichting|raad"
    r"|adviescommissie|college)\b(?!\s+(?:van|voor|der|inzake|en wethouders|[A-Z]))"
)


def with_aliases(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions with those that only point back, in text order.

    A noun points to a body when exactly one organisation or ministry of the document carries that noun in a name
    mentioned before it.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of Mention
        Its mentions in text order.

    Examples
    --------
    >>> text = "De Adviescommissie Bodem is er. De adviescommissie adviseert."
    >>> [text[m.start : m.end] for m in with_aliases(text, [Mention(3, 24, "Organisation", "e0")])]
    ['Adviescommissie Bodem', 'adviescommissie']
    """
    found = list(mentions)
    starts = [m.start for m in mentions]
    named = _bodies(text, mentions)
    for pointer in _POINTER.finditer(text):
        start, end = pointer.span("head")
        before = bisect_left(starts, end) - 1
        if before >= 0 and mentions[before].end > start:
            continue
        bodies = named.get(pointer["head"], {})
        if len(bodies) == 1:
            ((entity, first),) = bodies.items()
            if first.start < start:
                found.append(Mention(start, end, first.type, entity, True))
    return sorted(found)


def _bodies(text: str, mentions: Sequence[Mention]) -> dict[str, dict[str, Mention]]:
    """Map each noun to the bodies that carry it in a name, with the first such name of each."""
    found: dict[str, dict[str, Mention]] = {}
    for m in mentions:
        if m.type in ("Organisation", "Ministry"):
            for word in set(re.findall(r"\w+", text[m.start : m.end].lower())):
                found.setdefault(word, {}).setdefault(m.entity, m)
    return found
