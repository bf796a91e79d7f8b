"""Training of the attribution model from annotated articles; the only place that needs torch (`framing[train]`).

    python -m framing.attribution.training ANNOTATED.jsonl.gz --vectors-from ARTICLES.jsonl.gz --out DIR --seed 0

ANNOTATED has one article a line, plain or gzipped:

    {"doc_id": "news-1", "date": "2016-05-01", "annotator": "A", "text": "He said no.",
     "attributions": [{"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 10]]}]}

`text` and `attributions` are needed. Each of source, cue and content is a list of [start, end) offsets into
`text`, counted in Unicode code points: several pairs where it is in pieces, none where there is none. `date` (ISO)
decides which articles are held out for calibration (the last fifth); without dates it is every fifth article.
`annotator` lets the model learn who annotates how, which is averaged out when it is used. The same article by
several annotators is several lines.

ARTICLES has one article a line with `text` (and `title` where there is one): unannotated news, from which the
meaning of words is learned. DIR gets `weights.npz` and `training.json` (what was done, with which files, and the
scores on the articles held out).

What happens: words get vectors from ARTICLES; a large network guesses masked words there, then learns the annotation; a
small one learns from the annotation and from what the large one says of plain articles; linking and confidence
are fitted; with --on-all the small network is fitted once more on all articles. Expect about an hour on two cores.

To use the result: `find_by_model(batch, model=load_model(path))` from `framing.attribution.model_engine`.
"""
