"""Markdown and HTML."""

from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.readers import read


def _blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


_OFFICIAL = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"
"http://x/x.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta name="DC.identifier" content="stb-2031-7"/><meta name="DCTERMS.issued" content="2031-02-03"/>
<meta name="DC.title" content="Besluit houdende regels over veerdiensten"/>
<meta name="DC.creator" scheme="OVERHEID.Gemeente" content="Ameland"/></head><body>
<div id="kopregel">Staatsblad</div><div id="inhoudsopgave"><ul><li>Aanhef</li></ul></div>
<div id="broodtekst"><h1>Besluit houdende regels over veerdiensten</h1>
<p>Gelet op artikel 3 van de
   Wet personenvervoer<a class="nootnr" href="#noot-1"><sup>1</sup></a> is de gemeente Ameland belast met het toezicht
   op de dienstregeling en op de veiligheid van de reizigers in de haven, en
   brengt zij daarover verslag uit.</p>
<table><tr><th>Haven</th><th>Dienst</th></tr><tr><td>Nes</td><td>dagelijks</td></tr></table>
<p class="ondertekening"><span>De Minister van Infrastructuur en Waterstaat,</span> <span>A. Jansen</span></p>
<div id="noot-1">1 Stb. 2000, 314</div></div><div id="voetregel">voet</div></body></html>"""


def test_official_html_keeps_all_and_nothing_around_it() -> None:
    document = read(_OFFICIAL.encode(), name="stb-2031-7.html")
    assert _blocks(document) == [
        ("heading", "Besluit houdende regels over veerdiensten"),
        (
            "paragraph",
            "Gelet op artikel 3 van de Wet personenvervoer is de gemeente Ameland belast met het toezicht op de "
            "dienstregeling en op de veiligheid van de reizigers in de haven, en brengt zij daarover verslag uit.",
        ),
        ("table", "Haven | Dienst"),
        ("table", "Nes | dagelijks"),
        ("signature", "De Minister van Infrastructuur en Waterstaat, A. Jansen"),
        ("footnote", "Stb. 2000, 314"),
    ]
    m = document.metadata
    assert (m.kind, str(m.date), m.numbers, m.sender) == ("law", "2031-02-03", ("stb-2031-7",), "gemeente Ameland")
    assert document.footnotes[0].anchor == document.text.index(" is de gemeente")


def test_a_web_page_keeps_its_text_and_loses_its_menu() -> None:
    page = (
        "<html><head><title>Nieuws van de gemeente</title></head><body><nav><a href='/'>Home</a> "
        "<a href='/c'>Contact</a></nav>"
        "<main><h1>Nieuwe brug over de Vecht</h1>"
        + "".join(
            f"<p>De gemeente Dalfsen bouwt in {y} een brug over de Vecht en werkt samen met het waterschap.</p>"
            for y in (2031, 2032)
        )
        + "</main><footer>Volg ons</footer></body></html>"
    )
    document = read(page.encode(), name="nieuws.html")
    assert "Dalfsen bouwt in 2031" in document.text
    assert "Dalfsen bouwt in 2032" in document.text
    assert "Contact" not in document.text
    assert document.metadata.kind == "webpage"
    assert document.metadata.title == "Nieuws van de gemeente"


def test_charset_of_the_page_is_used() -> None:
    page = (
        "<html><head><meta charset='iso-8859-15'></head><body>"
        "<p>Kosten: 3 mln. € voor coördinatie in de hele regio.</p></body></html>"
    )
    assert "3 mln. € voor coördinatie" in read(page.encode("iso-8859-15"), name="p.html").text


def test_markdown() -> None:
    text = (
        "---\ntitle: x\n---\n# Aanpak\n\nHet Rijk betaalt[^1] *mee*\naan de aanpak.\n\n1. Assen\n2. Emmen\n\n"
        "| Jaar | Bedrag |\n|---|---|\n| 2025 | 3 |\n\n[^1]: Zie de begroting.\n"
    )
    document = read(text.encode(), name="plan.md")
    assert _blocks(document) == [
        ("heading", "Aanpak"),
        ("paragraph", "Het Rijk betaalt mee aan de aanpak."),
        ("list_item", "1. Assen"),
        ("list_item", "2. Emmen"),
        ("table", "Jaar | Bedrag"),
        ("table", "2025 | 3"),
        ("footnote", "Zie de begroting."),
    ]
    assert document.text[: document.footnotes[0].anchor].endswith("betaalt")
