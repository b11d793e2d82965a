"""What our components keep in a `Doc` goes with it to bytes: for `Doc.to_bytes` and ``nlp.pipe(texts, n_process=2)``.

spaCy writes ``Doc.user_data`` as msgpack and asks registered encoders for what msgpack does not know. Importing this
module registers ours.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any, Final

import srsly

_HOMES: Final = {
    "BackReference": "beleidsgraaf.extract.extraction",
    "Candidate": "beleidsgraaf.extract.candidates",
    "Entity": "beleidsgraaf.extract.extraction",
    "Mention": "beleidsgraaf.extract.extraction",
}
"""The classes that may be in bytes, and their modules; no others are made from bytes."""

_MARK: Final = "beleidsgraaf"


def encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Return one of our values as a dictionary; others are passed on.

    Parameters
    ----------
    value : object
        What msgpack cannot write.
    chain : callable or None
        The next encoder.

    Examples
    --------
    >>> from beleidsgraaf.extract.extraction import Mention
    >>> encode(Mention(0, 4, "RIVM"))
    {'beleidsgraaf': 'Mention', 'start': 0, 'end': 4, 'text': 'RIVM'}
    """
    name = type(value).__name__
    if is_dataclass(value) and _HOMES.get(name) == type(value).__module__:
        return {_MARK: name} | {f.name: getattr(value, f.name) for f in fields(value)}
    return value if chain is None else chain(value)


def decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """Return the value that a dictionary stands for; others are passed on.

    Parameters
    ----------
    value : object
        What msgpack has read.
    chain : callable or None
        The next decoder.

    Examples
    --------
    >>> decode({"beleidsgraaf": "Mention", "start": 0, "end": 4, "text": "RIVM"})
    Mention(start=0, end=4, text='RIVM')
    """
    if isinstance(value, dict) and value.get(_MARK) in _HOMES:
        given = {k: tuple(v) if isinstance(v, list) else v for k, v in value.items() if k != _MARK}
        return getattr(import_module(_HOMES[value[_MARK]]), value[_MARK])(**given)
    return value if chain is None else chain(value)


srsly.msgpack_encoders.register(_MARK, func=encode)
srsly.msgpack_decoders.register(_MARK, func=decode)
