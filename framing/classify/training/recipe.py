# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""From two corpora and a teacher to the folder that `load_classifier` reads, step by step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.pipeline import Pipeline

from framing.classify.classifier import Classifier, classifier_of
from framing.classify.decisions import fit_temperature
from framing.classify.encoder import LinearDecision, SentenceEncoder
from framing.classify.persistence import save_classifier
from framing.classify.training.crossing import cross
from framing.classify.training.fitting import Decision, Plan, fit, gold_of
from framing.classify.training.material import Labelled, read_labelled_sentences, read_plain_sentences
from framing.classify.training.network import SentenceNetwork, Sentences, settle
from framing.classify.training.pretraining import N_TARGETS, first_vectors, make_targets, pretrain
from framing.classify.training.teacher import Teacher, find_teacher
from framing.classify.training.tokens import Hashes, tokenize, vocabulary

CLASSES = ("not loaded", "loaded")
Say = Callable[[str], None]


def train(
    data: Path, out: Path, *, teacher: Path | None = None, work: Path | None = None, epochs: int = 8, seed: int = 0,
    evaluate: bool = False, threads: int = 1, processes: int = 1, say: Say = print,
) -> Classifier:  # fmt: skip
    """Write the model into `out` and return it."""
    settle(threads)
    labelled = read_labelled_sentences(data)
    network, hashes = _pretrained(data, labelled, teacher, work, epochs, seed, say)
    gold, plan = gold_of(labelled, hashes), Plan()
    scores: dict[str, Any] = {"plan": asdict(plan), "rounds_of_plain_sentences": epochs}
    temperature = 1.0
    if evaluate:
        crossed = cross(network, gold, labelled, plan, seed=seed, threads=threads, processes=processes)
        reported = crossed.scores(labelled.loaded)
        for half, of_half in (
            ("development", crossed.scores(labelled.loaded, development=True)),
            ("reported", reported),
        ):
            for kind, one in of_half.items():
                say(
                    f"BABE, {half} half, {kind}: macro-F1 {one.macro_f1:.3f} [{one.low:.3f}, {one.high:.3f}], n {one.n}"
                )
        scores |= {"macro_f1_reported_half": {kind: round(one.macro_f1, 4) for kind, one in reported.items()}}
        # probabilities of outlets never seen are the ones that users get
        unseen = crossed.given["outlets held out"].astype(np.float64)
        truth = np.column_stack([labelled.loaded == 0, labelled.loaded == 1])
        temperature = fit_temperature(np.column_stack([1 - unseen, unseen]), truth, multilabel=False)
    fitted, decision = fit(network, gold, np.arange(len(labelled.texts)), plan, seed=seed)
    classifier = classifier_of(
        pipeline_of(fitted, decision, hashes, float(labelled.loaded.mean())),
        classes=CLASSES, target="loaded sentence (BABE)", temperature=temperature,
        training_hash=_hash(labelled), n_texts=len(labelled.texts), seed=seed, scores=scores,
    )  # fmt: skip
    save_classifier(classifier, out, overwrite=True)
    return classifier


def pipeline_of(network: SentenceNetwork, decision: Decision, hashes: Hashes, share: float) -> Pipeline:
    """Return the fitted network as estimators that need numpy alone."""
    encoder, line = SentenceEncoder(), LinearDecision()
    word = decision.word
    encoder.arrays_ = {
        "hashes": hashes,
        **network.arrays(),
        "word_weight": word.weight.detach().numpy()[0].astype(np.float16),
        "word_bias": word.bias.detach().numpy()[0].astype(np.float32),
    }
    line.coef_, line.intercept_ = decision.line()
    line.share_, line.classes_ = share, np.array(CLASSES)
    return Pipeline([("encoder", encoder), ("decision", line)])


def _hash(labelled: Labelled) -> str:
    digest = hashlib.sha256()
    for text, loaded in zip(labelled.texts, labelled.loaded.tolist(), strict=True):
        digest.update(f"{text}\x1f{int(loaded)}\x1e".encode())
    return digest.hexdigest()


def _pretrained(
    data: Path, labelled: Labelled, folder: Path | None, work: Path | None, epochs: int, seed: int, say: Say
) -> tuple[SentenceNetwork, Hashes]:
    """Return the network that has read plain sentences only, made now or taken from the work folder."""
    kept = work / f"pretrained_{epochs}_{seed}.npz" if work is not None else None
    if kept is not None and kept.is_file():
        with np.load(kept) as saved:
            arrays = {name: saved[name] for name in saved.files}
        hashes = arrays.pop("hashes")
        network = SentenceNetwork(arrays["words.weight"], N_TARGETS)
        network.load_state_dict({name: torch.tensor(values) for name, values in arrays.items()})
        return network, hashes
    plain = read_plain_sentences(data, labelled.texts)
    hashes, words = vocabulary(plain.articles)
    say(f"{len(plain.sentences):,} plain sentences, {len(words):,} words")
    source = Teacher(find_teacher(folder))
    states = _states(source, plain.sentences, work, say)
    torch.manual_seed(seed)
    network = SentenceNetwork(first_vectors(words, source, 0), N_TARGETS)
    targets = make_targets(states, 0)
    pretrain(
        network,
        Sentences(tokenize(plain.sentences, hashes)),
        targets,
        plain.comments,
        epochs=epochs,
        seed=seed,
        say=say,
    )
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        state: dict[str, NDArray[Any]] = {name: values.numpy() for name, values in network.state_dict().items()}
        np.savez(kept, **{"hashes": hashes, **state})  # type: ignore[arg-type]
    return network, hashes


def _states(teacher: Teacher, sentences: list[str], work: Path | None, say: Say) -> NDArray[np.float16]:
    kept = work / "teacher.npy" if work is not None else None
    if kept is not None and kept.is_file():
        found: NDArray[np.float16] = np.load(kept, allow_pickle=False)
        if len(found) == len(sentences):
            return found
    parts = []
    for first in range(0, len(sentences), 5_000):
        parts.append(teacher.encode(sentences[first : first + 5_000]))
        say(f"read by the teacher: {first + len(parts[-1]):,} sentences")
    states = np.concatenate(parts)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, states)
    return states
