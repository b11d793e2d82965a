"""What the form of a document says about it: kind, date, numbers, who wrote, asked and answers."""

from beleidsgraaf.extract.readers.draft import Draft
from beleidsgraaf.extract.document import Metadata


def metadata(draft: Draft, name: str) -> Metadata:
    """Return the metadata of a draft."""
    return draft.metadata
