"""A sentence model of the kind BERT (Devlin et al. 2019), from the weights that are published, as ONNX.

For measuring where the weights are at hand as safetensors and neither PyTorch nor a published ONNX file is.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Weights = Mapping[str, NDArray[Any]]
OPSET = 20
"""The first that has Gelu."""
FORBIDDEN = np.float32(-10_000)
"""What padding adds to a score of attention."""


def convert(source: Path, target: Path) -> None:
    """Write `target`/model.onnx from the config.json and model.safetensors in `source`."""
    configuration = json.loads((source / "config.json").read_text())
    graph = _Graph(_weights(source / "model.safetensors"), configuration)
    graph.embeddings()
    for layer in range(configuration["num_hidden_layers"]):
        graph.layer(f"encoder.layer.{layer}")
    onnx.save(graph.model(), target / "model.onnx")


def _weights(path: Path) -> Weights:
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = json.loads(data[8:start])
    tensors.pop("__metadata__", None)
    return {
        name: np.frombuffer(data, "<f4", (end - begin) // 4, start + begin).reshape(tensor["shape"])
        for name, tensor in tensors.items()
        if tensor["dtype"] == "F32"
        for begin, end in [tensor["data_offsets"]]
    }


class _Graph:
    def __init__(self, weights: Weights, configuration: Mapping[str, Any]) -> None:
        self._weights, self._configuration = weights, configuration
        self._size, self._heads = configuration["hidden_size"], configuration["num_attention_heads"]
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: dict[str, onnx.TensorProto] = {}
        self._states = ""

    def embeddings(self) -> None:
        tables = "embeddings.{}_embeddings.weight"
        width = self._add("Shape", "input_ids", start=1, end=2)
        last = self._add("Squeeze", width)
        places = self._add("Range", self._constant("zero", 0), last, self._constant("one", 1))
        words, kinds, order = (
            self._add("Gather", self._weight(tables.format(name)), ids)
            for name, ids in (("word", "input_ids"), ("token_type", "token_type_ids"), ("position", places))
        )
        self._states = self._norm(self._add("Add", self._add("Add", words, kinds), order), "embeddings.LayerNorm")
        mask = self._add("Cast", self._add("Unsqueeze", "attention_mask", self._constant("axes", [1, 2])), to=1)
        hidden = self._add("Sub", self._constant("all", np.float32(1)), mask)
        self._mask = self._add("Mul", hidden, self._constant("forbidden", FORBIDDEN))

    def layer(self, name: str) -> None:
        query, key, value = (self._part(f"{name}.attention.self.{kind}") for kind in ("query", "key", "value"))
        turned = self._add("Transpose", key, perm=[0, 1, 3, 2])
        scale = self._constant("scale", np.float32((self._size / self._heads) ** -0.5))
        scores = self._add("Add", self._add("Mul", self._add("MatMul", query, turned), scale), self._mask)
        seen = self._add("MatMul", self._add("Softmax", scores, axis=-1), value)
        whole = self._add("Transpose", seen, perm=[0, 2, 1, 3])
        joined = self._add("Reshape", whole, self._constant("joined", [0, 0, self._size]))
        attended = self._add("Add", self._dense(joined, f"{name}.attention.output.dense"), self._states)
        attended = self._norm(attended, f"{name}.attention.output.LayerNorm")
        inner = self._add("Gelu", self._dense(attended, f"{name}.intermediate.dense"))
        outer = self._add("Add", self._dense(inner, f"{name}.output.dense"), attended)
        self._states = self._norm(outer, f"{name}.output.LayerNorm")

    def model(self) -> onnx.ModelProto:
        self._nodes.append(helper.make_node("Identity", [self._states], ["last_hidden_state"]))
        taken = [
            helper.make_tensor_value_info(name, onnx.TensorProto.INT64, ["texts", "tokens"])
            for name in ("input_ids", "attention_mask", "token_type_ids")
        ]
        given = helper.make_tensor_value_info(
            "last_hidden_state", onnx.TensorProto.FLOAT, ["texts", "tokens", self._size]
        )
        graph = helper.make_graph(self._nodes, "bert", taken, [given], list(self._tensors.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)

    def _part(self, name: str) -> str:
        """What the heads of attention look at: (texts, heads, tokens, size of a head)."""
        parts = self._constant("parts", [0, 0, self._heads, self._size // self._heads])
        return self._add("Transpose", self._add("Reshape", self._dense(self._states, name), parts), perm=[0, 2, 1, 3])

    def _dense(self, states: str, name: str) -> str:
        product = self._add("MatMul", states, self._weight(f"{name}.weight", turned=True))
        return self._add("Add", product, self._weight(f"{name}.bias"))

    def _norm(self, states: str, name: str) -> str:
        scale, bias = self._weight(f"{name}.weight"), self._weight(f"{name}.bias")
        return self._add(
            "LayerNormalization", states, scale, bias, axis=-1, epsilon=self._configuration["layer_norm_eps"]
        )

    def _weight(self, name: str, *, turned: bool = False) -> str:
        weight = self._weights[name]
        return self._constant(name, np.ascontiguousarray(weight.T if turned else weight))

    def _constant(self, name: str, value: Any) -> str:
        self._tensors.setdefault(name, numpy_helper.from_array(np.asarray(value), name))
        return name

    def _add(self, operation: str, *taken: str, **attributes: Any) -> str:
        given = f"{operation}-{len(self._nodes)}"
        self._nodes.append(helper.make_node(operation, taken, [given], **attributes))
        return given
