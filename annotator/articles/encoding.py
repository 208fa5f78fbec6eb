"""Bytes to text: a byte order mark first, then strict UTF-8, then statistics.

A guess is made from a sample and proven on the whole, a piece at a time: a file of any size is
never held in memory here.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from annotator.errors import Refused

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# What newsrooms and their archives have used. A longer list makes short texts guesswork: there is
# always some code page of a mainframe that fits. The first of equals wins.
_CANDIDATES = [
    "cp1252", "cp1251", "cp932", "gb18030", "big5", "euc_jp", "euc_kr", "koi8_r", "cp1256",
    "cp1253", "cp1254", "cp1255", "cp1250", "cp1257", "iso8859_5", "iso8859_2", "mac_roman",
    "cp866", "cp874", "iso2022_jp",
]  # fmt: skip
# Web pages that name these mean the wider code page (WHATWG Encoding Standard, 4.2).
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_SAMPLE = 32_768
_CHUNK = 1 << 20
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 26, 27})
_SIGNATURES = {
    b"%PDF": "a PDF file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"PAR1": "a Parquet table",
    b"SQLite format 3": "an SQLite database",
}


def find_encoding(stream: BinaryIO, declared: str = "") -> str:
    """Return the name of the encoding in which the whole of `stream` can be read.

    Parameters
    ----------
    stream : binary file
        The file as it came, which can be read more than once; it is left at its start.
    declared : str
        What the file or its server says of itself; it is believed if every byte agrees.

    Raises
    ------
    Refused
        If the data are not text, or in no encoding that fits.
    """
    sample = _first(stream)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            if _fits(stream, name):
                return name
            raise Refused(
                f"The file says that it is {name.removesuffix('-sig').upper()}, and is not.",
                "Wrong encoding: save it again as UTF-8.",
            )
    _refuse_binary(sample)
    for name in (_python_name(declared), _wide_encoding(sample), "utf-8"):
        if name and _fits(stream, name):
            return name
    return _by_statistics(stream)


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of `data` and the encoding found; raises as `find_encoding`."""
    name = find_encoding(io.BytesIO(data), declared)
    return data.decode(name), name


def decoded_lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines of `stream` with their ends, decoded as they are asked for."""
    with io.TextIOWrapper(stream, encoding=encoding, newline="") as text:
        yield from text


def _first(stream: BinaryIO) -> bytes:
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    return sample


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while piece := stream.read(_CHUNK):
        yield piece


def _fits(stream: BinaryIO, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        for piece in _pieces(stream):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except (UnicodeDecodeError, UnicodeError):
        return False
    finally:
        stream.seek(0)
    return True


def _python_name(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    # Python knows codecs that are not encodings of text (base64, zip, rot13).
    if name.startswith(("utf", "iso", "cp", "koi", "mac", "gb", "big5", "euc", "shift", "ascii")):
        return _MEANT.get(name, name)
    return ""


def _wide_encoding(sample: bytes) -> str:
    """Return UTF-16 with its byte order if the zero bytes of Latin text stand in one column."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or even + odd < len(sample) // 5:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _refuse_binary(sample: bytes) -> None:
    for signature, kind in _SIGNATURES.items():
        if sample.startswith(signature):
            raise Refused(f"This is not text but {kind}.", "Save its text as a .txt file.")
    if _wide_encoding(sample):
        return
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # A stray control character or two, as word processors leave them, is cleaned away later.
    if controls > max(3, len(sample) // 100) or b"\x00\x00" in sample:
        raise Refused("This is not text: it holds binary data.", "Save its text as a .txt file.")


def _by_statistics(stream: BinaryIO) -> str:
    matches = from_bytes(
        _telling_sample(stream), cp_isolation=_CANDIDATES, steps=10, chunk_size=1024
    )
    fitting = [
        (m.chaos, m.coherence, _CANDIDATES.index(name), name)
        for m in matches
        for name in m.could_be_from_charset
        if name in _CANDIDATES and _fits(stream, name)
    ]
    if not fitting:
        raise Refused(
            "The file is in an encoding that can't be told.",
            "Wrong encoding: save it again as UTF-8.",
        )
    least = min(chaos for chaos, *_ in fitting)
    equal = [m for m in fitting if m[0] <= least + 0.02]
    most = max(coherence for _, coherence, *_ in equal)
    return min((rank, name) for _, coherence, rank, name in equal if coherence >= most - 0.02)[1]


def _telling_sample(stream: BinaryIO) -> bytes:
    """Return a sample from a little before the first byte that is not ASCII: what tells."""
    for piece in _pieces(stream):
        found = _NOT_ASCII.search(piece)
        if found:
            start = max(0, found.start() - 200)
            return (piece[start:] + stream.read(_SAMPLE))[:_SAMPLE]
    return b""
