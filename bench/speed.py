#!/usr/bin/env python3
"""Measure speed: words per second of tokenising, of a bare neural tagger and of the whole extraction; start-up; memory.

usage: python bench/speed.py [--words N] [--starts N]

All come from the same run on the same text, so that their ratios hold on any machine, and are in processor time of one
core, so that other work on the machine counts little. The bare tagger is spaCy's own entity recogniser as it comes
(width 96, depth 4), trained for a moment only: its answers are worthless, its speed is that of a trained one. The text
is Dutch government prose from the folder beside the checkout, or, without it, the documents of the demonstration
repeated.
Nothing is asserted: the figures are for reading.
"""

import argparse
import gzip
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import resources
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from beleidsgraaf import Extractor, PolicyGraph
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import from_text
from beleidsgraaf.ontology import ENTITY_TYPES

if TYPE_CHECKING:
    from spacy.language import Language

SHARED = Path(os.environ.get("BELEIDSGRAAF_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DOCUMENT_WORDS = 1500
_FRESH = """
from time import process_time as now
times = [now()]
from beleidsgraaf import Extractor
Extractor
times.append(now())
from beleidsgraaf.extract.pipeline import load
load()
times.append(now())
Extractor().extract("De gemeente Assen neemt deel aan het Klimaatakkoord.")
times.append(now())
print(*(b - a for a, b in zip(times, times[1:])))
"""


def paragraphs() -> Iterator[str]:
    """Yield paragraphs without end."""
    prose = SHARED / "corpora" / "government_text.txt.gz"
    if prose.exists():
        while True:
            with gzip.open(prose, "rt", encoding="utf-8") as file:
                for line in file:
                    yield line.strip()
    folder = resources.files("beleidsgraaf") / "demo"
    texts = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".txt")]
    yield from cycle(text for whole in texts for text in whole.split("\n\n"))


def documents(words: int) -> list[Document]:
    """Return documents of about two pages each, together of at least so many words."""
    found: list[Document] = []
    source = paragraphs()
    total = 0
    while total < words:
        parts: list[str] = []
        count = 0
        while count < DOCUMENT_WORDS:
            parts.append(next(source))
            count += len(parts[-1].split())
        found.append(from_text("\n\n".join(parts), name=f"{len(found)}.txt"))
        total += count
    return found


def seconds(work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    start = clock()
    work()
    return clock() - start


def bare_recogniser(examples: list[str]) -> "Language":
    """Return spaCy's entity recogniser with the usual network, trained for a moment."""
    import spacy
    from spacy.training import Example
    from thinc.api import fix_random_seed

    fix_random_seed(0)
    nlp = spacy.blank("nl")
    recogniser = nlp.add_pipe("ner")
    for label in ENTITY_TYPES:
        recogniser.add_label(label)  # type: ignore[attr-defined]
    gold = []
    for text in examples:
        doc = nlp.make_doc(text[:2000])
        spans = {(t.idx, t.idx + len(t), "Region") for t in doc if t.text[:1].isupper()}
        gold.append(Example.from_dict(doc, {"entities": sorted(spans)}))
    nlp.initialize(lambda: gold)
    for _ in range(5):
        nlp.update(gold)
    return nlp


def fresh(code: str) -> list[float]:
    """Return the numbers that a program prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


def start_up(command: list[str], times: int) -> float:
    """Return the median time in seconds that a command takes from start to end."""

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    run()  # the first start reads the files from disk
    return statistics.median(seconds(run, perf_counter) for _ in range(times))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=100_000, help="size of the text (default 100,000)")
    parser.add_argument("--starts", type=int, default=7, help="times that each command is started (default 7)")
    arguments = parser.parse_args()

    import spacy

    texts = documents(arguments.words)
    words = sum(len(document.text.split()) for document in texts)
    tokenizer = spacy.blank("nl").tokenizer
    extractor = Extractor()
    extractor.extract(texts[0])
    tokenising = seconds(lambda: [tokenizer(document.text) for document in texts])
    extracting = seconds(lambda: list(extractor.pipe(texts)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    recogniser = bare_recogniser([document.text for document in texts[:8]])
    recognising = seconds(lambda: [recogniser(document.text) for document in texts])
    print(f"text: {len(texts)} documents, {words:,} words")
    print(f"tokenising alone      {words / tokenising:>12,.0f} words/s")
    print(
        f"bare spaCy ner        {words / recognising:>12,.0f} words/s   ({recognising / tokenising:.1f} × tokenising)"
    )
    print(f"the whole extraction  {words / extracting:>12,.0f} words/s   ({extracting / tokenising:.1f} × tokenising)")
    print(f"memory of extraction  {peak:>12,.0f} MB at its highest")
    times = [fresh(_FRESH) for _ in range(arguments.starts)]
    for name, values in zip(("import", "load the pipeline", "first document"), zip(*times, strict=True), strict=True):
        print(f"{name:<21} {statistics.median(values) * 1000:>9.0f} ms cpu")

    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "graph")
        with PolicyGraph.open(store) as graph:
            graph.add(extractor.extract(texts[0]))
        empty = start_up([sys.executable, "-c", "pass"], arguments.starts)
        query = [sys.executable, "-m", "beleidsgraaf", "query", str(store), "ASK { ?s ?p ?o }", "--format", "json"]
        asked = start_up(query, arguments.starts)
    print(f"python -c pass        {empty * 1000:>9.0f} ms")
    print(f"beleidsgraaf query    {asked * 1000:>9.0f} ms   from start to answer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
