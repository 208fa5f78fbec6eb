"""Patterns that people write, as spaCy's EntityRuler and Prodigy keep them: JSON, one a line.

`{"label": "ORG", "pattern": "Apple"}` is found as these words, `{"label": "LOC", "pattern":
[{"LOWER": "san"}, {"LOWER": "francisco"}]}` token by token. Matching takes time in proportion to
the text for each pattern, whatever the pattern: tokens by sets of states, expressions by RE2.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annotator.errors import Refused
from annotator.model import Refusal, Suggestion
from annotator.recognisers import token_rules
from annotator.recognisers.token_rules import Step
from annotator.recognisers.tokens import Tokens, split, tokenise

MOST = 5_000  # patterns of a project
LARGEST = 1_000_000  # characters of all of them
LONGEST = 60  # tokens that one place may have
_TOKENS = 30  # of one pattern
_SCORE = 0.95  # somebody wrote it for this project
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line: a label, and the steps that tokens have to take one after the other."""

    line: int
    label_id: str
    name: str
    steps: tuple[Step, ...]

    @property
    def first_words(self) -> frozenset[str] | None:
        """The words, in small letters, that it can begin with; None: any."""
        return self.steps[0].words if self.steps[0].least else None


@dataclass(frozen=True, slots=True)
class Reading:
    """The patterns of a text that can be used, and the lines that can't, with reason and remedy."""

    patterns: tuple[Pattern, ...]
    refused: tuple[Refusal, ...]


def read(text: str, labels: Mapping[str, str]) -> Reading:
    """Read patterns, one a line; blank lines are left out.

    Parameters
    ----------
    text : str
        The lines, each a JSON object with `label`, `pattern` and, if wanted, `id`.
    labels : mapping
        The label ids that a pattern may have, each with its name.
    """
    return _read(text, tuple(labels.items()))


@functools.lru_cache(maxsize=16)
def _read(text: str, labels: tuple[tuple[str, str], ...]) -> Reading:
    if len(text) > LARGEST:
        reason = f"All lines together have {len(text):,} characters; {LARGEST:,} are the most."
        return Reading((), (Refusal("all lines", f"{reason} Take some out."),))
    patterns, refused = list[Pattern](), list[Refusal]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            if len(patterns) == MOST:
                raise Refused(f"{MOST:,} patterns are the most.", "Take some out.")
            patterns.append(_pattern(number, line, dict(labels)))
        except Refused as error:
            refused.append(Refusal(f"line {number}", str(error)))
    return Reading(tuple(patterns), tuple(refused))


def _pattern(number: int, line: str, labels: Mapping[str, str]) -> Pattern:
    try:
        given = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        told = f" (character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused(
            f"This is no JSON{told}.", 'Write {"label": "ORG", "pattern": "Apple"}.'
        ) from None
    if not isinstance(given, dict):
        raise Refused("This is no object.", 'Write {"label": "ORG", "pattern": "Apple"}.')
    label_id = _label(given.get("label"), labels)
    wanted = given.get("pattern")
    if isinstance(wanted, str):
        steps = tuple(map(token_rules.word, split(wanted)))
    elif isinstance(wanted, list):
        steps = tuple(token_rules.step(each, place) for place, each in enumerate(wanted, 1))
    else:
        raise Refused("There is no pattern.", "“pattern” holds words, or a list of tokens.")
    _check(steps)
    name = given.get("id")
    shown = name if isinstance(name, str) and name.strip() else _told(wanted)
    return Pattern(number, label_id, _short(shown), steps)


def _label(given: object, labels: Mapping[str, str]) -> str:
    if not isinstance(given, str) or not given:
        raise Refused("There is no label.", f"“label” is one of: {', '.join(labels)}.")
    if given in labels:
        return given
    named = [each for each, name in labels.items() if name.casefold() == given.casefold()]
    if len(named) == 1:
        return named[0]
    raise Refused(
        f"The label set has no label “{given[:_SHOWN]}” for passages.",
        f"Write one of: {', '.join(labels)}; or add the label.",
    )


def _check(steps: tuple[Step, ...]) -> None:
    if not steps:
        raise Refused("The pattern is empty.", "Write a word at least.")
    if len(steps) > _TOKENS:
        raise Refused(
            f"The pattern has {len(steps)} tokens; {_TOKENS} are the most.", "Make it shorter."
        )
    if not any(step.least for step in steps):
        raise Refused("The pattern fits nothing at all.", "Leave out “OP” of one token at least.")


def _told(wanted: str | list[object]) -> str:
    """Return a pattern in a few words: San Francisco, or san francisco for its tokens."""
    if isinstance(wanted, str):
        return " ".join(wanted.split())
    return " ".join(map(token_rules.told, wanted))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a pattern fits: tokens `[first, last)`, and code points `[start, end)`."""

    pattern: Pattern
    first: int
    last: int
    start: int
    end: int


class Patterns:
    """Suggests what patterns fit: the longest of what overlaps, then what stands first."""

    name = "patterns"

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.version = _digest(patterns)
        self._any: list[Pattern] = []
        self._by_word: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            if pattern.first_words is None:
                self._any.append(pattern)
            else:
                for word in pattern.first_words:
                    self._by_word.setdefault(word, []).append(pattern)

    def suggest(self, text: str, language: str = "") -> list[Suggestion]:  # noqa: ARG002
        """Return a suggestion for each place; patterns know no language."""
        return [
            Suggestion(
                each.start, each.end, each.pattern.label_id, _SCORE,
                f"pattern “{each.pattern.name}”",
            )
            for each in self.find(text)
        ]  # fmt: skip

    def find(self, text: str) -> list[Found]:
        """Return the places in order, none over another."""
        tokens = tokenise(text)
        taken: set[int] = set()
        kept: list[Found] = []
        for found in sorted(
            self._all(tokens), key=lambda f: (f.first - f.last, f.first, f.pattern.line)
        ):
            if taken.isdisjoint(range(found.first, found.last)):
                taken.update(range(found.first, found.last))
                kept.append(found)
        return sorted(kept, key=lambda f: f.start)

    def _all(self, tokens: Tokens) -> Iterator[Found]:
        for first, word in enumerate(tokens.words):
            for pattern in (*self._by_word.get(word.lower(), ()), *self._any):
                last = _longest(pattern.steps, tokens, first)
                if last > first:
                    yield Found(pattern, first, last, tokens.starts[first], tokens.ends[last - 1])


def _longest(steps: tuple[Step, ...], tokens: Tokens, first: int) -> int:
    """Return where the longest place that begins at `first` ends; `first`: there is none.

    A place stays within its line. A state is a step and how often it was taken.
    """
    states = _open({(0, 0)}, steps)
    end = first
    for i in range(first, min(len(tokens), first + LONGEST)):
        if i > first and tokens.breaks[i]:
            break
        taken = {
            (at, count + 1)
            for at, count in states
            if at < len(steps) and steps[at].fits(tokens.words[i])
        }
        if not taken:
            break
        states = _open(taken, steps)
        if any(at == len(steps) for at, _ in states):
            end = i + 1
    return end


def _open(states: set[tuple[int, int]], steps: tuple[Step, ...]) -> set[tuple[int, int]]:
    """Return the states that can be gone on from, with steps passed that need not be taken."""
    found: set[tuple[int, int]] = set()
    waiting = list(states)
    while waiting:
        at, count = waiting.pop()
        if at == len(steps):
            found.add((at, 0))
            continue
        step = steps[at]
        if count < step.most:
            # Beyond the least, how often is counted only where there is a most.
            found.add((at, count if step.is_counted else min(count, step.least)))
        if count >= step.least:
            waiting.append((at + 1, 0))
    return found


def _digest(patterns: tuple[Pattern, ...]) -> str:
    """Return what changes when the answers of these patterns may change."""
    told = "\n".join(f"{each.label_id} {each.name} {each.steps!r}" for each in patterns)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
