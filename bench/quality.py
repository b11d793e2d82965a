#!/usr/bin/env python3
"""Extract from the annotated texts and score the result with the gold's own scorer.

usage: python bench/quality.py [--rules | --shipped] [--folds N] [--jobs N] [--errors N] [--output PREDICTIONS.jsonl]

The shipped model is trained on all annotated texts, so its figures on them say little. What counts is the default:
the model is trained anew without each fold of the documents, and what it finds in them goes through the rest of the
pipeline (linking, relations) to records, which are scored. ``--rules`` scores the pipeline without a model.

Printed are the figures of all texts and those of the test part, a third of the documents (see gold.py). Rules and
relation weights were tuned on the other two thirds, so that only the test part is unseen by them as well. Errors are
listed of the train part only. Nothing is kept from run to run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import gold
from beleidsgraaf import Extraction, Extractor
from beleidsgraaf.extract import Document, write_jsonl
from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.evaluation import evaluate
from beleidsgraaf.extract.features import Features
from beleidsgraaf.extract.mention_spans import set_mentions
from beleidsgraaf.extract.names_model import CLUSTERS, read_clusters
from beleidsgraaf.extract.pipeline import AFTER, MODEL, rules
from beleidsgraaf.extract.readers import from_text
from beleidsgraaf.extract.training.texts import accompanying
from beleidsgraaf.extract.training.train import FOLDS, cross_validate, prepare

Record = dict[str, Any]


def document_of(record: Record) -> Document:
    return from_text(record["text"], name=str(record["document"]["id"]))


def cross_validated(records: list[Record], folds: int, jobs: int) -> Iterator[Extraction]:
    """Yield what models that were trained on other documents find, by way of the whole pipeline."""
    samples, others = prepare(records), prepare(accompanying(gold.GOLD.parent))
    features = Features(read_clusters(MODEL / "beleidsgraaf_names" / CLUSTERS))
    with tempfile.TemporaryDirectory() as folder:
        chosen = cross_validate(samples, features, Path(folder), folds, others=others, processes=jobs)
    for record in records:
        yield extraction(document_of(record), chosen[str(record["document"]["id"])])


def extraction(document: Document, chosen: list[Candidate]) -> Extraction:
    """Return the extraction that the pipeline makes of mentions chosen beforehand."""
    nlp, extractor = rules(), Extractor()
    doc = nlp.get_pipe("beleidsgraaf_sentences")(extractor.doc(document, nlp))
    doc = set_mentions(doc, chosen)
    for name in AFTER:
        doc = nlp.get_pipe(name)(doc)
    return extractor.extraction(document, doc)


def write_records(records: Iterable[Record], path: Path) -> Path:
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return path


def print_calibration(records: list[Record], predictions: list[Extraction]) -> None:
    result = evaluate(map(Extraction.from_dict, records), predictions)
    print("confidence and the share that is right")
    for level in result.judged:
        for b in result.calibration(level):
            print(
                f"  {level:<9} {b.low:.2f}-{b.high:.2f}  n {b.count:>6}"
                f"  mean confidence {b.confidence:.3f}  right {b.right:.3f}"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--rules", action="store_true", help="the pipeline without the statistical model")
    which.add_argument("--shipped", action="store_true", help="the model as it is shipped, which has seen these texts")
    parser.add_argument("--folds", type=int, default=FOLDS, help=f"of the cross-validation (default {FOLDS})")
    parser.add_argument("--jobs", type=int, default=2, help="folds trained at a time (default 2)")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N errors of the train part")
    parser.add_argument("--output", type=Path, metavar="FILE", help="keep the predictions here")
    arguments = parser.parse_args()
    if not (gold.GOLD / "dev.jsonl").exists():
        print(f"no annotated texts in {gold.GOLD}; set BELEIDSGRAAF_GOLD to their folder", file=sys.stderr)
        return 2

    records = gold.records()
    start = perf_counter()
    if arguments.rules or arguments.shipped:
        extractor = Extractor(nlp=rules()) if arguments.rules else Extractor()
        predictions = list(extractor.pipe(map(document_of, records)))
        title = "rules alone" if arguments.rules else "the shipped model"
    else:
        predictions = list(cross_validated(records, arguments.folds, arguments.jobs))
        title = f"model, cross-validated over documents in {arguments.folds} folds"
    words = sum(len(record["text"].split()) for record in records)
    print(f"{title}: {len(records)} texts, {words:,} words, {perf_counter() - start:.1f} s")
    if arguments.shipped:
        print("*** THE SHIPPED MODEL WAS TRAINED ON THESE TEXTS: THE FIGURES ARE NOT WHAT TO EXPECT OF OTHERS. ***")

    with tempfile.TemporaryDirectory() as folder:
        predicted = arguments.output or Path(folder, "predicted.jsonl")
        with open(predicted, "w", encoding="utf-8") as file:
            write_jsonl(predictions, file)
        for part, errors in (("all", 0), ("test", 0), ("train", arguments.errors)):
            if part == "train" and not errors:
                continue
            print(f"\n== {part}")
            sys.stdout.flush()
            wanted = write_records(gold.records(part), Path(folder, f"{part}.jsonl"))
            command = [sys.executable, str(gold.GOLD / "score.py"), str(wanted), str(predicted)]
            subprocess.run([*command, "--errors", str(errors)], check=True)
    print()
    print_calibration(records, predictions)
    return 0


if __name__ == "__main__":
    sys.exit(main())
