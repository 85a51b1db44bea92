"""Pictures made at random: whatever the architecture, a drawing comes back and holds what drawings hold."""

from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casewalk.case import Architecture
from casewalk.diagram import ascii_text, draw, neighbour, outline, picture, width
from casewalk.diagram.drawing import layouts
from drawn import architectures, check_drawing

# A drawing that fails is small enough to read; making it smaller takes minutes.
QUICK = settings(
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
SIZES = st.sampled_from([(110, 30), (76, 18), (60, 40), (56, 12)])
HOSTILE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        (
            "", " ", "DB", "x" * 300, "仮想待合室", "座席 データベース", "غرفة الانتظار", "e\u0301\u0301",
            "\u0301", "👩‍👩‍👧‍👦 family", "🎟️ tickets", "[bold]red[/bold]", "[/]", "{q}", "a\nb\tc",
            "\x1b[31mred", "\u202eevil", "\ud800",
        )
    ),
)  # fmt: skip


@settings(QUICK, max_examples=12)
@given(architectures(), SIZES)
def test_random_architectures_draw(architecture: Architecture, size: tuple[int, int]) -> None:
    check_drawing(picture(architecture, dict.fromkeys(architecture.nodes, 0.8)), *size)


@settings(QUICK, max_examples=8)
@given(architectures(most=8), architectures(most=8), SIZES)
def test_random_differences_draw(old: Architecture, new: Architecture, size: tuple[int, int]) -> None:
    shown = picture(new, before=old)
    drawing = check_drawing(shown, *size)
    text = drawing.text()
    assert all(name in text or drawing.form in {"tight", "chip"} for name in shown.gone)


@settings(QUICK, max_examples=15)
@given(architectures(most=6, names=HOSTILE), SIZES)
def test_hostile_names_never_raise_or_overflow(architecture: Architecture, size: tuple[int, int]) -> None:
    shown = picture(architecture)
    drawing = check_drawing(shown, *size)
    for line in (*drawing.text().split("\n"), *outline(shown)):
        assert all(unicodedata.category(c) not in {"Cc", "Cs", "Cf"} for c in line)


@settings(QUICK, max_examples=10)
@given(architectures(most=6, names=HOSTILE), SIZES)
def test_plain_drawings_are_plain(architecture: Architecture, size: tuple[int, int]) -> None:
    drawing = draw(picture(architecture, dict.fromkeys(architecture.nodes, float("inf"))), *size, ascii=True)
    assert drawing.text().isascii()
    assert drawing.form == "outline" or all(len(line) <= size[0] for line in drawing.text().split("\n"))


@settings(QUICK, max_examples=8)
@given(architectures(most=8), SIZES)
def test_a_drawing_is_the_same_twice(architecture: Architecture, size: tuple[int, int]) -> None:
    shown = picture(architecture)
    first = draw(shown, *size)
    layouts.cache_clear()
    assert draw(shown, *size) == first


@settings(QUICK, max_examples=8)
@given(architectures(), SIZES)
def test_arrow_keys_lead_to_every_part(architecture: Architecture, size: tuple[int, int]) -> None:
    drawing = draw(picture(architecture), *size)
    for start in drawing.regions:
        reached, new = {start}, [start]
        while new:
            here = new.pop()
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                there = neighbour(drawing, here, dx, dy)
                if there not in reached:
                    reached.add(there)
                    new.append(there)
        assert reached == set(drawing.regions)


@settings(QUICK, max_examples=20)
@given(architectures())
def test_the_outline_names_every_part_and_edge(architecture: Architecture) -> None:
    lines = outline(picture(architecture))
    heads = [line for line in lines if not line.startswith(" ")]
    assert len(heads) == len(architecture.nodes)
    for node, head in zip(architecture.nodes.values(), heads, strict=True):
        assert head.startswith(f"{node.label} ({node.kind})")
    told = sorted(line.strip() for line in lines if line.startswith("  "))
    verbs = {"sync": "calls", "async": "sends to"}
    ends = [(verbs[e.kind], architecture.nodes[e.target].label, e.label) for e in architecture.edges]
    assert told == sorted(f"{verb} {name}{': ' * bool(label)}{label}." for verb, name, label in ends)


@given(st.text())
def test_plain_text_is_plain(text: str) -> None:
    assert ascii_text(text).isascii()


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=("Cc",))))
def test_plain_text_is_left_alone(text: str) -> None:
    assert ascii_text(text) == text
    assert width(text) == len(text)
