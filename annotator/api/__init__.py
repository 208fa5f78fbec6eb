"""The HTTP API under /api: thin, over the services. docs/api.md tells what each route does."""

from annotator.api.application import application

__all__ = ["application"]
