"""No violation of WCAG 2.1 A and AA in any state, by axe-core; and screenshots of those states for people to look at.

axe-core comes from npm: ``npm install axe-core`` in the checkout (``node_modules`` is not kept), or the path of its
``axe.min.js`` in ``BELEIDSGRAAF_AXE``. Screenshots are written where ``BELEIDSGRAAF_SCREENSHOTS`` says, and in
``artefacts/`` (not kept either) where ``CI`` is ``true``.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from beleidsgraaf.graph.view.model import ViewModel

_CHECKOUT = Path(__file__).resolve().parents[3]
_AXE = Path(os.environ.get("BELEIDSGRAAF_AXE", _CHECKOUT / "node_modules/axe-core/axe.min.js"))
_SCREENSHOTS = os.environ.get("BELEIDSGRAAF_SCREENSHOTS") or (
    str(_CHECKOUT / "artefacts") if os.environ.get("CI") == "true" else None
)
# Only what is wrong comes back: the whole report of axe is a hundred times as much.
_CHECK = """rules => axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then((found) =>
    [found.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]), found.passes.length])"""
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def nothing(one: Any) -> None:
    """Leave the page as it opens."""


def entity(one: Any) -> None:
    one.pick("NPLV")
    one.page.click("#panel .unfold >> nth=0")


def document(one: Any) -> None:
    entity(one)
    one.page.click("#panel .source .link >> nth=0")


def path(one: Any) -> None:
    one.pick("Trimbos")
    one.page.click("#panel >> text=Pad naar")
    one.pick("Rotterdam-Zuid")


def suggestions(one: Any) -> None:
    one.page.fill("#search", "ge")


def table(one: Any) -> None:
    one.page.click("#view-table")


def relations(one: Any) -> None:
    table(one)
    one.page.click("#table-relations")


def timeline(one: Any) -> None:
    one.pick("NPLV")
    one.page.click("#view-timeline")


def menu(one: Any) -> None:
    one.page.click("#export")


def keys(one: Any) -> None:
    one.page.keyboard.press("?")


STATES = [nothing, entity, document, path, suggestions, table, relations, timeline, menu, keys]


@pytest.mark.skipif(not _AXE.is_file() and not _SCREENSHOTS, reason="no axe-core, and no screenshots asked for")
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_every_state(opened: Callable[..., Any], dossier: ViewModel, width: int) -> None:
    one = opened(dossier, viewport={"width": width, "height": 844})
    if _AXE.is_file():
        one.page.add_init_script(path=_AXE)
    for act in STATES:
        one.load()
        act(one)
        # Dark, the same elements have other colours and nothing else.
        for scheme, rules in (("light", _TAGS), ("dark", ["color-contrast"])):
            one.page.emulate_media(color_scheme=scheme)
            if _SCREENSHOTS:
                one.page.wait_for_timeout(400)  # for what still moves to its place
                one.page.screenshot(path=Path(_SCREENSHOTS, f"{act.__name__}-{width}-{scheme}.png"))
            if _AXE.is_file():
                violations, passes = one.page.evaluate(_CHECK, rules)
                assert violations == [], (act.__name__, scheme)
                assert passes
        one.page.emulate_media(color_scheme="light")
