"""Bodies that are named by a common word."""

import pytest
from beleidsgraaf.extract.common_bodies import common_bodies, find
from beleidsgraaf.ontology import ENTITY_TYPES
from beleidsgraaf.ontology.register import register

WITHOUT_REGISTER = {"kabinet", "rijk"}
"""No register has the council of ministers or the State; their keys make their IRIs the same in all documents."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het kabinet stuurt uw Kamer een brief.", {"kabinet", "Kamer"}),
        ("De Tweede Kamer en de Eerste Kamer", {"Tweede Kamer", "Eerste Kamer"}),
        ("aan de Tweede Kamer der Staten-Generaal", {"Tweede Kamer der Staten-Generaal"}),
        ("de Kamer van Koophandel", set()),
        ("een Kamerbrief en Kamervragen", set()),
        ("het Rijk en de Rijksbegroting", {"Rijk"}),
        ("de politie en een politiebureau", {"politie"}),
        ("het OM, het Openbaar Ministerie", {"OM", "Openbaar Ministerie"}),
        ("de Belastingdienst/Toeslagen", {"Belastingdienst"}),
        ("de EU en de Verenigde Naties", {"EU", "Verenigde Naties"}),
        ("de kamer boven", set()),
    ],
)
def test_finds_them(text: str, expected: set[str]) -> None:
    assert {text[c.start : c.end] for c in find(text)} == expected


def test_they_are_known_to_the_registers() -> None:
    bodies = register().bodies
    for body in common_bodies():
        assert body.type in ENTITY_TYPES
        assert body.key in WITHOUT_REGISTER or body.key in bodies, body.key
        assert body.label
