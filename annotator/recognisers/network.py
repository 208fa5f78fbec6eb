"""The trained network at run time: an ONNX file, its vocabulary and what its outputs mean."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from annotator import errors
from annotator.recognisers.features import COLUMNS
from annotator.recognisers.tagging import Decoder, Floats, Span, spans_of
from annotator.recognisers.tokens import Tokens
from annotator.recognisers.windows import windows

PIECES = 120  # of one window; the network was trained on windows of at most so many
_LONGEST = 12  # pieces of one word: what follows says nothing more
_SCORES, _READ = "scores", "read"  # the outputs: of the tags, and the last hidden state
_REMEDY = "Take data/english from the project again, or choose another recogniser."

Window = tuple[list[tuple[int, ...]], list[list[int]]]
Found = tuple[Span, float]


class WordPieces:
    """Cuts words into the pieces of a vocabulary (WordPiece, as BERT has it, without case).

    Parameters
    ----------
    vocabulary : Path
        A file with one piece a line.
    """

    def __init__(self, vocabulary: Path) -> None:
        from tokenizers import Tokenizer, models, normalizers

        model = models.WordPiece.from_file(str(vocabulary), unk_token="[UNK]")  # noqa: S106
        self._tokenizer = Tokenizer(model)
        self._tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
        numbers = self._tokenizer.get_vocab()
        self.begin, self.end = numbers["[CLS]"], numbers["[SEP]"]
        self._unknown = (numbers["[UNK]"],)
        self._seen: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of a word, at least one."""
        known = self._seen.get(word)
        if known is not None:
            return known
        if len(self._seen) > 100_000:  # a bound on memory, not on what is known
            self._seen.clear()
        pieces = tuple(self._tokenizer.encode(word).ids[:_LONGEST]) or self._unknown
        self._seen[word] = pieces
        return pieces


@dataclass(frozen=True)
class Batch:
    """Windows side by side: `ids` and `mask` of shape (windows, pieces), `features` with columns.

    `firsts` holds for each window where the first piece of each of its tokens stands.
    """

    ids: np.ndarray[Any, np.dtype[np.int64]]
    mask: Floats
    features: Floats
    firsts: list[list[int]]


def batch(pieces: WordPieces, read: Sequence[Window]) -> Batch:
    """Return windows as the arrays that the network takes."""
    longest = max(sum(map(len, words)) for words, _ in read) + 2
    ids = np.zeros((len(read), longest), dtype=np.int64)
    mask = np.zeros((len(read), longest), dtype=np.float32)
    features = np.zeros((len(read), longest, len(COLUMNS)), dtype=np.float32)
    firsts = []
    for n, (words, rows) in enumerate(read):
        at, first = 1, []
        for word, columns in zip(words, rows, strict=True):
            first.append(at)
            ids[n, at : at + len(word)] = word
            features[n, at : at + len(word), columns] = 1
            at += len(word)
        ids[n, 0], ids[n, at] = pieces.begin, pieces.end
        mask[n, : at + 1] = 1
        firsts.append(first)
    return Batch(ids, mask, features, firsts)


class Network:
    """Tags the tokens of a text.

    Parameters
    ----------
    folder : Path
        Where `model.onnx`, `vocabulary.txt` and `model.json` are.

    Raises
    ------
    errors.Refused
        If a file is missing or is not the one that was trained.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            data = (folder / "model.onnx").read_bytes()
            self._pieces = WordPieces(folder / "vocabulary.txt")
        except Exception as error:
            raise errors.Refused(
                f"The model in {folder.name} can't be read: {error}.", _REMEDY
            ) from None
        if hashlib.sha256(data).hexdigest() != self.about.get("sha256"):
            raise errors.Refused(
                f"The file {folder.name}/model.onnx is not the one that was trained.", _REMEDY
            )
        if self.about.get("columns") != list(COLUMNS):
            raise errors.Refused(
                f"The model in {folder.name} was trained for another Pressmark.", _REMEDY
            )
        self._temperature = float(self.about["temperature"])
        self._decoder = Decoder(self.about["tags"])
        self._session = _session(data)

    def tag(self, tokens: Tokens, rows: Sequence[list[int]]) -> list[Found]:
        """Return the spans of tokens `[first, last)` that the network sees, with their scores.

        Parameters
        ----------
        tokens : Tokens
            The tokens of a text.
        rows : sequence of list of int
            The columns of `features.COLUMNS` that hold for each token.
        """
        found: list[Found] = []
        for part, [scores] in self._each(tokens, rows, [_SCORES]):
            found += self._read(scores, part.start)
        return found

    def tag_and_embed(
        self, tokens: Tokens, rows: Sequence[list[int]]
    ) -> tuple[list[Found], Floats]:
        """Return what `tag` and `embed` return, of one reading."""
        found: list[Found] = []
        vectors = np.zeros((len(tokens), self.width), dtype=np.float32)
        for part, [scores, read] in self._each(tokens, rows, [_SCORES, _READ]):
            found += self._read(scores, part.start)
            vectors[part.start : part.stop] = read
        return found, vectors

    def embed(self, tokens: Tokens, rows: Sequence[list[int]]) -> Floats:
        """Return the last hidden state at the first piece of each token; if `width` is not 0.

        Parameters
        ----------
        tokens, rows
            As for `tag`.
        """
        vectors = np.zeros((len(tokens), self.width), dtype=np.float32)
        for part, [read] in self._each(tokens, rows, [_READ]):
            vectors[part.start : part.stop] = read
        return vectors

    @property
    def width(self) -> int:
        """How many numbers the hidden state of a token is; 0: the file does not give it away."""
        shapes = {output.name: output.shape for output in self._session.get_outputs()}
        return int(shapes[_READ][-1]) if _READ in shapes else 0

    def _each(
        self, tokens: Tokens, rows: Sequence[list[int]], outputs: list[str]
    ) -> Iterator[tuple[range, list[Floats]]]:
        """Yield the windows of a text, with the outputs at each of their tokens."""
        words = [self._pieces.of(word) for word in tokens.words]
        for part in windows(tokens, [len(word) for word in words], PIECES):
            # One at a time: on one core several at once gain nothing, and none has to be filled up.
            made = batch(self._pieces, [([words[i] for i in part], [rows[i] for i in part])])
            given = {"ids": made.ids, "mask": made.mask, "features": made.features}
            told = self._session.run(outputs, given)  # what is not asked for is not worked out
            yield part, [each[0][made.firsts[0]] for each in told]

    def _read(self, log_probs: Floats, offset: int) -> list[Found]:
        path = self._decoder.decode(log_probs)
        tags = [self._decoder.tags[k] for k in path]
        sure = sureness(log_probs / self._temperature)[np.arange(len(path)), path]
        return [
            ((first + offset, last + offset, label), float(sure[first:last].min()))
            for first, last, label in spans_of(tags)
        ]


@functools.cache
def load(folder: Path) -> Network:
    """Return the network of a folder, built once for a process.

    Raises
    ------
    errors.Refused
        If a file is missing or is not the one that was trained.
    """
    return Network(folder)


def sureness(scores: Floats) -> Floats:
    """Return scores of shape (tokens, tags) as shares that add up to one for each token."""
    powers: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _session(data: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One core: the desk's server shares the machine with whoever annotates.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise errors.Refused(f"The model can't be run: {error}.", _REMEDY) from None
