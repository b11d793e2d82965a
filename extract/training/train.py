"""Training and cross-validation of the model of names and of the resolution of its evidence."""

import json
import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pycrfsuite
from beleidsgraaf.extract.candidates import Candidate, candidates
from beleidsgraaf.extract.features import Features, tokens
from beleidsgraaf.extract.pipeline import FINDERS, rules
from beleidsgraaf.extract.repeats import with_repeats
from beleidsgraaf.extract.resolve import Resolver, Span, evidence
from beleidsgraaf.extract.tagger import CrfReading, Tagger, encode
from numpy.typing import NDArray
from scipy.optimize import minimize

CRF_SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.possible_transitions": False}
"""L1 and L2 regularisation and iterations of CRFsuite's L-BFGS; chosen by cross-validation over documents."""
FOLDS = 4
_L2 = 1.0


@dataclass(slots=True)
class Sample:
    """An annotated text, with what the finders put forward in it.

    Attributes
    ----------
    id : str
        Texts of one document share what stands before "-" in it.
    text : str
    gold : set of Span
        Annotated names.
    given : list of Candidate
        Of the finders, repeats included.
    """

    id: str
    text: str
    gold: set[Span]
    given: list[Candidate]
    rows: list[tuple[Span, dict[str, float]]] = field(default_factory=list)

    @property
    def document(self) -> str:
        """Identifier of the document that the text is part of."""
        return self.id.removesuffix(".txt").split("-")[0]


def prepare(records: Iterable[dict[str, Any]]) -> list[Sample]:
    """Run the finders over annotated records.

    Parameters
    ----------
    records : iterable of dict
        In the format of the annotation guide.
    """
    nlp = rules()
    samples = []
    for record in records:
        doc = nlp.make_doc(record["text"])
        for name in FINDERS:
            doc = nlp.get_pipe(name)(doc)
        gold = {(m["start"], m["end"], e["type"]) for e in record["entities"] for m in e["mentions"]}
        given = with_repeats(doc.text, candidates(doc), 0.3)
        samples.append(Sample(str(record["document"]["id"]), doc.text, gold, given))
    return samples


def fit_crf(samples: Sequence[Sample], features: Features, path: Path, settings: dict[str, Any] | None = None) -> None:
    """Train the CRF and write it to a file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for s in samples:
        found = tokens(s.text, [edge for c in s.given for edge in (c.start, c.end)])
        trainer.append(features.of(found, s.given), encode(found, sorted(s.gold)))
    trainer.set_params({**CRF_SETTINGS, **(settings or {})})
    trainer.train(str(path))


def fit_resolution(samples: Sequence[Sample]) -> dict[str, float]:
    """Train the logistic regression over the spans put forward; they must come from texts the CRF did not see."""
    names = sorted({k for s in samples for _, row in s.rows for k in row})
    column = {k: i + 1 for i, k in enumerate(names)}
    count = sum(len(s.rows) for s in samples)
    x = np.zeros((count, len(names) + 1))
    x[:, 0] = 1
    y = np.zeros(count)
    i = 0
    for s in samples:
        for span, row in s.rows:
            for k, v in row.items():
                x[i, column[k]] = v
            y[i] = span in s.gold
            i += 1

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = np.clip(x @ w, -30, 30)
        p = 1 / (1 + np.exp(-z))
        value = float(np.logaddexp(0, z).sum() - y @ z + 0.5 * _L2 * (w[1:] @ w[1:]))
        gradient = x.T @ (p - y)
        gradient[1:] += _L2 * w[1:]
        return value, gradient

    best = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {"bias": round(float(best[0]), 5), **{k: round(float(best[column[k]]), 5) for k in names}}


def fold_of(document: str, folds: int = FOLDS) -> int:
    """Return the fold of a document, the same on every machine."""
    return int(md5(f"a{document}".encode(), usedforsecurity=False).hexdigest(), 16) % folds


def cross_validate(
    samples: Sequence[Sample],
    features: Features,
    folder: Path,
    folds: int = FOLDS,
    settings: dict[str, Any] | None = None,
    *,
    others: Sequence[Sample] = (),
    processes: int = 1,
) -> dict[str, list[Candidate]]:
    """Return for each text what a model trained on other documents finds in it; fills the samples' rows.

    The resolution learns from the samples alone, since texts of another kind would make its probabilities wrong for
    texts of this kind.

    Parameters
    ----------
    samples : sequence of Sample
    features : Features
    folder : Path
        Where the models of the folds are written.
    folds : int
    settings : dict, optional
        Of CRFsuite, in place of `CRF_SETTINGS`.
    others : sequence of Sample
        Texts of other documents, from which every CRF learns as well.
    processes : int
        How many folds are trained at a time.

    Returns
    -------
    dict
        Chosen candidates by text id.
    """
    read = partial(_read_fold, samples, others, features, folder, folds, settings)
    readings: dict[str, tuple[list[Candidate], CrfReading]] = {}
    if processes == 1:
        for found in map(read, range(folds)):
            readings |= found
    else:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=spawn) as pool:
            for found in pool.map(read, range(folds)):
                readings |= found
    for s in samples:
        s.rows = evidence(s.text, *readings[s.id])
    chosen = {}
    for k in range(folds):
        resolver = Resolver(fit_resolution([s for s in samples if fold_of(s.document, folds) != k]))
        for s in samples:
            if fold_of(s.document, folds) == k:
                chosen[s.id] = resolver.resolve(s.text, *readings[s.id])
    return chosen


def _read_fold(
    samples: Sequence[Sample],
    others: Sequence[Sample],
    features: Features,
    folder: Path,
    folds: int,
    settings: dict[str, Any] | None,
    fold: int,
) -> dict[str, tuple[list[Candidate], CrfReading]]:
    """Train on the other folds; return for each text of this one all candidates and what the model reads there."""
    path = folder / f"fold{fold}.crf"
    seen = [s for s in samples if fold_of(s.document, folds) != fold]
    fit_crf([*seen, *others], features, path, settings)
    tagger = Tagger(path, features)
    readings = {}
    for s in samples:
        if fold_of(s.document, folds) == fold:
            reading, proposed = tagger.read(s.text, s.given)
            readings[s.id] = ([*s.given, *proposed], reading)
    return readings


def scores(
    samples: Iterable[Sample], chosen: Callable[[Sample], Iterable[Candidate]]
) -> dict[str, tuple[float, float, float]]:
    """Return precision, recall and F1 of mentions (strict offsets and type) by type, for the core types and all."""
    hit, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for s in samples:
        spans = {(c.start, c.end, c.type) for c in chosen(s)}
        for span in spans:
            (hit if span in s.gold else wrong)[span[2]] += 1
        for span in s.gold - spans:
            missed[span[2]] += 1
    core = ("Ministry", "Programme", "Region", "Organisation")
    groups = {t: (t,) for t in sorted({*hit, *missed})} | {"core": core, "all": tuple({*hit, *wrong, *missed})}
    table = {}
    for name, types in groups.items():
        a, b, c = (sum(n[t] for t in types) for n in (hit, wrong, missed))
        p, r = a / (a + b or 1), a / (a + c or 1)
        table[name] = (p, r, 2 * p * r / (p + r or 1))
    return table


def train(
    samples: Sequence[Sample],
    features: Features,
    model: Path,
    *,
    others: Sequence[Sample] = (),
    processes: int = 1,
) -> dict[str, list[Candidate]]:
    """Cross-validate, then train on everything and write the model's files; return the cross-validated choices."""
    with TemporaryDirectory() as folder:
        chosen = cross_validate(samples, features, Path(folder), others=others, processes=processes)
    weights = fit_resolution(samples)
    (model / "resolution.json").write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    fit_crf([*samples, *others], features, model / "names.crf")
    return chosen
