"""How the model in `data/english` is made: `python -m training`; docs/recognisers.md tells more.

Needs `requirements-train.txt` and the corpora; the app needs neither.
"""
