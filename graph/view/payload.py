"""The model as the browser gets it: numbers instead of IRIs, every sentence once, safe inside a page.

Spans are counted in UTF-16 units there, as JavaScript does, and in code points here.
"""

import base64
import gzip
import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from beleidsgraaf.graph.view.labels import clean
from beleidsgraaf.graph.view.model import REGISTER, ViewModel
from beleidsgraaf.ontology.vocabulary import ENTITY_TYPES, PREDICATES, STATUSES, TYPE_LABELS

COMPRESS_ABOVE: Final = 150_000
"""Size in bytes from which the data are compressed."""

_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def json_for_html(data: Any) -> str:
    r"""Return data as JSON that may stand in a script element: pure ASCII, without ``<``, ``>`` and ``&``.

    Parameters
    ----------
    data : plain data

    Returns
    -------
    str

    Examples
    --------
    >>> json_for_html("</script><!-- é")
    '"\\u003c/script\\u003e\\u003c!-- \\u00e9"'
    """
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).translate(_ESCAPES)


def packed(data: Any) -> tuple[str, bool]:
    """Return data as text for a script element, and whether it is compressed (gzip, base64).

    Parameters
    ----------
    data : plain data

    Returns
    -------
    (str, bool)

    Examples
    --------
    >>> packed([1, 2])
    ('[1,2]', False)
    >>> text, compressed = packed(["Assen"] * 40_000)
    >>> compressed, len(text) < 2_000
    (True, True)
    """
    text = json_for_html(data)
    if len(text) < COMPRESS_ABOVE:
        return text, False
    return base64.b64encode(gzip.compress(text.encode("ascii"), 9, mtime=0)).decode("ascii"), True


def key(iri: str) -> str:
    """Return a short name of a node for addresses, the same in every build.

    Examples
    --------
    >>> key("https://identifier.overheid.nl/tooi/id/gemeente/gm0106")
    '3a1853c9'
    """
    return sha256(iri.encode("utf-8", "surrogatepass")).hexdigest()[:8]


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """Return the words of the interface, Dutch and English, as in ``words.json``."""
    text = files("beleidsgraaf.graph.view").joinpath("words.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, list[str]]] = json.loads(text)
    return data


@cache
def shapes() -> dict[str, Any]:
    """Return outlines, colours and dashes, as in ``shapes.json``."""
    text = files("beleidsgraaf.graph.view").joinpath("shapes.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def vocabulary() -> dict[str, dict[str, list[str]]]:
    """Return the words for types, relations, statuses and kinds, Dutch and English, in the order of a legend."""
    texts = words()
    predicates = {p.name: [p.label_nl, p.label_en] for p in PREDICATES.values()}
    return {
        "types": {t: list(TYPE_LABELS[t]) for t in (*ENTITY_TYPES, "Document")},
        "predicates": predicates | texts["predicates"],
        "inverse": texts["inverse"],
        "statuses": {s: texts["statuses"][s] for s in (*STATUSES, REGISTER)},
        "kinds": texts["kinds"],
        "symmetric": {p.name: [] for p in PREDICATES.values() if p.symmetric},
    }


def facts(model: ViewModel) -> dict[str, Any]:
    """Return what the page tells about nodes, edges, sentences and documents, in the order of the model.

    Parameters
    ----------
    model : ViewModel

    Returns
    -------
    dict
        ``nodes``: one object each; ``edges``: ``[predicate, [[sentence, status, confidence], …]]``;
        ``sentences``: ``[document, text, [node, start, end, …]]``; ``documents``: one object each.
    """
    number = {n.id: i for i, n in enumerate(model.nodes)}
    document = {d.id: i for i, d in enumerate(model.documents)}
    sentences: list[list[Any]] = []
    known: dict[tuple[str, str], int] = {}
    for s in model.sentences:
        spans = [v for m in s.mentions for v in (number[m.node], *_utf16(s.text, m.start, m.end))]
        known.setdefault((s.document, s.text), len(sentences))
        sentences.append([document[s.document], s.text, spans])
    edges: list[list[Any]] = []
    for e in model.edges:
        proofs = []
        for v in e.evidence:
            at = known.setdefault((v.document, v.sentence), len(sentences))
            if at == len(sentences):
                sentences.append([document[v.document], v.sentence, []])
            proofs.append([at, v.status, round(v.confidence, 2)])
        edges.append([e.predicate, proofs])
    named = model.mention_counts()
    nodes = [
        _known(
            {
                "label": clean(n.label), "type": n.type, "kind": n.kind, "iri": n.id, "key": key(n.id),
                "aliases": [clean(a) for a in n.aliases], "links": list(n.links), "ids": list(n.identifiers),
                "mentions": named[n.id],
            }
        )
        for n in model.nodes
    ]  # fmt: skip
    documents = [
        _known(
            {
                "title": clean(d.title), "iri": d.id, "key": key(d.id), "file": d.file,
                "date": d.date.isoformat() if d.date else None, "kind": d.kind, "numbers": list(d.numbers),
                "sender": d.sender, "addressee": d.addressee, "askedBy": [number[i] for i in d.asked_by],
                "addressedTo": [number[i] for i in d.addressed_to],
                "answeredBy": [number[i] for i in d.answered_by],
            }
        )
        for d in model.documents
    ]  # fmt: skip
    return {"nodes": nodes, "edges": edges, "sentences": sentences, "documents": documents}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is unknown or empty."""
    return {k: v for k, v in values.items() if v not in (None, [], "")}


def _utf16(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span of code points as one of UTF-16 units."""
    if text.isascii():
        return start, end
    before = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    return before, before + len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
