"""A sentence model from a folder of this machine: texts become vectors, alike texts near ones.

The folder is laid out as such models are published (sentence-transformers; Reimers and Gurevych, "Sentence-BERT", EMNLP
2019), with the network as ONNX:

    model.onnx, or onnx/model.onnx
    tokenizer.json
    modules.json, 1_Pooling/config.json, sentence_bert_config.json, config_sentence_transformers.json    if there

Nothing is ever fetched, and no code from the folder is run.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

MOST_TOKENS = 128
"""What follows in a text is not read, even where a model could: time grows with it faster than what is gained."""
MOST_CHARACTERS = 8 * MOST_TOKENS
NETWORKS = ("model.onnx", "onnx/model.onnx")
TOKENIZER = "tokenizer.json"
_KNOWN = ("Transformer", "Pooling", "Normalize")
"""Steps of a model that are carried out here; others have to be part of its network."""
_SENTENCE = "sentence_embedding"
"""The output of a network that pools by itself."""
_MASK, _IDS, _KINDS = "attention_mask", "input_ids", "token_type_ids"

Vector = NDArray[np.float32]
_Decoded = TypeVar("_Decoded")


class ModelError(Exception):
    """A model that can't be loaded or used; the message says why, and what to do, in a sentence or two."""


class _Module(Struct, frozen=True):
    type: str


class _Pooling(Struct, frozen=True):
    pooling_mode: str = ""
    pooling_mode_cls_token: bool = False
    pooling_mode_mean_tokens: bool = False

    def way(self) -> str:
        chosen = {"cls": self.pooling_mode_cls_token, "mean": self.pooling_mode_mean_tokens}
        return self.pooling_mode or "+".join(way for way, on in chosen.items() if on)


class _Length(Struct, frozen=True):
    max_seq_length: int | None = None


class _Prompts(Struct, frozen=True):
    prompts: Mapping[str, str] = {}


class Settings(Struct, frozen=True):
    """What the files beside a network say of its use."""

    tokens: int
    """Of a text that are read, at most."""
    pooling: str = "mean"
    """How the vectors of tokens become that of a text: "mean", or "cls", that of the first."""
    question: str = ""
    """What is put before a question, as some models are trained to."""
    passage: str = ""
    others: tuple[str, ...] = ()
    """Steps that follow on the network and are not known here."""


class Model:
    """A loaded model. Safe to use from several threads; each text is computed on the one that asks."""

    def __init__(self, network: Any, tokenizer: Any, settings: Settings, folder: Path) -> None:
        self._network, self._tokenizer, self._settings, self.folder = network, tokenizer, settings, folder
        self._wanted = [taken.name for taken in network.get_inputs()]
        outputs = [given.name for given in network.get_outputs()]
        self._output = _SENTENCE if _SENTENCE in outputs else outputs[0]
        self.tokens = settings.tokens
        self.dimensions = len(self.passage("a"))

    def question(self, text: str) -> Vector:
        """The vector of a question, of length 1. Raises ModelError where the model fails."""
        return self._vector(self._settings.question + text)

    def passage(self, text: str) -> Vector:
        """The vector of a passage, of length 1. Raises ModelError where the model fails."""
        return self._vector(self._settings.passage + text)

    def _vector(self, text: str) -> Vector:
        text = text[:MOST_CHARACTERS].encode("utf-8", "replace").decode()
        try:
            ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
            taken = {_IDS: ids, _MASK: np.ones_like(ids), _KINDS: np.zeros_like(ids)}
            (given,) = self._network.run([self._output], {name: taken[name] for name in self._wanted})
        except Exception as fault:  # both libraries raise kinds that have nothing else in common
            raise ModelError(f"The model in {self.folder} fails: {_first_line(fault)}") from fault
        vector = self._pooled(np.asarray(given, dtype=np.float32))
        length = float(np.linalg.norm(vector))
        if not np.isfinite(length) or length == 0:
            raise ModelError(f"The model in {self.folder} gives vectors that can't be compared. Choose another one.")
        return vector / np.float32(length)

    def _pooled(self, given: NDArray[np.float32]) -> Vector:
        if given.ndim == 2 and len(given) == 1:
            whole: Vector = given[0]
            return whole
        if given.ndim != 3 or not given.shape[1]:
            raise ModelError(f"The model in {self.folder} is none that makes a vector of a text. Choose another one.")
        pooled: Vector = given[0, 0] if self._settings.pooling == "cls" else given[0].mean(axis=0)
        return pooled


def open_model(folder: Path) -> Model:
    """Load the model in a folder; it then is in memory as long as it is used.

    Raises ModelError where there is none, where it is broken or of a kind that can't be used, and where the packages
    that compute it are not installed.
    """
    if not folder.is_dir():
        raise ModelError(f"There is no folder {folder}. Name the one with {NETWORKS[0]} and {TOKENIZER}.")
    networks = [folder / name for name in NETWORKS if (folder / name).is_file()]
    if not networks:
        raise ModelError(f"The folder {folder} holds no {NETWORKS[0]}. Choose a model that is published as ONNX.")
    if not (folder / TOKENIZER).is_file():
        raise ModelError(f"The folder {folder} holds no {TOKENIZER}. Put the one in that belongs to the model.")
    _offline()
    tokenizer = _tokenizer(folder / TOKENIZER)
    settings = _settings(folder, tokenizer)
    network = _network(networks[0])
    if settings.others and _SENTENCE not in [given.name for given in network.get_outputs()]:
        raise ModelError(f"The model in {folder} needs a step that is not known here: {settings.others[0]}.")
    tokenizer.no_padding()
    tokenizer.enable_truncation(settings.tokens)
    return Model(network, tokenizer, settings, folder)


def _offline() -> None:
    """No library that is loaded now, or by these, shall ever ask a server for something, or tell one."""
    for setting in ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "TRANSFORMERS_OFFLINE"):
        os.environ[setting] = "1"


def _tokenizer(path: Path) -> Any:
    try:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(path))
    except ImportError as fault:
        raise ModelError(_not_installed(fault)) from fault
    except Exception as fault:  # it raises nothing more special
        raise ModelError(f"{path} is damaged: {_first_line(fault)}") from fault


def _network(path: Path) -> Any:
    try:
        import onnxruntime
    except ImportError as fault:
        raise ModelError(_not_installed(fault)) from fault
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    # One core for each question: many readers are answered at once, and none takes the machine.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        network = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as fault:  # its errors have nothing else in common
        raise ModelError(f"{path} is damaged, or no network: {_first_line(fault)}") from fault
    strange = {taken.name for taken in network.get_inputs()} - {_IDS, _MASK, _KINDS}
    if strange:
        raise ModelError(f"The network {path} asks for “{min(strange)}”, which no text has. Choose another model.")
    return network


def _settings(folder: Path, tokenizer: Any) -> Settings:
    modules = _read(folder / "modules.json", list[_Module]) or []
    pooling = _read(folder / "1_Pooling" / "config.json", _Pooling)
    way = "mean" if pooling is None else pooling.way()
    if way not in ("mean", "cls"):
        raise ModelError(f"The model in {folder} makes one vector of many in a way that is not known here.")
    length = _read(folder / "sentence_bert_config.json", _Length) or _Length()
    declared = length.max_seq_length or (tokenizer.truncation or {}).get("max_length") or MOST_TOKENS
    prompts = (_read(folder / "config_sentence_transformers.json", _Prompts) or _Prompts()).prompts
    others = tuple(name for module in modules if (name := module.type.rpartition(".")[2]) not in _KNOWN)
    return Settings(
        tokens=max(min(declared, MOST_TOKENS), 8),
        pooling=way,
        question=prompts.get("query", ""),
        passage=prompts.get("passage", prompts.get("document", "")),
        others=others,
    )


def _read(path: Path, form: type[_Decoded]) -> _Decoded | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=form)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as fault:
        raise ModelError(f"{path} can't be read: {_first_line(fault)}") from fault


def _not_installed(fault: ImportError) -> str:
    return f'The package {fault.name} is not installed. Install it: pip install "firsthand[reranking]".'


def _first_line(fault: BaseException) -> str:
    lines = str(fault).strip().splitlines() or [type(fault).__name__]
    return f"{lines[0][:200].rstrip('. ')}."
