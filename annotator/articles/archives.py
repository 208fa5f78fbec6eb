"""Zip archives, read without trust: nothing goes to disk, and a bomb is not unpacked.

One file at a time is open, and what is read row by row is unpacked as it is read.
"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from annotator.articles.limits import (
    MAX_ARCHIVE_FILES,
    MAX_COMPRESSION_RATIO,
    MAX_FILE_BYTES,
    MAX_UNPACKED_BYTES,
    MIN_BYTES_FOR_RATIO,
)
from annotator.errors import Refused
from annotator.model import Refusal

ARCHIVES = {".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar"}


def members(place: str, stream: BinaryIO) -> Iterator[tuple[str, BinaryIO] | Refusal]:
    """Yield the name and the open content of each file in a zip archive, or why it is left out.

    A content is closed when the next one is asked for. One that is broken raises when it is read.

    Raises
    ------
    Refused
        If `stream` is no zip archive, or it is over a limit as a whole.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refused(f"This is not a zip archive, or a broken one: {error}.") from None
    with archive:
        files = [m for m in archive.infolist() if not m.is_dir() and not _is_hidden(m.filename)]
        _refuse_whole(files)
        for member in files:
            reason = _reason(member)
            if reason:
                yield Refusal(f"{place} / {member.filename}", reason)
                continue
            try:
                # It ends at the size that the archive names, so a false one can't unpack for ever.
                content = archive.open(member)
            except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
                yield Refusal(f"{place} / {member.filename}", f"It could not be unpacked: {error}.")
                continue
            with content:
                yield member.filename, cast("BinaryIO", content)


def _refuse_whole(files: list[zipfile.ZipInfo]) -> None:
    if len(files) > MAX_ARCHIVE_FILES:
        raise Refused(
            f"Too large: the archive holds {len(files):,} files, and {MAX_ARCHIVE_FILES:,} is the "
            "limit.",
            "Cut it into parts.",
        )
    unpacked = sum(m.file_size for m in files)
    if unpacked > MAX_UNPACKED_BYTES:
        raise Refused(
            f"Too large: the archive is {unpacked / 1e9:.1f} GB unpacked, and "
            f"{MAX_UNPACKED_BYTES / 1e9:.0f} GB is the limit.",
            "Cut it into parts.",
        )


def _reason(member: zipfile.ZipInfo) -> str:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "Its path leads out of the archive, so it was left out."
    if stat.S_ISLNK(member.external_attr >> 16):
        return "It is a link, not a file; put the file itself into the archive."
    if path.suffix.lower() in ARCHIVES:
        return "It is an archive inside the archive; unpack it first."
    if member.flag_bits & 1:
        return "It is encrypted; take the password off first."
    return _size_reason(member)


def _size_reason(member: zipfile.ZipInfo) -> str:
    if member.file_size > MAX_FILE_BYTES:
        return (
            f"Too large: it has {member.file_size / 1e6:.0f} MB, and "
            f"{MAX_FILE_BYTES / 1e6:.0f} MB is the limit of a file."
        )
    packed = max(member.compress_size, 1)
    ratio = member.file_size / packed
    if member.file_size >= MIN_BYTES_FOR_RATIO and ratio > MAX_COMPRESSION_RATIO:
        return (
            f"It is packed {ratio:,.0f} to 1, and {MAX_COMPRESSION_RATIO} to 1 is the limit: no "
            "text is like that. If it is one, load it unpacked."
        )
    return ""


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(p == "__MACOSX" or (p.startswith(".") and p not in {".", ".."}) for p in parts)
