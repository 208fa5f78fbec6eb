"""All SQL of the project: one narrow type, `Store`, and one module for each noun."""

from annotator.store.database import Store, open_store

__all__ = ["Store", "open_store"]
