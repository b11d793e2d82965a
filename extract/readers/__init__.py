"""Readers: bytes of one format in, a `Document` out; one module a format."""

from beleidsgraaf.extract.readers.reading import from_text, read

__all__ = ["from_text", "read"]
