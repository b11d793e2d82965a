"""The view of a store as a page that a notebook shows and a file holds."""

import html
from dataclasses import dataclass, replace
from pathlib import Path

from beleidsgraaf.graph.analysis import asserted, statements
from beleidsgraaf.graph.entity import Entity
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.traverse import part_around
from beleidsgraaf.graph.values import RELATIONS
from beleidsgraaf.ontology import StoreError


@dataclass(frozen=True)
class Picture:
    """A page that shows a graph.

    Attributes
    ----------
    page : str
        HTML, complete in itself.
    """

    page: str

    def save(self, path: str | Path) -> None:
        """Write the page to a file.

        Raises
        ------
        StoreError
            If it cannot be written.
        """
        try:
            Path(path).write_text(self.page, encoding="utf-8")
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror}; choose another place") from error

    def __repr__(self) -> str:
        return f"<Picture of {len(self.page)} characters; save(path) writes it>"

    def _repr_html_(self) -> str:
        page = html.escape(self.page)
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts allow-downloads" width="100%" height="640"></iframe>'


def draw(
    store: Store,
    focus: Entity | None = None,
    depth: int = 1,
    *,
    title: str | None = None,
    lang: str = "nl",
    limit: int | None = None,
) -> Picture:
    """Return the page that shows a graph, or the part around an entity.

    Parameters
    ----------
    store : Store
    focus : Entity, optional
        Show only what lies around it.
    depth : int
        Steps around it.
    title : str, optional
        Heading; the label of the focus or "Beleidsgraaf" by default.
    lang : {"nl", "en"}
        Language in which it opens.
    limit : int, optional
        Entities at most.
    """
    from beleidsgraaf.graph.view.build import of_quads
    from beleidsgraaf.graph.view.render import render
    from beleidsgraaf.graph.view.select import MAXIMUM

    if focus is None:
        model = of_quads(store.quads())
    else:
        model = of_quads(part_around(store, [focus.node], depth), also=(focus.iri,))
        nodes, edges = _size(store)
        model = replace(model, focus=focus.iri, depth=depth, total_nodes=nodes, total_edges=edges)
    heading = title or (focus.label if focus is not None else "Beleidsgraaf")
    return Picture(render(model, title=heading, lang="en" if lang == "en" else "nl", limit=limit or MAXIMUM))


def _size(store: Store) -> tuple[int, int]:
    """Count what the whole picture would show: the entities that documents name, and what is said of them."""
    nodes = sum(1 for _ in store.select("SELECT DISTINCT ?e { ?m bg:refersTo ?e }"))
    return nodes, len(asserted(store).keys() | statements(store, RELATIONS.values()))
