"""The trained network as files that the app reads: small, of whole numbers, with honest scores."""

from __future__ import annotations

import hashlib
import json
import math
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from annotator.recognisers.features import COLUMNS
from annotator.recognisers.network import Network
from training.corpora import LABELS, Example
from training.tagger import ENCODER, TAGS, AsUner, Tagger

_EDGE = re.compile(r"/(?:told|head)/")
# The temperatures that are tried (Guo et al., On Calibration of Modern Neural Networks, 2017).
_TEMPERATURES = tuple(round(1.0 + 0.2 * n, 1) for n in range(11))


def export(
    tagger: Tagger, folder: Path, about: Mapping[str, object], temperature: float = 1.0
) -> None:
    """Write `model.onnx`, `vocabulary.txt` and `model.json` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        # Written out, attention takes a tenth less time in onnxruntime than torch's own.
        tagger.encoder.set_attn_implementation("eager")
        _write(AsUner(tagger).eval(), whole)
        # What the columns come in by and what the tags come out by is small, and rounded dearly.
        edges = [n.name for n in onnx.load(whole).graph.node if _EDGE.search(n.name)]
        quantize_dynamic(
            whole, folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=edges,
            extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
    vocabulary = (ENCODER / "vocab.txt").read_text(encoding="utf-8")
    (folder / "vocabulary.txt").write_text(vocabulary, encoding="utf-8")
    describe(folder, {**about, "tags": TAGS, "columns": COLUMNS, "temperature": temperature})


def describe(folder: Path, about: Mapping[str, object]) -> None:
    """Write `model.json`: what the files are, and the hash of the model."""
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    told = json.dumps({**about, "sha256": digest}, indent=1, ensure_ascii=False)
    (folder / "model.json").write_text(told + "\n", encoding="utf-8")


def calibrate(folds: Sequence[tuple[Path, Sequence[Example]]]) -> float:
    """Choose the temperature at which a score is the share that is right; set and return it.

    Parameters
    ----------
    folds : sequence of (Path, sequence of Example)
        Exported models, each with what it was not trained on.
    """
    losses = {}
    for temperature in _TEMPERATURES:
        for folder, _ in folds:
            about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            describe(folder, {**about, "temperature": temperature})
        told = [_losses(Network(folder), examples) for folder, examples in folds]
        losses[temperature] = sum(map(sum, told)) / sum(map(len, told))
    best = min(losses, key=lambda temperature: losses[temperature])
    for folder, _ in folds:
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        describe(folder, {**about, "temperature": best})
    return best


def _losses(network: Network, examples: Sequence[Example]) -> list[float]:
    """Return minus the logarithm of what each suggestion was worth."""
    losses = []
    for example in examples:
        starts, ends = example.tokens.starts, example.tokens.ends
        gold = set(example.document.spans)
        for (first, last, label), score in network.tag(example.tokens, example.rows):
            if label not in LABELS[:3]:
                continue
            right = (starts[first], ends[last - 1], label) in gold
            losses.append(-math.log(max(1e-6, score if right else 1 - score)))
    return losses


def _write(network: AsUner, path: Path) -> None:
    texts, pieces = 2, 16
    given = (
        torch.randint(1_000, 2_000, (texts, pieces)),
        torch.ones(texts, pieces),
        torch.zeros(texts, pieces, len(COLUMNS)),
    )
    names = ("ids", "mask", "features")
    results = ("scores", "read")
    free = {name: {0: "texts", 1: "pieces"} for name in (*names, *results)}
    torch.onnx.export(
        network, given, path, input_names=list(names), output_names=list(results),
        dynamic_axes=free, opset_version=17, dynamo=False,
    )  # fmt: skip
