"""Answers as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def as_json(told: Mapping[str, Any]) -> bytes:
    """Return an answer as JSON, its lists row by row.

    A long article has thousands of rows. Encoded in one go they would hold up all other threads,
    and with them whoever saves, for as long as that takes.
    """
    return f"{{{','.join(f'{_encode(name)}:{_value(told[name])}' for name in told)}}}".encode()


def _value(value: object) -> str:
    return f"[{','.join(map(_encode, value))}]" if isinstance(value, list) else _encode(value)
