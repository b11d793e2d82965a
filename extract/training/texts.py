"""The annotated texts that come with the project: invented ones, whole, and public prose, by offsets alone.

An invented text stands in ``data/*.txt`` with its names marked, ``{Org:Stichting Lezen}``, and below ``@@@`` the forms
of one entity (``= full | short``) and the relations (``subject | predicate | object``). Of public texts only places are
kept: which lines or code points of which file, and where in them a name stands; the file is read when it is at hand.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from beleidsgraaf.extract.readers import read
from beleidsgraaf.ontology import PREDICATES, FormatError
from beleidsgraaf.ontology.vocabulary import accepts

DATA = Path(__file__).resolve().parent / "data"
"""Folder of the annotated texts."""

TYPES = {
    "Min": "Ministry", "Prog": "Programme", "Reg": "Region", "Org": "Organisation",
    "Per": "Person", "Off": "Office", "Law": "Law", "Pub": "Publication",
}  # fmt: skip
"""Entity type by its mark in the invented texts."""

Record = dict[str, Any]
_MARK = re.compile(rf"\{{({'|'.join(TYPES)}):([^{{}}]+)\}}")
_TEXT = re.compile(r"^##### (\S+).*\n", re.MULTILINE)


def invented(folder: Path = DATA) -> Iterator[Record]:
    """Yield the invented texts as records of the annotation guide.

    Parameters
    ----------
    folder : Path
        Holds ``*.txt`` in the markup above.

    Raises
    ------
    FormatError
        If a line below ``@@@`` is no relation: its ends are not marked, or the predicate does not take their types.
    """
    for path in sorted(folder.glob("*.txt")):
        parts = _TEXT.split(path.read_text(encoding="utf-8"))
        for name, part in zip(parts[1::2], parts[2::2], strict=True):
            body, _, below = part.partition("\n@@@")
            yield _record(f"{path.name}: {name}", name, body, below.splitlines())


def accompanying(shared: Path | None = None) -> list[Record]:
    """Return all annotated texts that come with the project.

    Parameters
    ----------
    shared : Path, optional
        Folder of the public texts that are annotated by offsets; without it the invented texts alone.
    """
    return [*invented(), *(prose(shared) if shared is not None else ())]


def marked(body: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a text without its marks, and where they stood.

    Parameters
    ----------
    body : str

    Returns
    -------
    text : str
    spans : list of (int, int, str)
        Start, end and type.

    Examples
    --------
    >>> marked("De {Reg:gemeente Assen} betaalt.")
    ('De gemeente Assen betaalt.', [(3, 17, 'Region')])
    """
    text, spans, last = "", [], 0
    for m in _MARK.finditer(body):
        text += body[last : m.start()]
        spans.append((len(text), len(text) + len(m[2]), TYPES[m[1]]))
        text += m[2]
        last = m.end()
    return text + body[last:], spans


def _record(where: str, name: str, body: str, below: Iterable[str]) -> Record:
    text, spans = marked(body)
    lines = [line.strip() for line in below if line.strip()]
    main: dict[str, str] = {}
    for line in lines:
        if line.startswith("= "):
            first, *others = (form.strip() for form in line[2:].split(" | "))
            main.update(dict.fromkeys(others, main.get(first, first)))
    entities: dict[tuple[str, str], Record] = {}
    ids: dict[str, list[str]] = {}
    for start, end, type_ in spans:
        form = text[start:end]
        key = main.get(form, form), type_
        entity = entities.setdefault(key, {"id": f"e{len(entities)}", "type": type_, "label": key[0], "mentions": []})
        entity["mentions"].append({"start": start, "end": end, "text": form})
        for known in {form, key[0]}:
            if entity["id"] not in ids.setdefault(known, []):
                ids[known].append(entity["id"])
    by_id = {entity["id"]: entity for entity in entities.values()}
    relations = []
    for line in lines:
        if line.startswith("= "):
            continue
        ends = [part.strip() for part in line.split(" | ")]
        # One form may name two entities of different types; the predicate tells which are meant.
        fitting = (
            [
                (by_id[a], by_id[b])
                for a in ids.get(ends[0], ())
                for b in ids.get(ends[2], ())
                if accepts(ends[1], by_id[a]["type"], by_id[b]["type"])
            ]
            if len(ends) == 3 and ends[1] in PREDICATES
            else []
        )
        if not fitting:
            raise FormatError(f"{where}: not a relation between marked names: {line}")
        subject, object_ = fitting[0]
        start, end = _nearest(subject["mentions"], object_["mentions"])
        relations.append({
            "subject": subject["id"], "predicate": ends[1], "object": object_["id"],
            "evidence": {"start": start, "end": end, "text": text[start:end]},
        })  # fmt: skip
    document = {"id": name}
    return {"document": document, "text": text, "entities": list(by_id.values()), "relations": relations}


def _nearest(some: list[Record], others: list[Record]) -> tuple[int, int]:
    """Return where two entities stand nearest to each other: there the relation is most likely said."""
    spans = ((min(a["start"], b["start"]), max(a["end"], b["end"])) for a in some for b in others)
    return min(spans, key=lambda span: span[1] - span[0])


def prose(shared: Path, path: Path = DATA / "prose.jsonl") -> Iterator[Record]:
    """Yield the annotated stretches of public texts as records, without relations.

    Parameters
    ----------
    shared : Path
        Folder in which the annotated files lie.
    path : Path
        A JSON object a line: ``id``; ``file`` within `shared`, a document or gzipped lines; ``span``, first and last
        but one code point, or ``lines``; ``sha256`` of that text, 16 digits; ``mentions``, each ``[start, end, type]``.

    Raises
    ------
    FormatError
        If a text is not the one that was annotated.
    """
    texts: dict[str, str | list[str]] = {}
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        name = row["file"]
        if name not in texts:
            packed = name.endswith(".gz")
            texts[name] = (
                gzip.decompress((shared / name).read_bytes()).decode("utf-8").split("\n")
                if packed
                else read(shared / name).text
            )
        source = texts[name]
        text = source[slice(*row["span"])] if isinstance(source, str) else "\n".join(source[slice(*row["lines"])])
        if sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            raise FormatError(
                f"{shared / name}: not the text that {path.name} annotates; leave it out or annotate anew"
            )
        entities = [
            {"id": f"e{n}", "type": type_, "label": text[start:end],
             "mentions": [{"start": start, "end": end, "text": text[start:end]}]}
            for n, (start, end, type_) in enumerate(row["mentions"])
        ]  # fmt: skip
        yield {"document": {"id": row["id"]}, "text": text, "entities": entities, "relations": []}
