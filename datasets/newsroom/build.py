"""Turn the marked articles of this folder into articles.jsonl and the gold tables.

    python datasets/newsroom/build.py              writes articles.jsonl and gold/
    python datasets/newsroom/build.py --check      writes nothing, says which files are out of date
    python datasets/newsroom/build.py --agreement  prints how far the two labelling passes agree

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

from agreement import agreement_lines  # noqa: E402
from marking import MarkedArticle, read_folder  # noqa: E402

HERE = Path(__file__).resolve().parent
ATTRIBUTION_COLUMNS = (
    "article_id", "attribution_id", "field", "source_spans", "cue_spans", "content_spans", "source_text", "cue_text",
    "content_text", "form", "source_name", "source_type", "source_named", "stance",
)  # fmt: skip
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
        "gold/attributions.csv": table(ATTRIBUTION_COLUMNS, [row for a in articles for row in attribution_rows(a)]),
        "gold/spans.csv": table(SPAN_COLUMNS, [row for a in articles for row in span_rows(a)]),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns 0, 1 when --check finds a file out of date, 2 for a mistake in marked/."""
    parser = argparse.ArgumentParser(description="Build articles.jsonl and the gold tables from marked/.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is out of date")
    parser.add_argument("--agreement", action="store_true", help="print the agreement of the two passes")
    options = parser.parse_args(arguments)
    if options.agreement:
        print("\n".join(agreement_lines(HERE / "passes")))
        return 0
    try:
        files = build()
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 2
    stale = []
    for name, content in files.items():
        path = HERE / name
        if not path.exists() or path.read_bytes() != content.encode():
            stale.append(name)
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode())
    print(f"out of date: {', '.join(stale)}" if stale else "up to date")
    return int(options.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
