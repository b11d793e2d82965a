"""The figures of an evaluation are those of the annotation guide's scorer."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from beleidsgraaf.extract import DocumentInfo, Entity, Extraction, Mention, Relation
from beleidsgraaf.extract.evaluation import Evaluation, Score, evaluate, pair
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES

TEXT = "De gemeenten Assen en Emmen werken samen met het RIVM. Assen doet mee aan het Klimaatakkoord."


def _mention(word: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(word, start + 1)
    return Mention(start, start + len(word), word)


def _record(*entities: Entity, relations: tuple[Relation, ...] = (), id: str = "brief.txt") -> Extraction:
    return Extraction(DocumentInfo(id), TEXT, entities, relations)


def test_a_split_entity_costs() -> None:
    gold = Entity("e0", "Region", "Assen", (_mention("Assen"), _mention("Assen", 1)))
    halves = [
        Entity("a", "Region", "Assen", (_mention("Assen"),)),
        Entity("b", "Region", "Assen", (_mention("Assen", 1),)),
    ]
    result = evaluate([_record(gold)], [_record(*halves)])
    assert result.total("mention") == Score(right=2)
    assert result.total("entity") == Score(right=1, spurious=1)
    assert pair((gold,), halves) == {0: 0}


def test_the_partner_is_the_one_that_shares_most() -> None:
    gold = Entity("e0", "Region", "Assen", (_mention("Assen"), _mention("Assen", 1)))
    part = Entity("a", "Region", "Assen", (_mention("Assen"),))
    whole = Entity("b", "Region", "Assen", (_mention("Assen"), _mention("Assen", 1)))
    assert pair((gold,), (part, whole)) == {0: 1}
    assert pair((gold,), (Entity("c", "Organisation", "Assen", gold.mentions),)) == {}


def test_a_shorter_span_overlaps_but_is_wrong() -> None:
    gold = Entity("e0", "Region", "gemeenten Assen", (_mention("gemeenten Assen"),))
    result = evaluate([_record(gold)], [_record(Entity("e0", "Region", "Assen", (_mention("Assen"),)))])
    assert result.total("mention") == Score(spurious=1, missed=1)
    assert result.total("overlap") == Score(right=1)
    assert result.total("entity") == Score(right=1)


def test_links() -> None:
    def town(*same_as: str) -> Extraction:
        return _record(Entity("e0", "Region", "Assen", (_mention("Assen"),), same_as=same_as))

    assert evaluate([town("urn:a", "urn:b")], [town("urn:b")]).links.precision == 1.0
    wrong = evaluate([town("urn:a")], [town("urn:c")])
    assert (wrong.links.recall, wrong.links.precision) == (0.0, 0.0)
    assert [p.kind for p in wrong.problems] == ["link"]
    silent = evaluate([town("urn:a")], [town()]).links
    assert (silent.annotated, silent.given, silent.right) == (1, 0, 0)
    assert evaluate([town()], [town("urn:a")]).links.annotated == 0


def test_only_stated_relations_count() -> None:
    ends = (
        Entity("e0", "Region", "Assen", (_mention("Assen"),)),
        Entity("e1", "Programme", "Klimaatakkoord", (_mention("Klimaatakkoord"),)),
    )
    said = Relation("e0", "participatesIn", "e1", Mention(55, len(TEXT), TEXT[55:]))
    denied = Relation("e0", "participatesIn", "e1", said.evidence, "negated")
    gold = _record(*ends, relations=(said,))
    assert evaluate([gold], [gold]).total("relation") == Score(right=1)
    missed = evaluate([gold], [_record(*ends, relations=(denied,))])
    assert missed.total("relation") == Score(missed=1)
    assert missed.problems[-1].what == "Assen —participatesIn→ Klimaatakkoord"


def test_documents_are_paired_by_name_and_missing_ones_are_told() -> None:
    town = Entity("e0", "Region", "Assen", (_mention("Assen"),))
    assert evaluate([_record(town)], [_record(town, id="brieven/brief.txt")]).total("mention") == Score(right=1)
    result = evaluate([_record(town)], [_record(town, id="nota.txt")])
    assert result.missing == ["brief.txt"]
    assert result.total("entity") == Score(missed=1)


def test_another_text_is_a_problem() -> None:
    other = Extraction(DocumentInfo("brief.txt"), "Iets anders.")
    assert [p.kind for p in evaluate([_record()], [other]).problems] == ["text"]


def test_calibration() -> None:
    result = Evaluation(judged={"mention": [(0.95, True), (1.0, True), (0.85, False), (0.5, True)]})
    bins = result.calibration("mention")
    assert [(b.low, b.count, b.right) for b in bins] == [(0.5, 1, 1.0), (0.8, 1, 0.0), (0.95, 2, 1.0)]
    assert bins[-1].confidence == pytest.approx(0.975)
    assert [b.count for b in result.calibration("mention", (0.0, 0.9))] == [2, 2]


def _damaged(record: Extraction, chance: random.Random) -> Extraction:
    """Return a record with entities lost, split, shifted, of another type, and relations lost and made up."""
    entities: list[Entity] = []
    for e in record.entities:
        dice = chance.random()
        if dice < 0.1:
            continue
        type_ = chance.choice(ENTITY_TYPES) if dice < 0.2 else e.type
        mentions = [
            Mention(m.start, m.end - 1, m.text[:-1]) if chance.random() < 0.1 and m.end - m.start > 1 else m
            for m in e.mentions
        ]
        parts = [mentions[:1], mentions[1:]] if dice > 0.9 and len(mentions) > 1 else [mentions]
        same_as = e.same_as[: chance.randrange(2)] if dice < 0.6 else e.same_as
        for part in parts:
            entities.append(Entity(f"p{len(entities)}", type_, e.label, tuple(part), same_as, confidence=dice))
    chance.shuffle(entities)
    relations = []
    if entities:
        everything = Mention(0, len(record.text), record.text)
        for _ in range(chance.randrange(6)):
            s, o = chance.choice(entities), chance.choice(entities)
            relations.append(Relation(s.id, chance.choice(list(PREDICATES)), o.id, everything))
        by_label = {e.label: e.id for e in entities}
        label = {e.id: e.label for e in record.entities}
        for r in record.relations:
            s_id, o_id = by_label.get(label[r.subject]), by_label.get(label[r.object])
            if s_id and o_id and chance.random() < 0.7:
                relations.append(Relation(s_id, r.predicate, o_id, r.evidence))
    return Extraction(record.document, record.text, tuple(entities), tuple(relations))


def test_the_figures_equal_those_of_the_scorer(shared: Path, tmp_path: Path) -> None:
    scorer = shared / "gold" / "score.py"
    if not scorer.exists():
        pytest.skip("no scorer beside the checkout")
    lines = (shared / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[:60]
    gold = [Extraction.from_json(line) for line in lines]
    chance = random.Random(7)
    predicted = [_damaged(record, chance) for record in gold[:-1]]
    (tmp_path / "gold.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    (tmp_path / "predicted.jsonl").write_text("".join(x.to_json() + "\n" for x in predicted), encoding="utf-8")
    command = [sys.executable, str(scorer), str(tmp_path / "gold.jsonl"), str(tmp_path / "predicted.jsonl"), "--json"]
    wanted = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    result = evaluate(gold, predicted)
    assert result.to_dict() == wanted
    listed = subprocess.run([*command[:-1], "--errors", "100000"], capture_output=True, text=True, check=True).stdout
    assert len(result.problems) == sum(1 for line in listed.splitlines() if "\t" in line)
