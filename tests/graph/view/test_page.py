"""The page in a real browser. The `opened` fixture also asserts that nothing was complained of or asked for."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from beleidsgraaf.graph.view.model import (
    ViewDocument,
    ViewEdge,
    ViewEvidence,
    ViewMention,
    ViewModel,
    ViewNode,
    ViewSentence,
)
from beleidsgraaf.graph.view.picture import svg
from beleidsgraaf.graph.view.render import iframe, render
from playwright.sync_api import Browser, Page, expect

Open = Callable[..., Any]  # what `opened` gives: opens a model, returns the page with helpers


def pair(text: str = "De gemeente Assen doet mee aan het Klimaatakkoord.") -> ViewModel:
    return ViewModel(
        (ViewNode("urn:a", "gemeente Assen", "Region"), ViewNode("urn:b", "Klimaatakkoord", "Programme")),
        (ViewEdge("urn:a", "participatesIn", "urn:b", (ViewEvidence("urn:d", text),)),),
        (ViewDocument("urn:d", "Brief"),),
        (ViewSentence("urn:d", text, (ViewMention("urn:a", 3, 17), ViewMention("urn:b", 35, 49))),),
    )


def saved(page: Page, choice: str) -> Path:
    page.click("#export")
    with page.expect_download() as download:
        page.click(f"#export-menu >> text={choice}")
    return Path(download.value.path())


def title(page: Page) -> str:
    return page.inner_text("#panel-title")


# Opening and reading


def test_a_click_opens_the_entity_with_its_evidence(opened: Open) -> None:
    one = opened(pair())
    one.hover("gemeente Assen")
    one.page.mouse.down()
    one.page.mouse.up()
    expect(one.page.locator("#panel-title")).to_have_text("gemeente Assen")
    expect(one.page.locator("#panel h4")).to_contain_text("Neemt deel aan")
    expect(one.page.locator("#panel blockquote")).to_have_text("De gemeente Assen doet mee aan het Klimaatakkoord.")
    expect(one.page.locator("#panel .source")).to_contain_text("vastgesteld")
    expect(one.page.locator("#panel .source")).to_contain_text("Brief")


def test_a_click_on_a_line_opens_its_sentence(opened: Open) -> None:
    one = opened(pair())
    one.hover("neemt deel aan")
    one.page.mouse.down()
    one.page.mouse.up()
    expect(one.page.locator("#panel blockquote")).to_be_visible()


def test_from_a_sentence_to_another_entity(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    page.fill("#search", "Zaanstad")
    page.press("#search", "Enter")
    page.click("#panel .unfold >> nth=0")
    page.click("#panel .quote .name-in >> text=Arnhem")
    assert title(page) == "gemeente Arnhem"


def test_a_name_breaks_where_its_sentence_does_and_opens_with_the_keyboard(opened: Open) -> None:
    name = "Nationaal Programma Leefbaarheid en Veiligheid in de Grote Steden en de Kleinere Kernen"
    text = f"De gemeente Assen doet mee aan het {name}."
    model = ViewModel(
        (ViewNode("urn:a", "gemeente Assen", "Region"), ViewNode("urn:b", name, "Programme")),
        (ViewEdge("urn:a", "participatesIn", "urn:b", (ViewEvidence("urn:d", text),)),),
        (ViewDocument("urn:d", "Brief"),),
        (ViewSentence("urn:d", text, (ViewMention("urn:a", 3, 17), ViewMention("urn:b", 35, 35 + len(name)))),),
    )
    one = opened(model)
    one.pick("gemeente Assen")
    link = one.page.locator("#panel .quote .name-in")
    assert link.evaluate("e => e.getClientRects().length") > 1
    link.focus()
    one.page.keyboard.press("Enter")
    assert title(one.page) == name


def test_the_panel_tells_type_names_and_official_links(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    one.pick("BZK")
    assert title(one.page) == "ministerie van Binnenlandse Zaken en Koninkrijksrelaties"
    expect(one.page.locator("#panel .over")).to_have_text("Ministerie")
    expect(one.page.locator("#panel .aliases")).to_contain_text("BZK")
    links = one.page.locator("#panel .identifiers a")
    expect(links).to_have_text(["TOOI mnre1034", "Wikidata Q1757366"])
    assert "noopener" in (links.first.get_attribute("rel") or "")


def test_what_sentences_put_differently_shows_every_way(opened: Open) -> None:
    model = pair()
    (edge,) = model.edges
    earlier = ViewEvidence("urn:d", "De gemeente Assen gaat meedoen aan het Klimaatakkoord.", "planned")
    one = opened(replace(model, edges=(replace(edge, evidence=(*edge.evidence, earlier)),)))
    one.pick("gemeente Assen")
    expect(one.page.locator("#panel .pair .mark")).to_have_text(["vastgesteld", "voorgenomen"])


def test_a_denied_relation_is_marked(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    one.pick("gemeente Emmen")
    item = one.page.locator("#panel .others > li", has_text="Preventie met Gezag")
    expect(item.locator(".pair .mark")).to_have_text("ontkend")


def test_a_document_tells_what_it_is_and_who_is_in_it(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    page.click("#panel .documents >> text=Antwoord op vragen")
    assert title(page).startswith("Antwoord op vragen over jeugdcriminaliteit")
    expect(page.locator("#panel dl")).to_contain_text("2 november 2023")
    expect(page.locator("#panel dl")).to_contain_text("antwoord-zaanstad.pdf")
    expect(page.locator("#panel .others")).to_contain_text("Preventie met Gezag")


# Finding and leaving out


@pytest.mark.parametrize("query", ["NPLV", "nationaal programma leef", "leefbaarheid en veil"])
def test_search_knows_labels_abbreviations_and_parts(opened: Open, dossier: ViewModel, query: str) -> None:
    one = opened(dossier)
    one.page.fill("#search", query)
    expect(one.page.locator("#suggestions li").first).to_contain_text("Nationaal Programma Leefbaarheid en Veiligheid")


def test_search_with_the_keyboard(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    page.keyboard.press("/")
    page.keyboard.type("gemeente")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("#suggestions li").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    assert page.get_attribute("#search", "aria-activedescendant") == second.get_attribute("id")
    name = second.locator(".name bdi").first.inner_text()
    page.keyboard.press("Enter")
    assert title(page) == name
    expect(page.locator("#suggestions")).to_be_hidden()


def test_search_for_nothing_known_says_so(opened: Open) -> None:
    page = opened(pair()).page
    page.fill("#search", "xyz")
    expect(page.locator("#suggestions")).to_have_text("Niets gevonden")


def test_search_brings_the_surroundings_into_sight(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    for _ in range(6):
        one.page.click("#zoom-in")
    one.pick("Regio Deal Zuidoost-Drenthe")
    svg = saved(one.page, "SVG").read_text(encoding="utf-8")
    for name in ("gemeente Emmen", "provincie Drenthe", "Regio Deal"):
        assert name in "".join(re.findall(r"<text[^>]*>([^<]*)", svg)), name


def test_filters_by_type_relation_status_and_document(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    page.click("#view-table")
    rows = page.locator("#table tbody tr")
    for label, left in [("Ministerie", 40), ("Persoon", 38)]:
        page.click(f"#legend label:has-text('{label}')")
        expect(rows).to_have_count(left)
    page.click("#legend >> text=Alles tonen")
    page.click("#table-relations")
    expect(rows).to_have_count(len(dossier.edges))
    participations = sum(e.predicate == "participatesIn" for e in dossier.edges)
    page.click("#legend label:has-text('Neemt deel aan')")
    expect(rows).to_have_count(len(dossier.edges) - participations)
    page.click("#undo")
    expect(rows).to_have_count(len(dossier.edges))
    page.click("#legend label:has-text('Ontkend')")
    expect(rows).to_have_count(len(dossier.edges) - 1)
    page.keyboard.press("Control+z")
    page.click("#legend label:has-text('Bestuurlijke afspraken')")
    expect(page.locator("#table tbody")).not_to_contain_text("Regio Deal Zuidoost-Drenthe nemen")


def test_filter_by_period(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    page.click("#view-timeline")
    expect(page.locator("#timeline time")).to_have_count(4)
    page.fill("#legend input[type=date] >> nth=0", "2023-06-01")
    page.press("#legend input[type=date] >> nth=0", "Tab")
    expect(page.locator("#timeline time")).to_have_count(3)


def test_documents_without_a_date_close_the_timeline(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier, "#view=timeline").page
    expect(page.locator("#timeline .year > h2").last).to_contain_text("Zonder datum")
    undated = next(d for d in dossier.documents if d.date is None)
    expect(page.locator("#timeline .year").last).to_contain_text(undated.title)


def test_surroundings_and_back(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    one.pick("Regio Deal Zuidoost-Drenthe")
    one.page.click("#panel >> text=Alleen omgeving")
    expect(one.page.locator("#status")).to_contain_text("4 van 45 entiteiten")
    one.page.select_option("#panel select", "2")
    expect(one.page.locator("#status")).not_to_contain_text("4 van 45")
    one.page.click("#panel >> text=Hele netwerk")
    expect(one.page.locator("#status")).to_be_empty()


def test_a_path_between_two(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    one.pick("Trimbos")
    one.page.click("#panel >> text=Pad naar")
    one.pick("Rotterdam-Zuid")
    assert title(one.page) == "Van Trimbos-instituut naar Rotterdam-Zuid"
    stops = one.page.locator("#panel .route > li > .node").all_inner_texts()
    assert stops[0] == "Trimbos-instituut"
    assert stops[-1] == "Rotterdam-Zuid"
    assert one.page.locator("#panel .step blockquote").count() == len(stops) - 1


def test_a_path_never_goes_over_what_is_denied(opened: Open) -> None:
    model = pair()
    edge = ViewEdge("urn:a", "participatesIn", "urn:b", (ViewEvidence("urn:d", "Assen doet niet mee.", "negated"),))
    one = opened(ViewModel(model.nodes, (edge,), model.documents))
    one.pick("Assen")
    one.page.click("#panel >> text=Pad naar")
    one.pick("Klimaatakkoord")
    expect(one.page.locator("#notice")).to_contain_text("Geen pad")


def test_hide_and_undo(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    one.pick("NPLV")
    one.page.click("#panel >> text=Verbergen")
    expect(one.page.locator("#status")).to_contain_text("1 verborgen")
    one.page.click("#undo")
    expect(one.page.locator("#status")).to_be_empty()


# Without a mouse, in another language, on another screen


def test_the_picture_with_the_keyboard(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    page.focus("#stage")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#live")
    assert "relaties" in first
    page.keyboard.press("ArrowLeft")
    assert page.inner_text("#live") != first
    page.keyboard.press("Enter")
    assert page.inner_text("#live").startswith(title(page))
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel-title")).to_have_count(0)
    expect(page.locator("#stage")).to_be_focused()


def test_pinning_and_zooming_with_the_keyboard(opened: Open) -> None:
    page = opened(pair()).page
    page.focus("#stage")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    assert "pin=" in page.url
    for key in ("+", "-", "0"):
        page.keyboard.press(key)


def test_help_lists_the_keys(opened: Open) -> None:
    page = opened(pair()).page
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("Ctrl")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_english(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    one.page.click("#language")
    one.pick("BZK")
    expect(one.page.locator("#panel .over")).to_have_text("Ministry")
    expect(one.page.locator("#legend")).to_contain_text("Participates in")
    assert one.page.get_attribute("html", "lang") == "en"
    assert "lang=en" in one.page.url


def test_the_address_brings_everything_back(opened: Open, dossier: ViewModel) -> None:
    one = opened(dossier)
    one.pick("Zaanstad")
    one.page.click("#legend label:has-text('Persoon')")
    one.page.click("#theme")
    one.page.click("#language")
    one.page.click("#view-table")
    rows = one.page.locator("#table tbody tr").count()
    one.load("#" + one.page.url.split("#")[1])
    assert title(one.page) == "gemeente Zaanstad"
    expect(one.page.locator("#table tbody tr")).to_have_count(rows)
    assert one.page.get_attribute("html", "data-theme") == "dark"
    assert one.page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("fragment", ["#e=x&focus=x.y&path=a.b&pin=q_w_e&no-types=&from=1", "#%%%", "#lang=fr&view=x"])
def test_a_broken_address_does_no_harm(opened: Open, fragment: str) -> None:
    expect(opened(pair(), fragment).page.locator("#legend")).to_contain_text("Gebied")


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_sticks_out(opened: Open, dossier: ViewModel, width: int) -> None:
    one = opened(dossier, viewport={"width": width, "height": 800})
    for step in (lambda: None, lambda: one.pick("NPLV"), lambda: one.page.click("#view-table")):
        step()
        wide = one.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width


def test_forced_colours_show_which_view_is_chosen(opened: Open) -> None:
    page = opened(pair(), forced_colors="active").page
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("#view-network").evaluate(colour) != page.locator("#view-table").evaluate(colour)


def test_every_view_has_a_whole_button_on_the_narrowest_screen(opened: Open) -> None:
    page = opened(pair(), viewport={"width": 320, "height": 640}).page
    cut = "all => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent)"
    assert page.locator(".top .views, .top .views button").evaluate_all(cut) == []


def test_the_table_of_relations_needs_no_scrolling_sideways(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier, "#view=table", viewport={"width": 1024, "height": 768}).page
    page.click("#table-relations")
    assert (
        page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.scroll'))"
        )
        <= 0
    )


def test_narrow_screens_have_the_legend_in_a_drawer(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier, viewport={"width": 390, "height": 800}).page
    expect(page.locator("#legend")).to_be_hidden()
    page.click("#filters")
    expect(page.locator("#legend")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#legend")).to_be_hidden()


# Taking away


def test_save_relations_as_csv(opened: Open, dossier: ViewModel) -> None:
    file = saved(opened(dossier).page, "Relaties met bewijs")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(dossier.edges)
    assert {"subject", "predicate", "object", "sentence", "status"} <= rows[0].keys()
    assert any(r["status"] == "register" and not r["sentence"] for r in rows)


def test_what_is_saved_is_named_after_what_it_holds(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    names = []
    for choice in ("Relaties met bewijs", "Entiteiten"):
        page.click("#export")
        with page.expect_download() as download:
            page.click(f"#export-menu >> text={choice}")
        names.append(download.value.suggested_filename)
    assert names == ["proef-relaties.csv", "proef-entiteiten.csv"]


def test_a_saved_picture_strikes_what_is_denied(opened: Open) -> None:
    model = pair("De gemeente Assen doet niet mee aan het Klimaatakkoord.")
    denied = replace(model.edges[0], evidence=(replace(model.edges[0].evidence[0], status="negated"),))
    for edge, struck in ((denied, True), (model.edges[0], False)):
        drawn = saved(opened(replace(model, edges=(edge,))).page, "SVG").read_text(encoding="utf-8")
        assert ('class="strike"' in drawn) is struck
        assert ('class="strike"' in svg(replace(model, edges=(edge,)))) is struck


def test_a_spreadsheet_runs_nothing(opened: Open) -> None:
    model = ViewModel((ViewNode("urn:a", '=HYPERLINK("x")', "Region"),))
    file = saved(opened(model).page, "Entiteiten")
    assert next(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))["label"] == '\'=HYPERLINK("x")'


def test_save_pictures(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    assert saved(page, "PNG").read_bytes().startswith(b"\x89PNG")
    svg = saved(page, "SVG").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "Preventie met Gezag" in svg


# What is planted stays text

PLANTS = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "\"'><svg onload=alert(3)>",
    "\u202eneglov\u202c",
]


@pytest.mark.parametrize("text", PLANTS)
def test_planted_markup_stays_text(opened: Open, text: str) -> None:
    model = ViewModel(
        (
            ViewNode("urn:a", f"A {text}", "Region", "Soort" + text, (text,), ("javascript:alert(5)",), (text,)),
            ViewNode("urn:b", f"B {text}", "Soort" + text),
        ),
        (ViewEdge("urn:a", "p" + text, "urn:b", (ViewEvidence("urn:d", text, "stated" + text),)),),
        (ViewDocument("urn:d", f"D {text}", text, kind=text, numbers=(text,), sender=text),),
        (ViewSentence("urn:d", text, (ViewMention("urn:a", 0, 2),)),),
    )
    one = opened(model, title=text)
    one.page.fill("#search", "A ")
    one.page.press("#search", "Enter")
    one.page.click("#panel .unfold") if one.page.locator("#panel .unfold[aria-expanded=false]").count() else None
    expect(one.page.locator("#panel blockquote").first).to_have_text(text)
    assert one.page.locator("#panel a").count() == 0
    one.page.click("#panel .source .link >> nth=0")
    for view in ("table", "timeline", "network"):
        one.page.click(f"#view-{view}")
    one.hover("A ")
    assert one.page.evaluate("document.querySelectorAll('img, iframe, object, embed').length") == 0
    assert one.page.evaluate("document.scripts.length") == 3
    svg = saved(one.page, "SVG").read_text(encoding="utf-8")
    assert "<img" not in svg
    assert "<script" not in svg


def test_the_policy_stops_what_would_still_get_in(opened: Open) -> None:
    one = opened(pair())
    attempts = """() => {
        const failed = (act) => { try { act() } catch (error) { return error.name } };
        const script = document.createElement("script");
        return [failed(() => (script.text = "window.got = 1")),
                failed(() => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"))];
    }"""
    assert one.page.evaluate(attempts) == ["TypeError", "TypeError"]
    assert one.complaints
    one.complaints.clear()


# Large and empty graphs


def test_a_thousand_entities_are_ready_soon(opened: Open, generated: Callable[[int], ViewModel]) -> None:
    one = opened(generated(1000))
    assert one.page.evaluate("performance.getEntriesByName('ready')[0].startTime") < 10_000
    one.pick("Stichting")
    expect(one.page.locator("#panel-title")).to_contain_text("Stichting")


@pytest.fixture(scope="module")
def grouped_file(tmp_path_factory: pytest.TempPathFactory, generated: Callable[[int], ViewModel]) -> Path:
    file = tmp_path_factory.mktemp("grouped") / "net.html"
    file.write_text(render(generated(400), limit=100), encoding="utf-8")
    return file


@pytest.fixture
def grouped(browser: Browser, grouped_file: Path) -> Iterator[Page]:
    """A page of 400 entities of which 100 are shown one by one."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(grouped_file.as_uri())
    page.wait_for_selector("html[data-ready]")
    yield page
    context.close()
    assert complaints == []


def closed_groups(page: Page) -> int:
    found = re.search(r"in (\d+) groepen", page.inner_text("#status"))
    return int(found[1]) if found else 0


def test_groups_open_on_demand_and_close_again(grouped: Page) -> None:
    page = grouped
    before = closed_groups(page)
    assert before > 3
    label = page.inner_text("#panel .groups li button >> nth=0")
    page.click("#panel .groups li button >> nth=0")
    assert closed_groups(page) == before - 1
    expect(page.locator("#panel .groups")).not_to_contain_text(label)
    address = page.url
    assert "open=" in address
    page.click("#undo")
    assert closed_groups(page) == before
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    assert closed_groups(page) == before - 1
    page.click("#status >> text=Groepen sluiten")
    assert closed_groups(page) == before


def test_groups_with_the_keyboard(grouped: Page) -> None:
    page = grouped
    before = closed_groups(page)
    page.focus("#stage")
    for key in [k for k in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") for _ in range(12)] * 3:
        page.keyboard.press(key)
        if "groep van" in page.inner_text("#live"):
            break
    assert "groep van" in page.inner_text("#live")
    page.keyboard.press("Enter")
    assert page.inner_text("#live").startswith("Groep geopend")
    assert closed_groups(page) == before - 1
    expect(page.locator("#stage")).to_be_focused()


def test_what_is_searched_comes_out_of_its_group(grouped: Page, generated: Callable[[int], ViewModel]) -> None:
    page = grouped
    before = closed_groups(page)
    degrees = generated(400).degrees()
    hidden = next(n for n in generated(400).nodes if degrees[n.id] == 1)
    page.fill("#search", hidden.aliases[0])
    page.press("#search", "Enter")
    assert title(page) == hidden.label
    assert closed_groups(page) == before - 1
    expect(page.locator("#panel h4")).to_have_count(1)


def test_beyond_the_limit_the_page_says_what_stands_alone(grouped: Page) -> None:
    expect(grouped.locator("#status")).to_contain_text("Alleen de 100 meest centrale van 400 entiteiten staan los")


def test_many_without_relations_stand_together_by_type(opened: Open) -> None:
    types = ("Law", "Region")
    loose = tuple(ViewNode(f"urn:los{i}", f"Los {i}", types[i % 2]) for i in range(60))
    model = pair()
    one = opened(replace(model, nodes=model.nodes + loose))
    page = one.page
    expect(page.locator("#status")).to_have_text("60 zonder relaties staan per soort bijeen")
    expect(page.locator("#panel .groups li")).to_have_text(
        ["Gebied, 30 zonder relaties", "Wet of regeling, 30 zonder relaties"]
    )
    page.click("#language")
    one.hover("group of 30 entities")
    expect(page.locator("#panel .groups li").first).to_have_text("Region, 30 without relations")
    page.click("#language")
    one.pick("Los 4")
    assert title(page) == "Los 4"
    expect(page.locator("#status")).to_contain_text("30 zonder relaties")
    page.click("#view-table")
    expect(page.locator("#table .sheet-head")).to_contain_text("van 62")


def test_what_has_no_relations_keeps_out_of_the_way_of_what_moves(opened: Open) -> None:
    model = pair()
    loose = tuple(ViewNode(f"urn:los{i}", f"Los {i}", "Law") for i in range(60))
    page = opened(replace(model, nodes=model.nodes + loose)).page
    page.click("#move")
    expect(page.locator("#status")).to_be_empty()
    colours = page.locator("#move").evaluate("e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]")
    assert colours[0] == "rgb(255, 255, 255)"
    assert colours[1] == "rgb(21, 66, 115)"  # also under the mouse
    page.click("#move")
    expect(page.locator("#status")).to_contain_text("60 zonder relaties")


def test_the_status_of_the_picture_lies_over_nothing_else(opened: Open, generated: Callable[[int], ViewModel]) -> None:
    page = opened(generated(1000)).page
    page.click("#legend [data-entry=loose]")
    expect(page.locator("#status")).to_be_visible()
    for view in ("timeline", "table"):
        page.click(f"#view-{view}")
        expect(page.locator("#status")).to_be_hidden()


def test_what_only_a_register_knows_is_not_what_is_most_said(opened: Open) -> None:
    model = pair()
    known = tuple(ViewNode(f"urn:k{i}", f"Dienst {i}", "Organisation") for i in range(5))
    province = ViewNode("urn:p", "provincie Drenthe", "Region")
    facts = tuple(ViewEdge(n.id, "locatedIn", province.id) for n in known)
    model = replace(model, nodes=(*model.nodes, *known, province), edges=(*model.edges, *facts))
    expect(opened(model).page.locator("#panel .ranked li")).to_have_text(["gemeente Assen1", "Klimaatakkoord1"])


def test_the_table_lists_what_is_in_groups_too(grouped: Page) -> None:
    grouped.click("#view-table")
    expect(grouped.locator("#table .sheet-head")).to_contain_text("van 400")


def test_an_empty_graph(opened: Open) -> None:
    page = opened(ViewModel()).page
    expect(page.locator("#status")).to_have_text("Deze graaf is leeg.")
    for view in ("table", "timeline", "network"):
        page.click(f"#view-{view}")


def test_letting_it_move_and_undoing_it(opened: Open, dossier: ViewModel) -> None:
    page = opened(dossier).page
    page.click("#move")
    page.wait_for_timeout(400)
    page.click("#move")
    expect(page.locator("#move")).to_have_attribute("aria-pressed", "false")
    page.click("#undo")
    expect(page.locator("#undo")).to_be_disabled()


def test_inside_a_notebook(browser: Browser, dossier: ViewModel, tmp_path: Path) -> None:
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><title>Notebook</title>{iframe(render(dossier))}", "utf-8")
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()
    frame.locator("#search").fill("NPLV")
    frame.locator("#search").press("Enter")
    expect(frame.locator("#panel-title")).to_have_text("Nationaal Programma Leefbaarheid en Veiligheid")
    frame.locator("#language").click()
    expect(frame.locator("#panel .over")).to_have_text("Programme")
    frame.locator("#search").fill("BZK")
    frame.locator("#search").press("Enter")
    link = frame.locator("#panel .identifiers a").first
    with page.expect_popup() as popup:
        link.click()
    popup.value.wait_for_load_state()
    assert [url for url in asked if url.startswith("http")] == [link.get_attribute("href")]
    context.close()
    assert complaints == []
