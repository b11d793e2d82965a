"""Extraction in several processes: nothing is lost, whatever happens to a worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from beleidsgraaf.extract.document import Document
from beleidsgraaf.extract.extraction import DocumentInfo, Extraction
from beleidsgraaf.ontology import ReadError
from beleidsgraaf.pool import KILLED, Failure, Outcome, extract_batch, extract_each


def _documents(*texts: str) -> list[Document]:
    return [Document(f"{i}.txt", text) for i, text in enumerate(texts)]


def _echo(documents: list[Document]) -> list[Outcome]:
    """Stand in for the extraction; the text says what befalls the worker."""
    outcomes: list[Outcome] = []
    for document in documents:
        if document.text.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if document.text.startswith("sleep"):
            time.sleep(0.2)
        outcomes.append(Extraction(DocumentInfo(document.id), document.text))
    return outcomes


def _names(outcomes: list[Outcome]) -> list[str]:
    return sorted(o.name if isinstance(o, Failure) else o.document.id for o in outcomes)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_document_has_one_outcome(jobs: int) -> None:
    documents = _documents(*(["tekst " * 1000] * 40))
    outcomes = list(extract_each(documents, jobs=jobs, work=_echo, start="fork"))
    assert _names(outcomes) == sorted(d.id for d in documents)
    assert not any(isinstance(o, Failure) for o in outcomes)


def test_only_the_document_that_kills_its_worker_is_lost() -> None:
    texts = ["tekst " * 500] * 60
    texts[7] = "die"
    texts[41] = "die"
    outcomes = list(extract_each(_documents(*texts), jobs=2, work=_echo, start="fork"))
    assert _names(outcomes) == sorted(f"{i}.txt" for i in range(60))
    assert sorted(o.name for o in outcomes if isinstance(o, Failure)) == ["41.txt", "7.txt"]
    assert {o.cause for o in outcomes if isinstance(o, Failure)} == {KILLED}


def test_all_workers_dying_is_reported_for_each() -> None:
    outcomes = list(extract_each(_documents("die", "die", "die"), jobs=2, work=_echo, start="fork"))
    assert [type(o) for o in outcomes] == [Failure] * 3


def test_documents_are_taken_as_they_are_needed() -> None:
    taken = []

    def many() -> Iterator[Document]:
        for i in range(10_000):
            taken.append(i)
            yield Document(f"{i}.txt", "tekst " * 4000)

    outcomes = extract_each(many(), jobs=2, work=_echo, start="fork")
    next(outcomes)
    assert len(taken) < 50
    outcomes.close()  # type: ignore[attr-defined]


def test_a_reader_that_fails_is_not_swallowed() -> None:
    def broken() -> Iterator[Document]:
        yield Document("a.txt", "tekst")
        raise ReadError("b.txt: cannot be read")

    with pytest.raises(ReadError, match=r"b\.txt"):
        list(extract_each(broken(), jobs=2, work=_echo, start="fork"))


def test_a_fault_in_one_document_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    class Faulty:
        def pipe(self, documents: Iterable[Document]) -> Iterator[Extraction]:
            for document in documents:
                if document.id == "0.txt":
                    raise ReadError("0.txt: is empty")
                if document.id == "1.txt":
                    raise ZeroDivisionError("division by zero")
                yield Extraction(DocumentInfo(document.id), document.text)

    monkeypatch.setattr("beleidsgraaf.pool._extractor", lambda minimum_confidence: Faulty())
    first, second, third = extract_batch(_documents("", "x", "y"))
    assert first == Failure("0.txt", "0.txt: is empty")
    assert isinstance(second, Failure)
    assert second.cause == "ZeroDivisionError: division by zero"
    assert "Traceback" in second.details
    assert isinstance(third, Extraction)


def test_jobs_below_one() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        next(extract_each([], jobs=0))


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text(
        "import os, time\nfrom pathlib import Path\n"
        "def work(documents):\n    Path(__file__).with_name(f'{os.getpid()}.pid').touch()\n    time.sleep(600)\n",
        encoding="utf-8",
    )
    script = (
        "from endless import work\nfrom beleidsgraaf.extract.document import Document\n"
        "from beleidsgraaf.pool import extract_each\n"
        "if __name__ == '__main__':\n"
        "    list(extract_each([Document(str(i), 'x' * 30000) for i in range(9)], jobs=2, work=work))\n"
    )
    (tmp_path / "start.py").write_text(script, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(tmp_path / "start.py")])
    deadline = time.monotonic() + 60
    while len(pids := [int(p.stem) for p in tmp_path.glob("*.pid")]) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.wait()
    while (left := [pid for pid in pids if _runs(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pids) == 2
    assert not left


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
