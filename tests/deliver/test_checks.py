"""The gate: each rule speaks when it should, and is silent when all is well."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

from probono_kit.deliver import check
from probono_kit.findings import Findings, Severity, finding
from probono_kit.messages.deliver import MESSAGES
from probono_kit.run import Output, Role
from probono_kit.run.record import Status
from tests.deliver.conftest import NGO, TITLE, Engagement, draw, page

Break = Callable[[Engagement], None]


def codes(found: Findings) -> set[str]:
    return {each.code for each in found if each.code.startswith("deliver.")}


def table(engagement: Engagement, text: str) -> None:
    """Let the cleaning task deliver another table."""
    engagement.save()
    engagement.clean(text)
    engagement.map()


def extra(engagement: Engagement, name: str, text: str, role: Role = Role.REPORT) -> None:
    """Let the map task deliver one more file."""
    engagement.make()
    engagement.put("carte", name, text)
    made = Output(name, role, TITLE, "Une description.", language="fr")
    engagement.ran("carte", [made])


def report(engagement: Engagement, body: str, **said: str) -> None:
    extra(engagement, "report.html", page(body, **said))


# ---- what is there to deliver -----------------------------------------------------------------


def not_rendered(engagement: Engagement) -> None:
    engagement.save()
    engagement.clean()


def task_failed(engagement: Engagement) -> None:
    engagement.make()
    engagement.ran("carte", [], status=Status.FAILED)


def stale(engagement: Engagement) -> None:
    engagement.make()
    engagement.brief["tasks"][1]["parameters"]["title"] = "Un autre titre"
    engagement.save()


def output_changed(engagement: Engagement) -> None:
    engagement.make()
    engagement.put("carte", "map.svg", "<svg></svg>")


def nothing(engagement: Engagement) -> None:
    for task in engagement.brief["tasks"]:
        task["deliver"] = False
    engagement.make()


# ---- offline, private -------------------------------------------------------------------------


def request(engagement: Engagement) -> None:
    report(engagement, '<img alt="" src="https://tiles.example.org/1.png">')


def online(engagement: Engagement, asked: str) -> None:
    """Let the map have a background that the brief asks for, and ask for `asked`."""
    task = engagement.brief["tasks"][1]
    task["notebook"] = "interactive_map"
    task["parameters"]["tiles"] = "humanitarian"
    policy = f"default-src 'none'; img-src data: {asked}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    report(engagement, "", head=head)


def tiles(engagement: Engagement) -> None:
    online(engagement, "https://a.tile.openstreetmap.fr https://b.tile.openstreetmap.fr")


def no_policy(engagement: Engagement) -> None:
    report(engagement, "<script>x = 1</script>")


def column_not_shared(engagement: Engagement) -> None:
    table(engagement, "Région,Gestionnaire\nThiès,\n")


def private_value(engagement: Engagement) -> None:
    report(engagement, "<p>Appelez le 77 123 45 67.</p>")


def private_word(engagement: Engagement) -> None:
    report(engagement, "<p>Un forage de plus.</p>")


def not_searched(engagement: Engagement) -> None:
    engagement.make()
    path = engagement.put("carte", "scan.pdf", "")
    draw(path, "", "")
    engagement.ran("carte", [Output("scan.pdf", Role.REPORT, "Courrier", language="fr")])


def source_not_searched(engagement: Engagement) -> None:
    engagement.brief["sources"]["autre"] = {
        "file": "raw/autre.xlsx",
        "title": "Autre",
        "provider": NGO,
        "licence": "CC0",
        "date": "2025",
    }
    (engagement.folder / "raw/autre.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    engagement.make()


# ---- trust ------------------------------------------------------------------------------------


def no_licence(engagement: Engagement) -> None:
    engagement.brief["sources"]["inventaire"]["licence"] = ""
    engagement.make()


def no_date(engagement: Engagement) -> None:
    engagement.brief["sources"]["limites"]["date"] = ""
    engagement.make()


def produced_before_source(engagement: Engagement) -> None:
    engagement.brief["produced"] = "2025-03-31"
    engagement.make()


def no_title(engagement: Engagement) -> None:
    engagement.make()
    draw(engagement.put("carte", "bare.pdf", ""), "Sans rapport")
    engagement.ran("carte", [Output("bare.pdf", Role.MAP, TITLE, "Une carte.", language="fr")])


def no_disclaimer(engagement: Engagement) -> None:
    engagement.make()
    draw(engagement.put("carte", "bare.svg", ""), TITLE, "Sans garantie")
    engagement.ran("carte", [Output("bare.svg", Role.MAP, TITLE, "Une carte.", language="fr")])


# ---- everyone can open it ---------------------------------------------------------------------


def broken_file(engagement: Engagement) -> None:
    extra(engagement, "report.html", "<html><body>cut")


def broken_link(engagement: Engagement) -> None:
    report(engagement, '<a href="nowhere.pdf">lire</a>')


def no_alternative(engagement: Engagement) -> None:
    report(engagement, '<img src="data:image/png;base64,iVBORw0KGgo=">')


def no_language(engagement: Engagement) -> None:
    report(engagement, "", language="")


def other_language(engagement: Engagement) -> None:
    report(engagement, "", language="en")


def no_page_title(engagement: Engagement) -> None:
    report(engagement, "", title="")


def too_large_for_mail(engagement: Engagement) -> None:
    engagement.make()
    picture = Image.frombytes("RGB", (2000, 1800), random.Random(1).randbytes(2000 * 1800 * 3))
    picture.save(engagement.folder / "work/carte/photo.png", compress_level=0)
    engagement.ran("carte", [Output("photo.png", Role.REPORT, "Photo", language="fr")])


def checked(engagement: Engagement) -> None:
    engagement.make()


BREAKS: list[Break] = [
    not_rendered, task_failed, stale, output_changed, nothing,
    request, tiles, no_policy, column_not_shared, private_value, private_word,
    not_searched, source_not_searched,
    no_licence, no_date, produced_before_source, no_title, no_disclaimer,
    broken_file, broken_link, no_alternative, no_language, other_language, no_page_title,
    too_large_for_mail, checked,
]  # fmt: skip


@pytest.mark.parametrize("wrong", BREAKS, ids=lambda wrong: wrong.__name__)
def test_a_rule_speaks(wrong: Break, engagement: Engagement) -> None:
    """The rule named like the fault finds it, and says where."""
    wrong(engagement)
    found = [each for each in check(engagement.folder) if each.code == f"deliver.{wrong.__name__}"]
    assert found
    assert all(each.where for each in found)


def test_a_good_engagement_passes(engagement: Engagement) -> None:
    """Where nothing is wrong, no rule speaks but the one that says what was looked at."""
    assert codes(check(engagement.make())) == {"deliver.checked"}


def test_a_background_that_the_brief_asks_for_is_named_and_no_other_is_let_through(
    engagement: Engagement,
) -> None:
    """Should fail if a host came along with the one that the brief names, or came without one."""
    online(engagement, "https://a.tile.openstreetmap.fr https://tiles.example.org")
    found = {each.code: each for each in check(engagement.folder)}
    assert found["deliver.tiles"].values["hosts"] == ("a.tile.openstreetmap.fr",)
    assert found["deliver.tiles"].where.startswith("bundle/reports/")
    assert found["deliver.request"].values["address"] == "https://tiles.example.org"
    del engagement.brief["tasks"][1]["parameters"]["tiles"]
    engagement.save()
    engagement.ran("carte", [Output("report.html", Role.REPORT, TITLE, "x", language="fr")])
    asked = [each for each in check(engagement.folder) if each.code == "deliver.request"]
    assert len(asked) == 2


def test_a_failed_task_says_why(engagement: Engagement) -> None:
    """The reason that the run gave is the first thing to mend."""
    engagement.make()
    reason = finding("file.missing", "raw/points.xlsx")
    engagement.ran("carte", [], reason, status=Status.FAILED)
    assert reason in check(engagement.folder)


def test_what_the_linter_objects_to_is_repeated(engagement: Engagement) -> None:
    """A warning about a map that only its notebook showed would leave with the bundle unread."""
    engagement.make()
    objection = finding("lint.clipped_text", "layout", count=1, examples=("Thiès",))
    note = finding("lint.no_source_of_areas", "areas_source")
    engagement.ran("carte", [], objection, note)
    found = [each for each in check(engagement.folder) if each.code.startswith("lint.")]
    said = [each for each in (objection, note) if each.severity is not Severity.NOTE]
    assert [each.code for each in found] == [each.code for each in said]
    assert re.fullmatch(r"engagement\.yml:\d+ › carte › layout", found[0].where)
    assert not check(engagement.folder).errors or objection.severity is not Severity.ERROR


def test_every_rule_has_a_test() -> None:
    """A code without a fault that triggers it would be a rule that nobody has seen work."""
    tried = {f"deliver.{wrong.__name__}" for wrong in BREAKS}
    assert tried | {"deliver.bundle_in_use"} == set(MESSAGES)


def test_all_that_is_wrong_is_said_at_once(engagement: Engagement) -> None:
    """One look at the list is enough to mend everything."""
    engagement.brief["sources"]["inventaire"]["licence"] = ""
    report(engagement, '<img src="https://example.org/a.png"><a href="b.pdf">b</a> Awa Ndiaye')
    assert codes(check(engagement.folder)) >= {
        "deliver.no_licence",
        "deliver.request",
        "deliver.no_alternative",
        "deliver.broken_link",
        "deliver.private_value",
    }


# ---- near misses ------------------------------------------------------------------------------

INNOCENT = {
    "a link to the source": '<a href="https://example.org/limits">limites</a>',
    "a link on the page": '<h2 id="a">A</h2><a href="#a">A</a>',
    "a link to a picture beside it": '<a href="../index.html">retour</a>',
    "the name of an area": "<p>À Thiès, 12 points d'eau.</p>",
    "the contact of the brief": "<p>contact@eauvive.example</p>",
    "a word with a private word inside": "<p>forages</p>",
    "a decorative picture": '<img alt="" src="data:image/png;base64,iVBORw0KGgo=">',
    "a number of another length": "<p>77 123 45</p>",
}


@pytest.mark.parametrize("body", INNOCENT.values(), ids=INNOCENT.keys())
def test_an_innocent_page_passes(body: str, engagement: Engagement) -> None:
    """What looks like a fault and is none stops nobody."""
    report(engagement, body)
    assert codes(check(engagement.folder)) == {"deliver.checked"}


@pytest.mark.parametrize(
    ("secret", "column"),
    [
        ("Awa Ndiaye", "raw/points.xlsx › points › Gestionnaire"),
        ("+221 78 765 43 21", "raw/points.xlsx › points › Téléphone"),
        ("Khady Ba, la trésorière", "raw/points.xlsx › équipe › Nom"),
        ("ali.kane@eauvive.example", "raw/points.xlsx › équipe › Courriel"),
        ("Suivi tenu par Ousmane Diop, Tambacounda", "raw/points.xlsx › points"),
    ],
)
def test_every_corner_of_the_workbook_is_private(
    secret: str, column: str, engagement: Engagement
) -> None:
    """Columns, sheets that no task uses, and texts above the table."""
    report(engagement, f"<!-- {secret} -->")
    found = [each for each in check(engagement.folder) if each.code == "deliver.private_value"]
    assert column in {each.values["column"] for each in found}


def test_a_finding_does_not_repeat_the_secret(engagement: Engagement) -> None:
    """A log of the gate can be sent to a helper."""
    private_value(engagement)
    assert "123 45" not in "\n".join(map(str, check(engagement.folder)))


def test_a_private_column_is_found_in_any_kind_of_table(engagement: Engagement) -> None:
    """Excel, its second sheet too."""
    engagement.save()
    path = engagement.put("nettoyage", "clean.csv", "Région,Points d'eau\nThiès,12\n")
    workbook = xlsxwriter.Workbook(str(path.with_suffix(".xlsx")))
    workbook.add_worksheet().write_row(0, 0, ["Région", "points_d_eau"])
    workbook.add_worksheet().write_row(0, 0, ["area_code", "Téléphone"])
    workbook.close()
    made = [Output(f"clean.{kind}", Role.TABLE, "T", language="fr") for kind in ("csv", "xlsx")]
    engagement.ran("nettoyage", made)
    engagement.map()
    found = [e for e in check(engagement.folder) if e.code == "deliver.column_not_shared"]
    assert [(each.where, each.values["column"]) for each in found] == [
        ("bundle/tables/t.xlsx", "Téléphone")
    ]


@pytest.mark.parametrize(("measure", "stops"), [("distinct", True), ("value", True)])
def test_what_a_map_counts_it_does_not_show(
    measure: str, stops: bool, engagement: Engagement
) -> None:
    """How many managers a region has may be public; who they are is not."""
    parameters = engagement.brief["tasks"][1]["parameters"]
    parameters.update(value="Gestionnaire", measure=measure)
    report(engagement, "<table><tr><th>Gestionnaire<tr><td>Awa Ndiaye</table>")
    assert ("deliver.private_value" in codes(check(engagement.folder))) is stops
    assert "deliver.column_not_shared" not in codes(check(engagement.folder))


def test_a_heading_on_a_page_may_be_anything_but_a_private_column(engagement: Engagement) -> None:
    """Pages have headings of their own; the names of private columns are none of them."""
    report(engagement, "<table><tr><th>Population<th>téléphone</table>")
    found = [e for e in check(engagement.folder) if e.code == "deliver.column_not_shared"]
    assert [each.values["column"] for each in found] == ["téléphone"]


def test_severities_tell_what_stops() -> None:
    """What may be chance or taste warns; what harms the NGO stops."""
    warnings = {code for code, entry in MESSAGES.items() if entry.severity is Severity.WARNING}
    assert warnings == {
        "deliver.no_policy",
        "deliver.private_word",
        "deliver.not_searched",
        "deliver.source_not_searched",
        "deliver.produced_before_source",
        "deliver.other_language",
        "deliver.too_large_for_mail",
    }


def test_the_gate_changes_nothing(engagement: Engagement) -> None:
    """Checking writes nothing into the engagement."""
    folder = engagement.make()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    check(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_deep_link_must_arrive(engagement: Engagement, tmp_path: Path) -> None:
    """A link to a place on another page is followed to that place."""
    engagement.make()
    engagement.put("carte", "a.html", page('<a href="b.html#here">b</a><a href="b.html#top">t</a>'))
    engagement.put("carte", "b.html", page('<h2 id="there">B</h2>'))
    made = [Output(f"{name}.html", Role.REPORT, name, language="fr") for name in "ab"]
    engagement.ran("carte", made)
    found = [e for e in check(engagement.folder) if e.code == "deliver.broken_link"]
    assert [each.values["address"] for each in found] == ["b.html#here"]
