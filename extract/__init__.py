"""A document in, an extraction out: readers, the Dutch pipeline, linking, relations. Imports only ontology."""

from typing import TYPE_CHECKING, Any

from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.extraction import (
    DocumentInfo,
    Entity,
    Extraction,
    Mention,
    Relation,
    read_jsonl,
    write_jsonl,
)

if TYPE_CHECKING:
    from beleidsgraaf.extract.extractor import Extractor

__all__ = [
    "Document",
    "DocumentInfo",
    "Entity",
    "Extraction",
    "Extractor",
    "Mention",
    "Relation",
    "read_jsonl",
    "write_jsonl",
]


def __getattr__(name: str) -> Any:
    if name == "Extractor":  # imports spaCy, which takes a second
        from beleidsgraaf.extract.extractor import Extractor

        return Extractor
    raise AttributeError(f"module 'beleidsgraaf.extract' has no attribute {name!r}")
