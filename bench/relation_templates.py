"""Sentences with their relations, made from the templates of ``relation_templates.txt`` and names of real bodies."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from beleidsgraaf.extract.frames import trigger_files
from beleidsgraaf.extract.skeleton import Mention

Key = tuple[str, str, str]
Sentence = tuple[str, str, list[Mention], set[Key]]

TEMPLATES = Path(__file__).with_suffix(".txt")
VARIANTS = 4
NAMES = {
    "M": (
        "Ministry",
        (
            "ministerie van Justitie en Veiligheid",
            "ministerie van BZK",
            "VWS",
            "ministerie van OCW",
            "IenW",
            "ministerie van Financiën",
            "LNV",
            "SZW",
            "ministerie van Economische Zaken",
        ),
    ),
    "P": (
        "Programme",
        (
            "Programma Vitale Wijken",
            "Actieplan Wonen",
            "Regiodeal Noordkop",
            "Klimaatakkoord",
            "Woonagenda 2030",
            "Deltafonds",
            "Subsidieregeling Schone Bouw",
            "City Deal Natuur",
            "Aanpak Voortijdig Schoolverlaten",
            "Convenant Veilig Uitgaan",
            "Mobiliteitsvisie",
            "Gebiedsprogramma Kust",
            "Uitvoeringsagenda Sport",
            "Warmtevisie",
            "Herstelplan Onderwijs",
            "RES 1.0",
            "NPLV",
            "Beleidsnota Jeugd",
            "Omgevingsvisie",
            "mobiliteitsfonds",
        ),
    ),
    "R": (
        "Region",
        (
            "gemeente Assen",
            "Emmen",
            "Utrecht",
            "gemeente Hoorn",
            "Almere",
            "Zwolle",
            "gemeente Tilburg",
            "Breda",
            "Delft",
            "Gouda",
            "gemeente Meppel",
            "Enschede",
            "Leeuwarden",
            "Dordrecht",
            "gemeente Best",
            "Apeldoorn",
        ),
    ),
    "V": (
        "Region",
        (
            "provincie Drenthe",
            "Drenthe",
            "Zeeland",
            "provincie Noord-Brabant",
            "Drechtsteden",
            "Twente",
            "Zuid-Limburg",
            "Gelderland",
            "Overijssel",
            "Flevoland",
        ),
    ),
    "C": (
        "Region",
        ("Nederland", "Duitsland", "België", "Frankrijk", "Marokko", "Spanje", "Aruba", "Suriname", "Oekraïne"),
    ),
    "D": (
        "Region",
        (
            "Exloo",
            "Kanaleneiland",
            "Valthe",
            "Elspeet",
            "Zandvliet",
            "Overbos",
            "Westerpark",
            "Bomenwijk",
            "De Kamp",
            "Hoge Veld",
        ),
    ),
    "O": (
        "Organisation",
        (
            "Rijkswaterstaat",
            "RIVM",
            "CBS",
            "Nationale Politie",
            "Belastingdienst",
            "UWV",
            "Stichting Brede Zorg",
            "Kamer van Koophandel",
            "Waterschap Noorderzijlvest",
            "VNG",
            "Autoriteit Persoonsgegevens",
            "Universiteit Twente",
            "GGD Drenthe",
            "Inspectie van het Onderwijs",
            "NRC",
            "Taskforce Wonen",
            "Adviesraad Bodem",
            "NS",
            "Europese Commissie",
            "VN",
            "Veiligheidsregio Noord",
            "kabinet",
            "Tweede Kamer",
            "Rechtbank Noord-Holland",
            "Omgevingsdienst Noord",
            "Woningcorporatie De Linde",
        ),
    ),
    "I": (
        "Organisation",
        (
            "afdeling Juridische Zaken",
            "directie Bodem",
            "Directie Wonen",
            "team Handhaving",
            "afdeling Veen",
            "Dienst Vastgoed",
            "Sector Ruimte",
            "Publieke Zaken",
            "directoraat-generaal Mobiliteit",
            "Bureau Toezicht",
            "cluster Leefomgeving",
            "Facilitaire Zaken",
        ),
    ),
    "G": (
        "Organisation",
        (
            "VVD",
            "PvdA",
            "D66",
            "CDA",
            "SP",
            "GroenLinks",
            "PVV",
            "ChristenUnie",
            "Lokaal Sterk",
            "Gemeentebelangen",
            "NSC",
            "BBB",
        ),
    ),
    "N": (
        "Person",
        (
            "Jansen",
            "De Boer",
            "M. Visser",
            "Van Dijk",
            "P.J. de Groot",
            "Annelies Bakker",
            "K. Yilmaz",
            "Hoekstra-Smit",
            "J. van den Berg",
            "Van der Meer",
            "Tom Mulder",
        ),
    ),
    "F": (
        "Office",
        (
            "minister van Financiën",
            "staatssecretaris van OCW",
            "burgemeester van Utrecht",
            "minister-president",
            "minister voor Klimaat",
            "wethouder van Emmen",
            "directeur Bodem",
            "directeur-generaal Mobiliteit",
            "commissaris van de Koning in Zeeland",
            "voorzitter van de Tweede Kamer",
            "Financiën",
            "griffier van de commissie Wonen",
        ),
    ),
    "L": (
        "Law",
        (
            "Awb",
            "Wet milieubeheer",
            "Verordening Riolering",
            "Besluit bodemkwaliteit",
            "Wmo 2015",
            "Regeling Subsidie Sport",
            "AVG",
            "Omgevingswet",
            "Verdrag van Parijs",
            "APV",
            "Gemeentewet",
            "Mandaatbesluit Ruimte",
            "Participatiewet",
        ),
    ),
    "U": (
        "Publication",
        (
            "Monitor Wonen 2023",
            "Zicht op water",
            "Rapport Veilig Thuis",
            "Staat van de jeugd",
            "Boeren willen duidelijkheid",
            "Jaarverslag 2022",
            "Bouwen aan vertrouwen",
            "Kamerbrief Luchtkwaliteit",
            "Evaluatie Jeugdwet",
            "Trendrapport Energie",
            "Het kan echt anders: lessen voor beleid",
        ),
    ),
}
_SLOT = re.compile(r"\{(?P<end>[SOX])\.(?P<kind>[A-Z])\}")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_MARKED = re.compile(r"\[(?P<end>[SOX]):(?P<type>[A-Z][a-z]+) (?P<name>[^\]]+)\]")


def sentences(seed: int = 0) -> Iterator[Sentence]:
    """Yield for each sentence the name of its source, its text, its mentions and its relations.

    Parameters
    ----------
    seed : int
        Of the choices between names and between wordings.
    """
    choices = random.Random(seed)
    lines = TEMPLATES.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            predicate, template = (part.strip() for part in line.split(" | ", 1))
            for _ in range(VARIANTS):
                yield (f"template-{number}", *_filled(predicate, template, choices))
    for predicate, data in trigger_files().items():
        for kind in ("form", "verb", "noun"):
            for frame in data.get(kind, ()):
                for example in frame.get("examples", ()):
                    yield (f"{predicate}-{kind}-{frame['name']}", *_marked(predicate, example))


def _filled(predicate: str, template: str, choices: random.Random) -> tuple[str, list[Mention], set[Key]]:
    while choice := _CHOICE.search(template):
        template = template[: choice.start()] + choices.choice(choice[1].split("|")) + template[choice.end() :]
    template = re.sub("  +", " ", template.replace("\\n", "\n")).strip()
    text, at, used = "", 0, set[str]()
    found: list[tuple[str, Mention]] = []
    for slot in _SLOT.finditer(template):
        text += template[at : slot.start()]
        type, names = NAMES[slot["kind"]]
        name = choices.choice([n for n in names if n not in used])
        used.add(name)
        if re.search(r"\bgemeenten? $", text):
            name = name.removeprefix("gemeente ")
        found.append((slot["end"], Mention(len(text), len(text) + len(name), type, f"e{len(found)}")))
        text += name
        at = slot.end()
    return text + template[at:], [m for _, m in found], _relations(predicate, found)


def _marked(predicate: str, example: str) -> tuple[str, list[Mention], set[Key]]:
    text, at = "", 0
    ids: dict[str, str] = {}
    found: list[tuple[str, Mention]] = []
    for mark in _MARKED.finditer(example):
        text += example[at : mark.start()]
        entity = ids.setdefault(mark["name"], f"e{len(ids)}")
        found.append((mark["end"], Mention(len(text), len(text) + len(mark["name"]), mark["type"], entity)))
        text += mark["name"]
        at = mark.end()
    return text + example[at:], [m for _, m in found], _relations(predicate, found)


def _relations(predicate: str, found: list[tuple[str, Mention]]) -> set[Key]:
    if predicate == "none":
        return set()
    subjects = [m.entity for end, m in found if end == "S"]
    objects = [m.entity for end, m in found if end == "O"]
    # Where only subjects are marked they stand in the relation to each other.
    return {(s, predicate, o) for s in subjects for o in objects or subjects if s != o}
