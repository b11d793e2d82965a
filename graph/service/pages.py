"""The pages that people see: the form for questions, answers as a table, what the graph says about a thing.

Everything is written through a template that escapes; the pages run no scripts and fetch nothing from elsewhere.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote, urlsplit

from beleidsgraaf.graph.result import shorten
from beleidsgraaf.ontology import ID_BASE
from beleidsgraaf.ontology.resources import shipped_queries

_SHOWN: Final = 500  # rows on a page
_TEXT: Final = 200_000  # characters of a graph on a page
_FOLDER: Final = files("beleidsgraaf.graph.service")
DEFAULT_QUERY: Final = (
    "SELECT DISTINCT ?programma ?naam {\n  ?programma a bg:Programme ; skos:prefLabel ?naam\n}\nLIMIT 100"
)


def local_address(iri: str) -> str:
    """Return where this service describes an IRI.

    Examples
    --------
    >>> local_address("https://w3id.org/beleidsgraaf/id/programme/pvb")
    '/id/programme/pvb'
    >>> local_address("https://identifier.overheid.nl/tooi/id/gemeente/gm0106")
    '/id?iri=https%3A%2F%2Fidentifier.overheid.nl%2Ftooi%2Fid%2Fgemeente%2Fgm0106'
    """
    if iri.startswith(ID_BASE) and len(iri) > len(ID_BASE) and "?" not in iri and "#" not in iri:
        return "/id/" + quote(iri[len(ID_BASE) :], safe="/:@!$&'()*+,;=~%")
    return f"/id?iri={quote(iri, safe='')}"


def question_page(
    lang: str, *, asked: str = DEFAULT_QUERY, answer: Mapping[str, Any] | None = None, error: str | None = None
) -> str:
    """Return the page on which people ask.

    Parameters
    ----------
    lang : {"nl", "en"}
    asked : str
        The query in the form.
    answer : mapping, optional
        See `table` and `text`.
    error : str, optional
        What went wrong.
    """
    english = lang == "en"
    queries = [
        {"name": q.name, "question": q.question_en if english else q.question_nl, "parameters": q.parameters}
        for q in shipped_queries().values()
    ]
    return _render(
        lang, heading=_words(lang)["ask"], asked=asked, answer=answer, error=error, shipped=queries,
        other=f"/sparql?lang={'nl' if english else 'en'}",
    )  # fmt: skip


def thing_page(lang: str, thing: dict[str, Any]) -> str:
    """Return the page about a thing.

    Parameters
    ----------
    lang : {"nl", "en"}
    thing : dict
        See `beleidsgraaf.graph.service.describe.thing`.
    """
    address = local_address(thing["iri"])
    joint = "&" if "?" in address else "?"
    for row in (*thing["properties"], *thing["backlinks"]):
        for value in row["values"]:
            value["href"] = _link(value["iri"])
    for sentence in thing["sentences"]:
        sentence["href"] = local_address(sentence["document_iri"])
    other = f"{address}{joint}lang={'nl' if lang == 'en' else 'en'}"
    return _render(lang, heading=thing["label"], thing={**thing, "address": address, "joint": joint}, other=other)


def error_page(lang: str, reason: str) -> str:
    """Return the page that says what cannot be done."""
    other = f"/sparql?lang={'nl' if lang == 'en' else 'en'}"
    return _render(lang, heading=_words(lang)["error"], error=reason, other=other)


def table(data: bytes) -> dict[str, Any]:
    """Return an answer in the JSON of SPARQL as what a page shows of it.

    Examples
    --------
    >>> table(b'{"head":{},"boolean":true}')["yes"]
    True
    """
    found = json.loads(data)
    forms = ("csv", "json", "xml", "tsv")
    if "boolean" in found:
        return {"yes": found["boolean"], "forms": forms}
    columns, rows = found["head"]["vars"], found["results"]["bindings"]
    shown = [[_cell(row.get(c)) for c in columns] for row in rows[:_SHOWN]]
    return {"yes": None, "columns": columns, "rows": shown, "more": len(rows) > _SHOWN, "forms": forms}


def text(data: bytes) -> dict[str, Any]:
    """Return a graph in Turtle as what a page shows of it."""
    return {"yes": None, "text": data.decode()[:_TEXT] or "#", "forms": ("ttl", "nt", "jsonld")}


@cache
def style() -> str:
    """Return the style sheet."""
    return _FOLDER.joinpath("style.css").read_text(encoding="utf-8")


def _cell(value: Mapping[str, str] | None) -> dict[str, str | None]:
    if value is None:
        return {"text": "", "href": None}
    if value["type"] == "uri":
        return {"text": shorten(value["value"]), "href": _link(value["value"])}
    return {"text": value["value"] if value["type"] != "triple" else json.dumps(value["value"]), "href": None}


def _link(iri: str | None) -> str | None:
    """Return where to read about an IRI: here, for what may be in the graph; elsewhere, only over the web."""
    if iri is None:
        return None
    if iri.startswith((ID_BASE, "https://identifier.overheid.nl/tooi/id/")):
        return local_address(iri)
    return iri if urlsplit(iri).scheme in ("http", "https") else None


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("beleidsgraaf.graph.service", "."), autoescape=True, trim_blocks=True
    )
    return environment.get_template("page.html")


@cache
def _words(lang: str) -> dict[str, str]:
    both = json.loads(_FOLDER.joinpath("words.json").read_text(encoding="utf-8"))
    return {name: pair[lang == "en"] for name, pair in both.items()}


def _render(lang: str, **values: Any) -> str:
    page: str = _template().render(lang=lang, words=_words(lang), **values)
    return page
