"""The HTTP API under /api, thin, over the services, and the pages before the app under /account.

docs/api.md tells what each route does.
"""

from annotator.api.account import account_pages
from annotator.api.application import application

__all__ = ["account_pages", "application"]
