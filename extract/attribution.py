"""On whose word a sentence says something: "volgens het CBS", "het RIVM meldt dat".

Patterns over skeletons are data (``patterns/status.toml``, section ``attributed``).
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from beleidsgraaf.extract.skeleton import Skeleton, members

_SOURCE: Final = (
    r"(?:de |het |een )?(?:(?:rapport|onderzoek|monitor|cijfers) )?(?:van (?:de |het )?)?(?P<a>⟨[MRONFU]+#\d+⟩)"
)


def attributed_to(s: Skeleton) -> str | None:
    """Return the id of the entity on whose word a sentence says what it says, None where it names none.

    Parameters
    ----------
    s : Skeleton
        Of the sentence.

    Examples
    --------
    >>> from beleidsgraaf.extract.skeleton import Mention, skeleton
    >>> text = "Volgens het CBS doet Assen mee."
    >>> attributed_to(skeleton(text, [(0, len(text))], [Mention(12, 15, "Organisation", "e0")]))
    'e0'
    """
    for pattern in _patterns():
        found = pattern.search(s.text)
        if found:
            return s.mentions[members(found["a"])[0]].entity
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads((files("beleidsgraaf.extract") / "patterns" / "status.toml").read_text("utf-8"))
    return tuple(re.compile(p.replace("{A}", _SOURCE)) for p in data["attributed"]["patterns"])
