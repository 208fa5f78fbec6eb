"""`python -m training CORPORA`: train, export and calibrate the model in `data/english`."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from annotator.recognisers.network import WordPieces
from training.corpora import GUIDELINES, HELD_OUT, Document, documents, example, part
from training.exporting import calibrate, export
from training.fitting import Fitting
from training.swapping import pool, swapped
from training.tagger import ENCODER

# Corpus -> copies of each document with other names, drawn from anew in each epoch.
COPIES = {"uner_ewt_dev": 3, "uner_pud": 4, "wikigold": 3, "gum_open": 1}
OUT = Path(__file__).parents[1] / "data" / "english"


def main() -> None:
    """Read the corpora in a folder, train, and write the model."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder with the corpora as JSON lines")
    parser.add_argument("--out", type=Path, default=OUT, help="where the model is written")
    parser.add_argument("--epochs", type=int, default=6)
    options = parser.parse_args()
    corpora = {name: documents(options.corpora, name) for name in GUIDELINES}
    learnt, tuned = parted(corpora)
    pieces = WordPieces(ENCODER / "vocab.txt")
    examples = {name: [example(d) for d in found] for name, found in learnt.items()}
    fitting = Fitting(pieces, examples)
    for line in fitting.run(options.epochs):
        print(line, flush=True)
    export(fitting.tagger, options.out, {"version": "1", "corpora": list(GUIDELINES)})
    print(f"temperature {calibrate(options.out, [example(d) for d in tuned])}")


def parted(
    corpora: dict[str, list[Document]],
) -> tuple[dict[str, list[Document]], list[Document]]:
    """Return what is learnt from, by corpus and with copies under other names, and what tunes."""
    learnt = {
        name: [d for d in found if name not in HELD_OUT or part(d.id) == "train"]
        for name, found in corpora.items()
    }
    chance = random.Random(5)
    names = pool([d for found in learnt.values() for d in found], chance)
    copied = [d for name, count in COPIES.items() for d in learnt[name] for _ in range(count)]
    learnt["swapped"] = [swapped(d, names, chance) for d in copied]
    tuned = [d for name in HELD_OUT for d in corpora[name] if part(d.id) == "dev"]
    return learnt, tuned


if __name__ == "__main__":
    main()
