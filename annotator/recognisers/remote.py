"""Recognisers at an address that the operator set: one request, checked, and what went wrong.

Nothing is followed elsewhere, nothing is read beyond a limit, and all of it ends in time. What
comes back is only ever a list of suggestions.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from annotator.errors import Refused, TooLarge, Unreachable
from annotator.model import Label, Suggestion

SECONDS = 60.0  # for one answer
LARGEST_ANSWER = 4_000_000  # bytes
MOST = 5_000  # suggestions of an article
LONGEST_REASON = 200
_HEADERS = {
    "User-Agent": "Pressmark (news reading desk)", "Accept": "application/json",
    "Accept-Encoding": "identity",  # what is packed could be any size
}  # fmt: skip


@dataclass(slots=True)
class Answer:
    """What came back: the suggestions that hold, and how many others were dropped, by reason."""

    suggestions: list[Suggestion] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    _taken: set[tuple[int, int, str]] = field(default_factory=set)

    def add(self, suggestion: Suggestion) -> None:
        """Take a suggestion, once, and no more than there may be."""
        same = (suggestion.start, suggestion.end, suggestion.label_id)
        if same in self._taken:
            self.dropped["said twice"] += 1
        elif len(self.suggestions) >= MOST:
            self.dropped[f"beyond the {MOST:,} that an article may have"] += 1
        else:
            self._taken.add(same)
            self.suggestions.append(suggestion)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a recogniser is asked; `named` and `setting` are for messages."""

    url: str
    named: str
    setting: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def host(self) -> str:
        """The host, for people; never the whole address, which may hold a secret."""
        try:
            return httpx.URL(self.url).host
        except (httpx.InvalidURL, ValueError):
            return ""

    @property
    def who(self) -> str:
        """Who is asked, as a message begins: The web hook at example.org."""
        return f"{self.named[0].upper()}{self.named[1:]} at {self.host}"


def check(address: Address) -> None:
    """Refuse an address that is none of http or https.

    Raises
    ------
    Refused
        Naming the setting and the remedy.
    """
    try:
        url = httpx.URL(address.url)
        is_web = url.scheme in ("http", "https") and bool(url.host)
    except (httpx.InvalidURL, ValueError):
        is_web = False
    if not is_web:
        raise Refused(
            f"{address.setting} holds no address of {address.named}.",
            "It has to begin with https:// or http://.",
        )


def ask(address: Address, body: Mapping[str, Any]) -> Any:
    """Post JSON and return the JSON of the answer.

    Raises
    ------
    Unreachable
        If nothing came in time, or an error, or no JSON; in words, with what to do.
    TooLarge
        If the answer is larger than `LARGEST_ANSWER`.
    """
    check(address)
    who = address.who
    try:
        data = _post(address, who, body)
    except httpx.TimeoutException:
        raise Unreachable(
            f"{who} took longer than {SECONDS:.0f} seconds.",
            "It may be busy. The article is asked for again when it is opened later.",
        ) from None
    except (httpx.HTTPError, OSError, ValueError) as error:
        raise Unreachable(
            f"{who} can't be reached: {str(error)[:200] or type(error).__name__}.",
            f"Is it running, and is {address.setting} right?",
        ) from None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise nonsense(address, "no JSON") from None


def nonsense(address: Address, what: str) -> Unreachable:
    """Return the error of an answer that can't be read."""
    return Unreachable(
        f"{address.who} answers with {what}.",
        f"Is {address.setting} the address of {address.named}? docs/recognisers.md tells the form.",
    )


def _post(address: Address, who: str, body: Mapping[str, Any]) -> bytes:
    end = time.monotonic() + SECONDS
    answer = bytearray()
    with (
        httpx.Client(trust_env=False, follow_redirects=False, timeout=SECONDS) as client,
        client.stream(
            "POST", address.url, json=body, headers={**_HEADERS, **address.headers}
        ) as response,
    ):
        _check_status(address, who, response)
        for chunk in response.iter_raw():
            answer += chunk
            if len(answer) > LARGEST_ANSWER:
                raise TooLarge(
                    f"{who} answers with more than {LARGEST_ANSWER / 1e6:.0f} MB.",
                    "Let it send less.",
                )
            if time.monotonic() > end:
                raise httpx.ReadTimeout("the time is over")
    return bytes(answer)


def _check_status(address: Address, who: str, response: httpx.Response) -> None:
    status = response.status_code
    if status == httpx.codes.OK:
        return
    remedies = {
        401: "Set the right key in the environment, and start Pressmark again.",
        403: "Set a key that may do this in the environment, and start Pressmark again.",
        404: f"Check {address.setting} and the name of the model.",
        429: "Too much was asked, or the quota is used up. It is asked again in a minute or later.",
    }
    if 300 <= status < 400:
        remedy = f"Redirects are not followed; set {address.setting} to where it leads."
    elif status >= 500:
        remedy = "The fault is there. It is asked again when an article is opened later."
    else:
        remedy = remedies.get(status, f"Check {address.setting}.")
    raise Unreachable(f"{who} answers with {status} {response.reason_phrase}.", remedy)


def digest(*parts: object) -> str:
    """Return a short name of what an answer depends on."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def told(labels: Sequence[Label]) -> list[dict[str, str]]:
    """Return labels as they are sent."""
    return [{"id": each.id, "name": each.name, "description": each.description} for each in labels]


def score(given: object, otherwise: float) -> float:
    """Return a score from an answer, or another one where it is none."""
    if isinstance(given, int | float) and not isinstance(given, bool) and 0 <= given <= 1:
        return float(given)
    return otherwise


def reason(given: object, otherwise: str) -> str:
    """Return a reason from an answer on one line, cut to size, or another one."""
    text = " ".join(given.split()) if isinstance(given, str) else ""
    return text[:LONGEST_REASON] or otherwise
