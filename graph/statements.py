"""Statements as text: as they stand in N-Triples and in updates.

Examples
--------
>>> a, g = NamedNode("urn:a"), NamedNode("urn:g")
>>> data(by_graph([Quad(a, a, a, g)])).splitlines()
['GRAPH <urn:g> {', '<urn:a> <urn:a> <urn:a> .', '}']
"""

import io
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize


def named_graph(quad: Quad) -> NamedNode:
    """Return the named graph of a quad.

    Raises
    ------
    ValueError
        If it is in none.
    """
    if not isinstance(quad.graph_name, NamedNode):
        raise ValueError(f"not in a named graph: {quad}")
    return quad.graph_name


def by_graph(quads: Iterable[Quad]) -> dict[NamedNode, list[Triple]]:
    """Return the triples of each graph; all must be in named graphs."""
    groups: dict[NamedNode, list[Triple]] = {}
    for quad in quads:
        groups.setdefault(named_graph(quad), []).append(quad.triple)
    return groups


def data(groups: Mapping[NamedNode, Iterable[Triple]]) -> str:
    """Return the triples of graphs as they stand in INSERT DATA and DELETE DATA."""
    return "".join(f"GRAPH {graph} {{\n{n_triples(triples)}}}\n" for graph, triples in groups.items())


def n_triples(triples: Iterable[Triple]) -> str:
    """Return triples as N-Triples, which SPARQL updates read as well."""
    buffer = io.BytesIO()
    serialize(triples, buffer, format=RdfFormat.N_TRIPLES)
    return buffer.getvalue().decode("utf-8")
