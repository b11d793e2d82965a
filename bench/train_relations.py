"""Train the weights of the pair classifier (``extract/relation_weights.json``) on the train part of the gold.

For each predicate and direction a logistic regression with a quadratic penalty. ``--validate`` reports precision by
document-wise cross-validation instead of writing.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gold
import numpy as np
import spacy
from beleidsgraaf.extract.clauses import Clauses
from beleidsgraaf.extract.pairs import Weights, pairs
from beleidsgraaf.extract.relations import readings, sentences_of
from beleidsgraaf.extract.skeleton import Mention, members, skeleton
from beleidsgraaf.ontology.vocabulary import accepts
from numpy.typing import NDArray
from relations import Key
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

OUTPUT = Path(__file__).resolve().parents[1] / "extract" / "relation_weights.json"
THRESHOLDS = {"memberOf": 0.5, "holdsOffice": 0.6, "reportsOn": 0.5, "publishes": 0.6}
PENALTY = 2.0
FOLDS = 6
PER_DOCUMENT = 6.0
SMALLEST = 0.02


class Sample(NamedTuple):
    """A pair with what it would say; `right` is None where the gold says it, but elsewhere in the text."""

    document: str
    predicate: str
    forward: bool
    features: tuple[str, ...]
    keys: frozenset[Key]
    right: bool | None


def samples(records: Sequence[dict[str, Any]], nlp: spacy.language.Language) -> list[Sample]:
    """Return all pairs of the records for the predicates that have a threshold."""
    found = []
    for record in records:
        doc = nlp.make_doc(record["text"])
        mentions = sorted(
            Mention(m["start"], m["end"], e["type"], e["id"]) for e in record["entities"] for m in e["mentions"]
        )
        evidence = {(r["subject"], r["predicate"], r["object"]): r["evidence"] for r in record["relations"]}
        document = record["document"]["id"].removesuffix(".txt").split("-")[0]
        for spans in readings(record["text"], sentences_of(doc), mentions):
            s = skeleton(record["text"], spans, mentions)
            for pair in pairs(Clauses(s), frozenset(THRESHOLDS)):
                for predicate in THRESHOLDS:
                    for forward in (True, False):
                        ends = (pair.first, pair.second) if forward else (pair.second, pair.first)
                        keys = said(mentions, predicate, *ends)
                        if not keys:
                            continue
                        hits = [k for k in keys if k in evidence]
                        here = any(evidence[k]["start"] < s.end and s.start < evidence[k]["end"] for k in hits)
                        right = None if hits and not here else len(hits) * 2 >= len(keys)
                        found.append(Sample(document, predicate, forward, pair.features, keys, right))
    return found


def said(mentions: Sequence[Mention], predicate: str, subject: str, object: str) -> frozenset[Key]:
    """Return the relations that two units would give."""
    return frozenset(
        (mentions[a].entity, predicate, mentions[b].entity)
        for a in members(subject)
        for b in members(object)
        if mentions[a].entity != mentions[b].entity and accepts(predicate, mentions[a].type, mentions[b].type)
    )


def train(found: Sequence[Sample]) -> list[Weights]:
    """Fit one set of weights for each predicate and direction that has three right pairs or more."""
    seen = defaultdict(set)
    for sample in found:
        for feature in sample.features:
            seen[feature].add(sample.document)
    result = []
    for predicate in THRESHOLDS:
        for forward in (True, False):
            own = [s for s in found if s.predicate == predicate and s.forward == forward and s.right is not None]
            if sum(bool(s.right) for s in own) < 3:
                continue
            # A feature of one document only may be a name, and says nothing of others.
            names = sorted({f for s in own for f in s.features if len(seen[f]) >= 2})
            fitted = fit(own, names)
            kept = {f: round(float(w), 3) for f, w in zip(names, fitted, strict=True) if abs(w) >= SMALLEST}
            result.append(Weights(predicate, forward, THRESHOLDS[predicate], kept))
    return result


def fit(own: Sequence[Sample], names: Sequence[str]) -> NDArray[np.float64]:
    """Return the weights of the features in `names`; right pairs of one document weigh as `PER_DOCUMENT` at most."""
    index = {name: i for i, name in enumerate(names)}
    rows = [[index[f] for f in s.features if f in index] for s in own]
    x = csr_matrix(
        (np.ones(sum(map(len, rows))), np.concatenate([np.array(r, dtype=int) for r in rows]),
         np.cumsum([0, *map(len, rows)])), shape=(len(rows), len(names)),
    )  # fmt: skip
    y = np.array([bool(s.right) for s in own], dtype=float)
    count = Counter(s.document for s in own if s.right)
    weight = np.array([min(1.0, PER_DOCUMENT / count[s.document]) if s.right else 1.0 for s in own])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = (weight * np.logaddexp(0, -z * (2 * y - 1))).sum() + PENALTY * (w @ w) / 2
        return float(value), x.T @ (weight * (p - y)) + PENALTY * w

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(fitted.x, dtype=float)


def validate(found: Sequence[Sample]) -> None:
    """Print right and all of what each predicate puts forward, by cross-validation."""
    documents = sorted({s.document for s in found})
    right, given = Counter[str](), Counter[str]()
    for fold in range(FOLDS):
        out = set(documents[fold::FOLDS])
        models = {(w.predicate, w.forward): w for w in train([s for s in found if s.document not in out])}
        for s in found:
            model = models.get((s.predicate, s.forward))
            if s.document in out and model and model.probability(s.features) >= model.threshold:
                given[s.predicate] += 1
                right[s.predicate] += s.right is not False
    for predicate in THRESHOLDS:
        print(f"{predicate:14} {right[predicate]:4} right of {given[predicate]:4}")


def main() -> None:
    """Train and write, or validate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--validate", action="store_true")
    options = parser.parse_args()
    found = samples(gold.records("train"), spacy.blank("nl"))
    if options.validate:
        validate(found)
        return
    data: list[dict[str, Any]] = [
        {"predicate": w.predicate, "forward": w.forward, "threshold": w.threshold, "weights": dict(w.weights)}
        for w in train(found)
    ]
    OUTPUT.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{OUTPUT.name}: {sum(len(d['weights']) for d in data)} weights")


if __name__ == "__main__":
    main()
