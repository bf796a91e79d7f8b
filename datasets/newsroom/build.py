"""Turn the marked articles of this folder into articles.jsonl, the gold tables and the counts in CARD.md.

    python datasets/newsroom/build.py              writes articles.jsonl, gold/ and the tables of CARD.md
    python datasets/newsroom/build.py --check      writes nothing, says which files are out of date
    python datasets/newsroom/build.py --agreement  prints how far the two labelling passes agree
    python datasets/newsroom/build.py --pass MARKED --to datasets/newsroom/passes/second
                                                   takes the labels of another coder's marked files into a pass

Needs the standard library only. How to mark an article is explained in MARKING.md; a mistake
in a marked file stops the build with one sentence that names the file and the place.
"""

import argparse
import csv
import io
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # this folder goes into the wheel as it is, so no __pycache__ in it

from agreement import agreement_lines, read_rows  # noqa: E402
from card import filled_card  # noqa: E402
from marking import MarkedArticle, read_folder  # noqa: E402

HERE = Path(__file__).resolve().parent
ATTRIBUTION_COLUMNS = (
    "article_id", "attribution_id", "field", "source_spans", "cue_spans", "content_spans", "source_text", "cue_text",
    "content_text", "form", "source_name", "source_type", "source_named", "stance",
)  # fmt: skip
PASS_OMITS = ("attribution_id", "form", "source_name", "source_named")  # not compared between passes
PASS_COLUMNS = tuple(c for c in ATTRIBUTION_COLUMNS if c not in PASS_OMITS)
SPAN_COLUMNS = ("article_id", "field", "measure", "label", "start", "end", "text")


def table(columns: tuple[str, ...], rows: list[list[object]]) -> str:
    """Return rows as CSV text: comma, LF, UTF-8 when written."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def attribution_rows(article: MarkedArticle) -> list[list[object]]:
    """Return the rows of gold/attributions.csv, in the order of the words, title first."""
    rows: list[list[object]] = []
    for name, marked in (("title", article.title), ("text", article.text)):
        ordered = sorted(marked.attributions.values(), key=lambda a: min(a.content + a.cue + a.source))
        for a in ordered:
            roles = (sorted(a.source), sorted(a.cue), sorted(a.content))
            spans = [";".join(f"{s}:{e}" for s, e in role) for role in roles]
            texts = [" … ".join(marked.text[s:e] for s, e in role) for role in roles]
            id_ = f"{article.id}-a{len(rows) + 1:02d}"
            rows.append([article.id, id_, name, *spans, *texts, a.form, a.name, a.type, a.named, a.stance])
    return rows


def span_rows(article: MarkedArticle) -> list[list[object]]:
    """Return the rows of gold/spans.csv, in the order of the words, title first."""
    return [
        [article.id, name, measure, label, start, end, marked.text[start:end]]
        for name, marked in (("title", article.title), ("text", article.text))
        for start, end, measure, label in marked.spans
    ]


def build(folder: Path = HERE) -> dict[str, str]:
    """Return the text of every file that is built: {path relative to the folder: text}."""
    articles = read_folder(folder / "marked")
    records = [
        {"id": a.id, "outlet": a.outlet, "title": a.title.text, "author": "", "published": a.published,
         "event": a.event, "text": a.text.text}
        for a in articles
    ]  # fmt: skip
    return {
        "articles.jsonl": "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records),
        **gold_tables(articles),
        "gold/copies.csv": table(("article_id", "copy_of"), [[a.id, a.copy_of] for a in articles if a.copy_of]),
        "CARD.md": filled_card((folder / "CARD.md").read_text(encoding="utf-8"), articles, folder / "passes"),
    }


def gold_tables(articles: list[MarkedArticle]) -> dict[str, str]:
    """Return the two tables of labels."""
    return {
        "gold/attributions.csv": table(ATTRIBUTION_COLUMNS, [row for a in articles for row in attribution_rows(a)]),
        "gold/spans.csv": table(SPAN_COLUMNS, [row for a in articles for row in span_rows(a)]),
    }


def write(files: dict[str, str], folder: Path) -> list[str]:
    """Write files to a folder and return the names of those that were not so already."""
    stale = [name for name, content in files.items() if not is_current(folder / name, content)]
    for name in stale:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(files[name].encode())
    return stale


def is_current(path: Path, content: str) -> bool:
    """Return whether the file says just that."""
    return path.exists() and path.read_bytes() == content.encode()


def pass_tables(marked: Path, folder: Path) -> dict[str, str]:
    """Return the two tables of a pass with the labels of `marked` in it; the words must be those of the corpus."""
    corpus = {article.id: article for article in read_folder(HERE / "marked")}
    articles = read_folder(marked)
    for article in articles:
        if article.id not in corpus:
            raise ValueError(f"{article.id}.txt: no article of the corpus has this name")
        for name in ("title", "text"):
            theirs, ours = getattr(article, name).text, getattr(corpus[article.id], name).text
            if theirs != ours:
                pairs = enumerate(zip(theirs, ours, strict=False))
                at = next((k for k, pair in pairs if pair[0] != pair[1]), min(len(theirs), len(ours)))
                raise ValueError(f"{article.id}.txt: the {name} is not that of the corpus at '{theirs[at : at + 30]}'")
    return {
        name: table(columns, merged(folder / name, columns, gold, list(corpus)))
        for name, columns, gold in (
            ("attributions.csv", PASS_COLUMNS, gold_tables(articles)["gold/attributions.csv"]),
            ("spans.csv", SPAN_COLUMNS, gold_tables(articles)["gold/spans.csv"]),
        )
    }


def merged(path: Path, columns: tuple[str, ...], new: str, order: list[str]) -> list[list[object]]:
    """Return the rows of the table at `path`, those of the articles in `new` replaced, in the order of the corpus."""
    rows = list(csv.DictReader(io.StringIO(new)))
    replaced = {row["article_id"] for row in rows}
    rows += [row for row in read_rows(path) if row["article_id"] not in replaced] if path.exists() else []
    return [[row[c] for c in columns] for row in sorted(rows, key=lambda row: order.index(row["article_id"]))]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0, 1 when --check finds a file out of date, 2 for a mistake in marked/."""
    parser = argparse.ArgumentParser(description="Build articles.jsonl and the gold tables from marked/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is out of date")
    parser.add_argument("--agreement", action="store_true", help="print the agreement of the two passes")
    parser.add_argument("--pass", dest="marked", type=Path, help="a folder of files another coder marked; needs --to")
    parser.add_argument("--to", type=Path, help="the folder of that pass")
    options = parser.parse_args(arguments)
    if bool(options.marked) != bool(options.to):
        parser.error("--pass and --to go together")
    if options.agreement:
        print("\n".join(agreement_lines(HERE / "passes")))
        return 0
    try:
        files = pass_tables(options.marked, options.to) if options.marked else build()
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    target = options.to or HERE
    if options.check:
        stale = [name for name, content in files.items() if not is_current(target / name, content)]
    else:
        stale = write(files, target)
    print(f"out of date: {', '.join(stale)}" if stale else "up to date")
    return int(options.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
