"""Every rule has a page, and the samples on it do what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rule_samples as pages

import casewalk.script
from casewalk.script.checker import check

pytestmark = pytest.mark.usefixtures("quick")
SAMPLES = [sample for page in pages.pages() for sample in pages.samples(page)]
SOURCES = Path(casewalk.script.__file__).parent


def _emitted() -> set[str]:
    return {code for source in SOURCES.rglob("*.py") for code in re.findall(r'"(CW\d{3})"', source.read_text("utf-8"))}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s.code}-{s.kind.lower()}-{s.number + 1}")
def test_sample(sample: pages.Sample, tmp_path: Path) -> None:
    case = pages.copy_case(tmp_path)
    expected = pages.apply(sample, case)
    if sample.kind == "Good" and not sample.changes:
        return  # it shows the practice case, which is clean
    findings = check([case])
    told = "\n".join(f.text() for f in findings)
    if sample.kind == "Good":
        assert not findings, told
        return
    assert {f.code for f in findings} == {sample.code}, told
    assert {(f.file.relative_to(case).as_posix(), f.line) for f in findings} == expected, told
    assert {f.severity for f in findings} == {pages.severity_of(sample.code)}, told


@pytest.mark.parametrize("page", pages.pages(), ids=lambda p: p.stem)
def test_page(page: Path) -> None:
    text = page.read_text("utf-8")
    title = pages.TITLE.match(text)
    assert title
    assert title[1] == page.stem
    found = pages.samples(page)
    kinds = [sample.kind for sample in found]
    assert set(kinds) == {"Bad", "Good"}
    assert kinds == sorted(kinds)
    assert text.count("```diff") == len(found), "a sample outside of Bad and Good"
    assert "\n## Mending\n" in text


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert {page.stem for page in pages.pages()} == _emitted()


def test_index_is_complete() -> None:
    message = "write it anew: python tests/script/rule_samples.py"
    assert (pages.PAGES / "README.md").read_text("utf-8") == pages.index(), message


def test_practice_case_is_clean() -> None:
    assert [f.text() for f in check([pages.CASE])] == []
