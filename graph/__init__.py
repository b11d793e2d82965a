"""Extractions in, answers and pictures out: RDF, stores, SPARQL, traversal, view. Never imports spaCy."""
