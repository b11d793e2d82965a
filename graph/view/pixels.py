"""A drawing as a PNG, for what cannot show SVG. The library that draws it comes with the extra ``png``."""

from importlib.util import find_spec

from beleidsgraaf.graph.view.picture import FONT
from beleidsgraaf.ontology import StoreError

_PROBE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="8" font-family="{FONT}">%s</text></svg>'
)


def png(drawing: str, zoom: float = 2) -> bytes:
    """Return a drawing as the bytes of a PNG.

    Parameters
    ----------
    drawing : str
        SVG, as from `beleidsgraaf.graph.view.picture.svg`.
    zoom : float
        Dots for a pixel of the drawing; 2 is sharp in print.

    Returns
    -------
    bytes

    Raises
    ------
    StoreError
        If the library is not installed, or the machine has no font to write the names in.
    """
    if find_spec("resvg_py") is None:
        raise StoreError("a .png needs the library resvg-py; install beleidsgraaf[png], or choose a name in .svg")
    import resvg_py

    # Without a font the names would be missing from the picture, and nothing would say so.
    if resvg_py.svg_to_bytes(svg_string=_PROBE % "M") == resvg_py.svg_to_bytes(svg_string=_PROBE % ""):
        raise StoreError("a .png needs a font for the names; install fonts-liberation, or choose a name in .svg")
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=zoom))
