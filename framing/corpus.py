"""Where the bundled corpus and notebooks are: in the installed package, or in the folders of a checkout."""

from pathlib import Path

NAME = "newsroom"


def corpus_folder() -> Path:
    """Return the folder of the bundled corpus: articles.jsonl, CARD.md and the gold labels."""
    return _bundled("datasets", NAME)


def notebooks_folder() -> Path:
    """Return the folder of the bundled notebooks."""
    return _bundled("notebooks")


def _bundled(*place: str) -> Path:
    package = Path(__file__).resolve().parent
    for folder in (package.joinpath(*place), package.parent.joinpath(*place)):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the bundled folder {'/'.join(place)!r} is missing; install the package again")


def demo_articles() -> Path:
    """Return the path of the bundled articles, to be given to `analyze`.

    >>> demo_articles().name
    'articles.jsonl'
    """
    return corpus_folder() / "articles.jsonl"
