"""Facts of the registers as RDF: names, dates, how bodies belong to each other, who held which office and when.

They stand in a named graph of their own.

Bodies that share an official identifier, such as a ministry before and after it was renamed, are one thing here: it
bears the latest name, the former ones are alternative names.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from beleidsgraaf.extract.extraction import Entity
from beleidsgraaf.extract.holders import Holder, holder_of
from beleidsgraaf.extract.terms_of_office import OfficeTerm, terms_of_office
from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.iris import entity_iri, hashed_iri
from beleidsgraaf.ontology.naming import clean
from beleidsgraaf.ontology.register import Body, Register, register
from pyoxigraph import Literal, NamedNode, Quad

if TYPE_CHECKING:
    from beleidsgraaf.graph.store import Store

_TYPES: Final = {
    "ministry": ("Ministry", None),
    "municipality": ("Region", "Municipality"),
    "province": ("Region", "Province"),
    "caribbean_public_body": ("Region", None),
}
# These stand within their ministry; for others, which decide for themselves, it is only responsible.
_WITHIN_MINISTRY: Final = frozenset({"organisational_unit", "agency", "inspectorate"})


def register_quads(keys: Iterable[str] = (), *, all: bool = False, registers: Register | None = None) -> Iterator[Quad]:
    """Yield the facts of bodies and of all that they belong to.

    Parameters
    ----------
    keys : iterable of str
        Keys of bodies and of holders of public office; other things (laws, places) have no facts here and are passed
        over.
    all : bool
        Every body of the registers instead.
    registers : Register, optional
        Those of the installation by default.

    Yields
    ------
    pyoxigraph.Quad
        Each once, in the graph `beleidsgraaf.graph.terms.REGISTERS_GRAPH`: of the bodies, their parents, ministries,
        provinces and successors, and of theirs in turn; of persons the offices that they held, with the periods.

    Examples
    --------
    >>> for quad in register_quads(["gemeente-assen"]):
    ...     if quad.predicate == t.bg("locatedIn"):
    ...         print(quad.subject.value, quad.object.value)
    https://identifier.overheid.nl/tooi/id/gemeente/gm0106 https://identifier.overheid.nl/tooi/id/provincie/pv22
    """
    facts = registers or register()
    bodies = facts.bodies
    provinces, alike = _indices(facts)
    keys = list(keys)
    held = _held(keys)
    keys += [term.organisation for terms in held.values() for term in terms]
    wanted = sorted(bodies) if all else _with_relatives(keys, facts, provinces, alike)
    groups: dict[NamedNode, list[Body]] = {}
    for key in wanted:
        groups.setdefault(_iri(bodies[key]), []).append(bodies[key])
    found: dict[Quad, None] = {}
    for iri in sorted(groups, key=str):
        for p, o in _description(groups[iri]):
            found[Quad(iri, p, o, t.REGISTERS_GRAPH)] = None
        for s, name, o in _relations(groups[iri], facts, provinces):
            if s != o:
                found[Quad(s, t.bg(name), o, t.REGISTERS_GRAPH)] = None
    for holder, terms in held.items():
        for triple in _offices(holder, terms, facts):
            found[Quad(*triple, t.REGISTERS_GRAPH)] = None
    yield from found


def unneeded(store: "Store", gone: Iterable[str], document: NamedNode, kept: Iterable[str] = ()) -> list[Quad]:
    """Return the facts in a store that no document calls for any more when one document changes or goes.

    Parameters
    ----------
    store : Store
    gone : iterable of str
        Keys that the document bore and bears no longer.
    document : NamedNode
        Its graph, in which they may still stand.
    kept : iterable of str
        Keys that it goes on to bear.

    Returns
    -------
    list of pyoxigraph.Quad
        None where the store has the facts of every body, see `beleidsgraaf.graph.PolicyGraph.add_registers`.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> graph = example_graph()
    >>> [d.source for d in graph.entity("gemeente Assen").documents]
    ['brief-veilige-buurten.txt']
    >>> name = graph.document("brief-veilige-buurten.txt").node
    >>> {q.subject.value for q in unneeded(graph.store, ["gemeente-assen"], name)}  # Emmen needs its province still
    {'https://identifier.overheid.nl/tooi/id/gemeente/gm0106'}
    """
    facts = register()
    provinces, alike = _indices(facts)
    needed = set(_with_relatives(kept, facts, provinces, alike))
    # Called for by another document: mentioned there, or a relative of what is.
    unmentioned: set[str] = set()
    candidates = _with_relatives(gone, facts, provinces, alike)
    for key in candidates:
        level = {key}
        seen: set[str] = set()
        while level and key not in needed:
            ask = sorted(level - unmentioned)
            mentioned = store.held_elsewhere(t.IDENTIFIER, map(Literal, ask), (t.REGISTERS_GRAPH, document))
            unmentioned.update(set(ask) - {literal.value for literal in mentioned})
            needed.update(_with_relatives((literal.value for literal in mentioned), facts, provinces, alike))
            seen |= level
            level = {x for k in level for x in _dependants(facts).get(k, ())} - seen
    iris = sorted({_iri(facts.bodies[key]).value for key in candidates if key not in needed})
    if not iris or _has_all(store, facts):
        return []
    found: dict[Quad, None] = {}
    for node in map(NamedNode, iris):
        found.update(dict.fromkeys(store.quads(node, None, None, t.REGISTERS_GRAPH)))
        found.update(dict.fromkeys(store.quads(None, None, node, t.REGISTERS_GRAPH)))
    return list(found)


def refresh(store: "Store") -> bool:
    """Bring the register facts that a store holds in line with the registers of this installation.

    Parameters
    ----------
    store : Store

    Returns
    -------
    bool
        Whether anything was out of date. Bodies that the registers no longer know are then forgotten.

    Raises
    ------
    StoreError
        If the store is read only or cannot be written.

    Examples
    --------
    >>> from beleidsgraaf.graph.example import example_graph
    >>> refresh(example_graph().store)
    False
    """
    held = set(store.quads(graph=t.REGISTERS_GRAPH))
    keys = {q.object.value for q in held if q.predicate == t.IDENTIFIER and isinstance(q.object, Literal)}
    known = set(register_quads(sorted(keys)))
    if held == known:
        return False
    store.replace_graph(t.REGISTERS_GRAPH, known)
    return True


@lru_cache(maxsize=4)
def _indices(facts: Register) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return keys of provinces by code, and keys of bodies by official identifier."""
    provinces: dict[str, str] = {}
    alike: dict[str, list[str]] = {}
    for key, body in facts.bodies.items():
        if body.tooi:
            alike.setdefault(body.tooi, []).append(key)
            if body.kind == "province":
                provinces[body.tooi.rpartition("/")[2]] = key
    return provinces, alike


def _relatives(body: Body, facts: Register, provinces: dict[str, str], alike: dict[str, list[str]]) -> Iterator[str]:
    # Bodies of one identifier come together, so that a thing is described the same whichever of its keys is asked for.
    others = alike.get(body.tooi, ()) if body.tooi else ()
    for key in (body.parent, body.ministry, body.successor, provinces.get(body.province, ""), *others):
        if key in facts.bodies:
            yield key


def _with_relatives(
    keys: Iterable[str], facts: Register, provinces: dict[str, str], alike: dict[str, list[str]]
) -> list[str]:
    queue = deque(key for key in keys if key in facts.bodies)
    seen = set(queue)
    while queue:
        for key in _relatives(facts.bodies[queue.popleft()], facts, provinces, alike):
            if key not in seen:
                seen.add(key)
                queue.append(key)
    return sorted(seen)


@lru_cache(maxsize=4)
def _dependants(facts: Register) -> dict[str, list[str]]:
    """Return, by body, those that it is a relative of."""
    provinces, alike = _indices(facts)
    found: dict[str, list[str]] = {}
    for key, body in facts.bodies.items():
        for other in _relatives(body, facts, provinces, alike):
            found.setdefault(other, []).append(key)
    return found


def _has_all(store: "Store", facts: Register) -> bool:
    described = (
        f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH {t.REGISTERS_GRAPH} {{ ?s {t.SOURCE} {t.REGISTERS_GRAPH} }} }}"
    )
    (count,) = next(iter(store.select(described)))
    return isinstance(count, Literal) and int(count.value) >= len({_iri(body) for body in facts.bodies.values()})


def _iri(body: Body) -> NamedNode:
    type, kind = _TYPES.get(body.kind, ("Organisation", None))
    return entity_iri("", Entity("", type, body.label, (), same_as=body.same_as, key=body.key, kind=kind))


def _description(group: list[Body]) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Describe bodies of one IRI, the latest first."""
    group = sorted(group, key=lambda b: (b.valid_until or "9999", b.valid_from, b.key), reverse=True)
    type, kind = _TYPES.get(group[0].kind, ("Organisation", None))
    yield t.RDF_TYPE, t.bg(type)
    if kind:
        yield t.RDF_TYPE, t.bg(kind)
    yield t.SOURCE, t.REGISTERS_GRAPH
    preferred = _name(group[0].label)
    yield t.PREF_LABEL, Literal(preferred, language="nl")
    names = {_name(n) for b in group for n in (b.label, b.name, b.abbreviation, *b.other_names)}
    for name in sorted(names - {preferred, ""}):
        yield t.ALT_LABEL, Literal(name, language="nl")
    for body in group:
        yield t.IDENTIFIER, Literal(body.key)
        for same in body.same_as:
            if same != _iri(body).value:
                yield t.EXACT_MATCH, NamedNode(same)
    if starts := [b.valid_from for b in group if b.valid_from]:
        yield t.bg("validFrom"), Literal(min(starts), datatype=t.XSD_DATE)
    if all(b.valid_until for b in group):
        yield t.bg("validUntil"), Literal(max(b.valid_until for b in group), datatype=t.XSD_DATE)


def _relations(
    group: list[Body], facts: Register, provinces: dict[str, str]
) -> Iterator[tuple[NamedNode, str, NamedNode]]:
    for body in group:
        iri = _iri(body)
        if body.parent in facts.bodies:
            yield iri, "partOf", _iri(facts.bodies[body.parent])
        if body.ministry in facts.bodies:
            ministry = _iri(facts.bodies[body.ministry])
            if body.kind in _WITHIN_MINISTRY:
                yield iri, "partOf", ministry
            else:
                yield ministry, "responsibleFor", iri
        if body.province in provinces:
            yield iri, "locatedIn", _iri(facts.bodies[provinces[body.province]])
        if body.successor in facts.bodies:
            yield _iri(facts.bodies[body.successor]), "successorOf", iri


def _held(keys: Iterable[str]) -> dict[Holder, tuple[OfficeTerm, ...]]:
    """Return the holders of public office with their terms."""
    holders = (holder_of(key) for key in keys)
    found = {h: terms_of_office(h.key) for h in sorted(filter(None, holders), key=lambda h: h.key)}
    return {h: terms for h, terms in found.items() if terms}


def _offices(
    holder: Holder, terms: Iterable[OfficeTerm], facts: Register
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Describe a person by the offices held: each with its period, and the ministry that it belongs to."""
    person = entity_iri("", Entity("", "Person", holder.name, (), holder.same_as, holder.key))
    yield from _described(person, "Person", holder.name, holder.key)
    for same in holder.same_as:
        yield person, t.EXACT_MATCH, NamedNode(same)
    for term in terms:
        office = entity_iri("", Entity("", "Office", term.office, (), key=term.key))
        yield from _described(office, "Office", term.office, term.key)
        yield person, t.bg("holdsOffice"), office
        node = hashed_iri("term", holder.key, term.office, term.start)
        yield node, t.RDF_TYPE, t.bg("TermOfOffice")
        yield node, t.bg("heldBy"), person
        yield node, t.bg("ofOffice"), office
        for name, day in (("validFrom", term.start), ("validUntil", term.end)):
            if day:
                yield node, t.bg(name), Literal(day, datatype=t.XSD_DATE)
        body = facts.bodies.get(term.organisation)
        if body and body.kind == "ministry":
            yield office, t.bg("partOf"), _iri(body)


def _described(
    iri: NamedNode, type: str, label: str, key: str | None
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    yield iri, t.RDF_TYPE, t.bg(type)
    yield iri, t.SOURCE, t.REGISTERS_GRAPH
    yield iri, t.PREF_LABEL, Literal(_name(label), language="nl")
    if key:
        yield iri, t.IDENTIFIER, Literal(key)


def _name(text: str) -> str:
    return " ".join(clean(text).split())
