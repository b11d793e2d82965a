"""When two spellings are one name."""

import re
import unicodedata
from typing import Final

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LETTERS: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_SILENT: Final = re.compile(r"['’‘‛`´ʼ]|(?<!\d)\.|\.(?!\d)")
_SEPARATORS: Final = re.compile(r"[\s.,;:!?/\\|_()\[\]{}<>\"“”„«»‹›\-‐‑‒–—―−·•…]+")


def clean(text: str) -> str:
    r"""Replace what no RDF or XML syntax can carry by U+FFFD, one for one, so that offsets hold.

    These are lone surrogates, control characters other than tab and line ends, U+FFFE and U+FFFF.

    Examples
    --------
    >>> clean("a\x00b\ud800") == "a\ufffdb\ufffd"
    True
    """
    return _UNWRITABLE.sub("\ufffd", text)


def normalise_name(name: str) -> str:
    """Return what a name is compared by: lower case, without accents, one space between words.

    Parameters
    ----------
    name : str
        A label, alias or what someone typed.

    Returns
    -------
    str
        Empty where the name has no letter, digit or symbol.

    Examples
    --------
    >>> normalise_name("Stichting School & Veiligheid")
    'stichting school en veiligheid'
    >>> normalise_name("'s-Hertogenbosch") == normalise_name("’s‑HERTOGENBOSCH")
    True
    >>> normalise_name("Provinsje Fryslân")
    'provinsje fryslan'
    """
    folded = unicodedata.normalize("NFKC", clean(name)).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if unicodedata.category(c) not in ("Mn", "Cf"))
    spelled = bare.replace("&", " en ").replace("+", " plus ")
    return _SEPARATORS.sub(" ", _SILENT.sub("", spelled)).strip()
