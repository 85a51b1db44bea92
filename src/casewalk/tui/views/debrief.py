"""The debrief as rows: figures, the road, the architectures in a row, what you were sure of and wrong about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from casewalk.export.roads import Roads
from casewalk.numbers import show
from casewalk.tui.text import EMPTY, Row, Span, cut_text, left, right, row, section, span
from casewalk.tui.views.ends import ends_view
from casewalk.tui.views.story import lines
from casewalk.tui.views.tradeoff import MARKS, VERDICT_STYLES
from casewalk.walk.beside import Beside, End
from casewalk.walk.debrief import Debrief, RoadRow, Standing
from casewalk.walk.prose import cells
from casewalk.walk.scores import calibration_texts, came_to_text
from casewalk.walk.verdicts import Verdict

SURE = {"low": "< 67", "middle": "67-80", "high": "> 80", "": ""}
PER_ROW = 4
HIGHEST = 6
"""Lines of the highest stack; more parts than those show are told by a mark on top and by their number below."""
WHO = 24
FIGURE = 44
"""Columns of a figure, at most: its name and its caption stand together."""
END = 56
"""Columns of a road's end beside the other's, at most."""
CAPTION = 19
"""The column in which figures stand one below the other."""


def figures(found: Debrief, width: int) -> tuple[Row, ...]:
    """The figures that are never mixed: decisions, calibration, and what was read and worked out."""
    scores = found.scores
    columns = (
        ("Decisions", scores.decisions.text, came_to_text(scores)),
        ("Calibration", *calibration_texts(scores)),
        (
            "Signals, estimates",
            f"{scores.signals.text}, {scores.estimates.text}",
            f"what ifs {scores.predictions.text}",
        ),
    )
    if width < 70:
        return tuple(line for column in columns for line in _captioned(*column, width))
    if width < 90:
        rows: list[Row] = []
        size = max(18, 2 + max(cells(value) for _, value, _ in columns))
        for name, value, remark in columns:
            heads = (left(name, CAPTION, "mute"), left(value, size, "text bold"))
            for at, line in enumerate(lines(remark, width - CAPTION - size, "faint")):
                rows.append(Row((*(heads if at == 0 else (Span(" " * (CAPTION + size)),)), *line.spans)))
        return tuple(rows)
    size = min(FIGURE, width // 3)
    remarks = [[line.text for line in lines(remark, size - 2)] for _, _, remark in columns]
    texts = [[column[line] for column in columns] for line in (0, 1)]
    texts += [list(line) for line in zip_longest(*remarks, fillvalue="")]
    styles = ("mute", "text bold", *["faint"] * len(texts))
    return tuple(
        Row(tuple(left(text, size, style) for text in line)) for line, style in zip(texts, styles, strict=False)
    )


def _captioned(name: str, value: str, remark: str, width: int) -> tuple[Row, ...]:
    """A figure beside its name, and its caption under it."""
    below = (Row((Span(" " * CAPTION), *line.spans)) for line in lines(remark, width - CAPTION, "faint"))
    return (Row((left(name, CAPTION, "mute"), span(value, "text bold"))), *below)


def _road_row(entry: RoadRow, width: int, *, first_of_stage: bool) -> tuple[Row, ...]:
    """A decision of the road; a long title of its stage goes on below, and stands at its first decision alone."""
    title, yours, product = _columns(width)
    loud = bool(entry.verdict) and entry.verdict is not None and MARKS[entry.verdict] != "✓"
    style = "text bold" if loud else "mute"
    first, *rest = (line.text for line in lines(entry.stage_title, title - 1)) if first_of_stage else ("",)
    spans = [
        left(str(entry.stage) if first_of_stage else "", 3, "mute"),
        left(first, title, style),
        left(cut_text(entry.yours or "·", yours - 1), yours, "text" if loud else "mute"),
    ]
    if product:
        other = "" if entry.same or not entry.yours else f"◆ {entry.products}"
        spans.append(left(cut_text(other, product - 1), product, "text"))
    spans.append(right(SURE[entry.sure], 7, "text bold" if loud and entry.sure == "high" else "faint"))
    if entry.verdict is not None:
        mark = VERDICT_STYLES[entry.verdict]
        spans += [Span("  "), Span(MARKS[entry.verdict], f"{mark} bold" if loud else mark)]
        spans.append(Span(f" {entry.verdict}", f"{mark} bold" if loud else "mute"))
    if entry.least and width >= 100:
        spans.append(span(", least bad", "mute"))
    return (Row(tuple(spans)), *(Row((Span("   "), span(text, style))) for text in rest))


def _columns(width: int) -> tuple[int, int, int]:
    """Widths for the stage's title, your move, and the product's move."""
    if width >= 100:
        return 39, 24, 26
    if width >= 70:
        return 30, 22, 0
    return 17, 17, 0


def _stage_by_stage(entries: tuple[RoadRow, ...]) -> Iterator[tuple[RoadRow, bool]]:
    """Each decision, and whether it is the first of its stage."""
    before = 0
    for entry in entries:
        yield entry, entry.stage != before
        before = entry.stage


def road(found: Debrief, width: int) -> tuple[Row, ...]:
    """Each decision: yours, the product's where it is another, how sure, and the verdict."""
    title, yours, product = _columns(width)
    heads = [left("", 3), left("stage", title, "faint"), left("you", yours, "faint")]
    if product:
        heads.append(left("the product, if another", product, "faint"))
    heads += [right("sure, %", 7, "faint"), Span("  verdict", "faint")]
    return (
        section("Your road", width),
        Row(tuple(heads)),
        *(
            line
            for entry, first in _stage_by_stage(found.road)
            for line in _road_row(entry, width, first_of_stage=first)
        ),
    )


def _blocks(standing: Standing, line: int, height: int) -> list[Span]:
    """One line of a stack of parts, the new ones on top; where it goes on above the last line, a mark there."""
    if not line and standing.parts > height * PER_ROW:
        return [Span("⋮", "mute")]
    start = (height - 1 - line) * PER_ROW
    spans: list[Span] = []
    for index in range(start, min(start + PER_ROW, standing.parts)):
        new = index >= standing.parts - standing.new
        spans += [Span("■ " if new else "▪ ", "new" if new else "mute")]
    return spans


def architectures(found: Debrief, width: int) -> tuple[Row, ...]:
    """The architectures in a row: how many parts stood after each stage, and which were new; both roads' where two."""
    if not found.products:
        return _stacks("The architecture, stage by stage", found.architectures, width)
    yours = _stacks("Your architecture, stage by stage", found.architectures, width)
    return (*yours, EMPTY, *_stacks("The product's", found.products, width))


def _stacks(title: str, standings: tuple[Standing, ...], width: int) -> tuple[Row, ...]:
    """A stack of parts a stage, as many beside each other as there is room for, the others below."""
    count = len(standings)
    size = max(9, min(16, width // max(count, 1)))
    height = min(HIGHEST, max((-(-s.parts // PER_ROW) for s in standings), default=0))
    rows: list[Row] = [section(title, width, "▪ stood already   ■ new" if width >= 66 else "■ new")]
    each = max(1, width // size)
    for start in range(0, count, each):
        rows += _stack_rows(standings[start : start + each], size, height)
    return tuple(rows)


def _stack_rows(shown: tuple[Standing, ...], size: int, height: int) -> list[Row]:
    """Stacks on a line, with the stage's number and how many parts stand after it."""
    rows: list[Row] = []
    for line in range(height):
        spans: list[Span] = []
        for standing in shown:
            stack = _blocks(standing, line, height)
            spans += [*stack, Span(" " * (size - sum(cells(s.text) for s in stack)))]
        rows.append(Row(tuple(spans)))
    rows.append(Row(tuple(s for _ in shown for s in (Span("─" * (size - 2), "rule"), Span("  ")))))
    counts = [(f"{show(a.parts, '')} part{'' if a.parts == 1 else 's'}", show(a.parts, "")) for a in shown]
    words = all(cells(long) + 4 <= size - 2 for long, _ in counts)
    found: list[Span] = []
    for standing, (long, short) in zip(shown, counts, strict=True):
        number = str(standing.stage)
        found += [span(number, "mute"), right(long if words else short, size - 2 - cells(number), "faint"), Span("  ")]
    return [*rows, Row(tuple(found))]


def both_roads(found: Debrief, width: int) -> tuple[Row, ...]:
    """Stage by stage your road beside the product's: moves, what is missed at the end, first-year costs so far."""
    if found.beside is None:
        return ()
    rows: list[Row] = [section("Both roads, at the end of each stage", width, "first-year costs so far")]
    half = min(END, (width - 3) // 2)
    if width >= 100:
        rows.append(Row((left("", 3), left("you", half, "faint"), left("the product", half, "faint"))))
    for stage in found.beside.stages:
        ends = [_end(stage.yours, half if width >= 100 else width - 3), _end(stage.products, half)]
        number = left(str(stage.stage), 3, "mute")
        if width >= 100:
            for index in range(max(len(end) for end in ends)):
                one, other = (end[index] if index < len(end) else EMPTY for end in ends)
                gap = Span(" " * max(1, half - one.width))
                rows.append(Row((number if not index else Span("   "), *one.spans, gap, *other.spans)))
            continue
        yours, products = ends[0], _end(stage.products, width - 3, "◆ ")
        rows += [Row((number if not at else Span("   "), *line.spans)) for at, line in enumerate(yours)]
        rows += [Row((Span("   "), *line.spans)) for line in products]
    return (*rows, EMPTY, *_parts(found.beside, width))


def _end(end: End, width: int, mark: str = "") -> list[Row]:
    """A road at the end of a stage: the move and the bill, then what is missed."""
    name = cut_text(f"{mark}{' and '.join(end.moves)}", width - 12)
    head = Row((left(name, width - 12, "text"), right(end.spent, 9, "mute"), Span("  ")))
    style = "miss" if end.missed else "ok"
    words = f"✗ {end.missed_text}" if end.missed else f"✓ {end.missed_text}"
    return [head, *(Row(tuple(span(s.text, style) for s in line.spans)) for line in lines(words, width - 3))]


def _parts(found: Beside, width: int) -> list[Row]:
    rows: list[Row] = []
    for who, parts in (("Only yours", found.only_yours), ("Only the product's", found.only_products)):
        text = f"{who}: {', '.join(parts) or 'no part'}."
        rows += lines(text, width)
    rows += lines(f"{found.shared_parts} parts stand in both.", width)
    return [*rows, *lines(found.money_text, width)]


def sure_and_wrong(found: Debrief, width: int) -> tuple[Row, ...]:
    """What you were over 80 % sure of, and what the model says against it."""
    rows: list[Row] = [section("Sure, and wrong", width)]
    if not found.sure_and_wrong:
        return (*rows, row(span("nothing: what you were sure of held", "mute")))
    for entry in found.sure_and_wrong:
        rows.append(Row((left(str(entry.stage), 3, "mute"), span(entry.title, "text bold"))))
        rows += [Row((Span("   "), *r.spans)) for r in lines(f"{entry.yours}: {entry.says}", width - 3)]
    return tuple(rows)


def unfit(found: Debrief, width: int) -> tuple[Row, ...]:
    """What did not fit, each with its reason, and how much did; nothing where all of it did."""
    if not found.did_not:
        return ()
    rows: list[Row] = [section("What did not fit", width)]
    told = {f"{wrong.yours}: {wrong.says}": f"{wrong.yours}: you were sure of it" for wrong in found.sure_and_wrong}
    for verdict, text in ((verdict, told.get(text, text)) for verdict, text in found.did_not):
        mark, style = MARKS[verdict], VERDICT_STYLES[verdict]
        body = lines(text, width - 3)
        rows += [Row((Span(f"{mark}  " if i == 0 else "   ", style), *r.spans)) for i, r in enumerate(body)]
    if fits := len(found.held):
        words = f"{fits} more fit{'s' if fits == 1 else ''}"
        rows.append(row(Span(f"{MARKS[Verdict.FITS]}  ", VERDICT_STYLES[Verdict.FITS]), span(words, "mute")))
    return tuple(rows)


def whys(found: Debrief, width: int) -> tuple[Row, ...]:
    """Your why beside what the product's move gained, for each decision that you made."""
    rows: list[Row] = [section("Why", width, "yours, then what the product's move gained")]
    for entry, first in _stage_by_stage(tuple(entry for entry in found.road if entry.yours)):
        if first:
            title = span(cut_text(entry.stage_title, width - 3), "text bold")
            rows.append(Row((left(str(entry.stage), 3, "mute"), title)))
        yours = f"“{entry.why}”" if entry.why else "no line was written"
        for who, text, style in (
            (entry.yours, yours, "text" if entry.why else "faint"),
            (f"◆ {entry.products}", entry.products_why, "mute"),
        ):
            for index, line in enumerate(lines(text, max(20, width - WHO - 3), style)):
                rows.append(Row((Span("   "), left(who if index == 0 else "", WHO, "mute"), *line.spans)))
    return tuple(rows)


def debrief_view(found: Debrief, width: int, roads: Roads | None = None) -> tuple[Row, ...]:
    """The whole page; on a wide screen what you were wrong about stands beside what did not fit, and your end of the
    road beside the product's, where there are two."""
    rows: list[Row] = [*figures(found, width), EMPTY, *road(found, width), EMPTY]
    if found.beside is not None:
        rows += [*both_roads(found, width), EMPTY]
    if roads is not None:
        rows += [*ends_view(roads, width), EMPTY]
    rows += [*architectures(found, width), EMPTY]
    half = (width - 4) // 2 if width >= 100 and found.did_not else width
    wrong, other = sure_and_wrong(found, half), unfit(found, half)
    if half == width:
        parts = (rows, [*wrong, EMPTY], [*other, EMPTY] if other else [], whys(found, width))
        return tuple(line for part in parts for line in part)
    for one, two in zip_longest(wrong, other, fillvalue=EMPTY):
        rows.append(Row((*one.spans, Span(" " * (half + 4 - one.width)), *two.spans)))
    return (*rows, EMPTY, *whys(found, width))
