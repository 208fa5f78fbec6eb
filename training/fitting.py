"""The training itself."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence

import torch
from torch import Tensor, nn

from annotator.recognisers.features import FIRST_OF_RULES
from annotator.recognisers.network import PIECES, Window, WordPieces, batch
from annotator.recognisers.windows import windows
from training.corpora import GUIDELINES, Example
from training.tagger import GUIDES, PHRASE_TAGS, TAGS, Tagger

_RATE, _RATE_OF_NEW = 8e-5, 1e-3
_WARM = 0.1  # of the steps
_LEAST_RATE = 0.02  # of the highest
_AT_ONCE = 1_600  # pieces of one step
_WIDTHS = (40, 80, PIECES)
# In so many windows the rules say nothing: the network must not lean on them alone, which were
# written looking at some of these texts.
_WITHOUT_RULES = 0.25
_AVERAGED = 0.995
_NONE = -100  # the target of a piece that teaches nothing
_OF_PHRASES = 0.5  # what the second task weighs beside the first

_BEGIN = 1  # all trainings begin with the same weights: only such can be averaged

Piece = tuple[Example, range]


class Fitting:
    """Trains a network; the weights kept are a running average.

    Parameters
    ----------
    pieces : WordPieces
        What cuts words into pieces.
    examples : mapping of str to sequence of Example
        What is learnt, by corpus.
    read : mapping of str to float
        Corpus -> how often its documents are read in one epoch.
    seed : int
        Of the order, the windows and the drop-out.
    """

    def __init__(
        self,
        pieces: WordPieces,
        examples: Mapping[str, Sequence[Example]],
        read: Mapping[str, float],
        seed: int,
    ) -> None:
        self._pieces, self._examples, self._read = pieces, examples, read
        self._chance = random.Random(seed)
        torch.manual_seed(_BEGIN)
        self.tagger = Tagger()
        torch.manual_seed(seed)
        self._average = {k: v.clone() for k, v in self.tagger.state_dict().items()}
        encoder = [p for p in self.tagger.encoder.parameters() if p.requires_grad]
        new = [p for name, p in self.tagger.named_parameters() if not name.startswith("encoder.")]
        self._rates = (_RATE, _RATE_OF_NEW)
        self._steps = 0
        self._optimiser = torch.optim.AdamW(
            [{"params": encoder}, {"params": new}], lr=_RATE, weight_decay=0.01, fused=True
        )

    def run(self, epochs: int) -> Iterator[str]:
        """Train; yield what is to be told."""
        started, total = time.monotonic(), 0
        for epoch in range(epochs):
            batches = self._epoch()
            total = total or len(batches) * epochs
            loss = 0.0
            for n, chosen in enumerate(batches, 1):
                loss += self._step(chosen, min(1.0, self._steps / total))
                if n % 100 == 0 or n == len(batches):
                    seconds = time.monotonic() - started
                    done = f"epoch {epoch + 1} of {epochs}, step {n} of {len(batches)}"
                    yield f"{done}: loss {loss / n:.4f}, {seconds:.0f} s"
        self.tagger.load_state_dict(self._average)
        self.tagger.eval()

    def _epoch(self) -> list[list[Piece]]:
        """Return the windows of one epoch in batches of about the same number of pieces."""
        chosen: list[Piece] = []
        for corpus, examples in self._examples.items():
            often = self._read[corpus]
            times = [*[1.0] * int(often), often % 1]
            for share in times:
                some = self._chance.sample(list(examples), round(len(examples) * share))
                width = self._chance.choice(_WIDTHS)
                chosen += [(e, w) for e in some for w in self._windows(e, width)]
        self._chance.shuffle(chosen)
        batches: list[list[Piece]] = []
        for n in range(0, len(chosen), 400):
            batches += self._packed(sorted(chosen[n : n + 400], key=self._length))
        self._chance.shuffle(batches)
        return batches

    def _packed(self, chosen: Sequence[Piece]) -> Iterator[list[Piece]]:
        packed: list[Piece] = []
        for piece in chosen:
            packed.append(piece)
            if len(packed) * self._length(piece) > _AT_ONCE:
                yield packed
                packed = []
        if packed:
            yield packed

    def _windows(self, example: Example, width: int) -> list[range]:
        sizes = [len(self._pieces.of(word)) for word in example.tokens.words]
        return windows(example.tokens, sizes, width)

    def _length(self, piece: Piece) -> int:
        example, window = piece
        return sum(len(self._pieces.of(example.tokens.words[i])) for i in window)

    def _step(self, chosen: Sequence[Piece], progress: float) -> float:
        self.tagger.train()
        warm = min(1.0, progress / _WARM)
        falling = max(_LEAST_RATE, (1 - progress) / (1 - _WARM))
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * min(warm, falling)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores, phrases, _ = self.tagger(*self._arrays(chosen))
        named = [example.tags for example, _ in chosen]
        spoken = [example.mentions for example, _ in chosen]
        loss = self._loss(chosen, named, scores, TAGS)
        if any(spoken):
            loss = loss + _OF_PHRASES * self._loss(chosen, spoken, phrases, PHRASE_TAGS)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.tagger.parameters(), 1.0)
        self._optimiser.step()
        self._steps += 1
        self._keep_average()
        return loss.item()

    def _keep_average(self) -> None:
        kept = min(_AVERAGED, self._steps / (self._steps + 20))
        for name, value in self.tagger.state_dict().items():
            if value.dtype.is_floating_point:
                self._average[name].mul_(kept).add_(value, alpha=1 - kept)

    def _arrays(self, chosen: Sequence[Piece]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        made = batch(self._pieces, [self._window(*piece) for piece in chosen])
        guides = torch.zeros(len(chosen), len(GUIDES))
        for n, (example, _) in enumerate(chosen):
            guides[n, [GUIDES.index(g) for g in GUIDELINES[example.document.corpus]]] = 1
        return (
            torch.from_numpy(made.ids), torch.from_numpy(made.mask),
            torch.from_numpy(made.features), guides,
        )  # fmt: skip

    def _window(self, example: Example, window: range) -> Window:
        most = FIRST_OF_RULES if self._chance.random() < _WITHOUT_RULES else 1_000
        rows = [[c for c in example.rows[i] if c < most] for i in window]
        return [self._pieces.of(example.tokens.words[i]) for i in window], rows

    def _loss(
        self, chosen: Sequence[Piece], tags: Sequence[list[str]], scores: Tensor, known: list[str]
    ) -> Tensor:
        """Return the loss at the first piece of each tagged token, by token of the batch."""
        targets = torch.full(scores.shape[:2], _NONE)
        for n, ((example, window), told) in enumerate(zip(chosen, tags, strict=True)):
            at = 1
            for i in window if told else ():
                targets[n, at] = known.index(told[i])
                at += len(self._pieces.of(example.tokens.words[i]))
        total = nn.functional.cross_entropy(
            scores.float().flatten(0, 1), targets.flatten(), ignore_index=_NONE, reduction="sum"
        )
        return total / sum(len(window) for _, window in chosen)


def average(weights: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of what several trainings came to.

    After Wortsman et al., Model Soups, ICML 2022: trainings that began alike and saw the same in
    another order and mixture lie in one basin, and its middle generalises better than its rim.
    """
    return {
        name: torch.stack([each[name].float() for each in weights]).mean(0).to(value.dtype)
        for name, value in weights[0].items()
    }
