"""Training: what is read, restyled, scored, and a run on a handful of sentences."""

import gzip
import json

import numpy as np
import pytest

from framing.attribution.model_engine import find_by_model, load_model
from framing.attribution.training.calibration import fit_confidence
from framing.attribution.training.dataset import as_batch, gold_labels
from framing.attribution.training.records import Annotated, read_annotated, split_by_date
from framing.attribution.training.restyle import restyle
from framing.attribution.training.scoring import Tally, Words, calibration_error, match
from framing.errors import InputError
from framing.text import Batch


def record(text, *rows, **more):
    """Return a record; rows are (source, cue, content), each the words themselves or "" for none."""
    spans = [[[[text.index(part), text.index(part) + len(part)]] if part else [] for part in row] for row in rows]
    attributions = [dict(zip(("source", "cue", "content"), row, strict=True)) for row in spans]
    return {"doc_id": text[:9], "text": text, "attributions": attributions} | more


RECORDS = [
    record("The mayor said it was late. Nobody moved.", ("The mayor", "said", "it was late"), date="2016-01-02"),
    record("“No,” Clinton said on Monday.", ("Clinton", "said", "“No,”"), date="2016-01-03", annotator="A"),
    record("Sales fell, according to the bank.", ("the bank", "according to", "Sales fell"), date="2016-01-04"),
    record("Critics fear a new war.", ("Critics", "fear", "a new war"), date="2016-02-01", annotator="B"),
    record("It was reported that he left.", ("", "was reported", "that he left"), date="2016-03-01"),
]


@pytest.fixture
def annotated_file(tmp_path):
    path = tmp_path / "annotated.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in RECORDS)
    return path


def test_annotated_articles_are_read(annotated_file):
    articles = read_annotated(annotated_file)
    assert [article.annotator for article in articles] == ["", "A", "", "B", ""]
    assert articles[0].attributions == ((((0, 9),), ((10, 14),), ((15, 26),)),)
    assert articles[4].attributions[0][0] == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not a JSON record"),
        ('{"text": 3}', "needs a field 'text'"),
        ('{"text": "He said no."}', "needs a field 'attributions'"),
        ('{"text": "He said", "attributions": [{"cue": [[3, 99]]}]}', r"line 1, attribution 1, cue: \[3, 99\]"),
        ('{"text": "He said", "attributions": [{"cue": [3, 5]}]}', "attribution 1, cue: 3 is no"),
        ("", "has no articles"),
    ],
)
def test_a_broken_file_gets_one_sentence(tmp_path, line, message):
    path = tmp_path / "broken.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_annotated(path)


def test_the_latest_articles_are_held_out(annotated_file):
    fit, held = split_by_date(read_annotated(annotated_file))
    assert [article.date for article in held] == ["2016-03-01"]
    assert len(fit) == 4


def test_without_dates_every_fifth_is_held_out_whole():
    articles = [Annotated(str(i // 2), "x", "", str(i % 2), ()) for i in range(20)]
    fit, held = split_by_date(articles)
    assert {a.id for a in held} == {"4", "9"}
    assert len(held) == 4
    assert len(fit) == 16


def test_gold_labels_mark_the_first_token_of_each_piece(annotated_file):
    articles = read_annotated(annotated_file)[:2]
    batch = as_batch(articles)
    labels = gold_labels(batch, articles)
    assert labels[batch.tokens.text == 0].tolist() == [1, 2, 3, 5, 6, 6, 0, 0, 0, 0]
    assert labels[batch.tokens.text == 1].tolist() == [5, 6, 6, 6, 1, 3, 0, 0, 0]


@pytest.mark.parametrize("seed", range(12))
def test_restyling_keeps_the_length_and_the_words(seed):
    text = "“I don’t know ‘how’ to,” he said.\n\n\"Nor I,\" she said. ''Really,'' they said, ''no.''"
    changed = restyle(text, np.random.default_rng(seed))
    assert len(changed) == len(text)
    assert [c for c in changed if c.isalnum()] == [c for c in text if c.isalnum()]


def test_american_marks_become_british_ones():
    styles = {restyle("“She said ‘no’ twice,” he said.", np.random.default_rng(seed)) for seed in range(30)}
    assert "‘She said “no” twice,’ he said." in styles


def test_scoring_counts_an_attribution_once_and_by_form():
    text = "“No,” Clinton said. He hopes to go."
    gold = [([(6, 13)], [(14, 18)], [(0, 5)]), ([(20, 22)], [(23, 28)], [(29, 34)])]
    found = [([(6, 13)], [(14, 18)], [(0, 5)]), ([(6, 13)], [(14, 18)], [(0, 5)])]
    tally = Tally()
    assert sorted(tally.add(text, gold, found)) == [False, True]
    scores = tally.scores()
    assert scores["partial all"] == 0.5
    assert scores["partial direct"] == pytest.approx(2 / 3)
    assert scores["partial indirect"] == 0
    assert scores["words source"] == pytest.approx(2 / 3)


def test_half_of_the_content_is_enough_for_partial_agreement():
    words = Words.of("he said one two three four")
    one, two, three, four = range(2, 6)
    row = (frozenset({0}), frozenset({1}), frozenset({one, two, three, four}))
    assert match([row], [(row[0], row[1], frozenset({one, two}))]) == {0: 0}
    assert match([row], [(row[0], row[1], frozenset({one}))]) == {}
    assert match([row], [(frozenset(), row[1], row[2])]) == {}
    assert len(words.starts) == 6


def test_confidence_learns_a_known_chance():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(4000, 2)).astype(np.float32)
    agreed = rng.random(4000) < 1 / (1 + np.exp(-(2 * features[:, 0] - 0.5)))
    weights, bias = fit_confidence(features, agreed)
    assert np.allclose([*weights, bias], [2, 0, -0.5], atol=0.2)


def test_calibration_error_is_the_gap_between_confidence_and_share_correct():
    assert calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0)
    assert calibration_error([0.9] * 10, [False] * 10) == pytest.approx(0.9)


def test_a_small_run_writes_weights_that_the_engine_reads(annotated_file, tmp_path):
    torch = pytest.importorskip("torch", reason="training needs torch")
    from framing.attribution.training.recipe import train
    from framing.attribution.training.tagger import Plan

    torch.set_num_threads(1)
    plain = tmp_path / "plain.jsonl"
    plain.write_text("".join(json.dumps({"text": row["text"] * 40}) + "\n" for row in RECORDS), encoding="utf-8")
    plan = Plan(n_units=4, width=8, epochs=1, pretrain_on=100)
    quiet = lambda line: None  # noqa: E731
    for out in ("first", "again"):
        scores = train([annotated_file], plain, tmp_path / out, plan=plan, student_units=0, say=quiet)
    assert 0 <= scores["partial all"] <= 1
    first, again = (np.load(tmp_path / out / "weights.npz") for out in ("first", "again"))
    assert all(np.array_equal(first[name], again[name]) for name in first.files)  # the same seed, the same weights
    teacher = tmp_path / "first" / "weights.npz"
    train(
        [annotated_file],
        plain,
        tmp_path / "student",
        teacher=teacher,
        plan=plan,
        student_units=3,
        n_plain=200,
        say=quiet,
    )
    batch = Batch(["The mayor said it was late."])
    for name in ("first", "student"):
        found = find_by_model(batch, model=load_model(tmp_path / name / "weights.npz"))
        assert found.confidence.size == found.n


def test_the_torch_network_and_the_numpy_network_say_the_same(annotated_file, tmp_path):
    torch = pytest.importorskip("torch", reason="training needs torch")
    from framing.attribution.network import label_scores
    from framing.attribution.tagger_features import SIZES
    from framing.attribution.training.dataset import build_dataset
    from framing.attribution.training.export import as_arrays
    from framing.attribution.training.tagger import ANNOTATED, Material, stack
    from framing.attribution.training.torch_network import TorchNetwork
    from framing.attribution.vocabulary import Vocabulary
    from framing.attribution.weights import build_network

    articles = read_annotated(annotated_file)
    words = ["said", "the", "mayor", "no"]
    vocabulary = Vocabulary.build(words, np.zeros(5, np.uint8), np.zeros(0, np.int64))
    torch.manual_seed(0)
    vectors = np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32)
    network = TorchNetwork(vectors, [2, *SIZES.values()], 2, 5, 2, 0.3).eval()
    data = build_dataset(articles, vocabulary, {})
    rows, features, _, _, mask, reverse, _, _ = stack(Material.of([(ANNOTATED, data, None)]), [
        (i, int(data.edges[i]), int(data.edges[i + 1])) for i in range(len(articles))
    ])  # fmt: skip
    with torch.no_grad():
        wanted = network(rows, features, None, reverse, mask).numpy()
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    numpy_network = build_network(as_arrays(weights, words, vocabulary))
    by_name = {name: data.features[row] for row, name in enumerate(("ending", *SIZES))}
    text = np.repeat(np.arange(len(articles), dtype=np.int32), np.diff(data.edges))
    got = label_scores(numpy_network, data.words, by_name, text)
    for i in range(len(articles)):
        own = got[text == i]
        assert np.allclose(own, wanted[: len(own), i], atol=0.05)  # word embeddings are kept as bytes
