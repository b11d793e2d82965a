#!/usr/bin/env python3
"""Measure stores: loading, six typical queries and traversal, beside pyoxigraph bare and rdflib, in one run.

usage: python bench/store.py [--statements N] [--loads N] [--no-rdflib] [--keep FOLDER]

The graph is made up, in the layout of ``graph/rdf.py``: documents that mention entities, few of them in very many
documents and most in few, and relate them in sentences. What is compared runs by turns on stores of the same kind.
Nothing is asserted: the figures are for reading. They are processor times, of the thread that asks for queries and
traversal, of all threads for loading, so that they hold on a machine that does other work as well.
"""

import argparse
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from time import process_time, thread_time
from typing import Any

from beleidsgraaf.graph import PolicyGraph
from beleidsgraaf.graph.sparql import QUERY_PREFIXES
from beleidsgraaf.graph.terms import DCTERMS, RDF, SKOS, XSD
from beleidsgraaf.ontology import BG, ID_BASE, PREDICATES
from pyoxigraph import RdfFormat, Store

ENTITIES = 20_000
TYPES = ("Programme", "Region", "Organisation", "Ministry", "Law", "Publication")
RELATIONS = ("participatesIn", "funds", "cooperatesWith", "responsibleFor", "reportsOn", "partOf")


def entity(n: int) -> str:
    """Return the IRI of an entity; the lower its number, the more often it is mentioned."""
    return f"<{ID_BASE}{TYPES[n % len(TYPES)].lower()}/naam-{n}>"


def made_up(statements: int) -> Iterator[str]:
    """Yield about so many statements as lines of N-Quads, document after document."""
    chance = random.Random(1)
    weights = list(accumulate(1 / (n + 5) for n in range(ENTITIES)))
    count = document = 0
    while count < statements:
        d = f"<{ID_BASE}document/{document}.txt>"
        lines = [
            f'{d} <{RDF}type> <{BG}Document>',
            f'{d} <{DCTERMS}title> "Voortgang {document}"',
            f'{d} <{DCTERMS}source> "{document}.txt"',
            f'{d} <{DCTERMS}date> "20{10 + document % 16}-0{1 + document % 9}-1{document % 10}"^^<{XSD}date>',
            f'{d} <{BG}checksum> "{document:064x}"',
        ]  # fmt: skip
        named = list(dict.fromkeys(chance.choices(range(ENTITIES), cum_weights=weights, k=14)))
        for n in named:
            lines.append(f"{entity(n)} <{RDF}type> <{BG}{TYPES[n % len(TYPES)]}>")
            lines.append(f'{entity(n)} <{SKOS}prefLabel> "Naam {n}"@nl')
            m = f"<{ID_BASE}mention/{document}-{n}>"
            lines += [
                f"{m} <{RDF}type> <{BG}Mention>",
                f"{m} <{BG}refersTo> {entity(n)}",
                f"{m} <{BG}inDocument> {d}",
                f'{m} <{BG}text> "Naam {n}"',
                f'{m} <{BG}start> "{n}"^^<{XSD}integer>',
                f'{m} <{BG}end> "{n + 9}"^^<{XSD}integer>',
                f'{m} <{BG}sentence> "In zin {n} van document {document} staat Naam {n}, met nog wat woorden erbij."',
                f'{m} <{BG}confidence> "0.9"^^<{XSD}decimal>',
            ]
        for number, (s, o) in enumerate(zip(named[:5], named[5:], strict=False)):
            p = f"<{BG}{RELATIONS[(s + o) % len(RELATIONS)]}>"
            a = f"<{ID_BASE}assertion/{document}-{number}>"
            lines += [
                f"{entity(s)} {p} {entity(o)}",
                f"{a} <{RDF}type> <{BG}Assertion>",
                f"{a} <{RDF}subject> {entity(s)}",
                f"{a} <{RDF}predicate> {p}",
                f"{a} <{RDF}object> {entity(o)}",
                f"{a} <{BG}inDocument> {d}",
                f'{a} <{BG}sentence> "Zin {number} van document {document} zegt wie wat doet, met wie, en waarom."',
                f'{a} <{BG}start> "{number}"^^<{XSD}integer>',
                f'{a} <{BG}end> "{number + 80}"^^<{XSD}integer>',
                f'{a} <{BG}confidence> "0.8"^^<{XSD}decimal>',
                f'{a} <{BG}method> "pattern"',
                f'{a} <{BG}status> "stated"',
            ]
        yield from (f"{line} {d} .\n" for line in lines)
        count += len(lines)
        document += 1


QUERIES = {
    "who takes part": f"SELECT DISTINCT ?e ?name {{ ?e bg:participatesIn {entity(6)} ; skos:prefLabel ?name }}",
    "the sentences": f"SELECT ?s {{ ?a rdf:subject {entity(3)} ; rdf:object {entity(1)} ; bg:sentence ?s }}",
    "all relations": f"SELECT DISTINCT ?p ?o {{ ?a rdf:subject {entity(2)} ; rdf:predicate ?p ; rdf:object ?o }}",
    "named together": (
        f"SELECT DISTINCT ?d {{ ?m bg:refersTo {entity(40)} ; bg:inDocument ?d ."
        f" ?n bg:refersTo {entity(41)} ; bg:inDocument ?d }}"
    ),
    "documents of a year": (
        "SELECT DISTINCT ?d ?title { ?d a bg:Document ; dcterms:title ?title ; dcterms:date ?date"
        ' FILTER (?date >= "2020-01-01"^^xsd:date && ?date < "2021-01-01"^^xsd:date) }'
    ),
    "most mentioned": (
        "SELECT ?e (COUNT(DISTINCT ?m) AS ?n) { ?m bg:refersTo ?e } GROUP BY ?e ORDER BY DESC(?n) LIMIT 10"
    ),
}


def timed(work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """Return the seconds that some work takes."""
    begin = clock()
    work()
    return clock() - begin


def by_turns(works: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Return the median seconds of several works, each done a number of times, by turns, after once for nothing."""
    for work in works.values():
        work()
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            found[name].append(timed(work, thread_time))
    return {name: statistics.median(seconds) for name, seconds in found.items()}


def load(kind: str, file: Path, folder: Path, times: int) -> None:
    """Print the time of loading a file, by turns into new stores of one kind."""

    found: dict[str, list[float]] = {"ours": [], "bare": []}
    count = 0
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        for n in range(times):
            at = Path(temporary, f"ours-{n}"), Path(temporary, f"bare-{n}")
            with PolicyGraph.open(at[0] if kind == "folder" else None) as ours:
                found["ours"].append(timed(lambda ours=ours: ours.store.load(file)))  # type: ignore[misc]
            bare = Store(str(at[1])) if kind == "folder" else Store()
            found["bare"].append(timed(lambda bare=bare: bare.bulk_load(path=str(file), format=RdfFormat.N_QUADS)))  # type: ignore[misc]
            count = len(bare)
            del bare
    median = {name: statistics.median(seconds) for name, seconds in found.items()}
    print(
        f"{kind:7} load of {count} statements  ours {median['ours']:6.1f} s  bare {median['bare']:6.1f} s"
        f"  {median['ours'] / median['bare']:5.2f}",
        flush=True,
    )


def compare(kind: str, ours: PolicyGraph, bare: Store, rdflib: Any) -> None:
    """Print the times of the queries on two stores of one kind, and on rdflib's where there is one."""
    for name, query in QUERIES.items():

        def theirs(query: str = query) -> list[Any]:
            return list(bare.query(query, prefixes=QUERY_PREFIXES, use_default_graph_as_union=True))  # type: ignore[arg-type]

        rows = len(theirs())
        works: dict[str, Callable[[], object]] = {
            "ours": lambda query=query: list(ours.query(query)),  # type: ignore[misc]
            "bare": theirs,
        }
        median = by_turns(works, 7)
        line = (
            f"{kind:7} {name:20} {rows:6} rows  ours {median['ours'] * 1000:8.2f} ms"
            f"  bare {median['bare'] * 1000:8.2f} ms  {median['ours'] / median['bare']:5.2f}"
        )
        if rdflib is not None:
            seconds = by_turns({"rdflib": lambda query=query: list(rdflib.query(query))}, 3)["rdflib"]  # type: ignore[misc]
            line += f"  rdflib {seconds * 1000:9.1f} ms  {seconds / median['ours']:7.1f} times"
        print(line, flush=True)


def walk(kind: str, graph: PolicyGraph) -> None:
    """Print the processor time of traversal from well-connected and from ordinary entities."""
    chance = random.Random(2)
    hubs = [graph.entity(entity(n)[1:-1]) for n in range(10)]
    rest = [e for n in chance.sample(range(200, 3000), 40) for e in graph.find(entity(n)[1:-1])][:20]
    for where, starts in (("hubs", hubs), ("ordinary", rest)):
        others = chance.sample(starts, len(starts))
        works: dict[str, Callable[[int], object]] = {
            "neighbours": lambda i: starts[i].neighbours(),  # noqa: B023
            "neighbours, depth 2": lambda i: starts[i].neighbours(2),  # noqa: B023
            "paths": lambda i: graph.paths(starts[i], others[i]),  # noqa: B023
            "subgraph": lambda i: graph.subgraph(starts[i]),  # noqa: B023
            "subgraph, depth 2": lambda i: graph.subgraph(starts[i], 2),  # noqa: B023
        }
        for name, work in works.items():
            work(0)
            seconds = [timed(lambda work=work, i=i: work(i), thread_time) for i in range(len(starts))]  # type: ignore[misc]
            print(
                f"{kind:7} {name:20} {where:9} median {statistics.median(seconds) * 1000:7.1f} ms"
                f"  most {max(seconds) * 1000:7.1f} ms",
                flush=True,
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--no-rdflib", action="store_true")
    parser.add_argument("--loads", type=int, default=3, help="how often to load; the median counts (default 3)")
    parser.add_argument("--keep", type=Path, help="folder for the file and the stores; a temporary one by default")
    options = parser.parse_args()
    assert set(RELATIONS) <= set(PREDICATES)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True, parents=True)
        file = folder / "all.nq"
        if not file.exists():
            with file.open("w", encoding="utf-8") as lines:
                lines.writelines(made_up(options.statements))
        rdflib = None
        if not options.no_rdflib:
            from rdflib import Dataset

            rdflib = Dataset(default_union=True)
            for prefix, base in QUERY_PREFIXES.items():
                rdflib.bind(prefix, base)
            print(f"memory  load rdflib {timed(lambda: rdflib.parse(file, format='nquads')):6.1f} s", flush=True)
        for kind in ("memory", "folder"):
            where, path = (None, None) if kind == "memory" else (folder / "ours", folder / "bare")
            if path is None or not path.exists():
                load(kind, file, folder, options.loads)
            ours, bare = PolicyGraph.open(where), Store(str(path)) if path else Store()
            if len(bare) == 0:
                ours.store.load(file)
                bare.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
            compare(kind, ours, bare, rdflib if kind == "memory" else None)
            walk(kind, ours)
            ours.close()


if __name__ == "__main__":
    main()
