"""Make the model again: ``python -m beleidsgraaf.extract.training GOLD.jsonl [MORE.jsonl …] --output FOLDER``."""

import argparse
import json
import sys
from pathlib import Path

from beleidsgraaf.extract.features import Features
from beleidsgraaf.extract.names_model import CLUSTERS, read_clusters
from beleidsgraaf.extract.pipeline import MODEL, model_pipeline
from beleidsgraaf.extract.resolve import resolve
from beleidsgraaf.extract.training.texts import accompanying
from beleidsgraaf.extract.training.train import prepare, scores, train


def main() -> int:
    """Train on annotated texts and those of the project, print figures of the first, write the model."""
    parser = argparse.ArgumentParser(prog="python -m beleidsgraaf.extract.training", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="annotated texts, one JSON record a line")
    parser.add_argument("--output", type=Path, default=MODEL, help="folder of the pipeline (default: the shipped one)")
    parser.add_argument("--shared", type=Path, help="folder of the public texts that data/prose.jsonl annotates")
    parser.add_argument("--jobs", type=int, default=1, help="folds trained at a time")
    parser.add_argument("--alone", action="store_true", help="without the annotated texts that come with the project")
    parser.add_argument("--clusters", type=Path, default=MODEL / "beleidsgraaf_names" / CLUSTERS, help="word classes")
    arguments = parser.parse_args()
    records = [
        json.loads(line) for path in arguments.gold for line in path.read_text(encoding="utf-8").splitlines() if line
    ]
    folder = arguments.output / "beleidsgraaf_names"
    folder.mkdir(parents=True, exist_ok=True)
    if arguments.clusters.resolve() != (folder / CLUSTERS).resolve():
        (folder / CLUSTERS).write_bytes(arguments.clusters.read_bytes())
    samples = prepare(records)
    others = [] if arguments.alone else prepare(accompanying(arguments.shared))
    features = Features(read_clusters(folder / CLUSTERS))
    chosen = train(samples, features, folder, others=others, processes=arguments.jobs)
    model_pipeline(folder).to_disk(arguments.output)
    for title, table in (
        ("rules alone", scores(samples, lambda s: resolve(s.given))),
        ("model, cross-validated over documents", scores(samples, lambda s: chosen[s.id])),
    ):
        sys.stdout.write(f"{title}\n")
        for name, (p, r, f) in table.items():
            sys.stdout.write(f"  {name:<14} P {p:.3f}  R {r:.3f}  F1 {f:.3f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
