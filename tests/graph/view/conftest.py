"""Models to draw: an invented dossier about real bodies, and generated ones of any size."""

import datetime
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from beleidsgraaf.graph.view.model import (
    ViewDocument,
    ViewEdge,
    ViewEvidence,
    ViewMention,
    ViewModel,
    ViewNode,
    ViewSentence,
)
from beleidsgraaf.graph.view.render import render
from beleidsgraaf.ontology import PREDICATES
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request, sync_playwright

ID = "https://w3id.org/beleidsgraaf/id/"


def read_model(path: Path) -> ViewModel:
    """Read the notation of ``leefbaarheid.txt``."""
    nodes: dict[str, ViewNode] = {}
    documents: dict[str, ViewDocument] = {}
    sentences: list[ViewSentence] = []
    edges: dict[tuple[str, str, str], list[ViewEvidence]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line[1:].split("|")]
        if line.startswith("@"):
            key, title, date, kind, numbers, file, sender, addressee = cells
            documents[key] = ViewDocument(
                f"{ID}document/{key}", title, file or None, datetime.date.fromisoformat(date) if date else None, kind,
                tuple(numbers.split()), sender or None, addressee or None,
            )  # fmt: skip
        elif line.startswith(">"):
            key, marked = line[1:].strip().split(" | ", 1)
            text, mentions = "", []
            for plain, surface, id in re.findall(r"([^\[]*)(?:\[([^|]*)\|([^\]]*)\])?", marked):
                text += plain
                if id:
                    mentions.append(ViewMention(nodes[id].id, len(text), len(text) + len(surface)))
                    text += surface
            sentences.append(ViewSentence(documents[key].id, text, tuple(mentions)))
        elif line.startswith(" "):
            for said in line.split(";"):
                subject, predicate, object, *status = said.split()
                proof = ViewEvidence(sentences[-1].document, sentences[-1].text, status[0] if status else "stated", 0.9)
                edges.setdefault((nodes[subject].id, predicate, nodes[object].id), []).append(proof)
        elif line.startswith("="):
            subject, predicate, object = line[1:].split()
            edges.setdefault((nodes[subject].id, predicate, nodes[object].id), [])
        elif not line.startswith("#"):
            key, type, kind, label, aliases, links = (c.strip() for c in line.split("|"))
            nodes[key] = ViewNode(
                links.split()[0] if links else f"{ID}{type.lower()}/{key}", label, type, kind or None,
                tuple(a.strip() for a in aliases.split(",") if a.strip()), tuple(links.split()),
            )  # fmt: skip
    return ViewModel(
        tuple(nodes.values()),
        tuple(ViewEdge(s, p, o, tuple(proofs)) for (s, p, o), proofs in edges.items()),
        tuple(documents.values()),
        tuple(sentences),
    )


def generate_model(size: int, seed: int = 1) -> ViewModel:
    """Make a graph of a size, shaped like real ones: groups around programmes, a few hubs, loose ends."""
    r = random.Random(seed)
    syllables = re.findall(r"\w+", "bra do len ma wie ter hei sta fen lo ge drie zon vel kam wou de rin")
    forms = {
        "Ministry": "ministerie van {}", "Programme": "Nationaal Programma {}", "Region": "gemeente {}",
        "Organisation": "Stichting {}", "Person": "A. {}", "Office": "wethouder van {}", "Law": "Wet {}",
        "Publication": "Monitor {}",
    }  # fmt: skip

    def name() -> str:
        words = ("".join(r.choices(syllables, k=r.randint(2, 4))) for _ in range(r.randint(1, 3)))
        return " ".join(w.capitalize() for w in words)

    nodes = []
    for i in range(size):
        type = r.choices(list(forms), [2, 12, 22, 30, 8, 10, 8, 8])[0]
        label = forms[type].format(name())
        nodes.append(ViewNode(f"{ID}{type.lower()}/{i}", label, type, aliases=(f"{label[:3].upper()}{i}",)))
    documents = tuple(
        ViewDocument(
            f"{ID}document/{d}", f"Brief over {name()}", f"brief-{d}.docx",
            datetime.date(2020 + d % 6, 1 + d % 12, 1 + d % 28), "letter",
        )
        for d in range(max(2, size // 40))
    )  # fmt: skip
    groups: list[list[int]] = [[] for _ in range(max(2, size // 30))]
    member = [min(len(groups) - 1, int(r.expovariate(2.5 / len(groups)))) for _ in range(size)]
    for i, g in enumerate(member):
        groups[g].append(i)
    predicates = list(PREDICATES)[:8]
    edges: dict[tuple[str, str, str], list[ViewEvidence]] = {}
    sentences = []
    for _ in range(int(size * 1.8)):
        a = r.randrange(size)
        near = groups[member[a]]
        b = near[int(len(near) * r.random() ** 2.2)] if r.random() < 0.9 else r.randrange(size)
        if a == b:
            continue
        start, end = nodes[a], nodes[b]
        text = f"{start.label} draagt bij aan {end.label} en overlegt daarover met de partijen in de regio."
        second = text.index(end.label, len(start.label))
        document = documents[member[a] % len(documents)].id
        mentions = (
            ViewMention(start.id, 0, len(start.label)),
            ViewMention(end.id, second, second + len(end.label)),
        )
        sentences.append(ViewSentence(document, text, mentions))
        status = r.choice(["stated"] * 8 + ["planned", "negated", "asked"])
        key = (start.id, r.choice(predicates), end.id)
        edges.setdefault(key, []).append(ViewEvidence(document, text, status, 0.9, "pattern"))
    return ViewModel(
        tuple(nodes),
        tuple(ViewEdge(s, p, o, tuple(proofs)) for (s, p, o), proofs in edges.items()),
        documents,
        tuple(sentences),
    )


@pytest.fixture(scope="session")
def dossier() -> ViewModel:
    """Forty-five entities, five documents."""
    return read_model(Path(__file__).with_name("leefbaarheid.txt"))


@pytest.fixture(scope="session")
def generated() -> Callable[[int], ViewModel]:
    """Return a function that makes a graph of a size."""
    return generate_model


NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # unplugged
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; tests that need it skip where there is none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Opened:
    """A page of ours in a browser, with all that it said and asked for."""

    loads = 0

    def __init__(self, page: Page, file: Path) -> None:
        self.page, self.file = page, file
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.listeners: list[tuple[Any, Callable[[Any], None]]] = [
            ("console", self._console),
            ("pageerror", self._error),
            ("dialog", self._dialog),
            ("request", self._request),
        ]
        for event, listener in self.listeners:
            page.on(event, listener)

    def leave(self) -> None:
        """Listen no longer."""
        for event, listener in self.listeners:
            self.page.remove_listener(event, listener)

    def _console(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    def _error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def load(self, fragment: str = "") -> "Opened":
        """Go to the file and wait until it can be used."""
        # Another question mark each time: where only the fragment changes a browser opens nothing anew.
        Opened.loads += 1
        self.page.goto(f"{self.file.as_uri()}?{Opened.loads}{fragment}", wait_until="commit")
        self.page.wait_for_selector("html[data-ready]")
        return self

    def pick(self, name: str) -> None:
        """Search a name and take the first suggestion."""
        self.page.fill("#search", name)
        self.page.press("#search", "Enter")

    def hover(self, text: str) -> None:
        """Point at what the hint calls this: felt for from the middle outwards, then by the mouse itself."""
        at = self.page.evaluate(FEEL, text)
        assert at is not None, f"nothing in the picture is called {text}"
        self.page.mouse.move(*at)
        self.page.wait_for_function("text => document.getElementById('tip')?.textContent.includes(text)", arg=text)


FEEL = """text => {
    const stage = document.getElementById("stage");
    const box = stage.getBoundingClientRect();
    const offset = (_, k) => (k % 2 ? -3 : 3) * (k + k % 2);
    const offsets = (length) => Array.from({ length: Math.floor(length / 6) }, offset);
    for (const down of offsets(box.height - 20)) {
        for (const right of offsets(box.width - 20)) {
            const [x, y] = [box.x + box.width / 2 + right, box.y + box.height / 2 + down];
            stage.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, pointerType: "mouse" }));
            if (document.getElementById("tip")?.textContent.includes(text)) return [x, y];
        }
    }
    return null;
}"""


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[ViewModel, str], Path]:
    """Return a function that writes the page of a model, once for all tests."""
    folder = tmp_path_factory.mktemp("pages")
    files: dict[tuple[ViewModel, str], Path] = {}

    def write(model: ViewModel, title: str) -> Path:
        if (model, title) not in files:
            file = folder / f"net{len(files)}.html"
            file.write_text(render(model, title=title), encoding="utf-8")
            files[model, title] = file
        return files[model, title]

    return write


@pytest.fixture(scope="session")
def shared_page(browser: Browser) -> Iterator[Page]:
    """One window for all tests that need no special one; each loads its own page in it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(
    browser: Browser, shared_page: Page, rendered: Callable[[ViewModel, str], Path]
) -> Iterator[Callable[..., Opened]]:
    """Return a function that opens a model in the browser; afterwards it looks for errors and requests."""
    all_opened: list[Opened] = []
    contexts = []

    def open_model(model: ViewModel, fragment: str = "", title: str = "Proef", **context: Any) -> Opened:
        if context or all_opened:
            contexts.append(browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **context}))
            page = contexts[-1].new_page()
        else:
            page = shared_page
            page.mouse.move(0, 0)
        all_opened.append(Opened(page, rendered(model, title)))
        return all_opened[-1].load(fragment)

    yield open_model
    for one in all_opened:
        one.leave()
    for context in contexts:
        context.close()
    for one in all_opened:
        assert one.complaints == []
        assert {r for r in one.requests if not r.startswith((one.file.as_uri(), "blob:", "about:"))} == set()
