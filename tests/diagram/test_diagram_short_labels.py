"""Parts whose names take hardly a cell, or none at all, are drawn as others are."""

from __future__ import annotations

import pytest

from casewalk.case import Architecture, Node
from casewalk.diagram import Drawing, draw, picture


@pytest.mark.parametrize("label", ["", "    ", "x", "ok", "\u65e5", "\u0301"])
@pytest.mark.parametrize(("width", "height"), [(76, 18), (30, 8), (16, 4)])
def test_a_short_name_draws(label: str, width: int, height: int) -> None:
    nodes = {"a": Node(kind="worker", label=label, at=(0, 0)), "b": Node(kind="db", label="Base", at=(1, 1))}
    drawing = draw(picture(Architecture(nodes=nodes), {"a": 0.5}), width, height)
    if (width, height) == (76, 18):
        assert drawing is not None
        assert drawing.form == "full"
        text = "\n".join("".join(segment.text for segment in line) for line in drawing.lines)
        assert label.strip() in text
        assert "worker" in text


def test_a_name_that_ends_in_dots_of_its_own_is_whole_and_a_cut_one_is_not() -> None:
    def chips(label: str) -> Drawing:
        nodes = {
            "a": Node(kind="worker", label=label, at=(0, 0)),
            "b": Node(kind="db", label="Base", at=(1, 0)),
        }
        return draw(picture(Architecture(nodes=nodes), {"a": 0.5}), 26, 1)

    own, long = chips("Etc…"), chips("A name of its own")
    assert (own.form, long.form) == ("chip", "chip")
    assert own.whole_names
    assert own.fits(1)
    assert "…" in long.text()
    assert not long.whole_names
    assert not long.fits(1)


def test_words_are_no_drawing_that_fits() -> None:
    nodes = {"a": Node(kind="worker", label="Worker", at=(0, 0))}
    assert not draw(picture(Architecture(nodes=nodes)), 3, 1).fits(99)
