"""The still picture."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from beleidsgraaf.graph import Picture
from beleidsgraaf.graph.view import pixels
from beleidsgraaf.graph.view.model import ViewModel, ViewNode
from beleidsgraaf.graph.view.picture import svg
from beleidsgraaf.ontology import StoreError

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


def test_many_without_relations_are_left_out(dossier: ViewModel) -> None:
    loose = tuple(ViewNode(f"urn:los{i}", f"Los {i}", "Law") for i in range(50))
    found = texts(svg(replace(dossier, nodes=dossier.nodes + loose)))
    assert not any(t.startswith("Los") for t in found)
    assert any(t.startswith("De 43 meest centrale van 95 entiteiten") for t in found)


@pytest.mark.parametrize("text", ["</text><script>alert(1)</script>", "a & b", "\"'><x", "\u202eab\u0000\ud800"])
def test_names_stay_text(text: str) -> None:
    drawing = svg(ViewModel((ViewNode("urn:a", text, "Soort" + text),)), title=text)
    tags = {e.tag.removeprefix(SVG) for e in ElementTree.fromstring(drawing).iter()}
    assert tags <= {"svg", "defs", "marker", "path", "rect", "text", "g"}


def test_an_empty_graph_is_an_empty_sheet() -> None:
    assert "0 entiteiten, 0 relaties" in texts(svg(ViewModel()))


def test_the_name_of_the_file_chooses_its_form(dossier: ViewModel, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    picture = Picture(dossier, "Proef")
    for name, start in {
        "net.html": b"<!doctype",
        "net": b"<!doctype",
        "net.SVG": b"<svg ",
        "net.png": b"\x89PNG",
    }.items():
        picture.save(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start), name
    with pytest.raises(StoreError, match=r"net\.docx: .*choose"):
        picture.save(tmp_path / "net.docx")
    assert not (tmp_path / "net.docx").exists()


def test_a_png_has_the_size_of_the_drawing_and_its_names(dossier: ViewModel) -> None:
    pytest.importorskip("resvg_py")
    drawing = svg(dossier)
    data = pixels.png(drawing, zoom=1)
    root = ElementTree.fromstring(drawing)
    sides = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    assert sides == (int(root.attrib["width"]), int(root.attrib["height"]))
    assert data != pixels.png(svg(dossier, lang="en"), zoom=1)


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "find_spec", lambda name: None)
    with pytest.raises(StoreError, match=r"beleidsgraaf\[png\]"):
        pixels.png("<svg/>")
