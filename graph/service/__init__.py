"""A graph as a web service: SPARQL, linked data, the view; read only unless told otherwise."""
