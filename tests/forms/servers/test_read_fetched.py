"""What was fetched is read: the submissions that the server holds, and no others."""

from __future__ import annotations

from typing import Any

import pandas as pd

from probono_kit.forms import Fetched, Form, Submissions, read_form, read_submissions
from tests.forms.conftest import Make
from tests.forms.servers.central_web import CentralWeb
from tests.forms.servers.conftest import Fetch, survey
from tests.forms.servers.kobo_web import KoboWeb

KOBO_FORM = """
type | name | label
begin group | home | Home
select_multiple source | water | Water
begin repeat | people | People
integer | age | Age
end repeat | |
end group | |
"""
CENTRAL_FORM = """
type | name | label
text | name | Name
select_multiple source | water | Water
begin repeat | people | People
text | person | Person
end repeat | |
"""
CHOICES = """
list_name | name | label
source | tap | Tap
source | river | River
source | well | Well
"""


def read(fetched: Fetched, form: Form) -> Submissions:
    """Return the submissions of the fetched file, which holds nothing that is not understood."""
    submissions = read_submissions(fetched.path, form)
    assert list(submissions.findings) == []
    assert len(submissions.main) == fetched.count
    return submissions


def marks(submissions: Submissions) -> dict[str, set[str]]:
    """Return the choices that are marked, by key; none where the question was not answered."""
    columns = [name for name in submissions.main if str(name).startswith("water/")]
    assert columns == ["water/tap", "water/river", "water/well"]
    table = submissions.main.set_index("_key")[columns]
    answered = submissions.main.set_index("_key")["water"].notna()
    assert (table.notna().all(axis=1) == answered).all()
    return {
        str(key): {name.partition("/")[2] for name in columns if row[name] == 1}
        for key, row in table[answered].iterrows()
    }


def rows_by_parent(submissions: Submissions, column: str) -> dict[str, list[Any]]:
    """Return the answers in the repeat, in their order, by submission."""
    people = submissions.tables["people"].sort_values(["_parent", "_position"])
    assert (people["_parent"] == people["_submission"]).all()
    return {str(key): list(own[column]) for key, own in people.groupby("_parent")}


def assert_kobo_is_read(kobo: KoboWeb, submissions: Submissions) -> None:
    """Compare what was read with what the server holds, submission by submission."""
    held = {str(row["_uuid"]).removeprefix("uuid:"): row for row in kobo.rows.values()}
    keys = submissions.main["_key"]
    assert sorted(keys) == sorted(held)
    times = pd.to_datetime([held[key]["_submission_time"] for key in keys])
    assert (submissions.main["_submission_time"].to_numpy() == times.to_numpy()).all()
    wanted = {k: set(row["home/water"].split()) for k, row in held.items() if "home/water" in row}
    assert marks(submissions) == wanted
    told = {k: [int(each["home/people/age"]) for each in r["home/people"]] for k, r in held.items()}
    assert rows_by_parent(submissions, "age") == {
        key: value for key, value in told.items() if value
    }


def test_submissions_fetched_from_kobotoolbox_are_read(
    kobo: KoboWeb, fetch: Fetch, make_form: Make
) -> None:
    """All of 250 with their people; then, after a new, an edited and a deleted one, those."""
    form = read_form(make_form(KOBO_FORM, CHOICES))
    kobo.rows[1000]["home/water"] = "river well"
    del kobo.rows[1007]["home/water"]
    assert_kobo_is_read(kobo, read(fetch(kobo), form))
    kobo.rows[5000] = survey(3)[2] | {"_id": 5000, "_uuid": "late", "meta/instanceID": "uuid:late"}
    kobo.rows[1014] |= {"home/water": "tap well", "_uuid": "again", "meta/instanceID": "uuid:again"}
    del kobo.rows[1021]
    fetched = fetch(kobo)
    assert (fetched.new, fetched.changed, fetched.removed) == (1, 1, 1)
    assert_kobo_is_read(kobo, read(fetched, form))


def assert_central_is_read(central: CentralWeb, submissions: Submissions) -> None:
    """Compare what was read with what the server holds, submission by submission."""
    held = {key.removeprefix("uuid:"): row for key, row in central.rows.items()}
    main = submissions.main.set_index("_key")
    assert sorted(main.index) == sorted(held)
    assert main["name"].to_dict() == {key: row["answers"]["name"] for key, row in held.items()}
    water = {key: row["answers"].get("water", "") for key, row in held.items()}
    assert marks(submissions) == {key: set(text.split()) for key, text in water.items() if text}
    people = {key: row["people"] for key, row in held.items() if row["people"]}
    assert rows_by_parent(submissions, "person") == people


def test_submissions_fetched_from_odk_central_are_read(
    central: CentralWeb, fetch: Fetch, make_form: Make
) -> None:
    """All of 250 with their people; then, after a new and an edited one, those as well."""
    form = read_form(make_form(CENTRAL_FORM, CHOICES))
    central.edit("uuid:0000", water="")
    assert_central_is_read(central, read(fetch(central), form))
    central.add("uuid:late", water="well")
    central.edit("uuid:0003", water="well tap")
    fetched = fetch(central)
    assert (fetched.new, fetched.changed) == (1, 1)
    assert_central_is_read(central, read(fetched, form))
