"""What "ik" says, as a sentence about the one who speaks: frames know the third person only.

"Hierover werk ik samen met de VNG" is read as "Hierover werkt ⟨F#0⟩ samen met ⟨O#1⟩".
"""

import re
from functools import cache
from typing import Final

from beleidsgraaf.extract.frames import frames
from beleidsgraaf.extract.skeleton import Skeleton, members

_IRREGULAR: Final = {"heb": "heeft", "ben": "is", "ga": "gaat", "sta": "staat", "doe": "doet", "zie": "ziet"}
_BESIDE: Final = re.compile(
    r"(?P<left>[a-zà-ÿ]+) (?P<after>⟨[FN]+#\d+⟩)|(?P<before>⟨[FN]+#\d+⟩)"
    r" (?P<adverb>(?:daarom|ook|dan|nu) )?(?P<right>[a-zà-ÿ]+)"
)


def in_third_person(s: Skeleton, text: str) -> Skeleton:
    """Return a skeleton in which the verb beside "ik" has the form that goes with "hij".

    Parameters
    ----------
    s : Skeleton
    text : str
        The document's text, for what its mentions are.

    Examples
    --------
    >>> from beleidsgraaf.extract.skeleton import Mention, skeleton
    >>> text = "Ik heb het RIVM gesproken."
    >>> found = [Mention(0, 2, "Office", "e0", True), Mention(11, 15, "Organisation", "e1")]
    >>> in_third_person(skeleton(text, [(0, len(text))], found), text).text
    '⟨F#0⟩ heeft het ⟨O#1⟩ gesproken.'
    """

    def to_third(m: re.Match[str]) -> str:
        unit = m["after"] or m["before"]
        mention = s.mentions[members(unit)[0]]
        if not mention.pointer or text[mention.start : mention.end].lower() != "ik":
            return m[0]
        if m["left"]:
            return f"{third(m['left'])} {unit}"
        return f"{unit} {m['adverb'] or ''}{third(m['right'])}"

    return s.replace(_BESIDE, to_third)


def third(verb: str) -> str:
    """Return the third person of a first person singular that a frame knows, else the word itself.

    Examples
    --------
    >>> third("werk"), third("heb"), third("zal")
    ('werkt', 'heeft', 'zal')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    form = verb if verb.endswith("t") else verb + "t"
    return form if form in _finite() else verb


@cache
def _finite() -> frozenset[str]:
    return frames().finite
