"""``beleidsgraaf convert``: annotated texts from and to spaCy, Prodigy and Label Studio."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from beleidsgraaf.ontology.errors import FormatError
from beleidsgraaf.options import OutputOption, command
from beleidsgraaf.session import Session


class Form(StrEnum):
    """Forms to write; see `beleidsgraaf.extract.convert.FORMATS`."""

    jsonl = "jsonl"
    spacy = "spacy"
    spacy_json = "spacy-json"
    prodigy = "prodigy"
    label_studio = "label-studio"
    label_studio_config = "label-studio-config"


@command
def convert(
    session: Session,
    files: Annotated[list[str] | None, typer.Argument(metavar="[FILE]...", help="convert.files")] = None,
    to: Annotated[Form, typer.Option("--to", "-t", help="convert.to")] = Form.jsonl,
    label: Annotated[
        list[str] | None, typer.Option("--label", metavar="OLD=NEW", help="convert.label", show_default=False)
    ] = None,
    output: OutputOption = None,
) -> None:
    """Turn annotated texts into another form."""
    from beleidsgraaf.extract.convert import dump, load
    from beleidsgraaf.extract.convert_tools import label_studio_config

    if to is Form.label_studio_config:
        data = label_studio_config().encode()
    else:
        labels = dict(_renaming(session, text) for text in label or ())
        if not files:
            raise FormatError(session.messages("convert.no_files"))
        data = dump((x for name in files for x in load(Path(name).read_bytes(), Path(name).name, labels)), to.value)
    if output:
        Path(output).write_bytes(data)
        session.note("export.written", file=output)
    else:
        sys.stdout.buffer.write(data)


def _renaming(session: Session, text: str) -> tuple[str, str]:
    old, sign, new = text.partition("=")
    if not old or not sign:
        raise FormatError(session.messages("convert.bad_label", text=text))
    return old, new
