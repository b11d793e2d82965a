#!/usr/bin/env python3
"""Measure speed: words per second of tokenising alone and of the whole extraction, and how fast a query starts.

usage: python bench/speed.py [--words N] [--starts N]

Both figures come from the same run on the same text, so that their ratio holds on any machine. The text is Dutch
government prose from the folder beside the checkout, or, without it, the documents of the demonstration repeated.
Nothing is asserted: the figures are for reading.
"""

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import resources
from itertools import cycle
from pathlib import Path
from time import perf_counter

from beleidsgraaf import Extractor, PolicyGraph
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import from_text

SHARED = Path(os.environ.get("BELEIDSGRAAF_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DOCUMENT_WORDS = 1500


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


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def start_up(command: list[str], times: int) -> float:
    """Return the median time in seconds that a command takes from start to end."""

    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    run()  # the first start reads the files from disk
    return statistics.median(seconds(run) for _ in range(times))


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
    warm = seconds(lambda: extractor.extract(texts[0]))
    tokenising = seconds(lambda: [tokenizer(document.text) for document in texts])
    extracting = seconds(lambda: list(extractor.pipe(texts)))
    print(f"text: {len(texts)} documents, {words:,} words")
    print(f"tokenising alone      {words / tokenising:>12,.0f} words/s")
    print(f"the whole extraction  {words / extracting:>12,.0f} words/s   ({extracting / tokenising:.1f} × tokenising)")
    print(f"the first document, registers and all: {warm:.2f} s")

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
