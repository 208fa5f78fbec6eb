"""Annotations out and in: pure functions from rows to text and back, one module for each format."""
