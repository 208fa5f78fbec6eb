"""Cue and speaker in Chinese and Japanese, which write no spaces: by signs, not by words."""

from __future__ import annotations

import re

from annotator.model import Suggestion
from annotator.recognisers.attribution import Attribution

EASTERN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_CHINESE = re.compile(
    "补充说|補充說|强调说|回应说|回應說|告诉记者|告訴記者|表示|指出|强调|強調|认为|認為|宣布|透露|回应|回應"
    "|写道|寫道|问道|說道|说道|坦言|声称|聲稱|提醒|警告|呼吁|呼籲|批评|批評|介绍|解释|解釋|称赞|说|說|称|稱"
)
_SAID = (
    "述べ|語っ|話し|発表し|強調し|指摘し|説明し|訴え"
    "|明らかにし|コメントし|主張し|答え|言っ|書い|批判し"
)
_JAPANESE = re.compile(
    rf"^(?:など)?と(?P<speaker>[^。、「」]{{1,20}}?[はが])?、?(?P<cue>(?:{_SAID})[たて])"
)
_ACCORDING = re.compile(
    "(?:根据|根據|据|據)(?P<speaker>[^，。、：]{2,12}?)(?P<cue>的?(?:说法|說法|消息)|报道|報道)"
)
_TOPIC = re.compile(r"(?P<speaker>[^。、「」『』\s]{1,20})[はがも]、?[^。「」]{0,20}$")
# Where the words about the speaking begin: the place, the listener, the time.
_ABOUT = re.compile(
    "在|对|對|向|就|则|則|还|還|也|随后|隨後|当天|當天|今天|昨天|日前|进一步|同时|接受|于|於"
)
_WHEN = re.compile(r"^(?:但是?|而|此外|同时|今天|昨天|日前|当天|\d+月\d+日|\d+日)+[，、]?")
_LONGEST = 16


def before(text: str, names: list[Suggestion], start: int, end: int) -> Attribution | None:
    """Return who is quoted by the passage in front of a quotation."""
    if found := _chinese(text, names, start, end):
        return found
    if match := _ACCORDING.search(text, start, end):
        return Attribution(match.span("cue"), _named(text, names, *match.span("speaker")))
    return None


def behind(text: str, names: list[Suggestion], start: int, end: int) -> Attribution | None:
    """Return who is quoted by the passage behind a quotation."""
    if match := _JAPANESE.match(text[start:end]):
        cue = (start + match.start("cue"), start + match.end("cue"))
        if match.start("speaker") < 0:
            return Attribution(cue, None)
        passage = (start + match.start("speaker"), start + match.end("speaker") - 1)
        return Attribution(cue, _named(text, names, *passage))
    return _chinese(text, names, start, end)


def topic(text: str, names: list[Suggestion], start: int, end: int) -> tuple[int, int] | None:
    """Return whom a Japanese sentence is about, before the words that it quotes."""
    match = _TOPIC.search(text[start:end])
    if match is None:
        return None
    return _named(text, names, start + match.start("speaker"), start + match.end("speaker"))


def _chinese(text: str, names: list[Suggestion], start: int, end: int) -> Attribution | None:
    for match in _CHINESE.finditer(text, start, end):
        first = max(
            [start, *(text.rfind(sign, start, match.start()) + 1 for sign in "，、；：。 ,")]
        )
        if when := _WHEN.match(text[first : match.start()]):
            first += when.end()
        speaker = _named(text, names, first, match.start())
        if speaker:
            return Attribution(match.span(), speaker)
        if first == match.start() and first > start:  # 王毅在北京，表示: the words before the comma
            speaker = _named(text, names, start, first - 1)
            return Attribution(match.span(), speaker)
    return None


def _named(text: str, names: list[Suggestion], start: int, end: int) -> tuple[int, int] | None:
    """Return the person in a passage, or its words up to those about the speaking."""
    people = [n for n in names if n.label_id == "PER" and start <= n.start and n.end <= end]
    if people:
        return people[-1].start, people[-1].end
    while start < end and not text[start].isalnum():
        start += 1
    if about := _ABOUT.search(text, start + 1, end):
        end = about.start()
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if 1 <= end - start <= _LONGEST else None
