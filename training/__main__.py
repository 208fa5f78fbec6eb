"""`python -m training CORPORA`: train, export and calibrate the model in `data/english`."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor

from annotator.recognisers.network import WordPieces
from training.corpora import GUIDELINES, HELD_OUT, Document, documents, example, part
from training.exporting import calibrate, export
from training.fitting import Fitting, Recipe, average
from training.swapping import pool, swapped
from training.tagger import ENCODER, Tagger

# Corpus -> copies of each document with other names, drawn from anew in each epoch.
COPIES = {"uner_ewt_dev": 3, "uner_pud": 4, "wikigold": 3, "gum_open": 1}
# Tweets are further from news than web text and encyclopaedias, and there are more of them.
READ = {
    "uner_ewt_dev": 1.5, "uner_pud": 2.0, "wikigold": 1.5, "wnut17": 0.5, "btc": 0.3,
    "gum_open": 1.0, "swapped": 0.6,
}  # fmt: skip
# The model is the mean of several trainings, which differ in order, names and mixture.
RECIPES = (
    Recipe(seed=1, unheard=0.3, read=READ),
    Recipe(seed=2, unheard=0.3, read=READ | {"uner_pud": 2.5, "wnut17": 0.3, "btc": 0.2}),
    Recipe(seed=3, unheard=0.0, read=READ | {"uner_ewt_dev": 2.0}),
)
EPOCHS = 6
OUT = Path(__file__).parents[1] / "data" / "english"


def main() -> None:
    """Read the corpora in a folder, train, and write the model."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder with the corpora as JSON lines")
    parser.add_argument("--out", type=Path, default=OUT, help="where the model is written")
    parser.add_argument(
        "--weights", type=Path, default=Path("weights"),
        help="where the weights of each training are kept; one that is there is not made again",
    )  # fmt: skip
    options = parser.parse_args()
    options.weights.mkdir(parents=True, exist_ok=True)
    corpora = {name: documents(options.corpora, name) for name in GUIDELINES}
    made = [
        trained(recipe, corpora, options.weights / f"{n}.pt") for n, recipe in enumerate(RECIPES, 1)
    ]
    tagger = Tagger()
    tagger.load_state_dict(average(made))
    export(tagger.eval(), options.out, {"version": "2", "corpora": list(GUIDELINES)})
    tuned = [d for name in HELD_OUT for d in corpora[name] if part(d.id) == "dev"]
    print(f"temperature {calibrate(options.out, [example(d) for d in tuned])}")


def trained(recipe: Recipe, corpora: dict[str, list[Document]], path: Path) -> dict[str, Tensor]:
    """Return the weights that a training comes to; they are kept in a file, and read from it."""
    if not path.exists():
        examples = {
            name: [example(d) for d in found] for name, found in learnt(recipe, corpora).items()
        }
        fitting = Fitting(WordPieces(ENCODER / "vocab.txt"), examples, recipe)
        for line in fitting.run(EPOCHS):
            print(line, flush=True)
        torch.save(fitting.tagger.state_dict(), path)
    weights: dict[str, Tensor] = torch.load(path, weights_only=True)
    return weights


def learnt(recipe: Recipe, corpora: dict[str, list[Document]]) -> dict[str, list[Document]]:
    """Return what is learnt from, by corpus, and copies of it with other names."""
    found = {
        name: [d for d in some if name not in HELD_OUT or part(d.id) == "train"]
        for name, some in corpora.items()
    }
    chance = random.Random(5)
    names = pool([d for some in found.values() for d in some], chance, recipe.unheard)
    copied = [d for name, count in COPIES.items() for d in found[name] for _ in range(count)]
    return found | {"swapped": [swapped(d, names, chance) for d in copied]}


if __name__ == "__main__":
    main()
