"""spaCy's Dutch tokenizer, with words parted that lost the blank between them, and made but once.

spaCy fills its table of special cases anew for every setting of a tokenizer that is changed or read from a folder;
that took most of the time in which a pipeline loads. This one is made whole by the factory, and reads nothing.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

NAME = "beleidsgraaf.tokenizer"
"""Under which spaCy's registry of tokenizers, and ``config.cfg``, know it."""

# A word glued to the next by a lost space: "deEuropese", "2024Tweede".
_GLUED = (r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ]{2})", r"(?<=\d)(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")


class PolicyTokenizer(Tokenizer):  # type: ignore[misc]
    """A tokenizer whose settings are in the code, so that there is nothing to write or to read."""

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write nothing."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "PolicyTokenizer":
        """Return itself."""
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return no bytes."""
        return b""

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> "PolicyTokenizer":
        """Return itself."""
        return self


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], PolicyTokenizer]:
    """Return what makes the tokenizer of a pipeline.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("nl", config={"nlp": {"tokenizer": {"@tokenizers": NAME}}})
    >>> [token.text for token in nlp("De heer A.B. de Vries van deEuropese Commissie, d.w.z. hij.")][-7:]
    ['de', 'Europese', 'Commissie', ',', 'd.w.z.', 'hij', '.']
    """

    def make(nlp: Language) -> PolicyTokenizer:
        defaults = nlp.Defaults
        infixes = [*(defaults.infixes or ()), *_GLUED]
        made = PolicyTokenizer(
            nlp.vocab,
            prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
            suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
            infix_finditer=compile_infix_regex(infixes).finditer,
            token_match=defaults.token_match,
            url_match=defaults.url_match,
        )
        made.rules = defaults.tokenizer_exceptions  # last, or they are filled in twice
        return made

    return make
