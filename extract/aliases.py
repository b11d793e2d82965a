"""Nouns that point back to the one body they can mean: "de commissie" for the commission that the document names.

They are no mentions (nothing is marked), but a relation may have one at its end.
"""

import re
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
    taken = [(m.start, m.end) for m in mentions]
    for pointer in _POINTER.finditer(text):
        start, end = pointer.span("head")
        if any(a < end and start < b for a, b in taken):
            continue
        head = pointer["head"].lower()
        named = {
            (m.entity, m.type)
            for m in mentions
            if m.type in ("Organisation", "Ministry")
            and re.search(rf"(?<!\w){head}(?!\w)", text[m.start : m.end].lower())
        }
        if len(named) == 1:
            entity, kind = named.pop()
            if any(m.entity == entity and m.start < start for m in mentions):
                found.append(Mention(start, end, kind, entity))
    return sorted(found)
