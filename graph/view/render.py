"""A model as one HTML file that needs nothing else: pyvis's network, our page.

pyvis makes the nodes, the edges and the options; its own template loads a style sheet from the network and writes
what it is given into the page unescaped, so it gets ours instead. vis-network's code comes from the pyvis package.
Nothing in the file may be fetched, run or styled but what is in it: its Content-Security-Policy says so, by hash.
"""

import base64
import html as markup
from collections.abc import Sequence, Set
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final, Literal

from beleidsgraaf.graph.view import groups, layout, payload, select
from beleidsgraaf.graph.view.labels import clean
from beleidsgraaf.graph.view.model import ViewModel

SCRIPTS: Final = (
    "words", "data", "groups", "state", "shapes", "canvas", "stage", "legend", "search", "sentence", "panel", "path",
    "table", "timeline", "export", "keys", "main",
)  # fmt: skip
"""Files in ``js/``, in the order in which they are joined."""

_OPTIONS: Final[dict[str, Any]] = {
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 110, "damping": 0.6, "avoidOverlap": 0.6},
        "stabilization": False,
        "minVelocity": 0.4,
    },
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": False, "hoverConnectedEdges": False, "selectConnectedEdges": False, "tooltipDelay": 1_000_000,
        "keyboard": False, "navigationButtons": False, "multiselect": False,
    },
    "nodes": {"shape": "custom", "chosen": False, "font": {"size": 0}},
    "edges": {"smooth": False, "hidden": True, "chosen": False},
}  # fmt: skip


class _Ids(list[int]):
    """The node ids of a pyvis network, 0 to n-1: it looks through the list at each node and edge, here in no time."""

    def __contains__(self, id: object) -> bool:
        return isinstance(id, int) and 0 <= id < len(self)


def network(model: ViewModel, seed: int = 0, closed: Sequence[groups.Group] = (), aside: Set[str] = frozenset()) -> Any:
    """Return the pyvis network of a model: positions, sizes and wrapped labels, no physics.

    Parameters
    ----------
    model : ViewModel
    seed : int
        Of the layout.
    closed : sequence of beleidsgraaf.graph.view.groups.Group
        Groups that need room at the place of their first member.
    aside : set of str
        As in `beleidsgraaf.graph.view.layout.arrange`.

    Returns
    -------
    pyvis.network.Network
        Its node ids are row numbers in ``model.nodes``.

    Examples
    --------
    >>> from beleidsgraaf.graph.view.model import ViewNode
    >>> network(ViewModel((ViewNode("urn:a", "gemeente Assen", "Region"),))).nodes[0]["label"]
    'gemeente Assen'
    """
    from pyvis.network import Network  # takes a third of a second: only who draws pays for it

    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    net.node_ids = _Ids()
    number = {n.id: i for i, n in enumerate(model.nodes)}
    room = {model.nodes[g.members[0]].id: (g.size, _lines(g)) for g in closed}
    for i, place in enumerate(layout.arrange(model, seed, room, aside)):
        net.add_node(
            i, label="\n".join(place.lines) or " ", shape="custom", color=None, x=place.x, y=place.y, size=place.size,
            group=place.community,
        )  # fmt: skip
    for e in model.edges:
        net.add_edge(number[e.source], number[e.target])
    net.options = _OPTIONS
    return net


def render(
    model: ViewModel,
    *,
    title: str = "Beleidsgraaf",
    lang: Literal["nl", "en"] = "nl",
    limit: int = select.MAXIMUM,
    seed: int = 0,
) -> str:
    """Return the page that shows a model.

    Parameters
    ----------
    model : ViewModel
    title : str
        Heading of the page.
    lang : {"nl", "en"}
        Language in which it opens; a reader can switch.
    limit : int
        Nodes it shows one by one at most, the most central ones; the others are in groups, by community, that a
        reader opens. Of a model larger than `select.WITHIN_REACH` the rest is left out, and the page says so.
    seed : int
        Of the layout.

    Returns
    -------
    str
        HTML, in pure ASCII but for the words of the page itself.

    Examples
    --------
    >>> from beleidsgraaf.graph.view.model import ViewNode
    >>> page = render(ViewModel((ViewNode("urn:a", "<b>Assen</b>", "Region"),)), title="A & B")
    >>> "<b>Assen" in page, "<title>A &amp; B</title>" in page
    (False, True)
    """
    from jinja2 import Environment, PackageLoader

    shown = select.central(model, max(limit, select.WITHIN_REACH))
    aside = groups.aside(shown)
    closed: tuple[groups.Group, ...] = ()
    if aside or len(shown.nodes) > limit:
        closed = groups.gather(shown, layout.communities(shown, seed), limit)
    net = network(shown, seed, closed, aside)
    heading = clean(title)
    nodes = [{k: v for k, v in n.items() if k in ("label", "x", "y", "size", "group")} for n in net.nodes]
    data = payload.facts(shown) | {
        "title": heading,
        "lang": lang,
        "options": net.options,
        "drawn": nodes,
        "ends": [[e["from"], e["to"]] for e in net.edges],
        "groups": [{"members": g.members, "lines": g.lines, "size": g.size, "loose": g.loose} for g in closed],
        "total": [shown.total_nodes or len(shown.nodes), shown.total_edges or len(shown.edges)],
        "focus": next((i for i, n in enumerate(shown.nodes) if n.id == shown.focus), None),
        "depth": shown.depth,
        "words": payload.words()["interface"],
        "vocabulary": payload.vocabulary(),
        "shapes": payload.shapes(),
    }
    text, compressed = payload.packed(data)
    library, script, style = _library(), _script(), _style()
    environment = Environment(loader=PackageLoader("beleidsgraaf.graph.view", "."), autoescape=True)
    environment.globals.update(
        policy=_policy([library, script], [style]), library=library, script=script, style=style, data=text,
        compressed=compressed, lang=lang, words={k: v[lang == "en"] for k, v in payload.words()["interface"].items()},
    )  # fmt: skip
    net.heading = heading
    net.templateEnv, net.path = environment, "template.html"
    page: str = net.generate_html()
    return page


def _lines(group: groups.Group) -> Sequence[str]:
    """Return the label of a group; for one of nodes without relations, the longest that the page may give it."""
    if group.loose is None:
        return group.lines
    count = max(payload.words()["interface"]["aside"], key=len).format(n=len(group.members))
    return (max(payload.vocabulary()["types"].get(group.loose, [group.loose]), key=len), count)


def iframe(page: str, height: int = 640, title: str = "Beleidsgraaf") -> str:
    """Return a page as an element for a notebook, where it can reach nothing outside itself.

    Parameters
    ----------
    page : str
        What `render` returned.
    height : int
        In pixels.
    title : str
        What screen readers call it.

    Returns
    -------
    str
        An ``iframe`` element.

    Examples
    --------
    >>> iframe("<p>x</p>", 400)[:59]
    '<iframe sandbox="allow-scripts allow-downloads allow-popups'
    """
    return (
        '<iframe sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox" '
        f'title="{markup.escape(title)}" '
        f'style="width:100%;height:{int(height)}px;border:1px solid #ccc" srcdoc="{markup.escape(page)}"></iframe>'
    )


def _policy(scripts: list[str], styles: list[str]) -> str:
    """Return a Content-Security-Policy that allows these texts and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def _part(path: str) -> str:
    return files("beleidsgraaf.graph.view").joinpath(*path.split("/")).read_text(encoding="utf-8")


@cache
def _library() -> str:
    """Return vis-network as pyvis ships it, without the address of its source map, which a browser might fetch."""
    source = files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js").read_text(encoding="utf-8")
    lines = source.replace("\r\n", "\n").split("\n")
    return "\n".join(line for line in lines if not line.startswith("//# sourceMappingURL="))


@cache
def _script() -> str:
    parts = "\n".join(_part(f"js/{name}.js") for name in SCRIPTS)
    return f'(function () {{\n"use strict";\n{parts}\n}})();\n'


@cache
def _style() -> str:
    return _part("view.css")
