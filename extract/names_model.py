"""The component that decides which spans are names, with the statistical model: ``beleidsgraaf_names``."""

import gzip
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from beleidsgraaf.extract.candidates import candidates, text_of
from beleidsgraaf.extract.features import Features
from beleidsgraaf.extract.mention_spans import set_mentions
from beleidsgraaf.extract.repeats import with_repeats
from beleidsgraaf.extract.resolve import Resolver
from beleidsgraaf.extract.tagger import Tagger
from beleidsgraaf.ontology import FormatError
from spacy.language import Language
from spacy.tokens import Doc

CRF, CLUSTERS, RESOLUTION = "names.crf", "clusters.txt.gz", "resolution.json"
_WEAKEST = 0.3


def read_clusters(path: Path) -> Mapping[str, tuple[int, ...]]:
    """Read classes of words: one word a line, tab, its classes from coarse to fine and its habit of case; compressed.

    Parameters
    ----------
    path : Path

    Returns
    -------
    mapping of str to tuple of int
        Classes by lower-case word; shared by all who ask for the same file.
    """
    return _clusters(path.resolve(), path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _clusters(path: Path, changed: int) -> Mapping[str, tuple[int, ...]]:
    """Read a file once for the model of names and the classifier of relations, and again when it has changed."""
    clusters: dict[str, tuple[int, ...]] = {}
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        word, *numbers = line.split("\t")
        clusters[word] = tuple(map(int, numbers))
    return clusters


class NameModel:
    """Settles overlaps with the statistical model, and sets ``doc.ents``.

    It is empty until `from_disk`; the pipeline that we ship has its weights.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._tagger: Tagger | None = None
        self._resolver: Resolver | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Choose among the document's candidates and what the model adds to them.

        Raises
        ------
        FormatError
            If no weights were loaded.
        """
        if self._tagger is None or self._resolver is None:
            raise FormatError(
                "beleidsgraaf_names has no weights; load the pipeline with beleidsgraaf.extract.pipeline.load()"
            )
        given = with_repeats(text_of(doc), candidates(doc), _WEAKEST)
        reading, proposed = self._tagger.read(text_of(doc), given)
        return set_mentions(doc, self._resolver.resolve(text_of(doc), [*given, *proposed], reading))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "NameModel":
        """Load the weights from a folder; spaCy calls it.

        Raises
        ------
        FormatError
            If a file is missing.
        """
        folder = Path(path)
        for name in (CRF, CLUSTERS, RESOLUTION):
            if not (folder / name).exists():
                raise FormatError(f"{folder / name}: missing; reinstall beleidsgraaf or make the model again")
        self._folder = folder
        self._tagger = Tagger(folder / CRF, Features(read_clusters(folder / CLUSTERS)))
        self._resolver = Resolver(json.loads((folder / RESOLUTION).read_text(encoding="utf-8")))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights to a folder; spaCy calls it."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if self._folder is not None and self._folder.resolve() != folder.resolve():
            for name in (CRF, CLUSTERS, RESOLUTION):
                (folder / name).write_bytes((self._folder / name).read_bytes())


@Language.factory("beleidsgraaf_names", assigns=["doc.ents"])
def create_names(nlp: Language, name: str) -> NameModel:
    """Make the component.

    Parameters
    ----------
    nlp : Language
    name : str
    """
    return NameModel()
