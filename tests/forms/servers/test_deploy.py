"""Deploying a form: what changes is shown first; data is lost only if that is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from probono_kit.errors import ProbonoError
from probono_kit.forms import Deployment, FormComparison, Standing, deploy_form
from tests.forms.servers.central_web import PASSWORD, PROJECT, USER
from tests.forms.servers.deploy_web import CentralForms, KoboForms
from tests.forms.servers.kobo_web import TOKEN, UID
from tests.forms.servers.test_trouble import code_of
from tests.forms.servers.web import Web, as_json

Deploy = Callable[..., Deployment]


def write(path: Path, *, extra: str = "", people: bool = True, version: str = "1") -> Path:
    """Write a small form in two languages; `extra` asks one thing more."""
    rows = [
        ("select_one source", "water", "Water?", "Eau ?", ""),
        ("select_one_from_file places.csv", "place", "Place?", "Lieu ?", ""),
        ("calculate", "pop", "", "", "pulldata('people', 'pop', 'id', ${place})"),
        *([("integer", "size", "How many?", "Combien ?", "")] if people else []),
        *([("text", extra, "More?", "Autre ?", "")] if extra else []),
    ]
    heads = ["type", "name", "label::English (en)", "label::French (fr)", "calculation"]
    choices = [("source", "tap", "Tap", "Robinet"), ("source", "well", "Well", "Puits")]
    settings = {"form_title": ["Water"], "form_id": ["water"], "version": [version]}
    path.parent.mkdir(exist_ok=True)
    with pd.ExcelWriter(path) as book:
        pd.DataFrame(rows, columns=heads).to_excel(book, sheet_name="survey", index=False)
        columns = ["list_name", "name", "label::English (en)", "label::French (fr)"]
        pd.DataFrame(choices, columns=columns).to_excel(book, sheet_name="choices", index=False)
        pd.DataFrame(settings).to_excel(book, sheet_name="settings", index=False)
    (path.parent / "places.csv").write_text("name,label\na,A\n", encoding="utf-8")
    (path.parent / "people.csv").write_text("id,pop\na,12\n", encoding="utf-8")
    return path


@pytest.fixture
def kobo(serve: Callable[[Web], Web], monkeypatch: pytest.MonkeyPatch) -> KoboForms:
    """An account without forms."""
    monkeypatch.setenv("PROBONO_KOBO_TOKEN", TOKEN)
    web = KoboForms()
    serve(web)
    monkeypatch.setenv("PROBONO_KOBO_SERVER", web.url)
    return web


@pytest.fixture
def central(serve: Callable[[Web], Web], monkeypatch: pytest.MonkeyPatch) -> CentralForms:
    """A project without forms; forms need two tables."""
    monkeypatch.setenv("PROBONO_CENTRAL_USER", USER)
    monkeypatch.setenv("PROBONO_CENTRAL_PASSWORD", PASSWORD)
    web = CentralForms()
    web.needs = ["places.csv", "people.csv"]
    serve(web)
    monkeypatch.setenv("PROBONO_CENTRAL_SERVER", web.url)
    return web


@pytest.fixture
def deploy(waited: list[float]) -> Deploy:
    """Deploy on the form of the tests; nobody really waits."""

    def do(path: Path, web: Web, form: str = "", **options: Any) -> Deployment:
        # The address of an account, which on this machine no name tells, is that of a form.
        rest = (
            f"/#/forms/{form}"
            if isinstance(web, KoboForms)
            else f"/projects/{PROJECT}/forms/{form}"
        )
        return deploy_form(
            path, f"{web.url}{rest}".removesuffix("/forms/"), wait=waited.append, **options
        )

    return do


class Shown:
    """What a person was shown, and what the person says."""

    def __init__(self, says: bool) -> None:
        self.says = says
        self.comparison: FormComparison | None = None
        self.standing: Standing | None = None

    def __call__(self, comparison: FormComparison | None, standing: Standing) -> bool:
        self.comparison, self.standing = comparison, standing
        return self.says


# ---- KoboToolbox ------------------------------------------------------------------------------


def test_a_new_version_is_deployed(kobo: KoboForms, deploy: Deploy, tmp_path: Path) -> None:
    """The workbook replaces the draft, its files follow, then it is deployed: in that order."""
    kobo.add(UID, write(tmp_path / "old.xlsx").read_bytes(), submissions=12)
    made = deploy(write(tmp_path / "new.xlsx", extra="why", version="2"), kobo, UID)
    assert made.done
    assert made.media == ("places.csv", "people.csv")
    assert [row["name"] for row in kobo.deployed(UID)["survey"]][-1] == "why"
    assert {each["metadata"]["filename"] for each in kobo.files.values()} == set(made.media)
    order = [change.split("/")[-2] for change in kobo.changes]
    assert order == ["imports", "files", "files", "deployment"]
    assert made.comparison is not None
    assert [each.effect for each in made.comparison.changes] == ["safe"]


def test_files_are_sent_only_if_they_changed(
    kobo: KoboForms, deploy: Deploy, tmp_path: Path
) -> None:
    """A file of the same name is taken away first: the server takes no second one."""
    kobo.add(UID, write(tmp_path / "old.xlsx").read_bytes())
    new = write(tmp_path / "new.xlsx", extra="why")
    deploy(new, kobo, UID)
    kobo.asked.clear()
    (tmp_path / "people.csv").write_text("id,pop\na,13\n", encoding="utf-8")
    deploy(new, kobo, UID)
    order = [
        change.split()[0] + change.split("/")[4] for change in kobo.changes if "files" in change
    ]
    assert len(order) == 2
    assert sorted(each["content"] for each in kobo.files.values())[0] == b"id,pop\na,13\n"


@pytest.mark.parametrize("kind", ["kobo", "central"])
def test_changes_that_lose_data_are_refused(
    kind: str, kobo: KoboForms, central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """A question with answers is gone: told with its name; nothing changed on the server."""
    old = write(tmp_path / "old.xlsx").read_bytes()
    new = write(tmp_path / "new.xlsx", people=False, version="2")
    web: Any = kobo if kind == "kobo" else central
    name = UID if kind == "kobo" else "water"
    web.add(name, old, submissions=12)
    with pytest.raises(ProbonoError) as caught:
        deploy(new, web, name)
    codes = [found.code for found in caught.value.findings]
    assert codes[-1] == "server.would_lose"
    assert codes[0].startswith("compare.")
    assert "size" in str(caught.value)
    assert "12" in str(caught.value)
    assert web.changes == []
    assert deploy(new, web, name, lose_data=True).done


def test_without_submissions_there_is_nothing_to_lose(
    kobo: KoboForms, deploy: Deploy, tmp_path: Path
) -> None:
    """The same change goes through."""
    kobo.add(UID, write(tmp_path / "old.xlsx").read_bytes(), submissions=0)
    assert deploy(write(tmp_path / "new.xlsx", people=False), kobo, UID).done


@pytest.mark.parametrize("kind", ["kobo", "central"])
def test_who_says_no_changes_nothing(
    kind: str, kobo: KoboForms, central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """The comparison is shown before anything is sent."""
    old = write(tmp_path / "old.xlsx").read_bytes()
    new = write(tmp_path / "new.xlsx", extra="why", version="2")
    web: Any = kobo if kind == "kobo" else central
    name = UID if kind == "kobo" else "water"
    web.add(name, old, submissions=3)
    shown = Shown(says=False)
    assert not deploy(new, web, name, agree=shown).done
    assert shown.comparison is not None
    assert "why" in "".join(map(str, shown.comparison.findings))
    assert shown.standing is not None
    assert shown.standing.submissions == 3
    assert web.changes == []


def test_compared_is_what_is_deployed_not_the_draft(
    kobo: KoboForms, deploy: Deploy, tmp_path: Path
) -> None:
    """Somebody took a question out of the draft: people still fill it in."""
    old = write(tmp_path / "old.xlsx")
    kobo.add(UID, old.read_bytes(), submissions=5)
    draft = write(tmp_path / "draft.xlsx", people=False)
    from tests.forms.servers.deploy_web import content_of

    kobo.save(UID, content_of(draft.read_bytes()))
    with pytest.raises(ProbonoError) as caught:
        deploy(draft, kobo, UID)
    assert caught.value.findings[-1].code == "server.would_lose"


def test_a_form_that_the_server_cannot_read(
    kobo: KoboForms, deploy: Deploy, tmp_path: Path
) -> None:
    """Its reason is told; what was deployed stays."""
    kobo.add(UID, write(tmp_path / "old.xlsx").read_bytes())
    before = kobo.deployed(UID)

    def fail(asked: Any) -> None:
        if asked.path.startswith("/api/v2/imports/") and asked.method == "GET":
            kobo.tasks["i1"] = [{"status": "error", "messages": {"error": "No such list"}}]

    kobo.before = fail
    with pytest.raises(ProbonoError) as caught:
        deploy(write(tmp_path / "new.xlsx", extra="why"), kobo, UID)
    [told] = caught.value.findings
    assert (told.code, told.values["reason"]) == ("server.form_refused", "No such list")
    assert kobo.deployed(UID) == before


def test_a_form_with_errors_is_not_sent(kobo: KoboForms, deploy: Deploy, tmp_path: Path) -> None:
    """The check of forms comes first, without the network."""
    survey = pd.DataFrame(
        {"type": ["integer"], "name": ["a"], "label": ["A"], "relevant": ["${b}"]}
    )
    survey.to_excel(tmp_path / "bad.xlsx", sheet_name="survey", index=False)
    with pytest.raises(ProbonoError) as caught:
        deploy(tmp_path / "bad.xlsx", kobo, UID)
    assert all(found.code.startswith("form.") for found in caught.value.findings)
    assert kobo.asked == []


def test_a_line_that_breaks_while_something_changes(
    kobo: KoboForms, deploy: Deploy, tmp_path: Path, waited: list[float]
) -> None:
    """It is not done twice: nobody knows whether it was done. The next time it goes through."""
    kobo.add(UID, write(tmp_path / "old.xlsx").read_bytes())
    new = write(tmp_path / "new.xlsx", extra="why")

    def cut(asked: Any) -> None:
        if asked.path.endswith("/deployment/"):
            kobo.faults = [lambda asked: "reset"]

    kobo.before = cut
    assert code_of(lambda: deploy(new, kobo, UID)) == "server.answer_lost"
    assert sum("deployment" in change for change in kobo.changes) == 1
    kobo.before = lambda asked: None
    assert deploy(new, kobo, UID).done
    assert [row["name"] for row in kobo.deployed(UID)["survey"]][-1] == "why"


def test_a_new_form_on_kobotoolbox(kobo: KoboForms, tmp_path: Path, waited: list[float]) -> None:
    """It is made, and its address told."""
    from probono_kit.forms import Source

    new = write(tmp_path / "new.xlsx")
    made = deploy_form(new, Source("kobo", kobo.url), wait=waited.append)
    assert made.comparison is None
    assert str(made.source) == f"{kobo.url}/#/forms/{UID}"
    assert kobo.assets[UID]["name"] == "Water"
    assert kobo.assets[UID]["has_deployment"]


# ---- ODK Central ------------------------------------------------------------------------------


def test_a_new_version_is_published(central: CentralForms, deploy: Deploy, tmp_path: Path) -> None:
    """A draft, its files, then published."""
    central.add("water", write(tmp_path / "old.xlsx").read_bytes(), "1", submissions=12)
    made = deploy(write(tmp_path / "new.xlsx", extra="why", version="2"), central, "water")
    assert made.done
    assert central.published["water"]["version"] == "2"
    assert set(central.published["water"]["files"]) == {"places.csv", "people.csv"}
    assert [change.rpartition("/")[2] for change in central.changes] == [
        *("draft", "places.csv", "people.csv", "publish")
    ]


def test_a_new_form_on_central(central: CentralForms, deploy: Deploy, tmp_path: Path) -> None:
    """In a project; a second time its own address is wanted."""
    made = deploy(write(tmp_path / "new.xlsx"), central)
    assert str(made.source) == f"{central.url}/projects/3/forms/water"
    assert "water" in central.published
    assert code_of(lambda: deploy(tmp_path / "new.xlsx", central)) == "server.form_exists"


def test_versions_have_names_of_their_own(
    central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """Told before anything is sent; a version that is there already needs nothing."""
    old = write(tmp_path / "old.xlsx")
    central.add("water", old.read_bytes(), "1")
    assert code_of(lambda: deploy(old, central, "water")) == "server.version_deployed"
    new = write(tmp_path / "new.xlsx", extra="why")
    assert code_of(lambda: deploy(new, central, "water")) == "server.same_version"
    assert central.changes == []


def test_another_form_does_not_replace_this_one(
    central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """Its form_id is another."""
    central.add("roads", b"", "1")
    new = write(tmp_path / "new.xlsx")
    assert code_of(lambda: deploy(new, central, "roads")) == "server.other_form_id"


def test_a_missing_file_stops_before_publishing(
    central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """What people have on their telephones stays."""
    central.add("water", write(tmp_path / "old.xlsx").read_bytes(), "1")
    new = write(tmp_path / "new.xlsx", extra="why", version="2")
    (tmp_path / "people.csv").unlink()
    with pytest.raises(ProbonoError) as caught:
        deploy(new, central, "water")
    [told] = caught.value.findings
    assert (told.code, told.values["files"]) == ("server.media_missing", ("people.csv",))
    assert central.published["water"]["version"] == "1"


def test_a_draft_of_somebody_else_is_told(
    central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """It is replaced, with its test submissions."""
    central.add("water", write(tmp_path / "old.xlsx").read_bytes(), "1")
    central.drafts["water"] = {"workbook": b"", "version": "", "files": {}}
    shown = Shown(says=False)
    deploy(write(tmp_path / "new.xlsx", version="2"), central, "water", agree=shown)
    assert shown.standing is not None
    assert [found.code for found in shown.standing.findings] == ["server.draft_replaced"]


def test_a_form_without_workbook_is_not_replaced_blindly(
    central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """It was uploaded as XML: what would be lost cannot be told."""
    central.add("water", b"", "1", submissions=4)
    new = write(tmp_path / "new.xlsx", version="2")
    with pytest.raises(ProbonoError) as caught:
        deploy(new, central, "water")
    codes = {found.code for found in caught.value.findings}
    assert codes == {"server.not_comparable", "server.would_lose"}
    assert deploy(new, central, "water", lose_data=True).done


def test_central_says_why_it_cannot_read_a_form(
    central: CentralForms, deploy: Deploy, tmp_path: Path
) -> None:
    """In its words."""
    central.reads_workbooks = False
    with pytest.raises(ProbonoError) as caught:
        deploy(write(tmp_path / "new.xlsx"), central)
    [told] = caught.value.findings
    assert told.code == "server.form_refused"
    assert "no such list: yn" in str(told)


def test_no_rights(central: CentralForms, deploy: Deploy, tmp_path: Path) -> None:
    """A viewer may not deploy."""
    central.before = lambda asked: (
        setattr(central, "faults", [lambda a: as_json({"code": 403.1, "message": "no"}, 403)])
        if asked.method == "POST" and asked.path.endswith("/forms")
        else None
    )
    new = write(tmp_path / "new.xlsx")
    assert code_of(lambda: deploy(new, central)) == "server.no_rights"
