"""Train the classifier of pairs (``extract/relation_weights.json.gz``) and choose its thresholds.

One logistic regression for all predicates. A weight is the sum of one of its predicate and one that all predicates
share; features of a predicate's own cues share one more, so that "a word that speaks of it stands between them" is
learnt from all predicates together. It learns from the train part of the gold, from the invented texts that come with
the project (``extract/training/data``) and the invented sentences of ``relation_templates.txt``, and from what the
frames find in unannotated prose (names by the shipped pipeline), which teaches it what else stands around a relation.
Thresholds come from cross-validation by document over the train part, without any frame.

usage: python bench/train_relations.py [--validate] [--prose WORDS]
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product
from pathlib import Path
from typing import Any

import gold
import numpy as np
import spacy
from beleidsgraaf.extract.aliases import with_aliases
from beleidsgraaf.extract.clauses import Clauses
from beleidsgraaf.extract.name_features import NameFeatures
from beleidsgraaf.extract.pair_classifier import Pair, pairs
from beleidsgraaf.extract.pipeline import load
from beleidsgraaf.extract.readings import readings, sentences_of
from beleidsgraaf.extract.relations import across, find_relations
from beleidsgraaf.extract.sentences import split_sentences
from beleidsgraaf.extract.skeleton import Mention, members, skeleton
from beleidsgraaf.extract.training.texts import invented
from beleidsgraaf.ontology import PREDICATES
from beleidsgraaf.ontology.vocabulary import accepts
from numpy.typing import NDArray
from relation_templates import sentences
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Key = tuple[str, str, str]
Matrix = NDArray[np.float64]

OUTPUT = Path(__file__).resolve().parents[1] / "extract" / "relation_weights.json.gz"
NAMES = tuple(PREDICATES)
WRONG = 2.0
"""What a wrong relation costs against one that is right."""
LOWEST = 0.5
"""No threshold is lower."""
FOLDS = 5
PENALTY, PENALTY_CUES = 1.0, 0.5
PER_DOCUMENT = 6.0
"""Right pairs of one predicate in one document weigh as this many at most."""
INVENTED = 0.5
"""What a pair of an invented sentence weighs."""
FROM_TEXTS = 0.5
"""What a pair of an invented text weighs."""
FROM_PROSE = 0.2
"""What a pair of unannotated prose weighs."""
EVERY = 4
"""Of pairs in prose of which nothing is said, one in so many is kept."""
PROSE = gold.GOLD.parent / "corpora" / "government_text.txt.gz"
SCALE = 100
_CUE = re.compile(r"t:(\w+)")


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair with, for each predicate it may stand in, whether it does; None where the gold says so elsewhere."""

    document: str
    record: str
    weight: float
    features: tuple[str, ...]
    right: tuple[tuple[int, bool | None, frozenset[Key]], ...]


def record_samples(records: Iterable[dict[str, Any]], weight: float) -> list[Sample]:
    """Return the pairs of annotated texts: those of the train part, or the invented ones."""
    found: list[Sample] = []
    for record in records:
        mentions = sorted(
            Mention(m["start"], m["end"], e["type"], e["id"]) for e in record["entities"] for m in e["mentions"]
        )
        said = {(r["subject"], r["predicate"], r["object"]): r["evidence"] for r in record["relations"]}
        evidence = {key: (e["start"], e["end"]) for key, e in said.items()}
        id = record["document"]["id"]
        found += samples(id.removesuffix(".txt").split("-")[0], id, weight, record["text"], mentions, evidence)
    return found


def invented_samples() -> list[Sample]:
    """Return the pairs of the invented sentences."""
    found: list[Sample] = []
    for number, (name, text, mentions, right) in enumerate(sentences()):
        evidence = {key: (0, len(text)) for key in right}
        found += samples(name, f"invented-{number}", INVENTED, text, mentions, evidence)
    return found


def prose_samples(words: int) -> Iterator[Sample]:
    """Yield pairs of so many words of unannotated prose, right where a frame says so."""
    nlp = load()
    for number, text in enumerate(prose(words)):
        doc = nlp(text)
        mentions = [Mention(e.start_char, e.end_char, e.label_, e.ent_id_) for e in doc.ents]
        evidence: dict[Key, tuple[int, int]] = {}
        doubtful: set[Key] = set()
        for r in find_relations(doc, mentions):
            key = r.subject, r.predicate, r.object
            if r.method.startswith("pair:"):
                continue
            if r.status == "stated":
                evidence[key] = r.evidence_start, r.evidence_end
            else:
                doubtful.add(key)
        name = f"prose-{number}"
        for n, sample in enumerate(samples(name, name, FROM_PROSE, text, mentions, evidence)):
            judged = tuple(j for j in sample.right if not doubtful & j[2])
            if any(right for _, right, _ in judged) or (judged and n % EVERY == 0):
                yield replace(sample, right=judged)


def prose(words: int) -> Iterator[str]:
    """Yield texts of about a thousand words from the prose beside the gold, together so many words."""
    part: list[str] = []
    size = total = 0
    with gzip.open(PROSE, "rt", encoding="utf-8") as file:
        for line in islice(file, 0, None, 7):
            part.append(line.strip())
            size += len(line.split())
            if size > 1000:
                yield "\n\n".join(part)
                part, total, size = [], total + size, 0
                if total > words:
                    return


def samples(
    document: str,
    record: str,
    weight: float,
    text: str,
    mentions: Sequence[Mention],
    evidence: Mapping[Key, tuple[int, int]],
) -> Iterator[Sample]:
    """Yield the pairs of one text."""
    mentions = with_aliases(text, mentions)
    right = dict(evidence)
    for (s, p, o), span in evidence.items():
        if PREDICATES[p].symmetric:
            right[o, p, s] = span
    for pair in every_pair(text, mentions):
        ends = [mentions[i] for unit in (pair.subject, pair.object) for i in members(unit)[:1]]
        start, end = min(m.start for m in ends), max(m.end for m in ends)
        judged = []
        for n in pair.allowed:
            keys = said(mentions, NAMES[n], pair)
            hits = [k for k in keys if k in right]
            here = any(right[k][0] < end and start < right[k][1] for k in hits)
            if keys:
                judged.append((n, None if hits and not here else len(hits) * 2 >= len(keys), keys))
        if judged:
            yield Sample(document, record, weight, pair.features, tuple(judged))


def every_pair(text: str, mentions: Sequence[Mention]) -> Iterator[Pair]:
    """Yield the pairs that the classifier is asked about."""
    spans = sentences_of(split_sentences(spacy.blank("nl").make_doc(text)))
    names = NameFeatures(text, mentions)
    for reading in readings(text, spans, mentions):
        yield from pairs(Clauses(skeleton(text, reading, mentions)), names)
    yield from across(skeleton(text, [(0, len(text))], mentions, breaks=True), text, spans, names)


def said(mentions: Sequence[Mention], predicate: str, pair: Pair) -> frozenset[Key]:
    """Return the relations that a pair of units would give."""
    a, b = members(pair.subject), members(pair.object)
    return frozenset(
        (mentions[i].entity, predicate, mentions[j].entity)
        for i, j in (combinations(a, 2) if pair.subject == pair.object else product(a, b))
        if mentions[i].entity != mentions[j].entity and accepts(predicate, mentions[i].type, mentions[j].type)
    )


class Model:
    """Weights of features by predicate, fitted to samples."""

    def __init__(self, found: Sequence[Sample]) -> None:
        """Fit to samples."""
        seen = defaultdict(set)
        for sample in found:
            for feature in sample.features:
                seen[feature].add(sample.document)
        # A feature of one document only may be a name, and says nothing of others.
        self.names = sorted(f for f, documents in seen.items() if len(documents) >= 2)
        self._index = {f: i for i, f in enumerate(self.names)}
        self.matrix = self._fit(found)

    def probabilities(self, found: Sequence[Sample]) -> Matrix:
        """Return the probability of each predicate for each sample."""
        return np.asarray(1 / (1 + np.exp(-(self._rows(found) @ self.matrix))))

    def _rows(self, found: Sequence[Sample]) -> csr_matrix:
        rows = [[self._index[f] for f in s.features if f in self._index] for s in found]
        ends = np.cumsum([0, *map(len, rows)])
        columns = np.concatenate([np.array(r, dtype=int) for r in rows])
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(self.names)))

    def _shared(self) -> tuple[list[tuple[NDArray[np.int64], NDArray[np.int64]]], int]:
        """Return for each predicate the features that hold a cue with the weight that they share, and their number."""
        numbers: dict[str, int] = {}
        found = []
        cued = [(i, f, m[1]) for i, f in enumerate(self.names) if (m := _CUE.search(f))]
        for name in NAMES:
            shared = [
                numbers.setdefault(_CUE.sub("own" if of == name else "other", f), len(numbers)) for _, f, of in cued
            ]
            found.append((np.array([i for i, *_ in cued], dtype=int), np.array(shared, dtype=int)))
        return found, len(numbers)

    def _fit(self, found: Sequence[Sample]) -> Matrix:
        x = self._rows(found)
        transposed = x.T.tocsr()
        count = Counter((s.document, n) for s in found for n, right, _ in s.right if right)
        y, weight = np.zeros((len(found), len(NAMES))), np.zeros((len(found), len(NAMES)))
        for i, s in enumerate(found):
            for n, right, _ in s.right:
                if right is not None:
                    y[i, n] = right
                    weight[i, n] = s.weight * (min(1.0, PER_DOCUMENT / count[s.document, n]) if right else 1.0)
        shared, extra = self._shared()
        features, predicates = len(self.names), len(NAMES)

        def whole(w: Matrix) -> Matrix:
            own = w[: features * predicates].reshape(features, predicates)
            matrix = own + w[features * predicates : features * (predicates + 1), None]
            for n, (rows, numbers) in enumerate(shared):
                matrix[rows, n] += w[features * (predicates + 1) :][numbers]
            return np.asarray(matrix)

        penalty = np.full(features * (predicates + 1) + extra, PENALTY)
        penalty[features * (predicates + 1) :] = PENALTY_CUES

        def loss(w: Matrix) -> tuple[float, Matrix]:
            z = x @ whole(w)
            value = (weight * np.logaddexp(0, -z * (2 * y - 1))).sum() + (penalty * w * w).sum() / 2
            gradient = transposed @ (weight * (1 / (1 + np.exp(-z)) - y))
            cued = np.zeros(extra)
            for n, (rows, numbers) in enumerate(shared):
                cued += np.bincount(numbers, weights=gradient[rows, n], minlength=extra)
            return float(value), np.concatenate([gradient.ravel(), gradient.sum(axis=1), cued]) + penalty * w

        start = np.zeros(features * (predicates + 1) + extra)
        return whole(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x)


def validated(own: Sequence[Sample], others: Sequence[Sample]) -> dict[tuple[str, Key], float]:
    """Return the greatest probability of each relation, by models that did not see its document."""
    documents = sorted({s.document for s in own})
    random.Random(1).shuffle(documents)
    best: dict[tuple[str, Key], float] = defaultdict(float)
    for fold in range(FOLDS):
        out = set(documents[fold::FOLDS])
        tested = [s for s in own if s.document in out]
        model = Model([*(s for s in own if s.document not in out), *others])
        for s, probabilities in zip(tested, model.probabilities(tested), strict=True):
            for n, _, keys in s.right:
                for key in keys:
                    place = s.record, ordered(key)
                    best[place] = max(best[place], float(probabilities[n]))
    return best


def ordered(key: Key) -> Key:
    """Return a symmetric relation with its ends in one order."""
    return (min(key[0], key[2]), key[1], max(key[0], key[2])) if PREDICATES[key[1]].symmetric else key


def right_relations() -> set[tuple[str, Key]]:
    """Return the relations of the train part."""
    return {
        (record["document"]["id"], ordered((r["subject"], r["predicate"], r["object"])))
        for record in gold.records("train")
        for r in record["relations"]
    }


def thresholds(best: Mapping[tuple[str, Key], float], right: set[tuple[str, Key]]) -> dict[str, float]:
    """Choose for each predicate where right ones outweigh wrong ones most, `WRONG` each; 0.97 where they never do."""
    found = {}
    for name in NAMES:
        own = sorted(((p, place) for place, p in best.items() if place[1][1] == name), reverse=True)
        gain, greatest, chosen = 0.0, 0.0, 0.97
        for p, place in own:
            if p < LOWEST:
                break
            gain += 1 if place in right else -WRONG
            if gain > greatest:
                greatest, chosen = gain, p
        found[name] = round(min(chosen, 0.97), 3)
    return found


def report(best: Mapping[tuple[str, Key], float], right: set[tuple[str, Key]], chosen: Mapping[str, float]) -> None:
    """Print what the classifier alone would give for documents that it has not seen."""
    total = Counter[str]()
    for name in NAMES:
        given = {place for place, p in best.items() if place[1][1] == name and p >= chosen[name]}
        wanted = {place for place in right if place[1][1] == name}
        counts = {"hits": len(given & right), "found": len(given), "gold": len(wanted)}
        total.update(counts)
        print(f"{name:16} from {chosen[name]:.2f}: {counts['hits']:4} right of {counts['found']:4} of {len(wanted):4}")
    print(f"precision {total['hits'] / total['found']:.3f}, recall {total['hits'] / total['gold']:.3f}")


def main() -> None:
    """Train, choose thresholds, report and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--validate", action="store_true", help="report only")
    parser.add_argument("--prose", type=int, default=1_200_000, metavar="WORDS", help="words of unannotated prose")
    options = parser.parse_args()
    own = record_samples(gold.records("train"), 1.0)
    others = [*invented_samples(), *record_samples(invented(), FROM_TEXTS), *prose_samples(options.prose)]
    best, right = validated(own, others), right_relations()
    chosen = thresholds(best, right)
    report(best, right, chosen)
    if options.validate:
        return
    model = Model([*own, *others])
    rows: dict[str, list[int]] = {}
    for name, weights in zip(model.names, np.rint(model.matrix * SCALE).astype(int), strict=True):
        sparse: list[int] = []
        for n in np.flatnonzero(np.abs(weights) > 1):
            sparse += [int(n), int(weights[n])]
        if sparse:
            rows[name] = sparse
    data: dict[str, Any] = {"scale": SCALE, "thresholds": chosen, "features": rows}
    OUTPUT.write_bytes(gzip.compress(json.dumps(data, ensure_ascii=False).encode("utf-8"), mtime=0))
    print(f"{OUTPUT.name}: {len(rows)} features, {OUTPUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
