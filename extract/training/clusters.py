"""Make the word classes from prose: ``python -m beleidsgraaf.extract.training.clusters PROSE.txt.gz OUTPUT.txt.gz``.

Words that occur in like company get vectors near each other (skip-gram, Mikolov et al. 2013, as trained by floret),
and words with near vectors one class (k-means), coarse and fine. The text needs no annotation. floret comes with the
extra ``train``: ``pip install 'beleidsgraaf[train]'``.
"""

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from beleidsgraaf.extract.features import tokens
from beleidsgraaf.ontology import FormatError
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2

SIZES: Final = (80, 600)
"""Number of classes, coarse and fine."""
SEED: Final = 1
SETTINGS: Final[dict[str, Any]] = {
    "model": "skipgram", "mode": "fasttext", "minn": 0, "maxn": 0, "dim": 64, "minCount": 6, "epoch": 4, "ws": 4,
}  # fmt: skip
"""Of floret: whole words only, so that what counts is their company and not their letters."""

_SHARES: Final = (0.02, 0.15, 0.6, 0.95)
_LETTER: Final = re.compile(r"[^\W\d_]")


def word_vectors(lines: Iterable[str], settings: dict[str, Any] | None = None) -> tuple[list[str], NDArray[np.float32]]:
    """Return the words of a text that hold a letter, and their vectors, most frequent first.

    Parameters
    ----------
    lines : iterable of str
        A paragraph each; they are cut and lower-cased as the model does.
    settings : dict, optional
        Of floret, besides `SETTINGS`.

    Returns
    -------
    words : list of str
    vectors : ndarray of shape (words, dim)
        Of length 1.

    Raises
    ------
    FormatError
        If floret is not installed, or the text has too few words.
    """
    try:
        import floret
    except ImportError as error:
        raise FormatError("word classes need floret; install it with: pip install 'beleidsgraaf[train]'") from error
    with TemporaryDirectory() as folder:
        path = Path(folder, "prose.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(" ".join(t.text.lower() for t in tokens(line)) + "\n" for line in lines)
        try:
            model = floret.train_unsupervised(str(path), **{**SETTINGS, **(settings or {})})
        except (RuntimeError, ValueError) as error:
            raise FormatError(f"no word vectors: {error}; the text may be too short") from error
        words = [w for w in model.get_words() if _LETTER.search(w)]
        vectors = np.array([model.get_word_vector(w) for w in words], dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return words, vectors / np.maximum(lengths, 1e-9)


def classes(vectors: NDArray[np.float32], sizes: Sequence[int] = SIZES, seed: int = SEED) -> NDArray[np.int64]:
    """Return the class of each vector for each number of classes.

    Parameters
    ----------
    vectors : ndarray of shape (n, dim)
    sizes : sequence of int
        Numbers of classes; at most n each.
    seed : int
        Of the choice of first centres.

    Returns
    -------
    ndarray of shape (n, len(sizes))

    Examples
    --------
    >>> found = classes(np.array([[1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]], dtype=np.float32), [2])[:, 0]
    >>> bool(found[0] == found[1] != found[2] == found[3])
    True
    """
    columns = [kmeans2(vectors, min(k, len(vectors)), minit="++", seed=seed, missing="warn")[1] for k in sizes]
    return np.stack(columns, axis=1).astype(np.int64)


def case_habits(lines: Iterable[str], words: Sequence[str]) -> NDArray[np.int64]:
    """Return how often each word has a capital where no sentence begins, as a class from 0 to 5.

    Parameters
    ----------
    lines : iterable of str
        A paragraph each.
    words : sequence of str
        In lower case.

    Returns
    -------
    ndarray of shape (words, 1)
        0: less than three times seen in mid-sentence; 1 to 5: up to 2, 15, 60, 95 and 100 in a hundred with a capital.

    Examples
    --------
    >>> text = ["wij wonen in Assen en in Assen; in Assen wonen wij en wonen wij goed"]
    >>> case_habits(text, ["assen", "wonen", "goed"])[:, 0].tolist()
    [5, 1, 0]
    """
    small, capital = Counter[str](), Counter[str]()
    for line in lines:
        before = ""
        for token in tokens(line):
            text = token.text
            if before and (before[-1].islower() or before == ",") and text[0].isalpha():
                (capital if text[0].isupper() else small)[text.lower()] += 1
            before = text
    habits = []
    for word in words:
        seen = small[word] + capital[word]
        share = capital[word] / seen if seen else 0.0
        habits.append(0 if seen < 3 else 1 + sum(share > limit for limit in _SHARES))
    return np.array(habits, dtype=np.int64).reshape(-1, 1)


def write_classes(path: Path, words: Sequence[str], found: NDArray[np.int64]) -> None:
    """Write classes as `beleidsgraaf.extract.names_model.read_clusters` reads them; the same bytes every time.

    Parameters
    ----------
    path : Path
        Ends in .txt.gz.
    words : sequence of str
    found : ndarray of shape (words, classes)
    """
    rows = sorted("\t".join([word, *map(str, row)]) for word, row in zip(words, found, strict=True))
    path.write_bytes(gzip.compress(("\n".join(rows) + "\n").encode("utf-8"), 9, mtime=0))


def _paragraphs(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from (str(line) for line in file)


def main() -> int:
    """Read prose, write the classes."""
    parser = argparse.ArgumentParser(prog="python -m beleidsgraaf.extract.training.clusters", description=__doc__)
    parser.add_argument("prose", type=Path, help="plain text, a paragraph a line; may end in .gz")
    parser.add_argument("output", type=Path, help="the classes, .txt.gz")
    parser.add_argument(
        "--threads", type=int, default=2, help="with more than one the vectors differ a little each time"
    )
    arguments = parser.parse_args()
    words, vectors = word_vectors(_paragraphs(arguments.prose), {"thread": arguments.threads})
    habits = case_habits(_paragraphs(arguments.prose), words)
    write_classes(arguments.output, words, np.hstack([classes(vectors), habits]))
    sys.stdout.write(f"{arguments.output}: {len(words)} words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
