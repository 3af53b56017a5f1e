"""Tiny real sentence models in a folder, for tests: a table of vectors as ONNX, and a tokenizer by words."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

helper = pytest.importorskip("onnx.helper", reason="The package onnx is not installed; it makes the models of tests.")
numpy_helper = pytest.importorskip("onnx.numpy_helper")
onnx = pytest.importorskip("onnx")
tokenizers = pytest.importorskip("tokenizers", reason='"firsthand[reranking]" is not installed.')
pytest.importorskip("onnxruntime", reason='"firsthand[reranking]" is not installed.')

FLOAT, INT64 = onnx.TensorProto.FLOAT, onnx.TensorProto.INT64
STRANGER = "?"
"""The word that stands for all others."""

Table = Mapping[str, Sequence[float]]


def make_model(folder: Path, table: Table, *, taken: Sequence[str] = ("input_ids",), **settings: Any) -> Path:
    """A model that knows some words by their vectors, and files beside it by their names."""
    write_network(folder / "model.onnx", table, taken)
    write_tokenizer(folder / "tokenizer.json", table)
    for name, value in settings.items():
        write_settings(folder, name, value)
    return folder


def write_settings(folder: Path, name: str, value: Any) -> None:
    path = folder / "1_Pooling" / "config.json" if name == "pooling" else folder / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value))


def write_network(path: Path, table: Table, taken: Sequence[str] = ("input_ids",), *, pooled: bool = False) -> None:
    """The vector of each token; or, by its own pooling, the greatest numbers of all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    vectors = numpy_helper.from_array(np.array(list(table.values()), dtype=np.float32), "vectors")
    nodes = [helper.make_node("Gather", ["vectors", "input_ids"], ["last_hidden_state"])]
    given = [helper.make_tensor_value_info("last_hidden_state", FLOAT, ["texts", "tokens", vectors.dims[1]])]
    if pooled:
        axes = numpy_helper.from_array(np.array([1]), "axes")
        nodes.append(helper.make_node("ReduceMax", ["last_hidden_state", "axes"], ["sentence_embedding"], keepdims=0))
        given.append(helper.make_tensor_value_info("sentence_embedding", FLOAT, ["texts", vectors.dims[1]]))
    inputs = [helper.make_tensor_value_info(name, INT64, ["texts", "tokens"]) for name in taken]
    tensors = [vectors, axes] if pooled else [vectors]
    graph = helper.make_graph(nodes, "table", inputs, given, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.save(model, path)


def write_tokenizer(path: Path, table: Table) -> None:
    """By words; padded and cut short as published ones often are, which must not matter."""
    words = {word: number for number, word in enumerate(table)}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token=STRANGER))
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.enable_padding(length=128)
    tokenizer.enable_truncation(128)
    tokenizer.save(str(path))
