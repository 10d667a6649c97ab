"""The reference is what the code says, and no page leads to nothing."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from reference.brief import MODELS, brief_page, example
from reference.brief_texts import EXAMPLE, TRAPS
from reference.markdown import escaped, table
from reference.package import PACKAGES, first_sentence

from probono_kit.engagement import notebooks, read_brief
from probono_kit.errors import ProbonoError
from probono_kit.i18n import gettext
from probono_kit.messages import CATALOGUE

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/README.md")])

LINK = re.compile(r"(?<!\\)\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)
HEADING = re.compile(r"^#+ (.+)$", re.M)


def text_of(name: str) -> str:
    """Return a page of the reference."""
    return (REFERENCE / name).read_text(encoding="utf-8")


# ---- made from the code -----------------------------------------------------------------------


def test_the_pages_are_as_the_code_is() -> None:
    """Whoever changes the code runs the script, with any hash seed, language and time zone."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_reference.py"), "--check"],
        env={"PYTHONHASHSEED": "1", "PROBONO_LANGUAGE": "fr", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run scripts/make_reference.py: {done.stdout}{done.stderr}"


def test_every_finding_is_there_in_both_languages() -> None:
    """A reader who searches for a code or for a sentence finds it."""
    rows = [line for line in text_of("findings.md").splitlines() if line.startswith("| `")]
    by_code = {row.split("`")[1]: row for row in rows}
    assert set(by_code) == set(CATALOGUE)
    for code, message in CATALOGUE.items():
        _, severity, english, french = by_code[code].strip("| ").split(" | ")
        assert severity == message.severity.value
        assert english == f"{escaped(message.text)}<br>→ {escaped(message.fix)}"
        text, fix = gettext(message.text, "fr"), gettext(message.fix, "fr")
        assert french == f"{escaped(text)}<br>→ {escaped(fix)}"


def test_every_parameter_of_every_notebook_is_there() -> None:
    """Each once, in the chapter of its notebook, with its help."""
    chapters = re.split(r"^## ", text_of("notebooks.md"), flags=re.M)[1:]
    assert [each.splitlines()[0] for each in chapters] == [entry.name for entry in notebooks()]
    for entry, chapter in zip(notebooks(), chapters, strict=True):
        for parameter in entry.parameters:
            row = re.findall(rf"^\| `{parameter.name}` \|.*$", chapter, re.M)
            assert len(row) == 1, (entry.name, parameter.name)
            assert escaped(parameter.help("en")) in row[0]
            assert all(f"`{choice}`" in row[0] for choice in parameter.choices)


def test_every_public_name_is_there() -> None:
    """Each package's `__all__`, each name with a sentence."""
    chapters = text_of("package.md")
    for package in PACKAGES:
        module = importlib.import_module(f"probono_kit.{package}")
        for name in module.__all__:
            assert f"\n### {package}.{name}\n" in chapters
            if not isinstance(getattr(module, name), str):
                assert first_sentence(getattr(module, name)) in chapters


def test_every_key_of_the_brief_is_there_with_an_example() -> None:
    """The example brief uses every key, so that none goes without."""
    text = brief_page()
    for part, model in MODELS.items():
        for key in model.model_fields:
            assert f"\n| `{key}` | " in text
            assert example(part, key) in text


# ---- Markdown ---------------------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted(REFERENCE.glob("*.md")), ids=lambda page: page.name)
def test_tables_have_as_many_cells_as_heads(page: Path) -> None:
    """A sign that divides cells inside a text would shift all that follows."""
    cells = 0
    for line in FENCE.sub("", page.read_text(encoding="utf-8")).splitlines():
        found = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not cells or not found or found == cells, line
        cells = found


def test_a_text_is_shown_as_it_is() -> None:
    """Signs of Markdown and HTML are not read as such; code stays code."""
    assert escaped("*a* <b> [c](d) `e|f` area_code _g_ ~h~") == (
        r"\*a\* \<b\> \[c\](d) `e\|f` area_code \_g\_ \~h\~"
    )
    assert escaped("one `alone") == r"one \`alone"
    with pytest.raises(ValueError, match="1 cells below 2 heads"):
        list(table(("a", "b"), [("c",)]))


# ---- the example brief and the traps ----------------------------------------------------------


def folder_with(tmp_path: Path, text: str) -> Path:
    """Lay out an engagement whose brief is `text`."""
    (tmp_path / "raw").mkdir()
    for name in ("water_points.xlsx", "logo.png"):
        (tmp_path / "raw" / name).write_bytes(b"content")
    (tmp_path / "engagement.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_brief_is_without_fault(tmp_path: Path) -> None:
    """Who copies it gets neither an error nor a warning."""
    assert list(read_brief(folder_with(tmp_path, EXAMPLE)).findings) == []


SLIPS = {
    "engagement.yaml_bool": ("provider: Regional water authority", "provider: NO"),
    "engagement.yaml_number": ("provider: Regional water authority", "provider: 12:30"),
    "engagement.yaml_colon": ("provider: Regional", "provider: Region: the"),
    "engagement.text_cut": ("provider: Regional water", "provider: Regional #water"),
    "engagement.curly_quotes": ("name: Eau Vive", "name: “Eau Vive”"),
    "engagement.yaml_tab": ("  name: Eau Vive", "\tname: Eau Vive"),
    "engagement.text_needed": ("value: Water points", "value: 2024"),
    "engagement.no_columns_to_share": ("columns_to_share: [Region, Water points]\n", ""),
    "engagement.missing_key": ("produced: 2026-11-22\n", ""),
    "engagement.path_backslash": ("raw/water_points", "raw\\water_points"),
    "engagement.path_made": ("raw/water_points.xlsx", "work/cleaning/water_points.csv"),
    "engagement.input_in_parameters": ("{place_column", "{table: inventory, place_column"),
    "engagement.input_of_other_kind": ('areas: "base:admin1"', "areas: cleaning"),
    "engagement.id_of_source": ("id: cleaning", "id: inventory"),
    "engagement.set_twice": ("value: Water points", "value: Water points\n      language: fr"),
    "engagement.too_many_runs": ("[Dakar, Thiès]", f"[{', '.join(f'a{i}' for i in range(1001))}]"),
    "engagement.which_run": ("deliver: true", "matrix: {sheet: [first, second]}"),
    "engagement.one_text_for_all": (
        "      title: {fr: Points d'eau en avril 2025, en: Water points in April 2025}",
        "      title: Points d'eau",
    ),
    "engagement.language_not_ready": ("languages: [fr, en]", "languages: [fr, en, es]"),
}


@pytest.mark.parametrize("code", [code for _, code in TRAPS])
def test_traps_are_found_as_the_page_says(code: str, tmp_path: Path) -> None:
    """Who steps into a trap of the page is told so under the code that the page names."""
    right, wrong = SLIPS[code]
    assert EXAMPLE.count(right) >= 1
    folder = folder_with(tmp_path, EXAMPLE.replace(right, wrong, 1))
    try:
        found = read_brief(folder).findings
    except ProbonoError as refused:
        found = refused.findings
    assert code in {each.code for each in found}


# ---- links ------------------------------------------------------------------------------------


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Yield path and anchor of each relative link of a page, not those inside fenced blocks."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield unquote(path), anchor


def anchors(page: Path) -> set[str]:
    """Return the anchors that the headings of a page have where repositories are shown."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings(page: Path) -> None:
    """A relative link leads to something in the checkout, its anchor to a heading there."""
    broken = []
    for path, anchor in links(page):
        target = (page.parent / path).resolve() if path else page
        known = target.is_relative_to(ROOT) and target.exists()
        if not known or (anchor and anchor not in anchors(target)):
            broken.append(f"{path}#{anchor}" if anchor else path)
    assert not broken


def test_the_index_lists_every_page_of_the_reference() -> None:
    """No page of the reference is out of reach."""
    listed = {path for path, _ in links(ROOT / "docs" / "index.md")}
    assert {f"reference/{page.name}" for page in REFERENCE.glob("*.md")} <= listed
