"""Classifiers on disk: a folder with `model.skops` and `manifest.json`. Nothing in it is executed.

skops stores arrays and plain values and builds objects only of types it was told to trust: those of scikit-learn,
numpy and scipy that it knows, and the list below.
"""

from __future__ import annotations

import io
import json
import re
import warnings
import zipfile
from hashlib import sha256
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any

from framing.classify.classifier import FORMAT, VERSIONS, Classifier
from framing.classify.features import choose_measures
from framing.errors import InputError
from framing.manifest import package_version

MODEL, MANIFEST = "model.skops", "manifest.json"
_SCHEMA = "schema.json"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_ADDRESS = re.compile(r'(?:(?<="__id__": )|(?<="file": "))\d+')
_ADDRESS_IN_NAME = re.compile(r"^\d+(?=\.)")
SHIPPED = {"loaded-sentence": "loaded_sentence"}
# What stands neither here nor among the types that skops knows is not loaded.
TRUSTED = (
    "framing.classify.encoder.LinearDecision",
    "framing.classify.encoder.SentenceEncoder",
    "framing.classify.features.FramingFeatures",
    "framing.classify.house_style.RemoveHouseStyle",
    "framing.classify.words.WordFeatures",
    # parts of fitted scikit-learn models that hold numbers only
    "numpy.dtype",
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._SigmoidCalibration",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
)


def save_classifier(classifier: Classifier, folder: str | PathLike[str], *, overwrite: bool = False) -> Path:
    """Write a classifier into a folder and return its path; raises InputError where a type could not be loaded again.

    An existing classifier is replaced only with `overwrite`, other files of the folder are left alone.
    """
    import skops.io as skops

    refuse_existing(folder, overwrite=overwrite)
    path = Path(folder)
    try:
        content = _without_addresses(skops.dumps(classifier.pipeline))
    except Exception as error:  # skops has no one class for what it cannot store
        raise InputError(f"the pipeline cannot be saved: {' '.join(str(error).split())[:200]}") from None
    unknown = _unknown_types(content)
    if unknown:
        raise InputError(
            f"the pipeline holds {', '.join(unknown)}, which would not be loaded again: only estimators of "
            "scikit-learn and of framing are, without functions of your own"
        )
    path.mkdir(parents=True, exist_ok=True)
    manifest = {**classifier.manifest, "sha256": sha256(content).hexdigest()}
    (path / MODEL).write_bytes(content)
    (path / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _without_addresses(content: bytes) -> bytes:
    """Return the same file without what differs from run to run: skops names things by their place in memory."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        schema = old.read(_SCHEMA).decode("utf-8")
        numbers: dict[str, str] = {}
        for address in _ADDRESS.findall(schema):
            numbers.setdefault(address, str(len(numbers) + 1))
        files = {name: _ADDRESS_IN_NAME.sub(lambda found: numbers[found[0]], name) for name in old.namelist()}
        parts = {files[name]: old.read(name) for name in old.namelist()}
        parts[_SCHEMA] = _ADDRESS.sub(lambda found: numbers[found[0]], schema).encode("utf-8")
        for name in sorted(parts):
            new.writestr(zipfile.ZipInfo(name, _NO_TIME), parts[name], zipfile.ZIP_DEFLATED)
    return made.getvalue()


def refuse_existing(folder: str | PathLike[str], *, overwrite: bool) -> None:
    """Raise InputError where a classifier cannot be saved: the name of a file, or one is there already."""
    path = Path(folder)
    if path.exists() and not path.is_dir():
        raise InputError(f"{str(path)!r} is a file; a classifier is saved as a folder")
    if (path / MODEL).exists() and not overwrite:
        raise InputError(f"{str(path)!r} holds a classifier already; give --overwrite or another name")


def load_classifier(name_or_path: str | PathLike[str]) -> Classifier:
    """Return a classifier: a shipped one by its name ("loaded-sentence") or one from the folder it was saved in.

    Raises InputError for a file that was altered or holds anything but arrays, plain values and trusted types. What of
    the versions it was made with is not so here stands in `differences`.
    """
    path = _folder_of(name_or_path)
    manifest = _read_manifest(path)
    content = (path / MODEL).read_bytes()
    if sha256(content).hexdigest() != manifest["sha256"]:
        raise InputError(f"{MODEL} in {str(path)!r} is not the file that its manifest names: it was altered or cut off")
    unknown = _unknown_types(content)
    if unknown:
        raise InputError(
            f"{MODEL} in {str(path)!r} holds {', '.join(unknown)}, which is not loaded: not a trusted type"
        )
    differences = tuple(_differences(manifest))
    return Classifier(
        pipeline=_load(content, path, differences),
        classes=tuple(manifest["classes"]),
        target=manifest["target"],
        multilabel=manifest["multilabel"],
        temperature=manifest["temperature"],
        abstain_below=manifest["abstain_below"],
        manifest=manifest,
        differences=differences,
    )


def _folder_of(name_or_path: str | PathLike[str]) -> Path:
    name = str(name_or_path)
    path = Path(str(files("framing").joinpath("classify", SHIPPED[name]))) if name in SHIPPED else Path(name)
    for file in (MODEL, MANIFEST):
        if not (path / file).is_file():
            there = ", ".join(map(repr, SHIPPED))
            reason = f"{str(path)!r} has no {file}" if path.is_dir() else f"there is no classifier {name!r}"
            raise InputError(f"{reason}; give the folder that `framing classify train` wrote, or a name: {there}")
    return path


def _read_manifest(path: Path) -> dict[str, Any]:
    kinds: dict[str, type | tuple[type, ...]] = {
        "sha256": str, "classes": list, "target": str, "multilabel": bool, "temperature": (int, float),
        "abstain_below": (int, float), "versions": dict, "measures": list,
    }  # fmt: skip
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{MANIFEST} in {str(path)!r} is no JSON: {str(error)[:100]}") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise InputError(f"{MANIFEST} in {str(path)!r} is of format {found!r}; this version reads {FORMAT!r}")
    for key, kind in kinds.items():
        if not isinstance(manifest.get(key), kind):
            raise InputError(f"{MANIFEST} in {str(path)!r} was altered: {key!r} is missing or of another kind")
    if manifest["temperature"] <= 0 or not 0 <= manifest["abstain_below"] <= 1:
        raise InputError(f"{MANIFEST} in {str(path)!r} was altered: temperature or abstain_below is out of range")
    return manifest


def _unknown_types(content: bytes) -> list[str]:
    """Return the types in a file that are not trusted; raise InputError for what is no skops file."""
    import skops.io as skops

    try:
        found = skops.get_untrusted_types(data=content)
    except Exception as error:  # a damaged archive or schema fails in as many ways as there are
        raise InputError(f"{MODEL} is damaged: {' '.join(str(error).split())[:150] or type(error).__name__}") from None
    return sorted(set(found) - set(TRUSTED))


def _load(content: bytes, path: Path, differences: tuple[str, ...]) -> Any:
    import skops.io as skops

    with warnings.catch_warnings():  # scikit-learn warns of its version; ours is said once, in `differences`
        warnings.simplefilter("ignore")
        try:
            return skops.load(io.BytesIO(content), trusted=list(TRUSTED))
        except Exception as error:
            made = f" ({differences[0]})" if differences else ""
            reason = " ".join(str(error).split())[:150]
            raise InputError(f"{MODEL} in {str(path)!r} cannot be loaded{made}: {reason}") from None


def _differences(manifest: dict[str, Any]) -> list[str]:
    """Return what is not here as it was where the classifier was made."""
    found = []
    for name in VERSIONS:
        made, here = manifest["versions"].get(name, "unknown"), package_version(name)
        if made != here:
            found.append(f"made with {name} {made}, here is {here}")
    known = {column for measure in choose_measures(None) for column in (measure.name, measure.family)}
    gone = [name for name in manifest["measures"] if not any(name.startswith(one) for one in known if one)]
    if gone:
        found.append(f"this version does not measure {', '.join(map(str, gone[:5]))}")
    return found
