"""Records to and from tools for annotation: tasks of Prodigy and of Label Studio.

Prodigy: one JSON object a line with ``text``, ``tokens``, ``spans`` and ``relations``, from head (subject) to child
(object). Label Studio: a JSON list of tasks whose text stands in ``data.text``; what we write are predictions, for a
person to accept or to mend, and what is read is the latest annotation, or the prediction where there is none.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from beleidsgraaf.extract.extraction import Extraction
from beleidsgraaf.extract.marks import Arrow, Mark, Marked, to_extraction, to_marked
from beleidsgraaf.ontology import ENTITY_TYPES, PREDICATES, FormatError

RECORD: Final = "beleidsgraaf_record"
"""Key of the record that goes along, in Prodigy's ``meta`` and Label Studio's ``data``."""


def to_prodigy(extraction: Extraction) -> dict[str, Any]:
    """Return a record as a task of Prodigy.

    Parameters
    ----------
    extraction : Extraction

    Examples
    --------
    >>> from beleidsgraaf.extract import DocumentInfo, Entity, Mention
    >>> entity = Entity("e0", "Region", "Assen", (Mention(3, 8, "Assen"),))
    >>> task = to_prodigy(Extraction(DocumentInfo("a.txt"), "In Assen.", (entity,)))
    >>> task["spans"]
    [{'start': 3, 'end': 8, 'token_start': 1, 'token_end': 1, 'label': 'Region', 'entity': 'e0'}]
    """
    from beleidsgraaf.extract.convert_spacy import token_bounds

    marked = to_marked(extraction)
    bounds = token_bounds(marked.text, marked.marks)
    following = [*(start for start, _ in bounds[1:]), len(marked.text)]
    tokens = [
        {"text": marked.text[start:end], "start": start, "end": end, "id": i, "ws": end < after}
        for i, ((start, end), after) in enumerate(zip(bounds, following, strict=True))
    ]
    first = {start: i for i, (start, _) in enumerate(bounds)}
    last = {end: i for i, (_, end) in enumerate(bounds)}
    spans = [
        {
            "start": m.start, "end": m.end, "token_start": first[m.start], "token_end": last[m.end],
            "label": m.type, "entity": m.entity,
        }
        for m in marked.marks
    ]  # fmt: skip
    relations = [
        {
            "head": spans[a.subject]["token_end"], "child": spans[a.object]["token_end"], "label": a.predicate,
            "head_span": spans[a.subject], "child_span": spans[a.object],
        }
        for a in marked.arrows or ()
    ]  # fmt: skip
    meta = {"document": marked.name, RECORD: marked.record}
    return {"text": marked.text, "tokens": tokens, "spans": spans, "relations": relations, "meta": meta}


def from_prodigy(
    task: Mapping[str, Any], name: str = "text", labels: Mapping[str, str] | None = None
) -> Extraction | None:
    """Return a task of Prodigy as a record; None where it was rejected or passed over.

    Parameters
    ----------
    task : mapping
    name : str
        Document id where the task has none.
    labels : mapping of str to str, optional
        As in `beleidsgraaf.extract.marks.to_extraction`.

    Raises
    ------
    FormatError
        If a field is missing, or as in `beleidsgraaf.extract.marks.to_extraction`.
    """
    if task.get("answer", "accept") != "accept":
        return None
    meta = task.get("meta") or {}
    name, record = str(meta.get("document") or name), meta.get(RECORD)
    try:
        spans = task.get("spans") or []
        marks = [Mark(int(s["start"]), int(s["end"]), s["label"], s.get("entity")) for s in spans]
        arrows = _prodigy_arrows(task, spans, marks) if "relations" in task else None
        marked = Marked(name, task["text"], marks, arrows, record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"{name}: no task of Prodigy: {type(error).__name__}: {error}") from error
    return to_extraction(marked, labels)


def _prodigy_arrows(task: Mapping[str, Any], spans: Sequence[Mapping[str, Any]], marks: Sequence[Mark]) -> list[Arrow]:
    at = {(m.start, m.end): i for i, m in enumerate(marks)}
    by_token = {t: i for i, s in enumerate(spans) for t in range(s.get("token_start", 0), s.get("token_end", -1) + 1)}

    def end(relation: Mapping[str, Any], role: str) -> int | None:
        span = relation.get(f"{role}_span")
        return at.get((span["start"], span["end"])) if span else by_token.get(relation[role])

    found = []
    for relation in task["relations"]:
        subject, object = end(relation, "head"), end(relation, "child")
        if subject is not None and object is not None:
            found.append(Arrow(subject, relation["label"], object))
    return found


def to_label_studio(extraction: Extraction) -> dict[str, Any]:
    """Return a record as a task of Label Studio, with what was found as a prediction.

    Parameters
    ----------
    extraction : Extraction

    Examples
    --------
    >>> from beleidsgraaf.extract import DocumentInfo, Entity, Mention
    >>> entity = Entity("e0", "Region", "Assen", (Mention(3, 8, "Assen"),))
    >>> task = to_label_studio(Extraction(DocumentInfo("a.txt"), "In Assen.", (entity,)))
    >>> task["predictions"][0]["result"][0]["value"]
    {'start': 3, 'end': 8, 'text': 'Assen', 'labels': ['Region']}
    """
    marked = to_marked(extraction)
    result: list[dict[str, Any]] = [
        {
            "id": f"m{i}", "from_name": "label", "to_name": "text", "type": "labels", "meta": {"text": [m.entity]},
            "value": {"start": m.start, "end": m.end, "text": marked.text[m.start : m.end], "labels": [m.type]},
        }
        for i, m in enumerate(marked.marks)
    ]  # fmt: skip
    result += [
        {
            "type": "relation", "from_id": f"m{a.subject}", "to_id": f"m{a.object}", "direction": "right",
            "labels": [a.predicate],
        }
        for a in marked.arrows or ()
    ]  # fmt: skip
    data = {"text": marked.text, "document": marked.name, RECORD: marked.record}
    return {"data": data, "predictions": [{"model_version": "beleidsgraaf", "result": result}]}


def from_label_studio(
    task: Mapping[str, Any], name: str = "text", labels: Mapping[str, str] | None = None
) -> Extraction | None:
    """Return a task of Label Studio as a record; None where it was skipped.

    Parameters
    ----------
    task : mapping
        Of an export as "JSON", not "JSON-MIN".
    name : str
        Document id where the task has none.
    labels : mapping of str to str, optional
        As in `beleidsgraaf.extract.marks.to_extraction`.

    Raises
    ------
    FormatError
        If a field is missing, offsets do not fit the text, or as in `beleidsgraaf.extract.marks.to_extraction`.
    """
    try:
        data = task["data"]
        name, text = str(data.get("document") or name), data["text"]
        result = _label_studio_result(task)
        if result is None:
            return None
        marks: list[Mark] = []
        at: dict[str, int] = {}
        for region in result:
            if region["type"] == "labels":
                start, end = _offsets(text, region["value"], name)
                note = (region.get("meta") or {}).get("text") or [None]
                at[region["id"]] = len(marks)
                marks.append(Mark(start, end, region["value"]["labels"][0], note[0] or None))
        arrows = []
        for r in result:
            if r["type"] == "relation" and r["from_id"] in at and r["to_id"] in at and r.get("labels"):
                ends = (at[r["from_id"]], at[r["to_id"]])
                subject, object = ends[::-1] if r.get("direction") == "left" else ends
                arrows += [Arrow(subject, label, object) for label in r["labels"]]
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise FormatError(f"{name}: no task of Label Studio: {type(error).__name__}: {error}") from error
    return to_extraction(Marked(name, text, marks, arrows, data.get(RECORD)), labels)


def _label_studio_result(task: Mapping[str, Any]) -> Sequence[Mapping[str, Any]] | None:
    annotations = task.get("annotations") or []
    done = [a for a in annotations if not a.get("was_cancelled")]
    if annotations and not done:
        return None
    for source in (done, task.get("predictions") or []):
        if source:
            latest: Sequence[Mapping[str, Any]] = max(source, key=lambda a: str(a.get("updated_at") or ""))["result"]
            return latest
    return []


def _offsets(text: str, value: Mapping[str, Any], name: str) -> tuple[int, int]:
    """Return the span of a region in code points; older versions of Label Studio count UTF-16 units."""
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if words is None or text[start:end] == words:
        return start, end
    units = text.encode("utf-16-le")
    before, inside = (units[2 * a : 2 * b].decode("utf-16-le", "replace") for a, b in ((0, start), (start, end)))
    if inside == words:
        return len(before), len(before) + len(words)
    raise FormatError(f"{name}: the region {start}:{end} does not hold {words!r}; was the text changed?")


def label_studio_config() -> str:
    """Return the labelling interface for Label Studio: our types and relations.

    Examples
    --------
    >>> print(label_studio_config().splitlines()[1].strip())
    <Relations>
    """
    relations = "\n".join(f'    <Relation value="{name}"/>' for name in PREDICATES)
    labels = "\n".join(f'    <Label value="{name}"/>' for name in ENTITY_TYPES)
    return (
        f'<View>\n  <Relations>\n{relations}\n  </Relations>\n  <Labels name="label" toName="text">\n{labels}\n'
        '  </Labels>\n  <Text name="text" value="$text" granularity="symbol"/>\n</View>\n'
    )
