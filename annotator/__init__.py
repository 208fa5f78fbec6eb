"""Pressmark: a reading and annotation desk for news."""

__version__ = "0.1.0"
