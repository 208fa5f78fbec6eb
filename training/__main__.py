"""`python -m training CORPORA`: train, measure, export and calibrate what is in `data/english`."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor

from annotator.recognisers.network import WordPieces
from training import unseen
from training.corpora import FOLDS, GUIDELINES, MEASURED, Document, documents, example, fold
from training.exporting import calibrate, export
from training.fitting import Fitting, average
from training.swapping import pool, swapped
from training.tagger import ENCODER, Tagger

# Corpus -> copies of each document with other names, drawn from anew in each epoch.
COPIES = {"uner_ewt_dev": 3, "uner_pud": 4, "wikigold": 3, "gum_open": 1}
# Tweets are further from news than web text and encyclopaedias, and there are more of them.
READ = {
    "uner_ewt_dev": 1.5, "uner_pud": 2.0, "wikigold": 1.5, "wnut17": 0.5, "btc": 0.3,
    "gum_open": 1.0, "swapped": 0.6,
}  # fmt: skip
UNHEARD = 0.2  # of the names in copies are made up
EPOCHS = 5
OUT = Path(__file__).parents[1] / "data" / "english"
VERSION = "3"

Corpora = dict[str, list[Document]]


def main() -> None:
    """Read the corpora in a folder, train a network for each fold, and write their mean."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder with the corpora as JSON lines")
    parser.add_argument("--out", type=Path, default=OUT, help="where the model is written")
    parser.add_argument(
        "--weights", type=Path, default=Path("weights"),
        help="where the weights of each training are kept; one that is there is not made again",
    )  # fmt: skip
    parser.add_argument(
        "--fold", type=int, choices=range(FOLDS), help="make the weights of this fold and stop"
    )
    options = parser.parse_args()
    options.weights.mkdir(parents=True, exist_ok=True)
    corpora = {name: documents(options.corpora, name) for name in GUIDELINES}
    if options.fold is not None:
        trained(options.fold, corpora, options.weights)
    else:
        made = [trained(left_out, corpora, options.weights) for left_out in range(FOLDS)]
        write(made, corpora, options.out, options.weights)


def trained(left_out: int, corpora: Corpora, folder: Path) -> dict[str, Tensor]:
    """Return the weights that come of all but a fold; they are kept in a file, and read from it."""
    path = folder / f"{left_out}.pt"
    if not path.exists():
        examples = {
            name: [example(d) for d in found] for name, found in learnt(left_out, corpora).items()
        }
        fitting = Fitting(WordPieces(ENCODER / "vocab.txt"), examples, READ, seed=left_out)
        for line in fitting.run(EPOCHS):
            print(f"fold {left_out}, {line}", flush=True)
        torch.save(fitting.tagger.state_dict(), path)
    weights: dict[str, Tensor] = torch.load(path, weights_only=True)
    return weights


def learnt(left_out: int, corpora: Corpora) -> Corpora:
    """Return what is learnt from, by corpus, and copies of it with other names."""
    found = {
        name: [d for d in some if name not in MEASURED or fold(d.id) != left_out]
        for name, some in corpora.items()
    }
    chance = random.Random(left_out)
    names = pool([d for some in found.values() for d in some], chance, UNHEARD)
    copied = [d for name, count in COPIES.items() for d in found[name] for _ in range(count)]
    return found | {"swapped": [swapped(d, names, chance) for d in copied]}


def write(made: list[dict[str, Tensor]], corpora: Corpora, out: Path, scratch: Path) -> None:
    """Write the mean of the trainings, and what each says of the fold that it has not seen."""
    about = {"version": VERSION, "corpora": list(GUIDELINES)}
    read = []
    for left_out, weights in enumerate(made):
        export(_tagger(weights), scratch / f"fold{left_out}", about)
        measured = [d for name in MEASURED for d in corpora[name] if fold(d.id) == left_out]
        read.append((scratch / f"fold{left_out}", [example(d) for d in measured]))
    temperature = calibrate(read)
    unseen.write(read)
    export(_tagger(average(made)), out, about, temperature)
    print(f"temperature {temperature}")


def _tagger(weights: dict[str, Tensor]) -> Tagger:
    tagger = Tagger()
    tagger.load_state_dict(weights)
    return tagger.eval()


if __name__ == "__main__":
    main()
