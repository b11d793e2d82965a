"""Register names found under spellings that the registers do not have.

"Raad voor de Rechtsbijstand" for Raad voor Rechtsbijstand, "Noardeast-Fryslan", "Regiodeal" for Regio Deal: letters
are the same when accents, hyphens, spaces, articles and the legal form are left out. Nothing else may differ, so
that two bodies are never taken for one.
"""

import re
from functools import cache

from beleidsgraaf.extract.register_names import names
from beleidsgraaf.ontology.naming import normalise_name
from beleidsgraaf.ontology.register import register

_SMALL = re.compile(r"\b(?:de|het|den|der|stichting|vereniging|cooperatie|bv|nv|ua)\b")
_INFLECTED = re.compile(r"^(nationale|regionale|landelijke|integrale|centrale|europese|provinciale)\b")
_BARE = {"europese": "europees", "nationale": "nationaal", "regionale": "regionaal", "landelijke": "landelijk",
         "integrale": "integraal", "centrale": "centraal", "provinciale": "provinciaal"}  # fmt: skip
_SHORTEST = 6
_LEFT_OUT = frozenset({"joint_arrangement", "statutory_body", "organisational_unit"})
"""Kinds of bodies, thousands of them, that texts call by their whole name if at all."""


def loose(name: str) -> str:
    """Return what remains of a name when everything is left out in which spellings vary.

    Examples
    --------
    >>> loose("Regio Deal Zuid-Limburg") == loose("regiodeal Zuid Limburg")
    True
    >>> loose("Nationale Preventieakkoord") == loose("Nationaal Preventieakkoord")
    True
    >>> loose("gemeente Horst a/d Maas") == loose("gemeente Horst aan de Maas")
    True
    >>> loose("Rechtbank Noord-Holland") == loose("Rechtbank Noord-Nederland")
    False
    """
    normal = normalise_name(re.sub(r"\ba/d\b", "aan de", name))
    normal = _INFLECTED.sub(lambda m: _BARE[m[1]], normal)
    return _SMALL.sub("", normal).replace(" ", "") or normal.replace(" ", "")


def loose_keys(name: str, type: str) -> tuple[str, ...]:
    r"""Return the register keys of a name under any spelling; none where it is too short to be sure.

    Parameters
    ----------
    name : str
        As it stands in text; for a region without "gemeente" or "provincie".
    type : str
        Entity type.

    Examples
    --------
    >>> loose_keys("Raad voor Rechts-\nbijstand", "Organisation")
    ('zbo-rvr',)
    """
    short = loose(name)
    return _index().get((type, short), ()) if len(short) >= _SHORTEST else ()


@cache
def _index() -> dict[tuple[str, str], tuple[str, ...]]:
    bodies = register().bodies
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name in names(register()):
        body = bodies.get(name.key)
        wanted = body.kind not in _LEFT_OUT if body else name.type == "Programme"
        if wanted and name.type != "Ministry" and len(name.text) >= _SHORTEST:
            found.setdefault((name.type, loose(name.text)), {})[name.key] = None
    return {name: tuple(keys) for name, keys in found.items()}
