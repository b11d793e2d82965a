"""Who speaks in a document, from its form and its entities, and what in it points back to them and to others."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from beleidsgraaf.extract.aliases import with_aliases
from beleidsgraaf.extract.back_references import Form, back_references
from beleidsgraaf.extract.candidates import text_of
from beleidsgraaf.extract.extraction import BackReference, Entity
from beleidsgraaf.extract.office_labels import office_label
from beleidsgraaf.extract.skeleton import Mention
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import Body, register
from spacy.tokens import Doc

FORM_KEY: Final = "beleidsgraaf_form"
"""Key in ``Doc.user_data`` of what the form says: a dictionary with "answers" and "signed", lists of spans, and
"sender", a name or None."""

Span = tuple[int, int]

_ALSO: Final = re.compile(
    r"\b(?:mede\s+)?namens\b|\bop\s+(?:de\s+)?(?:\w+\s+)?(?:Kamer)?vragen\b|\bover\b", re.IGNORECASE
)
_GOVERNMENT: Final = re.compile(r"(?:minister|staatssecretaris) (?:van|voor) (?P<portfolio>.+)")
_BESIDE: Final = 6


def points_back(doc: Doc, mentions: Sequence[Mention]) -> tuple[tuple[BackReference, ...], list[Mention]]:
    """Return what points back in a document, and the same for `beleidsgraaf.extract.relations.find_relations`.

    A ministry that only "mijn ministerie" tells of is added to ``doc._.policy_entities``, without a mention.

    Parameters
    ----------
    doc : Doc
        With its entities.
    mentions : sequence of Mention
        Those of its entities, in text order.
    """
    entities: tuple[Entity, ...] = doc._.policy_entities if Doc.has_extension("policy_entities") else ()
    text, given = text_of(doc), doc.user_data.get(FORM_KEY) or {}
    questions = [(s, e) for s, e in doc.user_data.get("beleidsgraaf_questions", ())]
    answers = [(s, e) for s, e in given.get("answers", ())]
    signers = tuple(
        signing(text, mentions, entities, [(s, e) for s, e in given.get("signed", ())], given.get("sender"))
    )
    known = {e.id: e for e in entities}
    offices = [known[id] for id in signers if known[id].type == "Office"]
    ministry = _ministry(offices, entities, doc.user_data.get("beleidsgraaf_date")) if len(offices) == 1 else None
    all_entities = entities if ministry is None or ministry.id in known else (*entities, ministry)
    named = with_aliases(text, mentions)
    form = Form(questions, answers, signers, ministry.id if ministry else None)
    found = back_references(text, named, all_entities, form)
    if ministry and ministry.id not in known and any(ministry.id in r.entities for r in found):
        doc._.policy_entities = all_entities
    types = {m.entity: m.type for m in mentions} | {e.id: e.type for e in all_entities}
    pointers = [Mention(r.start, r.end, types[r.entities[0]], r.entities[0], True) for r in found]
    aliases = [BackReference(m.start, m.end, text[m.start : m.end], (m.entity,), "alias") for m in named if m.pointer]
    return tuple(sorted([*found, *aliases], key=lambda r: (r.start, r.end))), pointers


def signing(
    text: str, mentions: Sequence[Mention], entities: Sequence[Entity], signed: Sequence[Span], sender: str | None
) -> Iterator[str]:
    """Yield the ids of the offices and persons that sign or answer, each once.

    Parameters
    ----------
    text : str
        The document's text.
    mentions : sequence of Mention
    entities : sequence of Entity
    signed : sequence of (int, int)
        Spans of who answers and of signatures; an office right beside a name in them counts too.
    sender : str or None
        Name or office of who sends it, as the form has it.
    """
    seen: set[str] = set()
    known = {e.id for e in entities}
    wanted = office_label(sender) if sender else None
    for e in entities:
        if wanted and e.type in ("Office", "Person") and wanted == e.label:
            seen.add(e.id)
            yield e.id
    for start, end in signed:
        limit = _ALSO.search(text, start, end)
        if limit and limit.start() == start:
            continue
        stop = limit.start() if limit else end
        for m in mentions:
            beside = 0 <= m.start - stop <= _BESIDE and "\n" not in text[stop : m.start] and m.type == "Office"
            there = (m.start < stop and start < m.end) or beside
            if there and m.type in ("Office", "Person") and m.entity in known and m.entity not in seen:
                seen.add(m.entity)
                yield m.entity


def _ministry(offices: Sequence[Entity], entities: Sequence[Entity], date: str | None) -> Entity | None:
    """Return the ministry of an office at a date, of the document's entities where it names it."""
    body = ministry_of(offices[0].label, date)
    if body is None:
        return None
    alike = [e for e in entities if e.type == "Ministry" and (set(e.same_as) & set(body.same_as) or e.key == body.key)]
    if alike:
        return alike[0]
    names = tuple(n for n in (body.abbreviation, *body.other_names) if n and n != body.label)
    return Entity(
        f"e{len(entities)}", "Ministry", body.label, (), body.same_as, body.key, None, names, offices[0].confidence
    )


def ministry_of(office: str, date: str | None = None) -> Body | None:
    """Return the ministry of a minister or state secretary by the portfolio, None where it is unknown or not one.

    Parameters
    ----------
    office : str
        Canonical label.
    date : str or None
        ISO date: a portfolio without a ministry is looked up among the terms of office that include it.

    Examples
    --------
    >>> found = ministry_of("minister van Justitie en Veiligheid", "2024-01-10")
    >>> found.key if found else None
    'min-jenv'
    >>> found = ministry_of("minister voor Rechtsbescherming", "2023-01-10")
    >>> found.key if found else None
    'min-jenv'
    """
    m = _GOVERNMENT.fullmatch(office)
    if m is None:
        return None
    bodies = _ministries().get(normalise_name(m["portfolio"]), [])
    bodies = [b for b in bodies if b.valid_on(date or "9999-12-31")] or bodies
    if not bodies and date:
        label = normalise_name(office)
        keys = {
            t.organisation
            for t in register().terms
            if t.holds_on(date) and normalise_name(office_label(t.role)) == label
        }
        bodies = [b for key in sorted(keys) if (b := register().bodies.get(key)) and b.kind == "ministry"]
    return bodies[0] if len({b.same_as or b.key for b in bodies}) == 1 else None


@cache
def _ministries() -> dict[str, list[Body]]:
    """Return the ministries by their names."""
    found: dict[str, list[Body]] = {}
    for body in register().bodies.values():
        if body.kind == "ministry":
            for name in dict.fromkeys(
                normalise_name(n) for n in (body.name, *body.other_names) if " " in n or n == body.name
            ):
                found.setdefault(name, []).append(body)
    return found
