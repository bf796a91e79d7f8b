"""INCEpTION: a document with its layer and tagsets out, one annotator's file or a whole project back."""

import io
import json
import zipfile

import pytest

cassis = pytest.importorskip("cassis", reason="needs dkpro-cassis (framing[inception])")

from framing.coding import find_questions, make_sample, read_sheets, write_sheets  # noqa: E402
from framing.coding.passages import find_passages  # noqa: E402
from framing.errors import InputError  # noqa: E402


@pytest.fixture
def package(results, sample, tmp_path):
    return write_sheets(tmp_path / "sheets", sample, results, formats=["inception"])


def annotated(package, codes, *, anew=()):
    """Return the package's document as XMI with these codes, by number of the item; `anew`: marked beside the item."""
    types = cassis.load_typesystem(package[0].open("rb"))
    cas = cassis.load_cas_from_xmi(package[-1].open("rb"), typesystem=types)
    layer = types.get_type("webanno.custom.Coding")
    for number, one in enumerate(sorted(cas.select(layer.name), key=lambda one: one.begin)):
        if number in anew:
            cas.add(layer(begin=one.begin + 1, end=one.end, code_loaded=codes[number]))
        else:
            one.code_loaded = codes.get(number)
            one.code_hedges = "no"
    return cas.to_xmi().encode()


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_the_document_marks_what_is_asked_about_and_shows_no_answer(package, results, sample):
    assert [path.name for path in package] == [
        "TypeSystem.xml", "tagset-loaded.json", "tagset-hedges.json", "sentences.xmi",
    ]  # fmt: skip
    types = cassis.load_typesystem(package[0].open("rb"))
    cas = cassis.load_cas_from_xmi(package[-1].open("rb"), typesystem=types)
    marked = sorted(cas.select("webanno.custom.Coding"), key=lambda one: one.begin)
    assert [one.item for one in marked] == sample.items["item"].tolist()
    assert all(one.code_loaded is None and one.code_hedges is None for one in marked)
    for one, passage in zip(marked, find_passages(sample, results), strict=True):
        pieces = [piece for piece, mark in passage.segments() if mark]
        assert one.get_covered_text() == f"⟦{pieces[0]}⟧"
    tags = json.loads(package[1].read_text(encoding="utf-8"))
    assert [tag["tag_name"] for tag in tags["tags"]] == ["yes", "no", "?"]


def test_one_annotator_s_file_is_named_by_its_file(package, sample, tmp_path):
    path = tmp_path / "sentences-Ana.xmi"
    path.write_bytes(annotated(package, dict.fromkeys(range(60), "yes"), anew=(3,)))
    with pytest.raises(InputError, match="cannot be read as XMI"):
        (tmp_path / "broken.xmi").write_bytes(b"<xmi")
        read_sheets([tmp_path / "broken.xmi"], sample)
    # Its layer is not known without the type system that INCEpTION exports beside it.
    (tmp_path / "TypeSystem.xml").write_bytes(package[0].read_bytes())
    packed = tmp_path / "sentences-Ana.zip"
    packed.write_bytes(zipped({"sentences.xmi": path.read_bytes(), "TypeSystem.xml": package[0].read_bytes()}))
    codes, problems = read_sheets([packed], sample)
    assert set(codes["coder"]) == {"Ana"}
    assert (codes["question"] == "loaded").sum() == 60  # the one marked anew is understood
    assert problems["problem"].tolist() == ["Ana gave no code for hedges"]


def test_a_whole_project_has_its_annotators(package, sample, tmp_path):
    types = package[0].read_bytes()
    first, second = (dict.fromkeys(range(60), code) for code in ("yes", "no"))
    second[5] = "maybe"

    def of(user, codes):
        return zipped({f"{user}.xmi": annotated(package, codes), "TypeSystem.xml": types})

    path = tmp_path / "project.zip"
    path.write_bytes(
        zipped({
            "exportedproject.json": "{}",
            "annotation/sentences.xmi/ana.zip": of("ana", first),
            "annotation/sentences.xmi/ben.zip": of("ben", second),
            "annotation/sentences.xmi/cid.zip": zipped({"cid.xmi": b"<broken"}),
            "annotation/sentences.xmi/INITIAL_CAS.zip": of("INITIAL_CAS", {}),
            "curation/sentences.xmi/CURATION_USER.zip": of("CURATION_USER", first),
        })
    )  # fmt: skip
    codes, problems = read_sheets([path], sample)
    assert codes.groupby(["coder", "question"]).size().to_dict() == {
        ("ana", "hedges"): 60, ("ana", "loaded"): 60, ("ben", "hedges"): 60, ("ben", "loaded"): 59,
    }  # fmt: skip
    assert problems["kind"].tolist() == ["unreadable", "impossible"]
    assert "cid.zip cannot be read as XMI" in problems["problem"][0]
    assert problems["problem"][1] == "'maybe' is no answer to loaded; allowed are yes, no, ?"


def test_attributions_in_pieces_and_whole_articles_can_be_marked(results, tmp_path):
    for questions, size in ((["stance"], 30), (["source_name"], 5)):
        sample = make_sample(results, find_questions(questions), size, seed=2)
        written = write_sheets(tmp_path / questions[0], sample, results, formats=["inception"])
        assert written[-1].name == "attributions.xmi"
        types = cassis.load_typesystem(written[0].open("rb"))
        cas = cassis.load_cas_from_xmi(written[-1].open("rb"), typesystem=types)
        for one in cas.select("webanno.custom.Coding"):
            assert one.get_covered_text().startswith("⟦") and one.get_covered_text().endswith("⟧")


def test_a_zip_without_documents_is_named(sample, tmp_path):
    path = tmp_path / "sheets.zip"
    path.write_bytes(zipped({"readme.txt": "nothing"}))
    with pytest.raises(InputError, match=r"sheets\.zip holds no \.xmi file"):
        read_sheets([path], sample)
    path.write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(InputError, match=r"sheets\.zip cannot be read as ZIP"):
        read_sheets([path], sample)
