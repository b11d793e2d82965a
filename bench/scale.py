#!/usr/bin/env python3
"""Measure how a build grows: time, cost per document and memory for ever more documents, and for several processes.

usage: python bench/scale.py [--sizes 200 1000 10000] [--jobs 1 2] [--words N] [--keep FOLDER]

The documents are invented, the same every time: letters with real municipalities and programmes, and with names of
people and words that come only once, so that whatever is remembered of a document shows. Every build is a process of
its own. Processor time holds on a machine that is busy with other work; elapsed time, and with it the gain of a second
process, only on one that is not. Nothing is asserted: the figures are for reading.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from time import perf_counter

from beleidsgraaf.ontology.register import register

ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "v",
    "w",
    "z",
)
CORES = ("a", "aa", "e", "ee", "ei", "i", "ie", "o", "oe", "oo", "u", "ui")
CODAS = ("k", "l", "lm", "m", "n", "nk", "p", "r", "rs", "s", "st", "t")
SUBJECTS = (
    "de woningbouw",
    "de energietransitie",
    "het openbaar vervoer",
    "de jeugdhulp",
    "schoon water",
    "de veiligheid",
)
SENTENCES = (
    "De gemeente {town} neemt deel aan het {programme}.",
    "Het ministerie van {ministry} financiert het {programme} met {number} miljoen euro.",
    "De heer {initial}. {surname} is wethouder van de gemeente {town} en schreef over {subject}.",
    "Op {day} maart besprak de Tweede Kamer {subject} met de minister van {ministry}.",
    "De gemeenten {town} en {other} werken samen aan {subject}, zoals in de wijk {surname}{word}.",
    "De gemeente {other} neemt niet deel aan het {programme}, zo blijkt uit de Kamerbrief over {subject}.",
    "In artikel {number} van de Omgevingswet staat hoe {word}gebieden worden aangewezen.",
    "Het RIVM onderzocht {subject} in {number} buurten en vond weinig verschil tussen {word}wijken.",
)
MINISTRIES = ("Financiën", "Defensie", "Buitenlandse Zaken", "Infrastructuur en Waterstaat")
PROGRAMMES = ("Klimaatakkoord", "Schone Lucht Akkoord", "Deltaprogramma", "Nationaal Isolatieprogramma")


def letters(words: int) -> Iterator[str]:
    """Yield letters of about so many words, without end."""
    chance = random.Random(20260302)
    towns = sorted(b.name for b in register().bodies.values() if b.kind == "municipality" and not b.valid_until)

    def word() -> str:
        return "".join(chance.choice(ONSETS) + chance.choice(CORES) + chance.choice(CODAS) for _ in range(3))

    for number in count(1):
        town, other = chance.sample(towns, 2)
        lines = [f"Betreft: brief {number} over {chance.choice(SUBJECTS)}", "", "Geachte voorzitter,", ""]
        length = 0
        while length < words:
            sentence = chance.choice(SENTENCES).format(
                town=town, other=other, programme=chance.choice(PROGRAMMES), ministry=chance.choice(MINISTRIES),
                subject=chance.choice(SUBJECTS), number=chance.randint(2, 90), day=chance.randint(1, 31),
                initial=chance.choice("ABDEFHJKLM"), surname=word().capitalize(), word=word(),
            )  # fmt: skip
            lines.append(sentence)
            length += len(sentence.split())
        yield "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Cost:
    """What a build took."""

    documents: int
    jobs: int
    elapsed: float
    cpu: float
    peak: float
    store: float


def build(folder: Path, store: Path, documents: int, jobs: int) -> Cost:
    """Build a graph in a process of its own and measure it with the processes that it starts."""
    command = [sys.executable, "-m", "beleidsgraaf", "build", str(folder), "--into", str(store), "--quiet"]
    start = perf_counter()
    process = subprocess.Popen([*command, "--jobs", str(jobs)])
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = perf_counter() - start
    if status:
        sys.exit(f"the build of {documents} documents failed")
    size = sum(p.stat().st_size for p in store.iterdir()) / 1024**2
    return Cost(documents, jobs, elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, size)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000], help="numbers of documents")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="numbers of processes")
    parser.add_argument("--words", type=int, default=300, help="words a document, about (default 300)")
    parser.add_argument("--keep", type=Path, help="keep documents and stores in this folder")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as temporary:
        top = arguments.keep or Path(temporary)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print("documents  jobs  elapsed s   cpu s  ms cpu each  each more  documents/s  peak MB  store MB")
        costs: list[Cost] = []
        for size in sorted(arguments.sizes):
            folder = top / f"letters-{size}"
            folder.mkdir(parents=True)
            for number, text in zip(range(size), letters(arguments.words), strict=False):
                (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
            for jobs in arguments.jobs:
                cost = build(folder, top / f"store-{size}-{jobs}", size, jobs)
                before = next((c for c in reversed(costs) if c.jobs == jobs), None)
                more = f"{1000 * (cost.cpu - before.cpu) / (size - before.documents):9.1f}" if before else " " * 9
                print(
                    f"{size:>9,}  {jobs:>4}  {cost.elapsed:>9.1f}  {cost.cpu:>6.1f}  {1000 * cost.cpu / size:>11.1f}"
                    f"  {more}  {size / cost.elapsed:>11.1f}  {cost.peak:>7.0f}  {cost.store:>8.0f}",
                    flush=True,
                )
                costs.append(cost)
        for jobs in arguments.jobs:
            own = [c for c in costs if c.jobs == jobs]
            peaks = [c.peak for c in own]
            print(f"jobs {jobs}: peak of the largest is {peaks[-1] / peaks[0]:.2f} × that of the smallest")
        largest = {c.jobs: c for c in costs if c.documents == max(arguments.sizes)}
        if 1 in largest:
            for jobs, cost in largest.items():
                if jobs > 1:
                    print(f"jobs {jobs}: {largest[1].elapsed / cost.elapsed:.2f} × the speed of one, start included")
    return 0


if __name__ == "__main__":
    sys.exit(main())
