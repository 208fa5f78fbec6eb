"""Files and folders: each goes to the reader of its kind, and no file stops the others."""

from __future__ import annotations

import io
import os
import stat
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO
from zipfile import BadZipFile

from annotator.articles.archives import ARCHIVES, members
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

_CHUNK = 65_536


def read_file(
    name: str, data: bytes | BinaryIO, mapping: Mapping[str, str] | None = None
) -> Iterator[Draft | Refusal]:
    """Yield the articles of one file.

    Parameters
    ----------
    name : str
        The file's name; its extension says how it is read.
    data : bytes or binary file
        The file as it came.
    mapping : mapping of str to str, optional
        For tables: which column holds which field, as `columns` gives it. Guessed if missing.
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if size > MAX_FILE_BYTES:
        yield Refusal(name, _too_large(size))
    else:
        yield from _read(name, name, stream, mapping)


def read_text(text: str, place: str = "pasted text") -> Draft | Refusal:
    """Return the article of a text that was pasted."""
    return from_scraped(text, place, text.encode(errors="replace"), "utf-8")


def read_paths(paths: Sequence[Path]) -> Iterator[Draft | Refusal]:
    """Yield the articles of files and of folders with all that is in them.

    A folder is read in the order of its names. Hidden files are passed over; links that lead out
    of the folder are not followed.
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            missing = isinstance(error, FileNotFoundError | NotADirectoryError)
            reason = "There is no such file or folder" if missing else _unreadable(error)
            yield Refusal(path.name, f"{reason.removesuffix('.')}: {path}")
            continue
        if stat.S_ISDIR(mode):
            yield from _read_folder(path)
        elif stat.S_ISREG(mode):
            yield from _read_path(path, path.name)
        else:
            yield Refusal(path.name, f"It is neither a file nor a folder: {path}")


def _read_folder(folder: Path) -> Iterator[Draft | Refusal]:
    root = folder.resolve()
    empty = True
    closed: list[OSError] = []
    for directory, folders, files in os.walk(root, onerror=closed.append, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(f for f in files if not f.startswith(".")):
            path = Path(directory) / name
            place = path.relative_to(root.parent).as_posix()
            if not path.resolve().is_relative_to(root):
                yield Refusal(place, "It is a link that leads out of the folder.")
            elif path.is_file():  # not a pipe or a device, which could be read for ever
                yield from _read_path(path, place)
            empty = False
    for error in closed:
        place = Path(error.filename).relative_to(root.parent).as_posix()
        yield Refusal(place, _unreadable(error))
    if empty and not closed:
        yield Refusal(root.name, "Empty: there are no files in the folder.")


def _read_path(path: Path, place: str) -> Iterator[Draft | Refusal]:
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > MAX_FILE_BYTES:
                yield Refusal(place, _too_large(size))
            else:
                yield from _read(place, path.name, stream, None)
    except OSError as error:
        yield Refusal(place, _unreadable(error))


def _read(
    place: str, name: str, stream: BinaryIO, mapping: Mapping[str, str] | None
) -> Iterator[Draft | Refusal]:
    """Yield the articles of a file, with whatever goes wrong in it as a refusal of the file."""
    try:
        yield from _dispatch(place, name, stream, mapping)
    except Refused as error:
        yield Refusal(place, str(error))
    except (BadZipFile, zlib.error, EOFError) as error:  # a member of an archive, on its way
        yield Refusal(place, f"It could not be unpacked: {error}.")
    except Exception as error:  # the border: one file never stops the others
        yield Refusal(place, f"The file could not be read ({type(error).__name__}: {error}).")


def _dispatch(
    place: str, name: str, stream: BinaryIO, mapping: Mapping[str, str] | None
) -> Iterator[Draft | Refusal]:
    extension = PurePath(name).suffix.lower()
    if extension not in EXTENSIONS:
        yield Refusal(place, _unread(extension))
    elif _is_blank(stream):
        yield Refusal(place, "Empty: there is no text in it.")
    elif extension == ".zip":
        yield from _read_archive(place, stream, mapping)
    elif extension in TABLES:
        yield from drafts_of(place, read_table(place, extension, stream), mapping)
    else:
        yield from _read_whole(place, extension, stream.read())


def _read_whole(place: str, extension: str, data: bytes) -> Iterator[Draft | Refusal]:
    """Yield the articles of a file that has to be in memory as a whole."""
    if extension in _FEEDS and is_feed(data):
        yield from read_feed(data, place)
    elif extension in (*_PAGES, *_FEEDS):
        yield read_page(data, place)
    else:
        text, encoding = decode(data)
        read = read_markdown if extension in _MARKDOWN else from_scraped
        yield read(text, place, data, encoding)


def _read_archive(
    place: str, stream: BinaryIO, mapping: Mapping[str, str] | None
) -> Iterator[Draft | Refusal]:
    empty = True
    for member in members(place, stream):
        empty = False
        if isinstance(member, Refusal):
            yield member
        else:
            name, content = member
            yield from _read(f"{place} / {name}", name, content, mapping)
    if empty:
        yield Refusal(place, "Empty: there are no files in the archive.")


def _is_blank(stream: BinaryIO) -> bool:
    blank = not any(piece.strip() for piece in iter(lambda: stream.read(_CHUNK), b""))
    stream.seek(0)
    return blank


def _unread(extension: str) -> str:
    if extension in ARCHIVES:
        return f"It is packed, and {extension} is not read. Unpack it, or pack it as a .zip."
    kind = f"Files that end in {extension}" if extension else "Files without an extension"
    return f"{kind} are not read; those that are: {', '.join(EXTENSIONS)}."


def _unreadable(error: OSError) -> str:
    return f"It can't be read: {error.strerror or error}."


def _too_large(size: int) -> str:
    return (
        f"Too large: it has {size / 1e6:.0f} MB, and {MAX_FILE_BYTES / 1e6:.0f} MB is the limit of "
        "a file. Cut it into parts."
    )
