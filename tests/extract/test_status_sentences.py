"""Sentences that put a relation in every way, with the words that say so."""

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import spacy
from beleidsgraaf.extract.relations import Mention, RelationCandidate, find_relations
from beleidsgraaf.ontology import STATUSES

NLP = spacy.blank("nl")
_MARKED = re.compile(r"\[(?P<end>[SOX]):(?P<type>[A-Z][a-z]+) (?P<name>[^\]]+)\]")


def read(marked: str) -> tuple[str, list[Mention], dict[str, list[str]]]:
    """Return the text of an example, its mentions, and the entity ids at each end."""
    text, mentions, ends = "", [], {"S": list[str](), "O": list[str](), "X": list[str]()}
    at = 0
    names: dict[str, str] = {}
    for m in _MARKED.finditer(marked):
        text += marked[at : m.start()]
        entity = names.setdefault(m["name"], f"e{len(names)}")
        mentions.append(Mention(len(text), len(text) + len(m["name"]), m["type"], entity))
        ends[m["end"]].append(entity)
        text += m["name"]
        at = m.end()
    return text + marked[at:], mentions, ends


class Case(NamedTuple):
    status: str
    predicate: str
    text: str
    cue: str


def cases() -> list[Case]:
    data: dict[str, Any] = tomllib.loads(Path(__file__).with_name("status_sentences.toml").read_text(encoding="utf-8"))
    return [
        Case(status, predicate, text, cue)
        for status, predicates in data.items()
        for predicate, rows in predicates.items()
        for text, cue in rows
    ]


def found(case: Case) -> list[RelationCandidate]:
    text, mentions, ends = read(case.text)
    right = {(s, o) for s in ends["S"] for o in ends["O"]}
    right |= {(o, s) for s, o in right} if case.predicate == "cooperatesWith" else set()
    relations = find_relations(NLP.make_doc(text), mentions)
    return [r for r in relations if r.predicate == case.predicate and (r.subject, r.object) in right]


def is_right(case: Case) -> bool:
    relations = found(case)
    return bool(relations) and {r.status for r in relations} == {case.status}


def test_there_are_enough_of_each() -> None:
    assert len(cases()) >= 150
    for status in STATUSES:
        assert sum(c.status == status for c in cases()) >= 15


def test_status_is_right() -> None:
    wrong = [c for c in cases() if not is_right(c)]
    assert 1 - len(wrong) / len(cases()) >= 0.95, "\n".join(f"{c.status}: {c.text}" for c in wrong)


def test_what_is_not_stated_is_never_given_as_stated() -> None:
    wrong = [c.text for c in cases() if c.status != "stated" and any(r.status == "stated" for r in found(c))]
    assert len(wrong) <= 2, "\n".join(wrong)


def test_cue_is_where_it_stands() -> None:
    right, all_ = 0, 0
    for case in cases():
        text, *_ = read(case.text)
        for r in found(case):
            if r.status == case.status:
                all_ += 1
                right += (text[slice(*r.cue)] if r.cue else "") == case.cue
    assert right / all_ >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Volgens het [X:Organisation CBS] neemt [S:Region Assen] deel aan de [O:Programme Woondeal].",
        "Het [X:Organisation CBS] meldt dat [S:Region Assen] deelneemt aan de [O:Programme Woondeal].",
        "[S:Region Assen] neemt deel aan de [O:Programme Woondeal], aldus het [X:Organisation CBS].",
        "Uit de [X:Publication Woonmonitor] blijkt dat [S:Region Assen] deelneemt aan de [O:Programme Woondeal].",
    ],
)
def test_attribution(text: str) -> None:
    plain, mentions, ends = read(text)
    relations = find_relations(NLP.make_doc(plain), mentions)
    assert {r.attributed_to for r in relations if r.predicate == "participatesIn"} == {ends["X"][0]}


def test_no_attribution_without_a_source() -> None:
    plain, mentions, _ = read("[S:Region Assen] neemt deel aan de [O:Programme Woondeal].")
    assert {r.attributed_to for r in find_relations(NLP.make_doc(plain), mentions)} == {None}
