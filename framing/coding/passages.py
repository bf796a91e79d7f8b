"""What coders read: the marked words in their context, and nothing that the machine found out about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.coding.units_table import read_spans
from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.samples import Sample
    from framing.results import Results

AROUND = 350  # characters of context on either side, then on to the end of the paragraph or sentence
OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The words of one item: start and end of the passage in the text, and the marked pieces in it."""

    item: str
    article_id: str
    title: str
    text: str
    start: int
    end: int
    marked: tuple[tuple[int, int], ...]

    def segments(self) -> list[tuple[str, bool]]:
        """Return the passage in pieces, each with whether it is marked."""
        pieces, at = [], self.start
        for start, end in self.marked:
            pieces += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [(piece, mark) for piece, mark in [*pieces, (self.text[at : self.end], False)] if piece]

    def bracketed(self) -> str:
        """Return the passage with the marked words in ⟦ ⟧ and … where text was left out."""
        words = "".join(f"{OPEN}{piece}{CLOSE}" if mark else piece for piece, mark in self.segments())
        return ("… " if self.start > 0 else "") + words.strip() + (" …" if self.end < len(self.text) else "")


def find_passages(sample: Sample, results: Results) -> list[Passage]:
    """Return the passage of each item, in the order of the sample; raise InputError where its article is gone."""
    articles = results.articles.set_index("article_id")
    texts, titles = articles["text"].to_dict(), articles["title"].to_dict()
    passages = []
    columns = (sample.items[name].tolist() for name in ("item", "article_id", "spans"))
    for item, article, spans in zip(*columns, strict=True):
        text = _printable(texts.get(article, ""))
        marked = tuple(read_spans(spans))
        if not text or not marked or marked[-1][1] > len(text):
            raise InputError(
                f"item {item}: the text of article {article!r} is not in these results any more; draw the sample again"
            )
        whole = sample.unit == "article"
        start, end = (0, len(text)) if whole else (_back(text, marked[0][0]), _on(text, marked[-1][1]))
        passages.append(
            Passage(
                item=item, article_id=article, title=_printable(titles[article]), text=text, start=start, end=end,
                marked=() if whole else marked,
            )
        )  # fmt: skip
    return passages


def _printable(text: str) -> str:
    """Return text without half surrogate pairs, which no file can hold: a "?" for each, so that offsets stay."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _back(text: str, place: int) -> int:
    """Return where the context begins: at a paragraph or sentence about AROUND characters before."""
    least = max(0, place - AROUND)
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.find(mark, least, place)
        if at >= 0 and least > 0:
            return at + len(mark)
    return least


def _on(text: str, place: int) -> int:
    """Return where the context ends: at the end of a paragraph, sentence or word about AROUND characters on."""
    most = min(len(text), place + AROUND)
    if most == len(text):
        return most
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, place, most)
        if at >= 0:
            return at + (1 if mark == ". " else 0)
    return most
