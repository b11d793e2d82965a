"""The preamble of a decision: who decides, on what basis, and what it sets up.

"Besluit van de Minister van X … (Instellingsbesluit Y) / De Minister van X, / Gelet op de Wet Z; / Besluit: …"
counts as one sentence: the minister establishes the decision, and the decision is based on the law.
"""

import re
from collections.abc import Iterator
from typing import Final

from beleidsgraaf.extract.skeleton import Skeleton

_ACTOR: Final = r"⟨[MRONF]+#[\d,]+⟩"
_LAW: Final = r"⟨L+#\d+⟩"
_PREAMBLE: Final = re.compile(
    rf"(?:^|[⏎#.)] ?)(?:De|Het|Wij|Gedeputeerde Staten,?) ?⏎?(?P<maker>{_ACTOR})(?P<middle>(?:[^#]|#(?!#)){{0,1500}}?)"
    r"\b(?:Besluit(?:en)?\b(?! van| tot| houdende)|B ?E ?S ?L ?U ?I ?T(?:EN)?\b|[Hh]ebben goedgevonden"
    r"|[Ss]tel(?:t|len) vast)"
)
_NAMENS: Final = re.compile(rf"[Mm]ede namens (?:de |het )?({_ACTOR})")
_BASIS: Final = re.compile(r"(?:[Gg]elet op|GELET OP|[Gg]ezien|[Oo]p grond van)(?P<laws>.*?)(?:;|⏎⏎|$|[Oo]verwegende)")
_CITED: Final = re.compile(rf"(?:wordt|worden|kan worden) aangehaald als:?[⏎ ]*[‘“\"«']?(?P<law>{_LAW})")
_SET_UP: Final = re.compile(r"Er is een (?P<body>⟨O#\d+⟩)|[Ii]ngesteld wordt (?:een|de|het) (?P<other>⟨O#\d+⟩)")
_TITLE_REACH: Final = 600

Found = tuple[str, str, str, int, int]


def preamble(s: Skeleton) -> Iterator[Found]:
    """Yield what the preambles of a document say.

    Parameters
    ----------
    s : Skeleton
        Of the whole document, with line ends.

    Yields
    ------
    tuple
        Subject unit, predicate, object unit, and the span of the preamble in the document.
    """
    for m in _PREAMBLE.finditer(s.text):
        makers = [m["maker"], *_NAMENS.findall(m["middle"])]
        law, start = _own_law(s, m)
        span = (s.offsets[start], s.offsets[m.end()])
        if law:
            for maker in makers:
                yield maker, "establishes", law, *span
            for basis in _BASIS.finditer(m["middle"]):
                for unit in re.findall(r"⟨L+#[\d,]+⟩", basis["laws"]):
                    yield law, "basedOn", unit, *span
        body = _SET_UP.search(s.text, m.end(), m.end() + _TITLE_REACH)
        if body:
            unit = body["body"] or body["other"]
            end = s.offsets[body.end()]
            for maker in makers:
                yield maker, "establishes", unit, span[0], end
            if law:
                yield law, "establishes", unit, span[0], end


def _own_law(s: Skeleton, m: re.Match[str]) -> tuple[str, int]:
    """Find the decision's own name: in its citation clause, else the last law named in the title above."""
    titles = list(re.finditer(_LAW, s.text[max(0, m.start() - _TITLE_REACH) : m.start()]))
    start = max(0, m.start() - _TITLE_REACH) + titles[-1].start() if titles else m.start("maker")
    cited = _CITED.search(s.text, m.end())
    if cited:
        return cited["law"], start
    return (titles[-1][0], start) if titles else ("", start)
