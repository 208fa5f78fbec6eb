"""Learning from a team's annotations: a sequence labeller for any label set and any language.

Pure: examples in, a model as bytes out; nothing here knows the store or the app.
"""

from annotator.learning.example import Example, Span
from annotator.learning.hints import Hint, Hints
from annotator.learning.model import Model, learn, load, pair
from annotator.learning.split import held_out

__all__ = ["Example", "Hint", "Hints", "Model", "Span", "held_out", "learn", "load", "pair"]
