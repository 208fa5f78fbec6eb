"""The memory: what people decided about words counts at once, without training.

`Memory` is given what was decided, counted, and changes the suggestions for a text by it. It finds
remembered words by their first token, so that it takes as long as the text is, however much is
remembered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.model import Suggestion
from annotator.text import UNSPACED, is_whole

# They belong to one quotation; the same words elsewhere are none.
BOUND = frozenset({"QUOTE", "SPEAKER", "CUE"})
# So often a common word has to be marked before it is suggested whatever stands beside it.
_ENOUGH = 4
# One rejection may be a slip, or about one place.
_LEAST_REJECTED = 2
# Below it, most of the decisions on the same words were others.
_LEAST_SHARE = 0.4
_TOKEN = re.compile(rf"{UNSPACED.pattern}|(?:(?!{UNSPACED.pattern})\w)+|[^\w\s]")
_LONGEST_KEY = 12  # tokens without a blank between them: beyond that it is no name
_AROUND = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was decided about words under a label: how often they were marked, and rejected.

    `last` is the title of the article in which they were marked last; `contexts` are the words to
    the left and the right of places where they were marked, in lower case.
    """

    quote: str
    label_id: str
    marked: int = 0
    rejected: int = 0
    last: str = ""
    contexts: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Correction:
    """How often a suggestion of some words was corrected, and to what.

    `shift` is where the right words begin, counted from where the suggested ones did.
    """

    quote: str
    label_id: str
    right_quote: str
    right_label_id: str
    shift: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Decided:
    """A passage that the annotator has decided about already."""

    start: int
    end: int
    label_id: str
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is suggested where remembered words stand, and how sure; 0: nothing is.

    `score_beside` is for where they stand beside the same word as before, as `contexts` tell.
    """

    label_id: str
    score: float
    score_beside: float
    reason: str
    contexts: frozenset[tuple[str, str]]


Said = tuple[str, str]  # words and a label


class Memory:
    """What is remembered, ready to be found in texts.

    Parameters
    ----------
    evidence : iterable of Evidence
        One for each pair of words and label.
    corrections : iterable of Correction
        What became of suggestions whose label or edges were wrong.
    names : mapping, optional
        What labels are called in a reason, by id.
    """

    def __init__(
        self,
        evidence: Iterable[Evidence],
        corrections: Iterable[Correction] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        self._names = names or {}
        self._known = {(e.quote, e.label_id): e for e in evidence}
        self._corrections: dict[Said, list[Correction]] = {}
        self._marked = Counter({said: e.marked for said, e in self._known.items()})
        into: Counter[Said] = Counter()
        for c in corrections:
            self._corrections.setdefault((c.quote, c.label_id), []).append(c)
            into[c.right_quote, c.right_label_id] += c.times
        self._marked |= into  # whoever corrected to it has marked it
        self._decisions = Counter[str]()
        for quote, label_id in self._marked.keys() | self._known.keys():
            self._decisions[quote] += sum(self._counts((quote, label_id)))
        self._best = {quote: self._ready(known) for quote, known in self._of_each_word().items()}
        self._lengths: dict[str, list[int]] = {}
        for quote in sorted(self._best, key=len, reverse=True):
            if first := _TOKEN.match(quote):
                lengths = self._lengths.setdefault(first[0], [])
                if lengths[-1:] != [len(quote)]:
                    lengths.append(len(quote))

    def _counts(self, said: Said) -> tuple[int, int]:
        """Return how often words were marked with a label, and rejected under it."""
        known = self._known.get(said)
        return self._marked[said], known.rejected if known else 0

    def _of_each_word(self) -> dict[str, Evidence]:
        """Return what words are to be suggested as: the label that they were marked with most."""
        best: dict[str, Evidence] = {}
        for said in sorted(self._marked, key=lambda one: (self._marked[one], one[1])):
            quote, label_id = said
            if self._marked[said] and label_id not in BOUND and not self._is_refused(said):
                known = self._known.get(said, Evidence(quote, label_id))
                best[quote] = replace(known, marked=self._marked[said])
        return best

    def _is_refused(self, said: Said) -> bool:
        marked, rejected = self._counts(said)
        return rejected >= _LEAST_REJECTED and rejected > marked

    def recall(
        self, text: str, suggestions: Sequence[Suggestion], decided: Iterable[Decided] = ()
    ) -> list[Suggestion]:
        """Return the suggestions as the memory would have them, sorted by where they begin.

        Parameters
        ----------
        text : str
            The text of an article.
        suggestions : sequence of Suggestion
            What others propose for it. Those that the memory doesn't change come back as they are.
        decided : iterable of Decided
            What the annotator has decided in this text; nothing is proposed there.
        """
        own = list(decided)
        kept, found = list[Suggestion](), list[Suggestion]()
        for suggestion in suggestions:
            right = self._corrected(text, suggestion)
            if right is suggestion:
                kept.append(right)
            elif right is not None:
                found.append(right)
        found += filter(None, (self._corrected(text, s) for s in self._remembered(text)))
        there = {(s.start, s.end, s.label_id) for s in kept}
        fresh = [s for s in found if (s.start, s.end, s.label_id) not in there]
        free = _Free(own)
        settled = self._settled(text, kept, [s for s in fresh if free.takes(s)])
        return sorted(settled, key=lambda s: (s.start, -s.end, s.label_id))

    def _corrected(self, text: str, suggestion: Suggestion) -> Suggestion | None:
        """Return a suggestion as it would be corrected; None: it would be rejected."""
        now = suggestion
        while now.label_id not in BOUND:
            said = text[now.start : now.end], now.label_id
            marked, rejected = self._counts(said)
            right = self._usual(text, now, said)
            # What it is corrected to counts as marked as often, so this comes to an end.
            if right is None or right.times <= marked or right.times < rejected:
                return None if self._is_refused(said) else now
            now = self._as_corrected(now, right, marked + rejected)
        return now

    def _usual(self, text: str, now: Suggestion, said: Said) -> Correction | None:
        """Return the correction made most often of those that fit here."""
        fitting = [
            c
            for c in self._corrections.get(said, ())
            if (c.shift or c.right_quote != c.quote or c.right_label_id != c.label_id)
            and now.start + c.shift >= 0
            and text.startswith(c.right_quote, now.start + c.shift)
            and is_whole(text, now.start + c.shift, now.start + c.shift + len(c.right_quote))
        ]
        return max(fitting, key=lambda c: (c.times, c.right_quote, c.right_label_id), default=None)

    def _as_corrected(self, now: Suggestion, right: Correction, others: int) -> Suggestion:
        start = now.start + right.shift
        was = f"“{_short(right.quote)}”" if right.quote != right.right_quote else ""
        reason = f"corrected {_times(right.times)} here from {was or self._name(right.label_id)}"
        share = (right.times + 1) / (right.times + others + 2)
        return Suggestion(
            start, start + len(right.right_quote), right.right_label_id, round(share, 3), reason
        )

    def _remembered(self, text: str) -> Iterator[Suggestion]:
        for token in _TOKEN.finditer(text):
            lengths = self._lengths.get(token[0])
            if not lengths:
                continue
            start = token.start()
            for length in lengths:
                ready = self._best.get(text[start : start + length])
                if ready and is_whole(text, start, start + length):
                    score = ready.score
                    if ready.contexts and _fits(
                        context(text, start, start + length), ready.contexts
                    ):
                        score = ready.score_beside
                    if score:
                        yield Suggestion(start, start + length, ready.label_id, score, ready.reason)

    def _ready(self, known: Evidence) -> _Ready:
        """Return what is said wherever remembered words stand."""
        reason = f"marked {self._name(known.label_id)} {_times(known.marked)} here"
        if known.last:
            reason += f", last in “{_short(known.last)}”"
        decisions = self._decisions[known.quote]
        shares = ((known.marked + 1 + more) / (decisions + 2 + more) for more in (0, 1))
        score, beside = (round(min(x, 0.99), 3) if x >= _LEAST_SHARE else 0.0 for x in shares)
        if is_common(known.quote) and known.marked < _ENOUGH + 2 * known.rejected:
            score = 0.0
        return _Ready(known.label_id, score, beside, reason, known.contexts)

    def _settled(
        self, text: str, kept: list[Suggestion], fresh: list[Suggestion]
    ) -> Iterator[Suggestion]:
        """Yield what stands: of what overlaps the longest, of the same passage what people said.

        Suggestions of others may overlap each other as they did; what is the memory's overlaps
        nothing.
        """
        ours = [(s, True) for s in fresh if s.label_id not in BOUND]
        theirs = [(s, False) for s in kept if s.label_id not in BOUND]
        yield from (s for s in kept if s.label_id in BOUND)
        covered, remembered = _Covered(), _Covered()
        for s, is_ours in sorted([*ours, *theirs], key=lambda one: self._rank(text, *one)):
            if (covered if is_ours else remembered).overlaps(s):
                continue
            covered.add(s)
            if is_ours:
                remembered.add(s)
            yield s

    def _rank(self, text: str, s: Suggestion, is_ours: bool) -> tuple[int, int, float, int, str]:
        is_marked = self._marked[text[s.start : s.end], s.label_id] > 0
        believed = 1 if is_ours else 0 if is_marked else 2
        return s.start - s.end, believed, -s.score, s.start, s.label_id

    def _name(self, label_id: str) -> str:
        return self._names.get(label_id, label_id)


class _Covered:
    """Passages that are taken."""

    def __init__(self) -> None:
        self._at: set[int] = set()

    def add(self, s: Suggestion) -> None:
        self._at.update(range(s.start, s.end))

    def overlaps(self, s: Suggestion) -> bool:
        return not self._at.isdisjoint(range(s.start, s.end))


class _Free:
    """Where the annotator has decided nothing yet."""

    def __init__(self, decided: Iterable[Decided]) -> None:
        self._marked: set[int] = set()
        self._rejected: set[tuple[int, int, str]] = set()
        for d in decided:
            if d.is_rejected:
                self._rejected.add((d.start, d.end, d.label_id))
            elif d.label_id not in BOUND:
                self._marked.update(range(d.start, d.end))

    def takes(self, s: Suggestion) -> bool:
        if (s.start, s.end, s.label_id) in self._rejected:
            return False
        return self._marked.isdisjoint(range(s.start, s.end))


def first_words(text: str) -> set[str]:
    """Return what remembered words in a text may begin with: up to the first blank.

    Of words in a script without spaces it is the first character.
    """
    found: set[str] = set()
    for chunk in set(text.split()):
        tokens = [token.span() for token in _TOKEN.finditer(chunk)]
        for place, (start, end) in enumerate(tokens):
            if end == start + 1 and UNSPACED.match(chunk, start):
                found.add(chunk[start])
                continue
            found.update(chunk[start:end] for _, end in tokens[place : place + _LONGEST_KEY])
    return found


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words to the left and right of a passage, in lower case."""
    left = _AROUND.findall(text, max(0, start - 40), start)
    right = _AROUND.search(text, end, end + 40)
    return (left[-1].lower() if left else "", right[0].lower() if right else "")


def is_common(quote: str) -> bool:
    """Return whether words may be said in passing: one word without a capital, or a number."""
    token = _TOKEN.match(quote)
    if len(quote) > 1 and token and token.end() < len(quote):
        return False
    return len(quote) < 2 or quote.isdigit() or quote == quote.lower() != quote.upper()


def _fits(here: tuple[str, str], contexts: frozenset[tuple[str, str]]) -> bool:
    return any(here[side] and here[side] == seen[side] for seen in contexts for side in (0, 1))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39].rstrip()}…"
