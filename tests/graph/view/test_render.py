"""The file: whole, safe, the same every time."""

import base64
import gzip
import json
import re
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from beleidsgraaf.graph.view import payload
from beleidsgraaf.graph.view.model import (
    ViewDocument,
    ViewEdge,
    ViewEvidence,
    ViewMention,
    ViewModel,
    ViewNode,
    ViewSentence,
)
from beleidsgraaf.graph.view.render import SCRIPTS, iframe, network, render
from hypothesis import given
from hypothesis import strategies as st

PLANTS = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "\"><svg onload=alert(3)>'",
    "{{ 7*7 }}{% raw %}",
    "\u202etxet\u202c \u2066x\u2069 \ud800 \u2028",
    "<!--<script>",
)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.inside = tag if tag in ("script", "style", "title") else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts.append((self.inside, data))


def data_of(page: str) -> Any:
    type, text = re.findall(r'<script id="data" type="([^"]+)">([^<]*)</script>', page)[0]
    if type == "application/json":
        return json.loads(text)
    return json.loads(gzip.decompress(base64.b64decode(text)))


def planted(text: str) -> ViewModel:
    return ViewModel(
        nodes=(
            ViewNode("urn:a", text, "Region", aliases=(text,), links=("javascript:alert(4)", f"https://x.nl/{text}")),
            ViewNode("urn:b", "Assen" + text, "Onbekend" + text, kind=text, identifiers=(text,)),
        ),
        edges=(ViewEdge("urn:a", "partOf", "urn:b", (ViewEvidence("urn:d", text, "stated", 1, text),)),),
        documents=(ViewDocument("urn:d", text, text, kind=text, numbers=(text,), sender=text, addressee=text),),
        sentences=(ViewSentence("urn:d", text, (ViewMention("urn:a", 0, 3),)),),
    )


@pytest.mark.parametrize("text", PLANTS)
def test_nothing_planted_becomes_markup(text: str) -> None:
    page = render(planted(text), title=text)
    page.encode("utf-8")
    harmless = Elements(render(planted("x"), title="x"))
    elements = Elements(page)
    assert [tag for tag, _ in elements.found] == [tag for tag, _ in harmless.found]
    assert not [a for _, attributes in elements.found for a in attributes if a.startswith("on")]
    assert data_of(page)["sentences"][0][1] == text


def test_the_page_allows_its_own_scripts_and_styles_and_nothing_else(dossier: ViewModel) -> None:
    elements = Elements(render(dossier))
    policy = next(a["content"] for t, a in elements.found if t == "meta" and "http-equiv" in a) or ""
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert "unsafe" not in policy
    texts = [(tag, text) for tag, text in elements.texts if tag in ("script", "style")]
    hashes = {f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'" for _, text in texts}
    assert set(directives["script-src"].split()) <= hashes
    assert set(directives["style-src"].split()) <= hashes
    assert len(directives["script-src"].split()) == 2


def test_no_element_points_outside(dossier: ViewModel) -> None:
    page = render(dossier)
    for tag, attributes in Elements(page).found:
        for name in ("src", "href", "data", "action", "srcset", "poster"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, name)
    assert "sourceMappingURL" not in page


def test_the_same_model_gives_the_same_file(dossier: ViewModel) -> None:
    assert render(dossier) == render(dossier)


def test_what_is_less_central_is_in_groups(generated: Callable[[int], ViewModel]) -> None:
    model = generated(120)
    data = data_of(render(model, limit=50))
    assert len(data["nodes"]) == 120
    grouped = [i for g in data["groups"] for i in g["members"]]
    assert len(grouped) == len(set(grouped)) == 70
    assert all(g["lines"] for g in data["groups"])
    assert data_of(render(model))["groups"] == []


def test_what_is_out_of_reach_is_cut_and_the_total_told(
    generated: Callable[[int], ViewModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beleidsgraaf.graph.view.select.WITHIN_REACH", 60)
    model = generated(120)
    data = data_of(render(model, limit=50))
    assert len(data["nodes"]) == 60
    assert data["total"] == [120, len(model.edges)]


def test_much_is_compressed(generated: Callable[[int], ViewModel]) -> None:
    page = render(generated(800))
    assert 'type="application/octet-stream"' in page
    assert len(data_of(page)["nodes"]) == 800
    assert len(page) < 1_000_000


def test_pyvis_holds_the_network(dossier: ViewModel) -> None:
    net = network(dossier)
    assert (net.num_nodes(), net.num_edges()) == (45, len(dossier.edges))
    assert net.directed
    assert net.options["physics"]["enabled"] is False
    assert all(isinstance(n["x"], float) and n["size"] > 0 for n in net.nodes)


def test_positions_in_a_sentence_count_as_javascript_does() -> None:
    text = "🏛 Assen doet mee"
    sentence = ViewSentence("urn:d", text, (ViewMention("urn:a", 2, 7),))
    model = ViewModel((ViewNode("urn:a", "Assen", "Region"),), (), (ViewDocument("urn:d", "Brief"),), (sentence,))
    assert payload.facts(model)["sentences"] == [[0, text, [0, 3, 8]]]


@given(st.recursive(st.none() | st.text() | st.integers(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_data_survive_their_escaping(data: Any) -> None:
    text = payload.json_for_html(data)
    assert json.loads(text) == data
    assert text.isascii()
    assert not set("<>&") & set(text)


def test_every_word_of_the_interface_is_in_both_languages() -> None:
    for group, words in payload.words().items():
        for name, pair in words.items():
            assert [bool(text) for text in pair] == [True, True], (group, name)
            assert set(re.findall(r"\{\w+\}", pair[0])) == set(re.findall(r"\{\w+\}", pair[1])), name


def test_every_word_that_the_scripts_ask_for_exists(dossier: ViewModel) -> None:
    page = render(dossier)
    asked = set(re.findall(r'\bword\("(\w+)"', page)) | set(
        re.findall(r'data-(?:word|label|placeholder)="(\w+)"', page)
    )
    assert asked
    assert asked <= payload.words()["interface"].keys()


def test_every_relation_is_worded_both_ways() -> None:
    vocabulary = payload.vocabulary()
    assert vocabulary["predicates"].keys() == vocabulary["inverse"].keys()


def test_a_notebook_gets_the_page_in_a_box(dossier: ViewModel) -> None:
    element = iframe(render(dossier), 500, 'Een "titel"')
    tag, attributes = Elements(element).found[0]
    assert tag == "iframe"
    assert "allow-same-origin" not in (attributes["sandbox"] or "")
    assert attributes["srcdoc"] == render(dossier)
    assert attributes["title"] == 'Een "titel"'


def test_scripts_are_all_in_the_file(dossier: ViewModel) -> None:
    page = render(dossier)
    assert page.count("function fit(") == 1
    assert len(SCRIPTS) == len(set(SCRIPTS))
