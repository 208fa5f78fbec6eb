"""What the trained network makes of each word of a text, for models of a team that stand on it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from annotator import errors
from annotator.model import Suggestion
from annotator.recognisers import network, rules
from annotator.recognisers.english import FOLDER, English, reads
from annotator.recognisers.features import features
from annotator.recognisers.lexicon import lexicon
from annotator.recognisers.reading import read
from annotator.recognisers.tagging import Floats
from annotator.recognisers.together import Suggests
from annotator.recognisers.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Embedded:
    """The tokens of a text as the network sees them.

    `starts` tells where each begins, `vectors` has the last hidden state of each in a row.
    """

    starts: list[int]
    vectors: Floats


class Embedding:
    """Reads texts with the network that ships.

    Parameters
    ----------
    folder : Path
        Where the network is.

    Raises
    ------
    errors.Refused
        If it is missing or broken, or its file does not give the hidden state away.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._network = network.load(folder)
        if not self._network.width:
            raise errors.Refused(
                f"The model in {folder.name} does not tell how it reads words.",
                f"Take data/{folder.name} from the project again.",
            )
        self.id = str(self._network.about["sha256"])

    def read(self, text: str, language: str = "") -> Embedded | None:
        """Return how the network sees a text; None: it was not trained for its language."""
        if not reads(language):
            return None
        reading = read(tokenise(text), lexicon(), language)
        rows = features(reading, rules.found_in(reading))
        return Embedded(reading.tokens.starts, self._network.embed(reading.tokens, rows))

    def read_beside(
        self, recogniser: Suggests, text: str, language: str = ""
    ) -> tuple[list[Suggestion], Embedded | None]:
        """Return what a recogniser suggests for a text, and how the network sees it.

        The recogniser that stands on this very network is asked for both, so that the text goes
        through the network once.
        """
        if (
            isinstance(recogniser, English)
            and recogniser.network is self._network
            and reads(language)
        ):
            suggestions, starts, vectors = recogniser.suggest_and_embed(text, language)
            return suggestions, Embedded(starts, vectors)
        return recogniser.suggest(text, language), self.read(text, language)


@functools.cache
def load() -> Embedding:
    """Return the embedding of the network that ships, built once for a process.

    Raises
    ------
    errors.Refused
        If there is none to be had here.
    """
    return Embedding()
