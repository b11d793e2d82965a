"""Score relations found on gold entities: precision, recall and F1 per predicate, subject and object compared."""

import argparse
from collections import Counter
from typing import Any

import gold
import spacy
from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.extract.extraction import Mention as Place
from beleidsgraaf.extract.extractor import Extractor
from beleidsgraaf.extract.office_labels import office_label
from beleidsgraaf.extract.readers import from_text
from beleidsgraaf.extract.relations import Mention, RelationCandidate, find_relations
from beleidsgraaf.extract.sentences import split_sentences
from beleidsgraaf.extract.speakers import points_back
from beleidsgraaf.ontology import PREDICATES

Key = tuple[str, str, str]
KINDS = {"/gemeente/": "Municipality", "/provincie/": "Province"}


def predicted(record: dict[str, Any], nlp: spacy.language.Language) -> list[RelationCandidate]:
    """Return the relations found in a gold record, its own not looked at."""
    document = from_text(record["text"], name=record["document"]["id"])
    doc = split_sentences(Extractor().doc(document, nlp))
    doc._.policy_entities = gold_entities(record)
    mentions = sorted(
        Mention(m["start"], m["end"], e["type"], e["id"]) for e in record["entities"] for m in e["mentions"]
    )
    back, pointers = points_back(doc, mentions)
    kinds = {(r.start, r.end): r.kind for r in back}
    found = find_relations(doc, mentions, pointers=pointers)
    return [r._replace(method="/".join([r.method, *(kinds[p] for p in r.pointers)])) for r in found]


def gold_entities(record: dict[str, Any]) -> tuple[Entity, ...]:
    """Return the entities of a record with what the registers tell of their kind."""
    found = []
    for e in record["entities"]:
        kind = next((k for part, k in KINDS.items() if any(part in iri for iri in e["same_as"])), None)
        places = tuple(Place(m["start"], m["end"], m["text"]) for m in e["mentions"])
        label = office_label(e["label"]) if e["type"] == "Office" else e["label"]
        found.append(Entity(e["id"], e["type"], label, places, tuple(e["same_as"]), kind=kind))
    return tuple(found)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=["train", "test", "all"], default="train")
    parser.add_argument("--errors", action="store_true", help="list them; for the train part only")
    parser.add_argument("--methods", action="store_true", help="precision of each method")
    parser.add_argument("--all", action="store_true", help="with those that have 'ik' or 'het plan' at an end")
    options = parser.parse_args()
    nlp = spacy.blank("nl")
    hits, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    by_method: dict[str, Counter[bool]] = {}
    for record in gold.records(options.part):
        right = {(r["subject"], r["predicate"], r["object"]) for r in record["relations"]}
        relations = [r for r in predicted(record, nlp) if r.status == "stated"]
        if not options.all:
            relations = [r for r in relations if not {"noun", "office", "speaker"} & set(r.method.split("/"))]
        given = {(r.subject, r.predicate, r.object) for r in relations}
        hits.update(k[1] for k in given & right)
        found.update(k[1] for k in given)
        wanted.update(k[1] for k in right)
        for r in relations:
            by_method.setdefault(r.method, Counter())[(r.subject, r.predicate, r.object) in right] += 1
        if options.errors and options.part == "train":
            report(record, relations, right, given)
    print(f"{'':16} {'P':>6} {'R':>6} {'F1':>6} {'hits':>5} {'found':>5} {'gold':>5}")
    for name in [*PREDICATES, "all"]:
        h, f, w = (c[name] if name != "all" else c.total() for c in (hits, found, wanted))
        precision, recall = h / f if f else 0.0, h / w if w else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"{name:16} {precision:6.3f} {recall:6.3f} {f1:6.3f} {h:5} {f:5} {w:5}")
    if options.methods:
        for name, counts in sorted(by_method.items()):
            print(f"{counts[True]:4} right {counts[False]:4} wrong  {name}")


def report(record: dict[str, Any], relations: list[RelationCandidate], right: set[Key], given: set[Key]) -> None:
    """Print what is spurious and what is missed in one record."""
    label = {e["id"]: f"{e['type'][:4]}:{e['label'][:40]}" for e in record["entities"]}
    text, name = record["text"], record["document"]["id"]
    for r in relations:
        if (r.subject, r.predicate, r.object) not in right:
            evidence = " ".join(text[r.evidence_start : r.evidence_end].split())[:300]
            print(f"+ {name} {label[r.subject]} {r.predicate} {label[r.object]} [{r.method}] | {evidence}")
    for r in record["relations"]:
        if (r["subject"], r["predicate"], r["object"]) not in given:
            evidence = " ".join(r["evidence"]["text"].split())[:200]
            print(f"- {name} {label[r['subject']]} {r['predicate']} {label[r['object']]} | {evidence}")


if __name__ == "__main__":
    main()
