"""The annotated texts as the benchmarks use them: where they lie and how they are split by document."""

import json
import os
from hashlib import sha1
from pathlib import Path
from typing import Any

GOLD = Path(os.environ.get("BELEIDSGRAAF_GOLD", Path(__file__).resolve().parents[2] / "shared" / "gold"))


def part(id: str) -> str:
    """Return "train" or "test": a third of the documents, all texts of one document together, is test."""
    number = id.removesuffix(".txt").split("-")[0]
    return "test" if int(sha1(number.encode()).hexdigest(), 16) % 3 == 0 else "train"


def records(which: str = "all") -> list[dict[str, Any]]:
    """Return the gold records of a part ("train", "test" or "all")."""
    with open(GOLD / "dev.jsonl", encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    return [r for r in found if which in ("all", part(r["document"]["id"]))]
