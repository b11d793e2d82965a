#!/usr/bin/env python3
"""Extract from the annotated texts and score the result.

usage: python bench/quality.py [--part test|train|all] [--errors N] [--output PREDICTIONS.jsonl]

The figures are those of the gold's own scorer. A third of the documents is the test part (see gold.py): tune on
``--part train``, and ask for errors of that part only.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import gold
from beleidsgraaf import Extraction, Extractor
from beleidsgraaf.extract import write_jsonl
from beleidsgraaf.extract.readers import from_text


def predict(records: list[dict[str, object]]) -> list[Extraction]:
    """Return what the extractor finds in the texts of gold records, in order."""
    extractor = Extractor()
    documents = []
    for record in records:
        document, text = record["document"], record["text"]
        assert isinstance(document, dict)
        documents.append(from_text(str(text), name=str(document["id"])))
    return list(extractor.pipe(documents))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("test", "train", "all"), default="test")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show the first N errors (not of the test part)"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="keep the predictions here")
    arguments = parser.parse_args()
    if arguments.errors and arguments.part != "train":
        parser.error("errors are shown of the train part only, so that the test part stays unseen")
    if not (gold.GOLD / "dev.jsonl").exists():
        print(f"no annotated texts in {gold.GOLD}; set BELEIDSGRAAF_GOLD to their folder", file=sys.stderr)
        return 2

    records = gold.records(arguments.part)
    start = perf_counter()
    predictions = predict(records)
    seconds = perf_counter() - start
    words = sum(len(str(record["text"]).split()) for record in records)
    print(f"part {arguments.part}: {len(records)} texts, {words:,} words, {seconds:.1f} s")
    sys.stdout.flush()

    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "gold.jsonl")
        wanted.write_text(
            "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8"
        )
        predicted = arguments.output or Path(folder, "predicted.jsonl")
        with open(predicted, "w", encoding="utf-8") as file:
            write_jsonl(predictions, file)
        command = [sys.executable, str(gold.GOLD / "score.py"), str(wanted), str(predicted)]
        return subprocess.run([*command, "--errors", str(arguments.errors)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
