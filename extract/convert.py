"""Files of annotated texts in the forms of other tools: ours, spaCy's, Prodigy's and Label Studio's.

====================== ========================================================================
jsonl                  records of ours, one a line (``docs/format.md``)
spacy                  a DocBin of spaCy, for ``spacy train``
spacy-json             what ``Doc.to_json`` makes, one a line
prodigy                tasks of Prodigy, one a line
label-studio           a list of tasks of Label Studio
====================== ========================================================================
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.ontology import FormatError

FORMATS: Final = ("jsonl", "spacy", "spacy-json", "prodigy", "label-studio")


def dump(extractions: Iterable[Extraction], form: str) -> bytes:
    """Return records in a form, as the content of a file.

    Parameters
    ----------
    extractions : iterable of Extraction
    form : str
        One of `FORMATS`.

    Raises
    ------
    ValueError
        If there is no such form.

    Examples
    --------
    >>> from beleidsgraaf.extract import DocumentInfo
    >>> record = Extraction(DocumentInfo("a.txt"), "In Assen.")
    >>> list(load(dump([record], "prodigy"))) == [record]
    True
    """
    from beleidsgraaf.extract import convert_tools as tools

    if form == "jsonl":
        return _lines(x.to_dict() for x in extractions)
    if form == "prodigy":
        return _lines(map(tools.to_prodigy, extractions))
    if form == "label-studio":
        return (json.dumps(list(map(tools.to_label_studio, extractions)), ensure_ascii=False, indent=1) + "\n").encode()
    if form not in FORMATS:
        raise ValueError(f"{form!r} is not one of {', '.join(FORMATS)}")
    from beleidsgraaf.extract import convert_spacy

    if form == "spacy":
        return convert_spacy.to_docbin(extractions)
    return _lines(map(convert_spacy.to_doc_json, extractions))


def load(data: bytes, name: str = "text", labels: Mapping[str, str] | None = None) -> Iterator[Extraction]:
    """Yield the records of a file in any of the forms; which one shows in what it holds.

    Parameters
    ----------
    data : bytes
        The content of the file.
    name : str
        For errors, and for ids of documents that have none.
    labels : mapping of str to str, optional
        Our type or predicate for labels of another tool; "" leaves out what has the label.

    Raises
    ------
    FormatError
        With the name and, where there are lines, the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from beleidsgraaf.extract.convert_spacy import from_docbin

        yield from from_docbin(data, name, labels)
        return
    for place, item in _items(text, name):
        try:
            found = _read(item, f"{name}-{place}", labels)
        except FormatError as error:
            raise FormatError(f"{name}: {place}: {error}") from error
        if found is not None:
            yield found


def _read(item: Any, name: str, labels: Mapping[str, str] | None) -> Extraction | None:
    from beleidsgraaf.extract import convert_tools as tools

    keys = item.keys() if isinstance(item, Mapping) else set()
    if {"text", "entities", "document"} <= keys:
        return Extraction.from_dict(item)
    if {"text", "ents"} <= keys:
        from beleidsgraaf.extract.convert_spacy import from_doc_json

        return from_doc_json(item, name, labels)
    if {"text", "spans"} <= keys or {"text", "answer"} <= keys:
        return tools.from_prodigy(item, name, labels)
    if "data" in keys:
        return tools.from_label_studio(item, name, labels)
    raise FormatError("neither a record, a Doc JSON of spaCy, nor a task of Prodigy or Label Studio")


def _items(text: str, name: str) -> Iterator[tuple[str, Any]]:
    """Yield the objects of a JSON list, of one JSON object, or of lines of JSON, each with its place."""
    if text.lstrip().startswith("["):
        try:
            items = json.loads(text)
        except json.JSONDecodeError as error:
            raise FormatError(f"{name}: not JSON: {error}") from error
        yield from ((f"item {i}", item) for i, item in enumerate(items, 1))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except json.JSONDecodeError as error:
                raise FormatError(f"{name}: line {number}: not JSON: {error}") from error


def _lines(items: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items).encode("utf-8", "surrogatepass")
