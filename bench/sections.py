"""List the questions and answers of documents: a table to look at, with what is odd marked.

usage: python bench/sections.py [FILE_OR_FOLDER ...]

Without arguments: the real documents beside the gold, and the plain texts of its train part. A line is a question or
an answer with its numbers and the beginning and end of its text. Marked with "!": a question without an answer in a
document that answers, an answer to no question, an empty or very long question, a question that asks nothing.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import gold
from beleidsgraaf.extract.document import Document, Section
from beleidsgraaf.extract.readers import from_text, read
from beleidsgraaf.ontology import BeleidsgraafError

LONG = 2500
SHOWN = 60


def documents(paths: Iterable[Path]) -> Iterator[Document]:
    """Yield the documents of files and folders; what cannot be read is named and passed over."""
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            try:
                yield read(file)
            except BeleidsgraafError as error:
                print(f"-- {error}")


def odd(section: Section, document: Document) -> str:
    """Return what is odd about a section, "" where nothing is."""
    text = document.text[section.start : section.end]
    others = [s for s in document.sections if s.kind != section.kind and set(s.numbers) & set(section.numbers)]
    answers = any(s.kind == "answer" for s in document.sections)
    if section.kind == "question":
        if answers and not others:
            return "no answer"
        if "?" not in text:
            return "asks nothing"
        return "long" if len(text) > LONG else ""
    return "" if others else "to no question"


def table(document: Document) -> Iterator[str]:
    """Yield the lines of a document."""
    yield f"{document.id} ({document.metadata.kind or 'unknown'}): {len(document.sections)}"
    for s in document.sections:
        text = " ".join(document.text[s.start : s.end].split())
        mark = odd(s, document)
        shown = text if len(text) <= 2 * SHOWN else f"{text[:SHOWN]} … {text[-SHOWN:]}"
        yield f"  {s.kind:8} {','.join(s.numbers):10} {shown}" + (f"  ! {mark}" if mark else "")


def main() -> None:
    """Print the tables, and how many sections are odd."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--odd", action="store_true", help="only what is odd")
    options = parser.parse_args()
    shared = gold.GOLD.parent / "documents"
    found = list(documents(options.paths or [shared]))
    if not options.paths:
        found += [from_text(r["text"], name=r["document"]["id"]) for r in gold.records("train")]
    strange = sections = 0
    for document in found:
        lines = list(table(document))
        marked = [line for line in lines if "  ! " in line]
        sections, strange = sections + len(document.sections), strange + len(marked)
        if options.odd and marked:
            print(lines[0], *marked, sep="\n")
        elif not options.odd and document.sections:
            print(*lines, sep="\n")
    held = sum(bool(d.sections) for d in found)
    print(f"{len(found)} documents, {held} with questions or answers, {sections} sections, {strange} odd")


if __name__ == "__main__":
    main()
