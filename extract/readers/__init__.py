"""Readers: bytes of one format in, a `Document` out; one module a format.

Read are .txt, .md, .docx, .odt, .pdf, .html, the XML of official publications, and folders and zips of them.
"""

from beleidsgraaf.extract.readers.collecting import read_all
from beleidsgraaf.extract.readers.reading import from_text, read

__all__ = ["from_text", "read", "read_all"]
