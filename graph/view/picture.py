"""A model as a still picture (SVG) for a report: the same places, shapes and colours as on the page, with a legend.

Examples
--------
>>> from beleidsgraaf.graph.view.model import ViewEdge, ViewNode
>>> drawing = svg(ViewModel(
...     (ViewNode("urn:a", "gemeente Assen", "Region"), ViewNode("urn:b", "Klimaatakkoord", "Programme")),
...     (ViewEdge("urn:a", "participatesIn", "urn:b"),)), title="Proef")
>>> drawing.startswith("<svg "), drawing.count("<text"), drawing.isprintable()
(True, 6, True)
"""

import math
from collections.abc import Iterator
from html import escape
from typing import Final, Literal

import numpy as np
from beleidsgraaf.graph.view import boxes, groups, labels, layout, payload, select
from beleidsgraaf.graph.view.model import ViewEdge, ViewModel, ViewNode
from beleidsgraaf.ontology.vocabulary import ENTITY_TYPES

_MARGIN: Final = 28.0
_HEAD: Final = 52.0
_INK: Final = {"text": "#1c2530", "quiet": "#535f6d", "edge": "#8b97a5", "ground": "#ffffff", "accent": "#154273"}
FONT: Final = "'Segoe UI','Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif"
_HALO: Final = f'stroke="{_INK["ground"]}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"'
READABLE: Final = 400
"""Nodes that a picture on paper shows at most: it is read without zooming."""
_NAMED: Final = 220
"""More relations than this go without their names."""


def svg(
    model: ViewModel,
    *,
    title: str = "Beleidsgraaf",
    lang: Literal["nl", "en"] = "nl",
    limit: int = READABLE,
    seed: int = 0,
) -> str:
    """Return a drawing of a model.

    Parameters
    ----------
    model : ViewModel
    title : str
    lang : {"nl", "en"}
    limit : int
        Nodes it shows at most; of a larger model the most central ones. Nodes without relations are left out where
        they are many.
    seed : int
        Of the layout.

    Returns
    -------
    str
        SVG without scripts or links to anything outside.
    """
    shown = select.without(model, groups.aside(model))
    return _Drawing(select.central(shown, limit), labels.clean(title), int(lang == "en"), seed).draw()


class _Drawing:
    """One picture in the making."""

    def __init__(self, model: ViewModel, title: str, language: int, seed: int) -> None:
        self.model, self.title, self.language = model, title, language
        self.words, self.shapes = payload.vocabulary(), payload.shapes()
        self.interface = payload.words()["interface"]
        self.placed = dict(zip((n.id for n in model.nodes), layout.arrange(model, seed), strict=True))
        places = list(self.placed.values())
        self.extent = boxes.extents([p.size for p in places], [p.lines for p in places])
        at = np.array([(p.x, p.y) for p in places]).reshape(-1, 2)
        self.boxes = np.hstack((at - self.extent[:, :2], at + self.extent[:, 2:]))
        low = self.boxes[:, :2].min(axis=0) if places else np.zeros(2)
        high = self.boxes[:, 2:].max(axis=0) if places else np.zeros(2)
        self.left, self.top = float(low[0]) - _MARGIN, float(low[1]) - _MARGIN - _HEAD
        self.width = max(480.0, float(high[0] - low[0]) + 2 * _MARGIN)
        self.height = float(high[1] - low[1]) + 2 * _MARGIN + _HEAD

    def draw(self) -> str:
        """Return the whole."""
        legend = list(self.legend())
        height = self.height + 30 * math.ceil(len(legend) / self.per_row) + 8
        body = "".join(
            (
                *map(self.line, self.model.edges),
                *map(self.node, self.model.nodes),
                *map(self.label, self.model.nodes),
                *self.names(),
            )
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} {height:.0f}" '
            f'width="{self.width:.0f}" height="{height:.0f}" role="img" aria-label="{escape(self.title)}" '
            f'font-family="{FONT}" font-size="{labels.SIZE}" fill="{_INK["text"]}">'
            f'<defs><marker id="head" viewBox="0 0 9 8" refX="8.5" refY="4" markerWidth="9" markerHeight="8" '
            f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L9 4L0 8Z" fill="{_INK["edge"]}"/></marker>'
            "</defs>"
            f'<rect width="100%" height="100%" fill="{_INK["ground"]}"/>'
            f'<text x="{_MARGIN}" y="36" font-size="19" font-weight="600" fill="{_INK["accent"]}">'
            f"{escape(self.title)}</text>"
            f'<text x="{_MARGIN}" y="56" fill="{_INK["quiet"]}">{escape(self.count())}</text>'
            f'<g transform="translate({-self.left:.1f} {-self.top:.1f})">{body}</g>{"".join(legend)}</svg>'
        )

    def word(self, name: str) -> str:
        """Return a word of the interface."""
        return self.interface[name][self.language]

    def count(self) -> str:
        """Return how much is shown, and of how much."""
        nodes, edges = len(self.model.nodes), len(self.model.edges)
        text = f"{nodes} {self.word('entities')}, {edges} {self.word('relations')}"
        total = self.model.total_nodes or nodes
        if total > nodes and self.model.focus is None:
            text = f"{self.word('cut').format(n=nodes, total=total)}, {edges} {self.word('relations')}"
        return text

    def line(self, edge: ViewEdge) -> str:
        """Return a relation as an arrow between the rims of two shapes."""
        x1, y1, x2, y2 = self.ends(edge)
        status = next((s for s in self.shapes["dashes"] if s in edge.statuses), "stated")
        dash = " ".join(map(str, self.shapes["dashes"][status]))
        head = "" if edge.predicate in self.words["symmetric"] else ' marker-end="url(#head)"'
        return (
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{_INK["edge"]}" '
            f'stroke-width="{0.8 if status == "register" else 1.3}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + f"{head}/>"
            + (
                f'<path class="strike" d="M{(x1 + x2) / 2 - 5:.1f} {(y1 + y2) / 2 - 5:.1f}l10 10" '
                f'stroke="{_INK["edge"]}" stroke-width="1.3"/>'
                if status == "negated"
                else ""
            )
        )

    def ends(self, edge: ViewEdge) -> tuple[float, float, float, float]:
        """Return where the line of a relation starts and ends."""
        a, b = self.placed[edge.source], self.placed[edge.target]
        length = math.hypot(b.x - a.x, b.y - a.y) or 1.0
        ux, uy = (b.x - a.x) / length, (b.y - a.y) / length
        return a.x + ux * a.size, a.y + uy * a.size, b.x - ux * (b.size + 3), b.y - uy * (b.size + 3)

    def node(self, node: ViewNode) -> str:
        """Return the shape of a node."""
        place = self.placed[node.id]
        return self.shape(node.type, place.x, place.y, place.size)

    def shape(self, type: str, x: float, y: float, size: float) -> str:
        """Return the shape of a type somewhere."""
        known = type if type in self.shapes["shapes"] else "Organisation"
        fill, stroke = self.shapes["colours"]["light"][known]
        scale = size / 10.5
        inside = self.shapes["details"].get(known, "")
        eye = _INK["ground"] if known == "Region" else "none"
        return (
            f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.3f})" fill="{fill}" stroke="{stroke}" '
            f'stroke-width="{1.4 / scale:.2f}" stroke-linejoin="round"><path d="{self.shapes["shapes"][known]}"/>'
            + (f'<path d="{inside}" fill="{eye}"/>' if inside else "")
            + "</g>"
        )

    def label(self, node: ViewNode) -> str:
        """Return the name of a node, below its shape."""
        place = self.placed[node.id]
        top = place.y + place.size + 4
        weight = ' font-weight="600"' if place.size >= 18 else ""
        return "".join(
            f'<text x="{place.x:.1f}" y="{top + labels.LINE * (i + 0.78):.1f}" text-anchor="middle"{weight} '
            f"{_HALO}>{escape(line)}</text>"
            for i, line in enumerate(place.lines)
        )

    def names(self) -> Iterator[str]:
        """Return the names of relations, where there is room for them."""
        if len(self.model.edges) > _NAMED:
            return
        taken = self.boxes
        for edge in self.model.edges:
            x1, y1, x2, y2 = self.ends(edge)
            name = self.words["predicates"].get(edge.predicate, [edge.predicate] * 2)[self.language]
            x, y, half = (x1 + x2) / 2, (y1 + y2) / 2, labels.width(name, 11) / 2 + 3
            box = np.array([x - half, y - 8, x + half, y + 6])
            if ((taken[:, :2] < box[2:]) & (taken[:, 2:] > box[:2])).all(axis=1).any():
                continue
            taken = np.vstack((taken, box))
            yield (
                f'<text x="{x:.1f}" y="{y + 3:.1f}" text-anchor="middle" font-size="11" font-style="italic" '
                f'fill="{_INK["quiet"]}" {_HALO}>{escape(name)}</text>'
            )

    @property
    def per_row(self) -> int:
        """How many entries of the legend fit beside each other."""
        return max(1, int((self.width - 2 * _MARGIN) // 150))

    def legend(self) -> Iterator[str]:
        """Return an entry for each type that occurs."""
        found = {n.type for n in self.model.nodes}
        for i, type in enumerate(t for t in (*ENTITY_TYPES, "Document") if t in found):
            x = _MARGIN + i % self.per_row * 150
            y = self.height + i // self.per_row * 30
            yield self.shape(type, x + 9, y, 8)
            yield f'<text x="{x + 26:.0f}" y="{y + 4.5:.1f}">{escape(self.words["types"][type][self.language])}</text>'
