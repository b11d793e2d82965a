"""The errors that this project raises on purpose; everything else is a bug."""


class BeleidsgraafError(Exception):
    """Base of all errors with a message meant for people: one line that names the cause and the cure.

    Examples
    --------
    >>> str(BeleidsgraafError("brief.pdf: no text layer; run OCR on it first"))
    'brief.pdf: no text layer; run OCR on it first'
    """


class ReadError(BeleidsgraafError):
    """A document cannot be read: unknown format, damaged, empty, encrypted, or a scan without text."""


class FormatError(BeleidsgraafError):
    """Data handed in (an extraction, a register, a gold file) does not have the documented form."""


class StoreError(BeleidsgraafError):
    """A store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another program is writing the store; it may be free in a moment."""


class ClusterError(BeleidsgraafError):
    """A cluster cannot be reached, or its workers are not what we need."""


class QueryError(BeleidsgraafError):
    """A SPARQL query cannot be parsed or run, or no shipped query has that name."""


class UnknownNameError(BeleidsgraafError):
    """No entity has the given label, alias, abbreviation or IRI; the message carries the nearest names."""

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"nothing in the graph is called {name!r}{hint}")
        self.name = name
        self.suggestions = suggestions
