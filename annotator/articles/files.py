"""Files and folders: each goes to the reader of its kind, and no file stops the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from annotator.articles.archives import members
from annotator.articles.drafts import from_scraped
from annotator.articles.encoding import decode
from annotator.articles.feeds import is_feed, read_feed
from annotator.articles.limits import MAX_FILE_BYTES
from annotator.articles.mapping import drafts_of
from annotator.articles.markdown import read_markdown
from annotator.articles.rows import TABLES, read_table
from annotator.articles.webpage import read_page
from annotator.errors import Refused
from annotator.model import Draft, Refusal

_PLAIN = (".txt", ".text")
_MARKDOWN = (".md", ".markdown")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".xml", ".rss", ".atom")
EXTENSIONS = (*_PLAIN, *_MARKDOWN, *_PAGES, *_FEEDS, *TABLES, ".zip")


def read_file(
    name: str, data: bytes, mapping: Mapping[str, str] | None = None
) -> Iterator[Draft | Refusal]:
    """Yield the articles of one file.

    Parameters
    ----------
    name : str
        The file's name; its extension says how it is read.
    data : bytes
        The file as it came.
    mapping : mapping of str to str, optional
        For tables: which column holds which field, as `columns` gives it. Guessed if missing.
    """
    yield from _read(name, name, data, mapping)


def read_text(text: str, place: str = "pasted text") -> Draft | Refusal:
    """Return the article of a text that was pasted."""
    return from_scraped(text, place, text.encode(errors="replace"), "utf-8")


def read_paths(paths: Sequence[Path]) -> Iterator[Draft | Refusal]:
    """Yield the articles of files and of folders with all that is in them.

    A folder is read in the order of its names. Hidden files are passed over; links that lead out
    of the folder are not followed.
    """
    for path in paths:
        if path.is_dir():
            yield from _read_folder(path)
        elif path.is_file():
            yield from _read_path(path, path.name)
        else:
            yield Refusal(path.name, "There is no such file or folder.")


def _read_folder(folder: Path) -> Iterator[Draft | Refusal]:
    root = folder.resolve()
    for directory, folders, files in os.walk(root, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(f for f in files if not f.startswith(".")):
            path = Path(directory) / name
            place = path.relative_to(root.parent).as_posix()
            if not path.resolve().is_relative_to(root):
                yield Refusal(place, "It is a link that leads out of the folder.")
            elif path.is_file():  # not a pipe or a device, which could be read for ever
                yield from _read_path(path, place)


def _read_path(path: Path, place: str) -> Iterator[Draft | Refusal]:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            yield Refusal(place, _too_large(size))
            return
        data = path.read_bytes()
    except OSError as error:
        yield Refusal(place, f"The file can't be read: {error.strerror or error}.")
        return
    yield from _read(place, path.name, data, None)


def _read(
    place: str, name: str, data: bytes, mapping: Mapping[str, str] | None
) -> Iterator[Draft | Refusal]:
    """Yield the articles of a file, with whatever goes wrong in it as a refusal of the file."""
    if len(data) > MAX_FILE_BYTES:
        yield Refusal(place, _too_large(len(data)))
        return
    try:
        yield from _dispatch(place, name, data, mapping)
    except Refused as error:
        yield Refusal(place, str(error))
    except Exception as error:  # the border: one file never stops the others
        yield Refusal(place, f"The file could not be read ({type(error).__name__}: {error}).")


def _dispatch(
    place: str, name: str, data: bytes, mapping: Mapping[str, str] | None
) -> Iterator[Draft | Refusal]:
    extension = PurePath(name).suffix.lower()
    if extension not in EXTENSIONS:
        kind = f"Files that end in {extension}" if extension else "Files without an extension"
        yield Refusal(place, f"{kind} are not read; those that are: {', '.join(EXTENSIONS)}.")
    elif not data.strip():
        yield Refusal(place, "Empty: there is no text in it.")
    elif extension == ".zip":
        yield from _read_archive(place, data, mapping)
    elif extension in TABLES:
        yield from drafts_of(place, read_table(place, extension, data), mapping)
    elif extension in _FEEDS and is_feed(data):
        yield from read_feed(data, place)
    elif extension in (*_PAGES, *_FEEDS):
        yield read_page(data, place)
    else:
        text, encoding = decode(data)
        read = read_markdown if extension in _MARKDOWN else from_scraped
        yield read(text, place, data, encoding)


def _read_archive(
    place: str, data: bytes, mapping: Mapping[str, str] | None
) -> Iterator[Draft | Refusal]:
    empty = True
    for member in members(place, data):
        empty = False
        if isinstance(member, Refusal):
            yield member
        else:
            name, content = member
            yield from _read(f"{place} / {name}", name, content, mapping)
    if empty:
        yield Refusal(place, "Empty: there are no files in the archive.")


def _too_large(size: int) -> str:
    return (
        f"Too large: it has {size / 1e6:.0f} MB, and {MAX_FILE_BYTES / 1e6:.0f} MB is the limit of "
        "a file. Cut it into parts."
    )
