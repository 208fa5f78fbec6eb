"""What a network says of texts that it has not seen: the measure of the model that ships.

The model that ships is the mean of trainings that each left out another fold of the corpora, so it
has seen them all. `unseen.jsonl` keeps for each document what the one training found that had not
seen it: places and scores, no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.recognisers.network import Network
from training.corpora import Example

PATH = Path(__file__).with_name("unseen.jsonl")

Scored = tuple[int, int, str, float]


def write(folds: Iterable[tuple[Path, Sequence[Example]]], path: Path = PATH) -> None:
    """Let the network of each folder read its examples, and write down what it finds.

    Spans are in code points, half-open.
    """
    lines = []
    for folder, examples in folds:
        network = Network(folder)
        for example in examples:
            starts, ends = example.tokens.starts, example.tokens.ends
            found = [
                (starts[first], ends[last - 1], label, round(score, 3))
                for (first, last, label), score in network.tag(example.tokens, example.rows)
            ]
            document = example.document
            lines.append({"corpus": document.corpus, "id": document.id, "found": found})
    rows = [json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("".join(f"{row}\n" for row in sorted(rows)), encoding="utf-8")


def read(path: Path = PATH) -> dict[tuple[str, str], list[Scored]]:
    """Return what was found, by corpus and id of the document."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(row["corpus"], row["id"]): [tuple(each) for each in row["found"]] for row in rows}
