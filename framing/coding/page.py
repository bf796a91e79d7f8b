"""The coding page: one HTML file that works offline and by keyboard, and saves what was coded as a file."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from framing.coding.passages import Passage
from framing.coding.sheets import file_stem

if TYPE_CHECKING:
    from framing.coding.samples import Sample


def render_page(sample: Sample, passages: Sequence[Passage], *, coder: str = "") -> str:
    """Return the coding page of a sample: style and script are its own, allowed by their hashes, and nothing else is.

    The articles' text goes in as data in which no "<" is left, and the script puts it on the page as text, so that
    nothing in an article can become part of the page.
    """
    folder = files("framing.coding").joinpath("templates")
    page, style, script = (
        folder.joinpath(name).read_text(encoding="utf-8") for name in ("page.html", "page.css", "page.js")
    )
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": escape(policy),
        "TITLE": escape(f"Coding: {sample.name}"),
        "STYLE": style,
        "DATA": as_data(page_data(sample, passages, coder=coder)),
        "SCRIPT": script,
    }
    # One pass over the template: a text that holds "{{SCRIPT}}" is not filled in.
    pieces = page.split("{{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}}")
        filled += [parts[name], rest]
    return "".join(filled)


def page_data(sample: Sample, passages: Sequence[Passage], *, coder: str = "") -> dict[str, Any]:
    """Return what the page shows as plain data: questions, items and the articles they come from. No machine answer."""
    articles = {p.article_id: {"title": p.title, "text": p.text} for p in passages}
    order = {name: number for number, name in enumerate(articles)}
    return {
        "name": sample.name,
        "coder": coder,
        "file": file_stem(sample.name, ""),
        # Codes are kept in the browser under this key: another draw of the sample never finds them.
        "key": hashlib.sha256(
            json.dumps([sample.name, sample.items["unit_id"].tolist()], ensure_ascii=True).encode()
        ).hexdigest()[:16],
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "definition": question.definition,
                "scale": question.scale,
                "values": [{"code": v.code, "definition": v.definition, "example": v.example} for v in question.values],
            }
            for question in sample.questions
        ],
        "articles": list(articles.values()),
        "items": [
            {"id": p.item, "article": order[p.article_id], "segments": p.segments(),
             "marked": [list(piece) for piece in p.marked], "before": p.start > 0, "after": p.end < len(p.text)}
            for p in passages
        ],
    }  # fmt: skip


def as_data(data: Any) -> str:
    """Return JSON that can stand inside a script element: no "<", ">" or "&" is left in it.

    >>> as_data("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
