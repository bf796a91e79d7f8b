"""Where the bundled corpus is: in the installed package, or in datasets/ of a checkout."""

from pathlib import Path

NAME = "newsroom"


def corpus_folder() -> Path:
    """Return the folder of the bundled corpus: articles.jsonl, CARD.md and the gold labels."""
    package = Path(__file__).resolve().parent
    for folder in (package / "datasets" / NAME, package.parent / "datasets" / NAME):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the bundled corpus {NAME!r} is missing; install the package again")


def demo_articles() -> Path:
    """Return the path of the bundled articles, to be given to `analyze`.

    >>> demo_articles().name
    'articles.jsonl'
    """
    return corpus_folder() / "articles.jsonl"
