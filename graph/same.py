"""Entities of different documents that may be one thing, for a person to judge.

Only entities that no register knows are compared, and only within their type. Nothing is merged here: without a
judgement two entities are one only if their normalised names are equal, which gives them one IRI. What is proposed,
with its score:

======================= =====
the same but for spelling  0.95  "Regiodeal Hoogland" and "Regio Deal Hoogland", articles, legal forms
a name in common           0.95  both are also called "PVH"
a person with one name     0.90  the same initials and surname in two documents; 0.60 where one has no initials
an abbreviation            0.85  "PVH" and "Programma Veilige Havens"
a slip of the pen          ≤0.90  one or two letters differ, and neither word is a place or a number
a longer name              0.70  "Veilige Havens" and "Landelijk Programma Veilige Havens"
======================= =====
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from beleidsgraaf.extract.loose_names import loose
from beleidsgraaf.extract.personal_names import bare_surname
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.judgements import COLUMNS, Judgements
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import CLASSES, to_python
from beleidsgraaf.ontology import ID_BASE
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import register
from pyoxigraph import NamedNode
from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

COMPARED: Final = ("Programme", "Organisation", "Publication", "Office", "Person", "Law")
"""Types whose entities are compared; regions and ministries are in the registers, or are no such thing."""

_CROWD: Final = 60
"""A word that more names have than this does not by itself make two of them worth comparing."""
_TYPE_WORD: Final = re.compile(
    r"^(?:(?:het|de|landelijk|nationaal|nationale|landelijke) )?"
    r"(?:programma|aanpak|project|actieplan|plan|regeling|stichting|vereniging|commissie|rapport|onderzoek) (?=\S)"
)
_SMALL: Final = frozenset(
    ("van", "voor", "de", "het", "der", "den", "en", "in", "op", "aan", "te", "ter", "tot", "bij", "met")
)
_SHORTEST_TYPO: Final = 8  # letters; of shorter names one letter is too much of it
_normal: Final = lru_cache(maxsize=1 << 16)(normalise_name)  # a name is compared with many
_loose: Final = lru_cache(maxsize=1 << 16)(loose)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one.

    Attributes
    ----------
    a, b : str
        IRIs; a is the one that is mentioned more, or else has the longer name.
    score : float
        How likely they are one, from 0 to 1: a rank, not a probability.
    label_a, label_b : str
    example_a, example_b : str
        A sentence that names each.
    """

    a: str
    b: str
    score: float
    label_a: str
    label_b: str
    example_a: str
    example_b: str


@dataclass(slots=True)
class _Thing:
    iri: str
    type: str
    label: str
    names: list[str] = field(default_factory=list)  # normalised, the label first
    written: list[str] = field(default_factory=list)
    mentions: int = 0


def candidates(store: Store, judgements: Judgements | None = None) -> list[Pair]:
    """Return pairs of unregistered entities that may be one thing, likeliest first.

    Where many may be one, not every pair is proposed, but enough to link them all.

    Parameters
    ----------
    store : Store
    judgements : Judgements, optional
        Pairs that were judged are left out.

    Examples
    --------
    >>> from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention
    >>> from beleidsgraaf.graph import PolicyGraph
    >>> graph = PolicyGraph()
    >>> for i, name in enumerate(("Regiodeal Hoogland", "Regio Deal Hoogland")):
    ...     text = f"De {name} loopt door."
    ...     entity = Entity("e0", "Programme", name, (Mention(3, 3 + len(name), name),))
    ...     added = graph.add(Extraction(DocumentInfo(f"{i}.txt"), text, (entity,)))
    >>> [(p.label_a, p.label_b, p.score) for p in candidates(graph.store)]
    [('Regio Deal Hoogland', 'Regiodeal Hoogland', 0.95)]
    """
    judged = judgements or Judgements()
    found: list[tuple[float, _Thing, _Thing]] = []
    by_type: dict[str, list[_Thing]] = defaultdict(list)
    for thing in _things(store):
        by_type[thing.type].append(thing)
    for things in by_type.values():
        for one, other in _worth_comparing(things):
            score = likeness(one.type, one.written, other.written)
            if score and not judged.settled(one.iri, other.iri):
                a, b = sorted((one, other), key=lambda x: (-x.mentions, -len(x.label), x.iri))
                found.append((score, a, b))
    found.sort(key=lambda f: (-f[0], f[1].label, f[2].label, f[1].iri, f[2].iri))
    found = _enough(found)
    examples: dict[str, str] = {}
    for _, *ends in found:
        for thing in ends:
            if thing.iri not in examples:
                examples[thing.iri] = _example(store, thing.iri)
    return [Pair(a.iri, b.iri, score, a.label, b.label, examples[a.iri], examples[b.iri]) for score, a, b in found]


def _enough(found: list[tuple[float, _Thing, _Thing]]) -> list[tuple[float, _Thing, _Thing]]:
    """Return the likeliest pairs that link what all pairs link: of n alike n - 1, where each with each would be many.

    Where one of these is judged not the same, the next run proposes another link in its place.
    """
    group: dict[str, str] = {}

    def root(iri: str) -> str:
        while group.get(iri, iri) != iri:
            group[iri] = iri = group.get(group[iri], group[iri])
        return iri

    kept = []
    for score, one, other in found:
        a, b = root(one.iri), root(other.iri)
        if a != b:
            group[b] = a
            kept.append((score, one, other))
    return kept


def to_csv(pairs: Iterable[Pair], judgements: Judgements | None = None) -> str:
    """Return the file for a person to fill in: what was judged before, then the pairs.

    Parameters
    ----------
    pairs : iterable of Pair
    judgements : Judgements, optional
        Their rows with a judgement come first, so that the new file can take the place of the old one.

    Examples
    --------
    >>> to_csv([]).strip()
    'a,b,judgement,score,label_a,label_b,example_a,example_b'
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.cells for row in (judgements.rows if judgements else ()) if row.judgement)
    for p in pairs:
        labels = {"label_a": p.label_a, "label_b": p.label_b}
        examples = {"example_a": p.example_a, "example_b": p.example_b}
        writer.writerow({"a": p.a, "b": p.b, "score": f"{p.score:.2f}", **labels, **examples})
    return text.getvalue()


def likeness(type: str, one: Iterable[str], other: Iterable[str]) -> float:
    """Return how likely two entities of a type are one by their names, from 0 (not to be proposed) to 0.95.

    Parameters
    ----------
    type : str
    one, other : iterable of str
        The names of each, the label first.

    Examples
    --------
    >>> likeness("Programme", ["Programma Veilige Havens"], ["PVH"])
    0.85
    >>> likeness("Organisation", ["Stichting Leergeld Assen"], ["Stichting Leergeld Essen"])
    0.0
    >>> likeness("Person", ["J.P. de Wit"], ["J.P. de Wit"]), likeness("Person", ["J.P. de Wit"], ["K. de Wit"])
    (0.9, 0.0)
    """
    first, second = list(one), list(other)
    if type == "Person":
        return max((_persons(a, b) for a in first for b in second), default=0.0)
    squeezed = {_loose(n) for n in first} & {_loose(n) for n in second}
    if squeezed:
        return 0.95
    if any(_abbreviates(a, b) or _abbreviates(b, a) for a in first for b in second):
        return 0.85
    return max((_alike(_normal(a), _normal(b)) for a in first for b in second), default=0.0)


def _persons(a: str, b: str) -> float:
    surname_a, surname_b = bare_surname(a), bare_surname(b)
    if _normal(surname_a) != _normal(surname_b):
        return 0.0
    given_a, given_b = (_given(name, surname) for name, surname in ((a, surname_a), (b, surname_b)))
    if not given_a or not given_b:
        return 0.6
    if given_a == given_b:
        return 0.9
    # "J. de Wit" and "Jan de Wit", "J.P. de Wit": one may be short for the other.
    return 0.7 if given_a[0] == given_b[0] and (len(given_a) == 1 or len(given_b) == 1) else 0.0


def _given(name: str, surname: str) -> str:
    """Return what stands before a surname: the letters of the initials, or the first name."""
    before = name[: len(name) - len(surname)] if name.endswith(surname) else ""
    return re.sub(r"[^a-z]", "", _normal(before))


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether a name is made of the first letters of another's words, small words in or out."""
    letters = re.sub(r"[^\w]", "", short)
    words = _normal(long).split()
    if not 3 <= len(letters) <= 10 or not letters[:2].isupper() or " " in short.strip() or len(words) < 3:
        return False
    wanted = letters.lower()
    return wanted in ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL))


def _alike(a: str, b: str) -> float:
    """Return the score of two normalised names that differ by a slip of the pen, or by words around the same name."""
    words_a, words_b = a.split(), b.split()
    if {w for w in words_a if _tells_apart(w)} != {w for w in words_b if _tells_apart(w)}:
        return 0.0
    if min(len(a), len(b)) >= _SHORTEST_TYPO and DamerauLevenshtein.distance(a, b, score_cutoff=2) <= 2:
        ratio = fuzz.ratio(a, b) / 100
        return round(min(ratio, 0.9), 2) if ratio >= 0.9 else 0.0
    core_a, core_b = (_TYPE_WORD.sub("", n) for n in (a, b))
    if _loose(core_a) == _loose(core_b):
        return 0.8
    short, long = sorted((core_a, core_b), key=len)
    inside = f" {short} " in f" {long} "
    return 0.7 if inside and len(short.split()) > 1 and len(short) >= 12 and len(long) <= 2.5 * len(short) else 0.0


def _tells_apart(word: str) -> bool:
    """Tell whether a word in a name may be all that two things differ by: a place, a number, a single letter."""
    return len(word) == 1 or any(ch.isdigit() for ch in word) or word in _place_words() or word in _ROMAN


_ROMAN: Final = frozenset(("ii", "iii", "iv", "vi", "vii", "viii", "ix"))


@cache
def _place_words() -> frozenset[str]:
    facts = register()
    regions = (b.name for b in facts.bodies.values() if b.kind in ("municipality", "province"))
    places = (p.name for p in facts.places.values())
    sides = ("noord", "oost", "zuid", "west", "midden", "noordelijk", "oostelijk", "zuidelijk", "westelijk")
    words = {w for name in (*regions, *places) for w in _normal(name).split() if len(w) > 2}
    return frozenset({*words, *sides} - _SMALL)


def _worth_comparing(things: list[_Thing]) -> Iterator[tuple[_Thing, _Thing]]:
    """Yield pairs that share a rare word, a beginning, an end, a spelling or initials; each once."""
    blocks: dict[str, dict[int, None]] = defaultdict(dict)
    for i, thing in enumerate(things):
        for name, normal in zip(thing.written, thing.names, strict=True):
            words = normal.split()
            squeezed = "".join(words)
            marks = {f"={_loose(name)}", f"<{squeezed[:6]}", f">{squeezed[-6:]}", *words}
            if len(words) >= 3:
                marks |= {"#" + "".join(w[0] for w in words), "#" + "".join(w[0] for w in words if w not in _SMALL)}
            elif len(words) == 1:
                marks.add("#" + squeezed)
            for mark in marks:
                blocks[mark][i] = None
    seen: set[tuple[int, int]] = set()
    for mark, members in blocks.items():
        ordered = sorted(members)
        if len(members) > _CROWD and mark[0] != "=":
            continue
        reach = 1 if len(members) > _CROWD else len(members)  # of one spelling each with the next is enough
        for at, i in enumerate(ordered):
            for j in ordered[at + 1 : at + 1 + reach]:
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield things[i], things[j]


def _things(store: Store) -> list[_Thing]:
    """Return the entities that no register knows: under an IRI of ours, without any identifier."""
    found: list[_Thing] = []
    for type_ in COMPARED:
        base = f"{ID_BASE}{type_.lower()}/"
        known = {row[0] for row in store.select(f"SELECT DISTINCT ?e {{ ?e a {CLASSES[type_]} ; {t.IDENTIFIER} ?id }}")}
        known |= {
            row[0] for row in store.select(f"SELECT DISTINCT ?e {{ ?e a {CLASSES[type_]} ; {t.EXACT_MATCH} ?x }}")
        }
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for predicate in (t.PREF_LABEL, t.ALT_LABEL):
            rows = store.select(f"SELECT DISTINCT ?e ?name {{ ?e a {CLASSES[type_]} ; {predicate} ?name }}")
            ours = ((str(r[0].value), str(to_python(r[1]))) for r in rows if _ours(r[0], base, known))
            for node, name in sorted(ours):
                names[node][name] = None
        for iri, written in sorted(names.items()):
            usable = [n for n in written if _normal(n)]
            if usable:
                thing = _Thing(iri, type_, usable[0], [_normal(n) for n in usable], usable)
                thing.mentions = sum(1 for _ in store.quads(None, t.bg("refersTo"), NamedNode(iri)))
                found.append(thing)
    return found


def _ours(node: object, base: str, known: set[object]) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith(base) and node not in known


def _example(store: Store, iri: str) -> str:
    """Return a sentence that names an entity: the shortest of the first document."""
    rows = store.select(
        f"SELECT DISTINCT ?document ?sentence {{ ?m {t.bg('refersTo')} <{iri}> ; {t.bg('inDocument')} ?document ;"
        f" {t.bg('sentence')} ?sentence }}"
    )
    said = sorted((str(row[0]), " ".join(str(to_python(row[1])).split())) for row in rows)
    return min((s for d, s in said if d == said[0][0]), key=lambda s: (len(s), s)) if said else ""
