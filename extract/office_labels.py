"""What an office is called, whichever way a text puts it, and its key.

An office of government is known by its role and portfolio, written out: "staatssecretaris van VWS" and the portfolio
in "staatssecretaris Jansen (Volksgezondheid, Welzijn en Sport)" are one office in all documents. The portfolio is
what the office has in the document: with a renamed ministry comes another office.
"""

import re
from functools import cache
from typing import Any

from beleidsgraaf.extract.wordlists import table
from beleidsgraaf.ontology.naming import normalise_name

_GOVERNMENT = re.compile(r"(?P<role>minister|staatssecretaris) (?P<particle>van|voor) (?P<portfolio>.+)", re.IGNORECASE)
_OF_GOVERNMENT_OF = re.compile(r"(?<=van )(?:de )?(?:gemeente|provincie) (?=\S)", re.IGNORECASE)


def office_label(label: str) -> str:
    """Return the canonical label of an office.

    Parameters
    ----------
    label : str
        As the finder of offices gives it, or as the text has it.

    Examples
    --------
    >>> office_label("Minister van LNV"), office_label("minister van Rechtsbescherming")
    ('minister van Landbouw, Natuur en Voedselkwaliteit', 'minister voor Rechtsbescherming')
    >>> office_label("Burgemeester van de gemeente Assen")
    'burgemeester van Assen'
    """
    m = _GOVERNMENT.fullmatch(label)
    row = _portfolios().get(normalise_name(m["portfolio"])) if m else None
    if m and row:
        return f"{m['role'].lower()} {row.get('particle', 'van')} {row['name']}"
    short = _OF_GOVERNMENT_OF.sub("", label)
    return short if short[:2].isupper() else short[:1].lower() + short[1:]


def office_key(label: str) -> str | None:
    """Return the key of an office of government with a known portfolio, from its canonical label; else None.

    Examples
    --------
    >>> office_key("minister van Justitie en Veiligheid"), office_key("burgemeester van Assen")
    ('minister-van-justitie-en-veiligheid', None)
    """
    m = _GOVERNMENT.fullmatch(label)
    if label == "minister-president" or (m and normalise_name(m["portfolio"]) in _portfolios()):
        return normalise_name(label).replace(" ", "-")
    return None


@cache
def _portfolios() -> dict[str, dict[str, Any]]:
    """Return the row of each portfolio under all its forms, normalised."""
    return {
        normalise_name(form): row
        for row in table("portfolios")["portfolio"]
        for form in (row["name"], *row.get("spellings", ()), *row.get("abbreviations", ()))
    }
