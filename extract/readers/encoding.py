r"""From bytes to text: UTF-8 and UTF-16 with their marks, Windows-1252, and what charset-normalizer makes of others.

Examples
--------
>>> decode("coördinatie".encode("cp1252"), "brief.txt")
'coördinatie'
>>> decode(b"\xef\xbb\xbfBrief", "brief.txt")
'Brief'
"""

import codecs
import re

import charset_normalizer
from beleidsgraaf.ontology import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(r"[^\x00-\x7f]")
# What Dutch office documents have outside ASCII when they are in Windows-1252.
_EXPECTED = re.compile(
    "[ÄÀÁÂÇËÈÉÊÏÍÎÑÖÓÔÜÚÛäàáâçëèéêïìíîñöòóôüùúûÿß‘’‚“”„–—…•€§°±²³´µ·½¼¾×ØøÅåÆæ®©™«»¡¿ˆ˜\u00a0\u00ad]"
)
_SAMPLE = 64 * 1024
_MAX_CONTROL = 0.02


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of a file, line ends as they are, without byte order mark.

    Parameters
    ----------
    data : bytes
    name : str
        File name for the message.
    declared : str, optional
        Encoding that the content itself names; used where it fits and the bytes are no UTF-8.

    Raises
    ------
    ReadError
        If the bytes are no text in any encoding that fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, name), name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        if declared and (text := _as_declared(data, declared)) is not None:
            return _checked(text, name)
        return _checked(_undecided(data, name), name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: begins as {encoding.upper()} but is not at byte {error.start}; "
            "save it anew as UTF-8 text and read it again"
        ) from error


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        # What calls itself ISO-8859-1 on the web is Windows-1252.
        return data.decode("cp1252" if declared in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else declared)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _undecided(data: bytes, name: str) -> str:
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    if western is not None:
        high = len(_HIGH.findall(western))
        if len(_EXPECTED.findall(western)) >= 0.8 * high and not _CONTROL.search(western):
            return western
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if best is not None:
        try:
            return data.decode(best.encoding)
        except (UnicodeDecodeError, LookupError):  # the sample fitted, the rest does not
            best = None
    if western is None:
        raise ReadError(f"{name}: is not text in a known encoding; save it anew as UTF-8 and read it again")
    return western


def _checked(text: str, name: str) -> str:
    if len(_CONTROL.findall(text)) > max(2, _MAX_CONTROL * len(text)):
        raise ReadError(f"{name}: is binary data and no text; check that it is the right file")
    return text
