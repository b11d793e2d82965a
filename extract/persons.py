"""Finds natural persons: initials, forms of address, lists of members, signatures, first names, later surnames."""

import re
from collections.abc import Callable
from functools import lru_cache

from beleidsgraaf.extract.candidates import Candidate, candidates, text_of
from beleidsgraaf.extract.expressions import BLANK, LOWER, UPPER, any_of, squeeze
from beleidsgraaf.extract.person_searches import LOWER_CUES, SEARCHES, places
from beleidsgraaf.extract.personal_names import (
    SMALL_PARTICLE,
    bare_surname,
    canonical,
    never_names,
    without_particle,
)
from beleidsgraaf.ontology.register import register
from spacy.language import Language
from spacy.tokens import Doc

_SMALL_WORD = re.compile(rf"(?<![\w-])[{LOWER}][\w-]{{3,}}")
_WORD_BEFORE = re.compile(rf"(\S+){BLANK}+$")
_SMALL_PARTICLE = re.compile(SMALL_PARTICLE)
_CLAUSE_END = re.compile(r"[.,:;)?!]$")
_NAME_AFTER = re.compile(rf"{BLANK}(?!(?:De|Het|Een|In|Ik)\b)[{UPPER}]\w*[a-z]")


@lru_cache(maxsize=1)
def _registered() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for term in register().terms:
        for form in (term.name, term.initials):
            if form:
                found.setdefault(squeeze(form).casefold(), set()).add(term.person)
    return {form: tuple(sorted(keys)) for form, keys in found.items()}


class PersonFinder:
    """Finds the names of natural persons, without titles.

    Examples
    --------
    >>> text = "De leden Van der Zee (VVD) en De Wit (SP) vragen minister J.K. Bos om uitleg. Bos antwoordt."
    >>> [text[c.start : c.end] for c in PersonFinder().find(text)]
    ['Van der Zee', 'De Wit', 'J.K. Bos']
    """

    def __call__(self, doc: Doc) -> Doc:
        """Append the persons of a document to its candidates."""
        candidates(doc).extend(self.find(text_of(doc)))
        return doc

    def find(self, text: str) -> list[Candidate]:
        """Return candidates of type Person, in text order.

        Parameters
        ----------
        text : str
            Any text; offsets of the candidates are code points into it.
        """
        found = _Found(text)
        for search in SEARCHES:
            for start, end, score in search(text):
                found.add(start, end, score)
        found.repeat()
        return found.candidates()


class _Found:
    """The names found in a text so far, longest first, and what follows from them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[int, tuple[int, float, str]] = {}
        self.taken = bytearray(len(text))

    def add(self, start: int, end: int, score: float, source: str = "pattern:person") -> None:
        old = self.spans.get(start)
        if old and (old[0], old[1]) >= (end, score):
            return
        if old and old[0] >= end:
            end = old[0]
        self.spans[start] = (end, max(score, old[1]) if old else score, source)
        self.taken[start:end] = b"\1" * (end - start)

    def repeat(self) -> None:
        """Add the later bare surnames of the persons found."""
        forms: set[str] = set()
        small: frozenset[str] | None = None
        for start, (end, score, _) in self.spans.items():
            surname = bare_surname(canonical(self.text[start:end]))
            core = without_particle(surname)
            if score < 0.6 or len(core) < 4 or core in never_names():
                continue
            if core != surname:
                forms.update((surname[0].upper() + surname[1:], surname))
            elif core not in places():
                if small is None:
                    small = frozenset(_SMALL_WORD.findall(self.text))
                if core.lower() not in small:
                    forms.add(surname)
        if not forms:
            return
        pattern = re.compile(rf"(?<![\w’'-]){any_of(forms)}(?![\w’']|-[{UPPER}])")
        for m in pattern.finditer(self.text):
            if not any(self.taken[m.start() : m.end()]) and self._stands_alone(m.start(), m.end()):
                self.add(m.start(), m.end(), 0.75, "pattern:person-repeated")

    def _stands_alone(self, start: int, end: int) -> bool:
        """Tell whether a surname is not a part of another name."""
        if m := _WORD_BEFORE.search(self.text, max(0, start - 40), start):
            word = m[1]
            if _SMALL_PARTICLE.fullmatch(word) and word not in ("tot", "van", "de"):
                return False
            if word[0].isupper() and not _CLAUSE_END.search(word) and word not in never_names():
                return word.rstrip(".").lower() in LOWER_CUES
        return _NAME_AFTER.match(self.text, end) is None

    def candidates(self) -> list[Candidate]:
        names: dict[str, set[str]] = {}
        rows = []
        for start, (end, score, source) in sorted(self.spans.items()):
            label = canonical(self.text[start:end])
            surname = bare_surname(label)
            key = surname.casefold()
            rows.append((start, end, score, source, label, key))
            if label.casefold() != key:
                names.setdefault(key, set()).add(label)
        found = []
        for start, end, score, source, label, key in rows:
            fuller = names.get(key, set())
            if label.casefold() == key and len(fuller) == 1:
                label = next(iter(fuller))
            keys = _registered().get(label.casefold(), ())
            found.append(Candidate(start, end, "Person", source, score, keys, label))
        return found


@Language.factory("beleidsgraaf_persons")
def create_person_finder(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Create the component `beleidsgraaf_persons`; it needs no other component before it."""
    return PersonFinder()
