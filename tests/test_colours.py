"""Labels can be read and told apart by their colours, in both themes and by those who see fewer."""

from __future__ import annotations

import itertools

import pytest

from annotator import colours
from annotator.palette import GROUND, PALETTE, TEXT

CLOSEST = {"ink": 4.0, "ink_dark": 4.0, "tint": 1.6, "tint_dark": 2.5}


def test_every_label_colour_can_be_read_in_both_themes() -> None:
    for name, hue in PALETTE.items():
        assert colours.contrast(hue.ink, GROUND["light"]) >= 4.5, name
        assert colours.contrast(hue.ink, hue.tint) >= 4.5, name
        assert colours.contrast(TEXT["light"], hue.tint) >= 4.5, name
        assert colours.contrast(hue.ink_dark, GROUND["dark"]) >= 4.5, name
        assert colours.contrast(hue.ink_dark, hue.tint_dark) >= 4.5, name
        assert colours.contrast(TEXT["dark"], hue.tint_dark) >= 4.5, name


@pytest.mark.parametrize("part", CLOSEST)
@pytest.mark.parametrize("vision", colours.VISIONS)
def test_no_two_colours_of_the_palette_fall_together_for_anybody(part: str, vision: str) -> None:
    assert len(PALETTE) >= 24
    for (one, first), (other, second) in itertools.combinations(PALETTE.items(), 2):
        apart = colours.distance(getattr(first, part), getattr(second, part), vision)
        assert apart >= CLOSEST[part], (one, other)


def test_distances_and_simulations_are_those_of_the_literature() -> None:
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.distance("#000000", "#ffffff") == pytest.approx(100, abs=0.01)
    # Red, green and blue in OKLab, as its author gives them.
    assert colours.distance("#ff0000", "#00ff00") == pytest.approx(51.98, abs=0.05)
    # Red and a dark yellow are far apart for most, and near for who sees no green.
    assert colours.distance("#d00000", "#7a6a00") > 20
    assert colours.distance("#d00000", "#7a6a00", "deuteranopia") < 9
    for vision in colours.VISIONS:
        assert colours.distance("#777777", "#777777", vision) == 0
        assert colours.distance("#ffffff", "#fefefe", vision) < 1


@pytest.mark.parametrize("number", [0, 1, 2, 10, 24])
def test_a_label_set_gets_colours_that_all_stay_apart(number: int) -> None:
    proposed = colours.propose(["slate"] * number)
    assert len(set(proposed)) == len(proposed) == number
    assert colours.closest(proposed) >= colours.CLOSE
    if number == 2:
        assert colours.closest(proposed) > 25


def test_a_proposal_keeps_what_fits_and_is_content_with_itself() -> None:
    present = ["blue", "blue", "amber", "rust", "no such hue"]
    proposed = colours.propose(present)
    assert colours.propose(proposed) == proposed
    assert colours.closest(proposed) > colours.closest(present) == 0
    kept = [one for one, other in zip(present, proposed, strict=True) if one == other]
    assert len(kept) == len(set(present[:4]) & set(proposed))


def test_more_labels_than_hues_share_them_evenly() -> None:
    proposed = colours.propose(["slate"] * 30)
    assert max(map(proposed.count, proposed)) == 2
    assert set(proposed) == set(PALETTE)
    assert colours.free(PALETTE) in PALETTE
    assert colours.free(["blue"]) != "blue"
