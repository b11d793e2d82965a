"""The view of a store as something to look at: a page that a notebook shows, or a still picture for a report."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from beleidsgraaf.graph.analysis import asserted, statements
from beleidsgraaf.graph.entity import Entity
from beleidsgraaf.graph.part import part_around
from beleidsgraaf.graph.store import Store
from beleidsgraaf.graph.values import RELATIONS
from beleidsgraaf.ontology import StoreError

if TYPE_CHECKING:
    from beleidsgraaf.graph.view.model import ViewModel


@dataclass(frozen=True)
class Picture:
    """What is to be seen of a graph.

    Attributes
    ----------
    model : beleidsgraaf.graph.view.model.ViewModel
    title : str
        Heading.
    lang : {"nl", "en"}
    limit : int or None
        Entities that are shown one by one at most; None for as many as can be read.
    """

    model: "ViewModel"
    title: str = "Beleidsgraaf"
    lang: str = "nl"
    limit: int | None = None

    @cached_property
    def page(self) -> str:
        """The network as a page, HTML that is complete in itself."""
        from beleidsgraaf.graph.view.render import render
        from beleidsgraaf.graph.view.select import MAXIMUM

        return render(
            self.model, title=self.title, lang="en" if self.lang == "en" else "nl", limit=self.limit or MAXIMUM
        )

    @cached_property
    def drawing(self) -> str:
        """The network as a still picture, SVG."""
        from beleidsgraaf.graph.view.picture import READABLE, svg

        return svg(self.model, title=self.title, lang="en" if self.lang == "en" else "nl", limit=self.limit or READABLE)

    def save(self, path: str | Path) -> None:
        """Write a page, or a still picture where the name ends in ``.svg`` or ``.png``.

        Parameters
        ----------
        path : str or Path

        Raises
        ------
        StoreError
            If it cannot be written, or the name ends in something else; for ``.png`` also if what draws it is not
            installed.

        Examples
        --------
        >>> from beleidsgraaf.graph import example_graph
        >>> example_graph().view().save("net.pdf")
        Traceback (most recent call last):
        beleidsgraaf.ontology.errors.StoreError: net.pdf: pictures are .html, .svg or .png; choose one of these names
        """
        ending = Path(path).suffix.lower()
        if ending in ("", ".html", ".htm"):
            data = self.page.encode("utf-8", "surrogatepass")
        elif ending == ".svg":
            data = self.drawing.encode("utf-8")
        elif ending == ".png":
            from beleidsgraaf.graph.view.pixels import png

            data = png(self.drawing)
        else:
            raise StoreError(f"{path}: pictures are .html, .svg or .png; choose one of these names")
        try:
            Path(path).write_bytes(data)
        except OSError as error:
            raise StoreError(f"{path}: cannot be written: {error.strerror}; choose another place") from error

    def __repr__(self) -> str:
        return f"<Picture of {len(self.model.nodes)} entities; save(path) writes it>"

    def _repr_html_(self) -> str:
        from beleidsgraaf.graph.view.render import iframe

        return iframe(self.page, title=self.title)


def draw(
    store: Store,
    focus: Entity | None = None,
    depth: int = 1,
    *,
    title: str | None = None,
    lang: str = "nl",
    limit: int | None = None,
) -> Picture:
    """Return the picture of a graph, or of the part around an entity.

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
        Entities that are shown one by one at most.
    """
    from beleidsgraaf.graph.view.build import of_quads

    if focus is None:
        model = of_quads(store.quads())
    else:
        model = of_quads(part_around(store, [focus.node], depth), also=(focus.iri,))
        nodes, edges = _size(store)
        model = replace(model, focus=focus.iri, depth=depth, total_nodes=nodes, total_edges=edges)
    heading = title or (focus.label if focus is not None else "Beleidsgraaf")
    return Picture(model, heading, lang, limit)


def _size(store: Store) -> tuple[int, int]:
    """Count what the whole picture would show: the entities that documents name, and what is said of them."""
    nodes = sum(1 for _ in store.select("SELECT DISTINCT ?e { ?m bg:refersTo ?e }"))
    return nodes, len(asserted(store).keys() | statements(store, RELATIONS.values()))
