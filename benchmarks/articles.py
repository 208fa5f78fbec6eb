"""How well articles are read: fields of 300 texts, main text of 90 pages, speed and memory.

The material lies in `../shared` beside the repository; a part whose folder is absent says so.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from annotator.articles import read_file
from annotator.articles.dates import to_iso
from annotator.articles.webpage import read_page
from annotator.model import Draft

SHARED = Path(__file__).parents[1].parent / "shared"
CORPUS = SHARED / "corpora" / "articles"
_TOKEN = re.compile(r"\w+")
_SHINGLE = 4  # as in scrapinghub/article-extraction-benchmark, evaluate.py
_VOCABULARY = """
the of and to in a that minister said city government people for on with is was it by at from as be
has officials week country police after year security leaders report state
"""
_READ_ALL = """
import resource, sys
from pathlib import Path
from annotator.articles import read_paths
for _ in read_paths([Path(sys.argv[1])]):
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_HEADER = re.compile(
    r"^(published|last modified|last updated):? +(\d.*)$", re.IGNORECASE | re.MULTILINE
)


def main() -> None:
    """Print the four tables."""
    fields()
    pages()
    speed()
    memory()


def fields() -> None:
    """Print the share of fields right over the texts of the manifest."""
    if not (CORPUS / "manifest.jsonl").is_file():
        print("fields of texts: skipped, ../shared/corpora/articles is absent")
        return
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for line in (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        data = (CORPUS / entry["file"]).read_bytes()
        [draft] = read_file(entry["file"], data)
        judged = (
            _judged(entry, data.decode("utf-8-sig"), draft)
            if isinstance(draft, Draft)
            else dict.fromkeys(("published", "modified", "language"), False)
        )
        for name, correct in judged.items():
            asked[name] += 1
            right[name] += correct
    print("Fields of the texts in ../shared/corpora/articles/txt. Right is:")
    print("  title      the manifest's, where a line of the text is that title; else none")
    print("             (files without a title in the manifest are not asked)")
    print("  published  what the text's own 'Published' line says; none where it has no such line")
    print("  modified   the same for 'Last modified' and 'Last updated'")
    print("  language   the manifest's; encoding: the manifest's")
    print("  whole      every word of the text is in the body or in a line taken for a field")
    print("  url        not asked: no text of the set holds its own address")
    for name, n in asked.items():
        print(f"  {name:10} {right[name] / n:7.1%}  n = {n}")


def _judged(entry: dict[str, Any], text: str, draft: Draft) -> dict[str, bool]:
    lines = {line.strip() for line in text.splitlines()}
    written: dict[str, str] = {}
    if entry["layout"].startswith("assembled"):
        for label, day in _HEADER.findall(text[:600]):
            name = "published" if label.lower() == "published" else "modified"
            written.setdefault(name, _day(day))
    judged = {
        "published": draft.published_at[:10] == written.get("published", ""),
        "modified": draft.modified_at[:10] == written.get("modified", ""),
        "language": draft.language == entry["lang"],
        "encoding": draft.encoding == entry["encoding"],
        "whole": _is_whole(text, draft),
    }
    if entry["title"]:
        wanted = entry["title"].strip()
        judged["title"] = draft.title == (wanted if wanted in lines else "")
    return judged


def _day(written: str) -> str:
    """Read a date without the code that is being measured."""
    form = "%Y-%m-%d" if "-" in written else "%d %B %Y"
    return datetime.strptime(written.strip(), form).replace(tzinfo=UTC).date().isoformat()


def _is_whole(text: str, draft: Draft) -> bool:
    kept = Counter(_TOKEN.findall(draft.body))
    lost = Counter(_TOKEN.findall(text)) - kept
    header = " ".join([draft.title, draft.source, draft.byline, *draft.tags])
    dates = "From Published Last modified updated Tags " + " ".join(
        " ".join(line.split()) for line in text.splitlines() if to_iso(line) or _HEADER.match(line)
    )
    return not lost - Counter(_TOKEN.findall(f"{header} {dates} {draft.title}"))


def pages() -> None:
    """Print precision, recall and F1 of the main text of the pages."""
    folder = CORPUS / "html"
    if not (folder / "ground_truth.json").is_file():
        print("main text of pages: skipped, ../shared/corpora/articles/html is absent")
        return
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    found = {}
    start = time.perf_counter()
    for name in truth:
        page = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        draft = read_page(page, name, truth[name].get("url") or "")
        found[name] = draft.body if isinstance(draft, Draft) else ""
    seconds = time.perf_counter() - start
    print(f"\nMain text of the {len(truth)} pages in ../shared/corpora/articles/html")
    print("(means over pages, F1 of the means, as in scrapinghub's benchmark)")
    for size, name in ((_SHINGLE, "4-token shingles"), (1, "single tokens")):
        pairs = [_scores(truth[k]["articleBody"], found[k], size) for k in truth]
        precision = sum(p for p, _ in pairs) / len(pairs)
        recall = sum(r for _, r in pairs) / len(pairs)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"  {name:17} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(f"  {len(truth) / seconds:,.0f} pages a second")


def _scores(wanted: str, found: str, size: int) -> tuple[float, float]:
    a, b = _shingles(wanted, size), _shingles(found, size)
    shared = (a & b).total()
    return shared / b.total() if b else 0.0, shared / a.total() if a else 1.0


def _shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(
        tuple(tokens[i : i + size]) for i in range(max(1, len(tokens) - size + 1)) if tokens
    )


def speed(count: int = 10_000, words: int = 400) -> None:
    """Print how many generated articles a second are read from one file of each kind."""
    vocabulary = _VOCABULARY.split()
    random.seed(1)
    bodies = [
        "\n\n".join(
            " ".join(random.choices(vocabulary, k=50)).capitalize() + "."
            for _ in range(words // 50)
        )
        for _ in range(count)
    ]
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["title", "text", "date"])
    writer.writerows([f"Headline {n}", body, "2016-11-02"] for n, body in enumerate(bodies))
    objects = "\n".join(
        json.dumps({"title": f"Headline {n}", "text": body, "date": "2016-11-02"})
        for n, body in enumerate(bodies)
    )
    scraped = "\n".join(json.dumps({"text": _scraped(n, body)}) for n, body in enumerate(bodies))
    print(f"\nReading {count:,} generated articles of {words} words from one file, one core")
    for name, text in (
        ("columns.jsonl", objects),
        ("columns.csv", table.getvalue()),
        ("scraped.jsonl", scraped),
    ):
        data = text.encode()
        start = time.perf_counter()
        n = sum(isinstance(x, Draft) for x in read_file(name, data))
        seconds = time.perf_counter() - start
        print(f"  {name:14} {seconds:5.2f} s  {n / seconds:7,.0f} articles a second")


def _scraped(n: int, body: str) -> str:
    minute = f"{n // 60 % 24:02}:{n % 60:02}"
    return f"Headline {n} of today\nNov {n % 30 + 1}, 2016 {minute} UTC\n\n{body}\n\nSS\n\nTags"


def memory() -> None:
    """Print the most memory that reading a file of JSON lines takes, by its size."""
    print("\nMemory of a process that reads one .jsonl file from disk")
    for megabytes in (2, 19, 190):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.jsonl"
            line = json.dumps({"title": "A headline", "text": "words of an article " * 150}) + "\n"
            with path.open("w", encoding="utf-8") as file:
                # Not at once: a process begins its peak with that of the one that started it.
                file.writelines(line for _ in range(megabytes * 1_000_000 // len(line)))
            answer = subprocess.run(
                [sys.executable, "-c", _READ_ALL, str(path)],
                check=True, capture_output=True, text=True,
            )  # fmt: skip
        print(f"  {megabytes:4} MB  at most {int(answer.stdout) / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
