"""From annotated articles to a weights file, step by step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from framing.attribution.confidence import FEATURES, attribution_features, estimate, label_margins
from framing.attribution.linking import collect_pieces, link, to_attributions
from framing.attribution.model_engine import Model, build_model, tag
from framing.attribution.tagger_features import SIZES
from framing.attribution.training.calibration import compare, fit_confidence
from framing.attribution.training.dataset import (
    N_ENDINGS,
    Dataset,
    as_batch,
    build_dataset,
    gold_labels,
    learn_endings,
    learn_levels,
)  # fmt: skip
from framing.attribution.training.distilling import fit_student
from framing.attribution.training.export import as_arrays
from framing.attribution.training.linker import fit_linking, lose_cues, scorer_arrays
from framing.attribution.training.pretraining import pretrain
from framing.attribution.training.records import Annotated, read_annotated, read_texts, split_by_date
from framing.attribution.training.restyle import restyle
from framing.attribution.training.scoring import calibration_error
from framing.attribution.training.tagger import ANNOTATED, RESTYLED, Material, Plan, fit_tagger
from framing.attribution.training.torch_network import TorchNetwork
from framing.attribution.training.vectors import count_words, word_vectors
from framing.attribution.vocabulary import Vocabulary
from framing.attribution.weights import build_vocabulary, read_arrays
from framing.errors import InputError

Say = Callable[[str], None]
Arrays = dict[str, Any]
N_WORDS = 30_000
STUDENT = Plan(epochs=3, dropout=0.15, annotator_dropout=0.5, average_over=400)


def train(
    annotated: Sequence[Path], vectors_from: Path, out: Path, *, never: Path | None = None, teacher: Path | None = None,
    plan: Plan | None = None, student_units: int = 64, n_plain: int = 1_400_000, on_all: bool = False, say: Say = print,
) -> dict[str, float]:  # fmt: skip
    """Write weights.npz and training.json into `out`; return the scores on the articles held out.

    First a large network is fitted as `plan` says. Then a small one of `student_units` learns from the annotation, and
    from what the large one says of the same articles and of `n_plain` tokens of the plain ones; it takes over the
    large one's vocabulary and embeddings. With a `teacher` (a weights file) that one stands for the large network;
    with `student_units` 0 the large network is what is written.
    """
    plan = Plan() if plan is None else plan
    if teacher is not None and not student_units:
        raise InputError("a teacher without a student: give a number of units for the student, such as 64")
    articles = [article for path in annotated for article in read_annotated(path)]
    if never is not None:
        kept_out = {article.id for article in read_annotated(never)}
        articles = [article for article in articles if article.id not in kept_out]
    articles = list({(a.id, a.annotator): a for a in articles}.values())
    fit, held = split_by_date(articles)
    say(f"{len(fit)} articles to fit on, {len(held)} held out")
    texts = read_texts(vectors_from)
    annotators = {name: k for k, name in enumerate(sorted({a.annotator for a in articles if a.annotator}), start=1)}
    if teacher is None:
        learn = _from_scratch(fit, texts, annotators, plan, say)
        arrays = learn(fit)
    else:
        arrays = read_arrays(teacher)
    if student_units:
        small = replace(STUDENT, n_units=student_units, width=plan.width, seed=plan.seed)
        learn = _from_teacher(arrays, texts, annotators, small, n_plain, say)
        arrays = learn(fit)
    weights, bias, scores = _calibrate(build_model(arrays), held)
    say("held out: " + ", ".join(f"{name} {value:.4f}" for name, value in scores.items()))
    _write(out, arrays, weights, bias)
    if on_all:
        say("once more, on all articles")
        _write(out, learn(articles), weights, bias)
    files = [*annotated, vectors_from, *([teacher] if teacher else [])]
    report = {
        "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
        "plan": asdict(plan), "student_units": student_units, "n_plain": n_plain if student_units else 0,
        "on_all": on_all,
        "n_fit": len(fit), "n_held_out": len(held), "held_out": scores,
    }  # fmt: skip
    (out / "training.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return scores


def _write(out: Path, arrays: Arrays, weights: np.ndarray[Any, Any], bias: float) -> None:
    out.mkdir(parents=True, exist_ok=True)
    confidence = {"confidence_weights": weights, "confidence_bias": np.float32(bias)}
    np.savez_compressed(out / "weights.npz", **(arrays | confidence))


def _from_scratch(
    fit: list[Annotated], texts: list[str], annotators: dict[str, int], plan: Plan, say: Say
) -> Callable[[list[Annotated]], Arrays]:
    """Learn from plain texts; return what fits the network to annotated articles from there."""
    texts = texts + [article.text for article in fit]
    words = [word for word, _ in sorted(count_words(texts).items(), key=lambda item: (-item[1], item[0]))[:N_WORDS]]
    batch = as_batch(fit)
    bare = Vocabulary.build(words, np.zeros(len(words) + 1, np.uint8), learn_endings(batch))
    levels = learn_levels(bare.find_words(batch), gold_labels(batch, fit), len(words) + 1)
    vocabulary = Vocabulary(bare.index, levels, bare.endings)
    say("word vectors")
    vectors = word_vectors(texts, vocabulary, plan.width, plan.seed)
    torch.manual_seed(plan.seed)
    sizes = [N_ENDINGS + 2, *SIZES.values()]
    network = TorchNetwork(vectors, sizes, len(annotators), plan.n_units, plan.n_layers, plan.dropout)
    if plan.pretrain_on:
        pretrain(network, texts, vocabulary, plan.pretrain_on, plan.seed, say)
    learned = {name: value.clone() for name, value in network.state_dict().items()}

    def learn(articles: list[Annotated]) -> Arrays:
        network.load_state_dict(learned)
        plain, restyled = _datasets(articles, vocabulary, annotators, plan.seed)
        material = Material.of([(ANNOTATED, plain, None), (RESTYLED, restyled, None)])
        weights = fit_tagger(network, material, plan, say)
        return as_arrays(weights, words, vocabulary) | _linking(articles, plain, vocabulary, plan.seed)

    return learn


def _from_teacher(
    arrays: Arrays, texts: list[str], annotators: dict[str, int], plan: Plan, n_plain: int, say: Say
) -> Callable[[list[Annotated]], Arrays]:
    """Return what fits a network to annotated articles and to what the teacher says."""
    vocabulary = build_vocabulary(arrays)
    words = arrays["vocabulary"].tobytes().decode("utf-8").split("\n")

    def learn(articles: list[Annotated]) -> Arrays:
        plain, restyled = _datasets(articles, vocabulary, annotators, plan.seed)
        weights = fit_student(arrays, plain, restyled, texts, len(annotators), plan, n_plain, say)
        of_tagger = as_arrays(weights, words, vocabulary, is_student=True)
        return of_tagger | _linking(articles, plain, vocabulary, plan.seed)

    return learn


def _linking(articles: list[Annotated], dataset: Dataset, vocabulary: Vocabulary, seed: int) -> Arrays:
    """Return the arrays of the linking, and of a confidence that is still to be fitted."""
    batch = as_batch(articles)
    level = vocabulary.cue_level[dataset.words]
    as_annotated = collect_pieces(batch, dataset.labels, level)
    with_losses = collect_pieces(batch, lose_cues(dataset.labels, batch.tokens.text, seed=seed), level)
    content, source = fit_linking([(batch, articles, as_annotated), (batch, articles, with_losses)], seed=seed)
    blank = {"confidence_weights": np.zeros(len(FEATURES), np.float32), "confidence_bias": np.float32(0)}
    return scorer_arrays("content", content) | scorer_arrays("source", source) | blank


def _datasets(
    articles: list[Annotated], vocabulary: Vocabulary, annotators: dict[str, int], seed: int
) -> tuple[Dataset, Dataset]:
    """Return the articles, and the same in other quotation styles, as arrays."""
    rng = np.random.default_rng(seed)
    changed = [Annotated(a.id, restyle(a.text, rng), a.date, a.annotator, a.attributions) for a in articles]
    return build_dataset(articles, vocabulary, annotators), build_dataset(changed, vocabulary, annotators)


def _calibrate(model: Model, held: list[Annotated]) -> tuple[np.ndarray[Any, Any], float, dict[str, float]]:
    """Return the weights of the confidence and the scores on the articles held out.

    The calibration error is of halves: fitted on every second article, measured on the others.
    """
    batch = as_batch(held)
    scores, labels, cue_level = tag(batch, model)
    pieces = collect_pieces(batch, labels, cue_level)
    links = link(pieces, model.content_scorer, model.source_scorer)
    features = attribution_features(batch, pieces, links, label_margins(scores, labels))
    found = to_attributions(pieces, links, np.arange(links.cue.size, dtype=np.float32))
    tally, agreed_in_order = compare(batch, held, found)
    agreed = np.zeros(links.cue.size, dtype=np.bool_)
    agreed[found.confidence.astype(np.int64)] = agreed_in_order
    half = pieces.text[links.cue] % 2 == 0
    result = tally.scores()
    if half.any() and not half.all():
        first = fit_confidence(features[half], agreed[half])
        result["calibration error"] = calibration_error(
            estimate(features[~half], *first).tolist(), agreed[~half].tolist()
        )
    weights, bias = fit_confidence(features, agreed)
    return weights, bias, result
