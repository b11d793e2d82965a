"""What people have judged to be the same thing, or not: a CSV file that `build` honours and `candidates` fills.

The file has a heading with at least the columns ``a``, ``b`` and ``judgement``; further ones (``score``,
``label_a``, ``label_b``, ``example_a``, ``example_b``) are for the eye, except that ``label_a`` is what the thing is
called. ``a`` and ``b`` are IRIs of entities of one type; the judgement is "same", "not same", or empty where nobody
has judged yet. "Same" writes what documents say of b under the IRI of a; "not same" keeps the two apart for good.

Examples
--------
>>> base = "https://w3id.org/beleidsgraaf/id/programme/"
>>> rows = ["a,b,judgement,label_a", f"{base}aanpak-veilig,{base}veilig,same,Aanpak Veilig"]
>>> Judgements.parse(rows, "judgements.csv").target(f"{base}veilig")
Target(iri='https://w3id.org/beleidsgraaf/id/programme/aanpak-veilig', label='Aanpak Veilig')
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from beleidsgraaf.graph import terms as t
from beleidsgraaf.graph.iris import tooi_type
from beleidsgraaf.ontology import ENTITY_TYPES, ID_BASE, FormatError
from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from beleidsgraaf.graph.store import Store

COLUMNS: Final = ("a", "b", "judgement", "score", "label_a", "label_b", "example_a", "example_b")
"""Columns of the file, in order."""

SAME, NOT_SAME, OPEN = "same", "not same", ""
_TYPES: Final = {type_.lower(): type_ for type_ in ENTITY_TYPES}


@dataclass(frozen=True, slots=True)
class Target:
    """What an entity is written as.

    Attributes
    ----------
    iri : str
    label : str
        Preferred name; empty where the file gives none.
    """

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file.

    Attributes
    ----------
    a, b : str
        IRIs.
    judgement : str
        "same", "not same" or "".
    cells : dict of str to str
        The whole row, by column.
    line : int
        Where it stands in the file, from 1.
    """

    a: str
    b: str
    judgement: str
    cells: dict[str, str]
    line: int


def entity_type(iri: str) -> str | None:
    """Return the type that an IRI of an entity belongs to; None where it is no such IRI.

    Examples
    --------
    >>> entity_type("https://w3id.org/beleidsgraaf/id/programme/nplv")
    'Programme'
    >>> entity_type("https://identifier.overheid.nl/tooi/id/gemeente/gm0106")
    'Region'
    >>> entity_type("https://w3id.org/beleidsgraaf/id/document/brief.txt") is None
    True
    """
    if iri.startswith(ID_BASE):
        word, _, rest = iri.removeprefix(ID_BASE).partition("/")
        return _TYPES.get(word) if rest else None
    return tooi_type(iri)


@dataclass(slots=True)
class Judgements:
    """Judgements read from a file.

    Attributes
    ----------
    rows : tuple of Row
        All rows, in order, those without a judgement too.
    """

    rows: tuple[Row, ...] = ()
    _targets: dict[str, Target] = field(default_factory=dict)
    _apart: set[frozenset[str]] = field(default_factory=set)

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a file.

        Raises
        ------
        FormatError
            If a row is at fault, with the file and the line.
        """
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise FormatError(f"{path}: not UTF-8; save it as CSV UTF-8") from error
        return cls.parse(text.splitlines(keepends=True), str(path))

    @classmethod
    def parse(cls, lines: Iterable[str], name: str) -> Self:
        """Read the lines of a file.

        Parameters
        ----------
        lines : iterable of str
            Commas or semicolons between the cells, as spreadsheets write them.
        name : str
            For errors.

        Raises
        ------
        FormatError
            If a column is missing, an IRI is none of an entity or of another type than the other, a judgement is
            another word, or judgements contradict each other.
        """
        lines = list(lines)
        rows = tuple(_rows(lines, name))
        judgements = cls(rows)
        judgements._join(name)
        return judgements

    def target(self, iri: str) -> Target | None:
        """Return what an entity is written as, if anything else than itself or with another name."""
        return self._targets.get(iri)

    def settled(self, a: str, b: str) -> bool:
        """Tell whether somebody has judged two entities, directly or by way of others.

        Examples
        --------
        >>> Judgements().settled("urn:a", "urn:b")
        False
        """
        a, b = self._root(a), self._root(b)
        return a == b or frozenset((a, b)) in self._apart

    def outdated(self, store: "Store") -> set[NamedNode]:
        """Return the documents in a store in which something stands under an IRI that was judged to be another's.

        Parameters
        ----------
        store : Store

        Returns
        -------
        set of pyoxigraph.NamedNode
            IRIs of documents, to be built again.
        """
        moved = [NamedNode(iri) for iri, target in self._targets.items() if target.iri != iri]
        graphs = {q.graph_name for iri in moved for q in store.quads(None, t.bg("refersTo"), iri)}
        return {g for g in graphs if isinstance(g, NamedNode)}

    def _root(self, iri: str) -> str:
        target = self._targets.get(iri)
        return target.iri if target else iri

    def _join(self, name: str) -> None:
        parents: dict[str, str] = {}

        def root(iri: str) -> str:
            while iri in parents:
                iri = parents[iri]
            return iri

        labels: dict[str, str] = {}
        for row in self.rows:
            if row.judgement == SAME:
                labels.setdefault(row.a, row.cells.get("label_a", "").strip())
                a, b = root(row.a), root(row.b)
                if a != b:
                    if not b.startswith(ID_BASE) and not a.startswith(ID_BASE):
                        raise FormatError(f"{name}: line {row.line}: a and b both have an official identifier")
                    # An official identifier stays, whichever side it stands on.
                    kept, moved = (a, b) if b.startswith(ID_BASE) else (b, a)
                    parents[moved] = kept
                    if b != moved:
                        labels.setdefault(b, row.cells.get("label_b", "").strip())
        for iri in {*parents, *parents.values()}:
            kept = root(iri)
            self._targets[iri] = Target(kept, labels.get(kept, ""))
        for row in self.rows:
            if row.judgement == NOT_SAME:
                a, b = root(row.a), root(row.b)
                if a == b:
                    raise FormatError(
                        f"{name}: line {row.line}: judged not same, but other rows make them the same; change one"
                    )
                self._apart.add(frozenset((a, b)))


def _rows(lines: list[str], name: str) -> Iterator[Row]:
    if not lines:
        raise FormatError(f"{name}: empty; the first line has to be {','.join(COLUMNS)}")
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, delimiter=delimiter, restval="", restkey="")
    missing = [c for c in COLUMNS[:3] if c not in (reader.fieldnames or ())]
    if missing:
        raise FormatError(f"{name}: line 1: no column {', '.join(missing)}; the columns are {','.join(COLUMNS)}")
    for cells in reader:
        line = reader.line_num
        cells.pop("", None)
        a, b = cells["a"].strip(), cells["b"].strip()
        judgement = " ".join(cells["judgement"].lower().split())
        if judgement not in (SAME, NOT_SAME, OPEN):
            raise FormatError(f'{name}: line {line}: judgement {judgement!r}; write "same", "not same" or nothing')
        for column, iri in (("a", a), ("b", b)):
            if entity_type(iri) is None or not _is_iri(iri):
                raise FormatError(f"{name}: line {line}: {column} is no IRI of an entity: {iri!r}")
        if a == b:
            raise FormatError(f"{name}: line {line}: a and b are one entity")
        if entity_type(a) != entity_type(b):
            raise FormatError(f"{name}: line {line}: a is a {entity_type(a)}, b is a {entity_type(b)}")
        yield Row(a, b, judgement, dict(cells), line)


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
