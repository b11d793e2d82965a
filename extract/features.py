"""What the statistical model sees of a text: words, their form and meaning class, and what the rules put forward.

The finders' candidates are features, not decisions: the model learns from annotated texts how far each can be
trusted where it stands.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.resolve import resolve
from beleidsgraaf.ontology.register import register

_TOKEN = re.compile(r"[^\W_]+(?:[’'.&][^\W_]+)*|[^\w\s]|_")
_GLUE = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})|(?<=\d)(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")
_FAMILY = re.compile(r"^[a-z]+")
_LAYERS = {"register": ("register", "common"), "pattern": ("pattern",)}
_WINDOW = (-2, -1, 0, 1, 2)
_REMEMBERED = 50_000  # words, each once for every place in the window: some 50 MB

APART = frozenset({"blank", "wide"})
"""Gaps that no name spans."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign, with its place.

    Attributes
    ----------
    start, end : int
        Code points in the text.
    text : str
    gap : str
        What parts it from the token before: "line" a new line, "blank" an empty line or the start of the text,
        "wide" three blanks or more, as between columns; "" anything less.
    """

    start: int
    end: int
    text: str
    gap: str


def tokens(text: str, edges: Sequence[int] = ()) -> list[Token]:
    """Cut a text into tokens, at word bounds, at glued words, and at given places.

    Parameters
    ----------
    text : str
    edges : sequence of int
        Offsets at which a token must begin or end: the bounds of candidates.

    Examples
    --------
    >>> [t.text for t in tokens("deEuropese NPLV-gebieden")]
    ['de', 'Europese', 'NPLV', '-', 'gebieden']
    """
    cuts = sorted(set(edges))
    found: list[Token] = []
    at = last = 0
    for m in _TOKEN.finditer(text):
        start, end = m.span()
        inner = [start + g.start() for g in _GLUE.finditer(m.group())] if end - start > 4 else []
        while at < len(cuts) and cuts[at] <= start:
            at += 1
        step = at
        while step < len(cuts) and cuts[step] < end:
            inner.append(cuts[step])
            step += 1
        gap = _gap(text[last:start]) if found else "blank"
        for a, b in zip([start, *sorted(set(inner))], [*sorted(set(inner)), end], strict=True):
            if a < b:
                found.append(Token(a, b, text[a:b], gap))
                gap = ""
        last = end
    return found


def _gap(between: str) -> str:
    lines = between.count("\n")
    return "blank" if lines > 1 else "line" if lines else "wide" if len(between) > 2 or "\t" in between else ""


@lru_cache(maxsize=50_000)
def shape(word: str) -> str:
    """Return the form of a word: capitals X, small letters x, digits d, runs of three or more shortened to two.

    Examples
    --------
    >>> shape("Rijkswaterstaat"), shape("OCW"), shape("2026")
    ('Xxx', 'XX', 'dd')
    """
    result = ""
    for ch in word[:14]:
        kind = "X" if ch.isupper() else "x" if ch.islower() else "d" if ch.isdigit() else ch
        if result[-2:] != kind * 2:
            result += kind
    return result


@cache
def name_words() -> dict[str, tuple[str, ...]]:
    """Return for each lower-case word in which kinds of names of the registers it occurs, and how often.

    "O3" says: in eight or more names of organisations; U of their units, P of programmes, L of laws.

    Examples
    --------
    >>> name_words()["commissie"]
    ('O3', 'U3', 'P1', 'L3')
    """
    facts = register()
    groups = {
        "O": (
            b.name for b in facts.bodies.values() if b.kind not in ("municipality", "province", "organisational_unit")
        ),
        "U": (b.name for b in facts.bodies.values() if b.kind == "organisational_unit"),
        "P": (p.name for p in facts.programmes.values()),
        "L": (law.citation_title for law in facts.laws.values()),
    }
    found: dict[str, list[str]] = {}
    for letter, names in groups.items():
        counts = Counter(w for name in names for w in {w.lower() for w in _TOKEN.findall(name)} if len(w) > 3)
        for word, n in counts.items():
            found.setdefault(word, []).append(f"{letter}{1 if n == 1 else 2 if n < 8 else 3}")
    return {word: tuple(marks) for word, marks in found.items()}


def _types_elsewhere(texts: Sequence[str], tags: Sequence[str]) -> dict[str, str]:
    """Return for each capitalised word the type that the rules give it most often in this text."""
    counts: dict[str, Counter[str]] = {}
    for word, tag in zip(texts, tags, strict=True):
        if tag != "-" and word[0].isupper():
            counts.setdefault(word, Counter())[tag[-3:]] += 1
    return {word: min(c, key=lambda t: (-c[t], t)) for word, c in counts.items()}


@dataclass(slots=True)
class Features:
    """Turns tokens and candidates into the feature strings of the model; keeps what it computed of each word.

    Attributes
    ----------
    clusters : mapping of str to tuple of int
        Classes of lower-case words by meaning, from coarse to fine, and how often the word has a capital.
    """

    clusters: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    _static: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)

    def of(self, found: Sequence[Token], given: Sequence[Candidate]) -> list[list[str]]:
        """Return the feature strings of each token.

        Parameters
        ----------
        found : sequence of Token
            From `tokens`, cut at the candidates' bounds.
        given : sequence of Candidate
            What the finders put forward, repeats included.
        """
        count = len(found)
        texts = [t.text for t in found]
        lowers = [text.lower() for text in texts]
        shapes = [shape(text) for text in texts]
        layers = [self._layer(found, given, sources) for sources in (*_LAYERS.values(), None)]
        small = {t for t in texts if t.islower()}
        often = Counter(t for t in texts if t[0].isupper())
        elsewhere = _types_elsewhere(texts, layers[2])
        combined = list(zip(*layers, strict=True))
        written: dict[tuple[int, tuple[str, ...]], list[str]] = {}  # few of these differ, and making strings is slow
        rows: list[list[str]] = []
        for k, word in enumerate(texts):
            row = ["b"]
            for offset in _WINDOW:
                at = k + offset
                if 0 <= at < count:
                    row.extend(self._word(offset, texts[at]))
                    tags = combined[at]
                    made = written.get((offset, tags))
                    if made is None:
                        made = written[offset, tags] = [f"{offset}{n}{tag}" for n, tag in enumerate(tags)]
                    row.extend(made)
                else:
                    row.append(f"{offset}none")
            if found[k].gap:
                row.append(f"gap{found[k].gap}")
            if k + 1 == count or found[k + 1].gap:
                row.append(f"gap_after{found[k + 1].gap if k + 1 < count else 'blank'}")
            if word[0].isupper():
                row.append(f"often{min(often[word], 4)}")
                if lowers[k] in small:
                    row.append("small_too")
                if word in elsewhere:
                    row.append(f"else{elsewhere[word]}|{layers[2][k] != '-'}")
            before = lowers[k - 1] if k else ""
            after = lowers[k + 1] if k + 1 < count else ""
            own, lower = layers[2][k], lowers[k]
            row += [
                f"bw{before}|{lower}", f"wa{lower}|{after}", f"bs{before}|{shapes[k]}",
                f"lw{_FAMILY.sub('', own)}|{lower}", f"lb{own}|{before}", f"la{own}|{after}",
                f"sss{shapes[k - 1] if k else ''}|{shapes[k]}|{shapes[k + 1] if k + 1 < count else ''}",
                f"lll{layers[0][k]}|{layers[1][k]}",
            ]  # fmt: skip
            for offset in (-3, 3):
                at = k + offset
                if 0 <= at < count:
                    row.append(f"{offset}w{lowers[at]}")
                    row.append(f"{offset}l{layers[2][at]}")
            rows.append(row)
        return rows

    def _word(self, offset: int, word: str) -> tuple[str, ...]:
        known = self._static.get((offset, word))
        if known is None:
            lower = word.lower()
            made = [f"w{lower}", f"s{shape(word)}", f"p{lower[:3]}", f"e{lower[-3:]}", f"f{lower[-4:]}"]
            made += [f"g{lower[-n:]}" for n in (6, 8) if len(lower) > n]
            made += [f"v{vocabulary}" for vocabulary in name_words().get(lower, ())]
            made += [f"c{n}.{c}" for n, c in enumerate(self.clusters.get(lower, ()))]
            if offset == 0:
                made.append(f"i{word[:1]}")
            known = tuple(f"{offset}{m}" for m in made)
            if len(self._static) >= _REMEMBERED:
                self._static.clear()
            self._static[offset, word] = known
        return known

    @staticmethod
    def _layer(found: Sequence[Token], given: Sequence[Candidate], sources: tuple[str, ...] | None) -> list[str]:
        """Return for each token what the candidates of some sources say of it, overlaps settled among them."""
        chosen = resolve([c for c in given if sources is None or c.source.split(":")[0] in sources], minimum=0.0)
        tags = ["-"] * len(found)
        at = 0
        for c in chosen:
            while at < len(found) and found[at].start < c.start:
                at += 1
            sure = int(min(c.score, 0.99) * 5)
            source = c.source.split(":")[0][:3]
            first = True
            while at < len(found) and found[at].end <= c.end:
                tags[at] = f"{source}{sure}{'B' if first else 'I'}{c.type[:3]}"
                first = False
                at += 1
        return tags
