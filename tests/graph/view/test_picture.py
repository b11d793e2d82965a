"""The still picture."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from beleidsgraaf.graph.view.model import ViewModel, ViewNode
from beleidsgraaf.graph.view.picture import svg

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawing: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(drawing).iter(SVG + "text")]


def test_all_names_and_the_legend_are_in_it(dossier: ViewModel) -> None:
    found = texts(svg(dossier, title="Proef"))
    assert {"Proef", "45 entiteiten, 72 relaties", "Preventie met Gezag", "Ministerie", "is onderdeel van"} <= set(
        found
    )


def test_in_english(dossier: ViewModel) -> None:
    assert "45 entities, 72 relations" in texts(svg(dossier, lang="en"))


def test_of_a_large_graph_it_shows_a_part_and_says_so(generated: Callable[[int], ViewModel]) -> None:
    found = texts(svg(generated(200), limit=50))
    assert any(t.startswith("De 50 meest centrale van 200 entiteiten") for t in found)


@pytest.mark.parametrize("text", ["</text><script>alert(1)</script>", "a & b", "\"'><x", "\u202eab\u0000\ud800"])
def test_names_stay_text(text: str) -> None:
    drawing = svg(ViewModel((ViewNode("urn:a", text, "Soort" + text),)), title=text)
    tags = {e.tag.removeprefix(SVG) for e in ElementTree.fromstring(drawing).iter()}
    assert tags <= {"svg", "defs", "marker", "path", "rect", "text", "g"}


def test_an_empty_graph_is_an_empty_sheet() -> None:
    assert "0 entiteiten, 0 relaties" in texts(svg(ViewModel()))
