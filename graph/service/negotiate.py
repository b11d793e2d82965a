"""Which form of an answer a client wants: media types, in words of the standards, by preference.

Examples
--------
>>> best("text/csv;q=0.5, application/sparql-results+json", ROWS)
'json'
>>> best("text/*", ROWS), best("image/png", ROWS)
('xml', None)
"""

from collections.abc import Mapping
from typing import Final

HTML: Final = {"html": ("text/html", "application/xhtml+xml")}

ROWS: Final = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
"""Forms of rows and of yes or no: the media type that we send, then others that ask for it."""

GRAPH: Final = {
    "ttl": ("text/turtle", "application/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "jsonld": ("application/ld+json", "application/json"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
}
"""Forms of graphs."""

Forms = Mapping[str, tuple[str, ...]]


def best(accept: str, forms: Forms) -> str | None:
    """Return the form that an Accept header likes best; the first of equals.

    Parameters
    ----------
    accept : str
        Value of the header; empty for none, which accepts all.
    forms : mapping of str to tuple of str
        What there is.

    Returns
    -------
    str or None
        None where it accepts none.
    """
    ranges = list(_ranges(accept or "*/*"))
    chosen, highest = None, 0.0
    for form, types in forms.items():
        # Of the ranges that fit one type the most exact counts; of several types for a form the one liked best.
        quality = max(
            max(((exact, q) for name, exact, q in ranges if _fits(name, t)), default=(0, 0.0))[1] for t in types
        )
        if quality > highest:
            chosen, highest = form, quality
    return chosen


def wants_html(accept: str) -> bool:
    """Tell whether a header asks for HTML by name, as browsers do.

    Examples
    --------
    >>> wants_html("text/html,*/*;q=0.8"), wants_html("*/*")
    (True, False)
    """
    return any(name in HTML["html"] and q > 0 for name, _, q in _ranges(accept))


def media_type(form: str) -> str:
    """Return the media type of a form, with the character set where it is text.

    Examples
    --------
    >>> media_type("csv"), media_type("jsonld")
    ('text/csv; charset=utf-8', 'application/ld+json')
    """
    name = (ROWS | GRAPH | HTML)[form][0]
    return f"{name}; charset=utf-8" if name.startswith("text/") else name


def _ranges(accept: str) -> list[tuple[str, int, float]]:
    found = []
    for part in accept.split(","):
        name, *parameters = (x.strip() for x in part.lower().split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if "/" in name:
            found.append((name, 0 if name == "*/*" else 1 if name.endswith("/*") else 2, quality))
    return found


def _fits(name: str, type: str) -> bool:
    return name in ("*/*", type) or (name.endswith("/*") and type.startswith(name[:-1]))
