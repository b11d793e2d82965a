"""Scores single finders against the mentions of the annotated texts: strict offsets and type.

    python bench/finders.py --part train --types Person,Law [--errors 20]

Overlaps among the candidates of the types asked for are settled here by length, then score; the product's own
resolution sees all types at once and may do better.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from beleidsgraaf.extract.candidates import Candidate
from beleidsgraaf.extract.laws import LawFinder
from beleidsgraaf.extract.offices import OfficeFinder
from beleidsgraaf.extract.persons import PersonFinder
from beleidsgraaf.extract.publications import PublicationFinder
from beleidsgraaf.extract.repeats import with_repeats
from gold import records

# Has the finders load their registers before the clock runs.
_WARM_UP = "Minister J.K. Zandhuis (VVD) sprak over de Wet milieubeheer (Wm) en het rapport ‘Water in de wijk’."
Finder = PersonFinder | OfficeFinder | LawFinder | PublicationFinder
FINDERS: dict[str, type[Finder]] = {
    "Person": PersonFinder,
    "Office": OfficeFinder,
    "Law": LawFinder,
    "Publication": PublicationFinder,
}


def resolve(found: Iterable[Candidate], minimum: float) -> list[Candidate]:
    """Keep the longest of overlapping candidates, of equal ones the surest."""
    kept: list[Candidate] = []
    for c in sorted(found, key=lambda c: (c.start - c.end, -c.score)):
        if c.score >= minimum and all(c.end <= k.start or k.end <= c.start for k in kept):
            kept.append(c)
    return sorted(kept, key=lambda c: c.start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("train", "test"), default="train")
    parser.add_argument("--types", default=",".join(FINDERS))
    parser.add_argument("--minimum", type=float, default=0.5, help="leave out candidates below this score")
    parser.add_argument("--repeats", action="store_true", help="also find again what a document named once")
    parser.add_argument("--errors", type=int, default=0, help="show so many of each kind; train only")
    args = parser.parse_args()
    types = args.types.split(",")
    finders = {t: FINDERS[t]() for t in types}
    for finder in finders.values():
        finder.find(_WARM_UP)
    hits, missed, wrong = Counter[str](), Counter[str](), Counter[str]()
    by_score: Counter[tuple[str, float, bool]] = Counter()
    errors: list[str] = []
    words, seconds = 0, 0.0
    for record in records(args.part):
        text = record["text"]
        words += len(text.split())
        start = time.process_time()
        found = [c for t in types for c in finders[t].find(text)]
        seconds += time.process_time() - start
        if args.repeats:
            found = with_repeats(text, found)
        kept = {(c.start, c.end, c.type): c for c in resolve(found, args.minimum)}
        gold = _mentions(record, types)
        for span, c in kept.items():
            (hits if span in gold else wrong)[c.type] += 1
            by_score[c.type, c.score, span in gold] += 1
            if span not in gold:
                errors.append(_line("wrong ", record, span, f"{c.source} {c.score:.2f}"))
        for span in gold - kept.keys():
            missed[span[2]] += 1
            errors.append(_line("missed", record, span, ""))
    if args.errors and args.part == "train":
        for t in types:
            for kind in ("wrong ", "missed"):
                print(*[e for e in errors if e.startswith(kind + " " + t)][: args.errors], sep="\n")
    for t in types:
        precision = hits[t] / max(1, hits[t] + wrong[t])
        recall = hits[t] / max(1, hits[t] + missed[t])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{args.part} {t:12} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  ({hits[t]} of {hits[t] + missed[t]})")
        for score in sorted({s for kind, s, _ in by_score if kind == t}, reverse=True):
            good, bad = by_score[t, score, True], by_score[t, score, False]
            print(f"    score {score:.2f}: {good / (good + bad):.2f} of {good + bad}")
    print(f"{words / seconds:,.0f} words/s of processor time")


def _mentions(record: dict[str, Any], types: list[str]) -> set[tuple[int, int, str]]:
    return {(m["start"], m["end"], e["type"]) for e in record["entities"] if e["type"] in types for m in e["mentions"]}


def _line(kind: str, record: dict[str, Any], span: tuple[int, int, str], note: str) -> str:
    start, end, t = span
    text = record["text"]
    before, inside, after = text[max(0, start - 40) : start], text[start:end], text[end : end + 25]
    context = f"{before}[[{inside}]]{after}".replace("\n", "⏎")
    return f"{kind} {t} {record['document']['id']} | {context} | {note}"


if __name__ == "__main__":
    main()
