"""Markdown (CommonMark with tables and footnotes), by way of markdown-it-py."""

import html
import re

from beleidsgraaf.extract.readers.draft import Draft, TextBuilder
from beleidsgraaf.extract.readers.markup import Walker
from lxml import html as lxml_html
from markdown_it import MarkdownIt

MEDIA_TYPE = "text/markdown"
_DEFINITION = re.compile(r"(?m)^[ ]{0,3}\[\^(?P<label>[^\]\s]{1,40})\]:[ \t]+(?P<text>.+(?:\n(?:[ ]{2,}|\t)\S.*)*)$")
_REFERENCE = re.compile(r"\[\^(?P<label>[^\]\s]{1,40})\]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|\Z)")


def draft_markdown(text: str, name: str) -> Draft:
    """Read Markdown; numbers of ordered lists stay in the text."""
    text = _FRONT_MATTER.sub("", text).replace("\r\n", "\n")
    notes = {m["label"]: m["text"] for m in _DEFINITION.finditer(text)}
    body = _DEFINITION.sub("", text)

    def reference(m: re.Match[str]) -> str:
        label = m["label"]
        if label not in notes:
            return m.group()
        return f'<sup><a href="#fn-{_key(label)}">{html.escape(label)}</a></sup>'

    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    rendered = renderer.render(_REFERENCE.sub(reference, body))
    rendered = rendered.replace("<ol", '<ol data-numbered="true"')
    items = "".join(f'<li id="fn-{_key(k)}">{renderer.renderInline(v)}</li>' for k, v in notes.items())
    builder = TextBuilder()
    whole = f"<html><body>{rendered}<ul>{items}</ul></body></html>"
    root = lxml_html.document_fromstring(
        whole.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    Walker(builder, root).walk(root)
    return builder.draft(MEDIA_TYPE)


def _key(label: str) -> str:
    return re.sub(r"\W", "", label) + format(sum(map(ord, label)), "x")
