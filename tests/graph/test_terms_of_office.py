"""Who held which office and when, in the graph of the registers."""

from beleidsgraaf.extract.extractor import Extractor
from beleidsgraaf.extract.pipeline import rules
from beleidsgraaf.extract.terms_of_office import terms_of_office
from beleidsgraaf.graph.policy_graph import PolicyGraph
from beleidsgraaf.graph.registers import refresh, register_quads
from beleidsgraaf.graph.validate import validate
from beleidsgraaf.ontology.register import register

LETTER = """\
Antwoord van minister Van Weel (Justitie en Veiligheid) (ontvangen 4 maart 2025)

Vraag 1
Klopt dit?

Antwoord op vraag 1
Ja.

De minister van Justitie en Veiligheid,

D.M. van Weel
"""


def test_periods_of_a_person() -> None:
    terms = terms_of_office("weel-1976")
    assert ("minister van Justitie en Veiligheid", "2024-07-02", "2025-09-05") in {
        (t.office, t.start, t.end) for t in terms
    }
    quads = list(register_quads(["weel-1976"]))
    assert validate(quads).conforms
    assert {q.predicate.value.rpartition("#")[2] for q in quads} >= {"holdsOffice", "heldBy", "ofOffice", "validUntil"}


def test_an_office_has_the_name_of_its_day() -> None:
    assert [t.office for t in terms_of_office("beljaarts-1978")] == ["minister van Economische Zaken"]
    assert [t.office for t in terms_of_office("weerwind-1964")] == ["minister voor Rechtsbescherming"]


def test_every_term_of_government_has_a_name_and_rising_days() -> None:
    people = {t.person for t in register().terms if t.post.startswith(("minister", "staatssecretaris", "burgemeester"))}
    for person in people:
        for term in terms_of_office(person):
            assert term.office
            assert "(" not in term.office
            assert not term.start or not term.end or term.start <= term.end


def test_unknown_persons_have_none() -> None:
    assert terms_of_office("niemand-1900") == ()
    assert list(register_quads(["niemand-1900"])) == []


def test_the_graph_tells_the_office_at_the_date_of_a_document() -> None:
    graph = PolicyGraph()
    graph.add(Extractor(nlp=rules()).extract(LETTER, name="antwoord.txt"))
    rows = list(graph.query("ambten-op-datum"))
    assert [(str(r["persoon"]), str(r["ambt"])) for r in rows] == [
        ("D.M. van Weel", "minister van Justitie en Veiligheid")
    ]
    assert not refresh(graph.store)
    assert graph.validate().conforms
