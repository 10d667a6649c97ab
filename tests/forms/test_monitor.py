"""Monitoring: what was planted is found and nothing else, every day the same, in both languages."""

from __future__ import annotations

import datetime
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.monitor_submissions import areas, rates, settings
from benchmarks.planted_submissions import PLANTED, Planted, planted_submissions
from probono_kit import tables
from probono_kit.errors import ProbonoError
from probono_kit.forms import Submissions
from probono_kit.forms.monitoring import (
    Monitoring,
    MonitorSettings,
    cleaning_rows,
    find_roles,
    monitor,
    read_monitor_settings,
    read_monitoring_state,
    read_okay,
    write_cleaning_log,
    write_monitoring_state,
)
from probono_kit.forms.monitoring.chance import far_limits, high_rates
from probono_kit.forms.monitoring.sharing import shared_table

DAY = datetime.date(2026, 2, 9)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Three thousand interviews with anomalies of every kind."""
    return planted_submissions(tmp_path_factory.mktemp("planted"), 3_000)


@pytest.fixture(scope="module")
def found(planted: Planted) -> Monitoring:
    """What a monitoring of all of them finds."""
    return monitor(planted.submissions, settings(), areas=areas())


def small(**columns: object) -> Submissions:
    """Return interviews without a form; the kind of a column is that of its name."""
    main = pd.DataFrame(columns)
    main.insert(0, "_key", [f"k{number}" for number in range(len(main))])
    kinds = {"_key": "key", "start": "start", "end": "end", "today": "today"}
    table = pd.DataFrame(
        {
            "table": "main",
            "column": main.columns,
            "question": main.columns,
            "choice": "",
            "kind": [
                kinds.get(name, "integer" if main[name].dtype.kind in "if" else "text")
                for name in main.columns
            ],
            "label": "",
            "written": main.columns,
        }
    )
    return Submissions({"main": main}, table)


@pytest.fixture(scope="module")
def rated(planted: Planted, found: Monitoring) -> pd.DataFrame:
    """Precision and recall of each check."""
    return rates(planted, found).set_index("check")


@pytest.mark.parametrize("check", PLANTED)
def test_what_was_planted_is_found_and_hardly_anything_else(
    rated: pd.DataFrame, check: str
) -> None:
    """Precision and recall of each check are 0.95 at least."""
    row = rated.loc[check]
    assert row["planted"] > 0
    assert row["recall"] >= 0.95
    assert row["precision"] >= 0.95


def test_nothing_is_told_of_what_is_as_usual(planted: Planted, found: Monitoring) -> None:
    """Checks of which nothing was planted tell nothing."""
    assert set(found.issues["check"]) <= set(PLANTED)


def test_an_issue_has_the_same_id_every_day(planted: Planted, found: Monitoring) -> None:
    """What was told on one day is told under the same id a week later, in any language."""
    early = monitor(planted.submissions, settings(), areas=areas(), day=DAY)
    then = early.table("en").set_index("id")
    now = found.table("fr").set_index("id")
    both = then.index.intersection(now.index)
    single = then[then["_key"] != ""]
    assert len(both) > 0.95 * len(then)
    assert single.index.isin(now.index).mean() > 0.97
    assert (then.loc[both, "_key"] == now.loc[both, "_key"]).all()
    assert not now.index.has_duplicates


def test_a_day_counts_what_had_arrived_by_then(planted: Planted) -> None:
    """The day is given, never the clock's; what came later is not there."""
    early = monitor(planted.submissions, settings(), day=DAY)
    arrived = planted.submissions.tables["main"].drop_duplicates("_key")["_submission_time"]
    expected = int((arrived < pd.Timestamp(DAY) + pd.Timedelta(days=1)).sum())
    assert len(early.interviews) == expected
    assert early.day == DAY


def test_what_is_new_is_first_and_a_day_run_again_says_the_same(
    planted: Planted, tmp_path: Path
) -> None:
    """The state of yesterday makes today's news; running today twice does not make it old."""
    yesterday = monitor(planted.submissions, settings(), day=DAY - datetime.timedelta(days=1))
    write_monitoring_state(yesterday.state, tmp_path / "state.json")
    state = read_monitoring_state(tmp_path / "state.json")
    today = monitor(planted.submissions, settings(), day=DAY, known=state)
    new = today.table("en")["new"]
    assert 0 < new.sum() < 0.5 * len(new)
    assert new.iloc[: int(new.sum())].all()
    write_monitoring_state(today.state, tmp_path / "again.json")
    known = read_monitoring_state(tmp_path / "again.json")
    again = monitor(planted.submissions, settings(), day=DAY, known=known)
    pd.testing.assert_frame_equal(again.table("en"), today.table("en"))
    write_monitoring_state(again.state, tmp_path / "third.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "third.json").read_bytes()


def test_a_file_that_is_no_state_is_refused(tmp_path: Path) -> None:
    """Half a file, or another JSON, gives a finding."""
    (tmp_path / "state.json").write_text('{"format": 1, "first_told": {"no day": ["a"]}}')
    with pytest.raises(ProbonoError, match="state"):
        read_monitoring_state(tmp_path / "state.json")


def test_what_is_okay_for_a_reason_stays_so(found: Monitoring, planted: Planted) -> None:
    """A decision silences its issue; one without a reason does not, and says so."""
    first, second = found.issues["id"].iloc[:2]
    folder = Path(planted.submissions.form.path).parent  # type: ignore[union-attr]
    path = folder / "okay.csv"
    path.write_text(f"id;reason;by\n{first};Marché de nuit;Awa\n{second};;Awa\n", "utf-8")
    okay = read_okay(path)
    assert [each.code for each in okay.findings] == ["monitor.okay_without_reason"]
    again = monitor(planted.submissions, settings(), areas=areas(), okay=okay).table("fr")
    row = again.set_index("id").loc[first]
    assert bool(row["okay"])
    assert row["reason"] == "Marché de nuit"
    assert not again.set_index("id").loc[second, "okay"]
    assert again["id"].iloc[-1] == first


def test_a_filled_cleaning_log_cleans_the_table(found: Monitoring, tmp_path: Path) -> None:
    """Accept, another value, remove, keep: the cleaning of tables does what people chose."""
    log = tmp_path / "log.xlsx"
    assert not write_cleaning_log(found, log, language="fr")
    before = log.read_bytes()
    write_cleaning_log(found, log, language="fr")
    assert log.read_bytes() == before
    rows = cleaning_rows(found, language="fr")
    recode = rows[rows["kind"] == "answer"].iloc[0]
    far = rows[rows["check_id"].str.contains("outlier")].iloc[0]
    night = rows[rows["check_id"].str.contains("night")].iloc[0]
    late = rows[rows["check_id"].str.contains("late")].iloc[0]
    answers = {
        recode["check_id"]: ("accepter la proposition", "", "vu"),
        far["check_id"]: ("autre valeur", "20", "deux zéros de trop"),
        night["check_id"]: ("retirer la ligne", "", "inventé"),
        late["check_id"]: ("garder tel quel", "", "sans réseau"),
    }
    filled = fill(log, answers)
    okay = read_okay(filled)
    assert set(okay.reasons.values()) == {"vu", "deux zéros de trop", "inventé", "sans réseau"}
    main = found.interviews.main.drop(columns=["gps"])
    main.to_csv(tmp_path / "main.csv", index=False)
    read = tables.read_table(tmp_path / "main.csv")
    clean = tables.clean_table(read, decisions=tables.read_answers(filled))
    frame = clean.frame.set_index("_key")
    assert frame.loc[recode["uuid"], "source"] == recode["proposal"]
    assert frame.loc[far["uuid"], far["question"]] == 20
    assert night["uuid"] not in frame.index
    assert late["uuid"] in frame.index
    assert len(frame) == len(main) - 1


def fill(path: Path, answers: dict[str, tuple[str, str, str]]) -> Path:
    """Fill a cleaning log as a person would, and save it under another name."""
    book = openpyxl.load_workbook(path)
    left = dict(answers)
    for sheet in book.worksheets[1:]:
        heads = [cell.value for cell in sheet[1]]
        assert sheet.data_validations.dataValidation
        place = {str(name): number for number, name in enumerate(heads, 1)}
        for row in range(3, sheet.max_row + 1):
            answer = left.pop(str(sheet.cell(row, place["check_id"]).value), None)
            if answer:
                names = ("decision", "new_value", "comment")
                for name, value in zip(names, answer, strict=True):
                    sheet.cell(row, place[name]).value = value
                sheet.cell(row, place["by"]).value = "Awa"
    assert not left
    book.save(path.with_name("filled.xlsx"))
    return path.with_name("filled.xlsx")


def test_sentences_are_said_in_both_languages(found: Monitoring) -> None:
    """Each issue is a sentence with its figures, in English and in French."""
    english, french = (found.table(language).set_index("id") for language in ("en", "fr"))
    french = french.loc[english.index]
    assert (english["sentence"] != french["sentence"]).all()
    assert english["sentence"].str.endswith(".").all()
    assert not english["sentence"].str.contains(r"[{}]|nan|None").any()
    assert not french["sentence"].str.contains(r"[{}]|nan|None").any()
    far = english[english["check"] == "outlier"]
    assert far["sentence"].str.contains("2,000 minutes").any()


def test_nothing_of_a_column_that_stays_is_shared(found: Monitoring) -> None:
    """Names, telephone numbers, answers and keys are not in the shared table."""
    shared = shared_table(found, ["stratum"], language="en")
    text = shared.to_csv()
    main = found.interviews.main
    assert not any(number in text for number in main["phone"].dropna())
    assert "uuid:" not in text
    assert "e003" not in text
    assert "2,000 minutes" not in shared["sentence"].str.cat(sep=" ")
    assert len(shared) == len(found.issues)
    all_ = shared_table(found, ["enumerator", "fetch"], language="en")
    assert "Enumerator 3" in all_["sentence"].str.cat(sep=" ")
    assert "2,000 minutes" in all_["sentence"].str.cat(sep=" ")


# ---- roles and settings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "role", "expected"),
    [
        ({"enum_gender": ["f", "m"], "enum_id": ["1", "2"]}, "enumerator", "enum_id"),
        ({"nom_enqueteur": ["Awa", "B"], "age_enqueteur": [3, 4]}, "enumerator", "nom_enqueteur"),
        ({"_submitted_by": ["awa", "ba"]}, "enumerator", "_submitted_by"),
        ({"taille_menage": [3, 4]}, "household_size", "taille_menage"),
        ({"tamano_del_hogar": [3, 4]}, "household_size", "tamano_del_hogar"),
        ({"start": ["2026-01-01", "2026-01-02"]}, "start", "start"),
    ],
)
def test_questions_are_recognised_by_their_words(
    columns: dict[str, list[object]], role: str, expected: str
) -> None:
    """The name of a question tells what it is for, in the languages of the field."""
    assert getattr(find_roles(small(**columns)), role) == expected


def test_a_number_that_many_share_names_no_household() -> None:
    """A telephone number of the village's shop is no identity; one that is unique is."""
    unique = small(phone=[f"77{number:07}" for number in range(40)])
    shared = small(phone=["770000001"] * 20 + ["770000002"] * 20)
    assert find_roles(unique).identity == (("phone",),)
    assert find_roles(shared).identity == ()


def test_settings_hold_and_what_is_not_there_is_told() -> None:
    """A column that is named but missing gives a finding; the rest is checked."""
    given_ = MonitorSettings.model_validate({"roles": {"enumerator": "agnet", "consent": "-"}})
    found = monitor(small(agent=["Awa", "Ba"]), given_)
    assert [each.code for each in found.findings] == ["monitor.no_column"]
    assert found.roles.enumerator == ""


def test_wrong_settings_are_told_with_their_lines(tmp_path: Path) -> None:
    """A misspelt key and a limit out of range: both at once, with their lines."""
    path = tmp_path / "monitoring.yml"
    path.write_text("limits:\n  night_form: 20\n  alike: 3\nroles: {enumerator: agent}\n")
    with pytest.raises(ProbonoError) as problem:
        read_monitor_settings(path)
    assert {each.where for each in problem.value.findings} == {
        "monitoring.yml:2",
        "monitoring.yml:3",
    }


# ---- single checks -----------------------------------------------------------------------------


def checks(submissions: Submissions, **roles: str) -> list[tuple[str, str]]:
    """Return check and key of what is found."""
    found = monitor(submissions, MonitorSettings.model_validate({"roles": roles}))
    return list(found.issues[["check", "_key"]].itertuples(index=False, name=None))


def test_a_day_without_a_time_is_not_the_night() -> None:
    """A start that only knows its day does not begin at midnight."""
    days = pd.to_datetime(["2026-01-01 00:00", "2026-01-02 23:30"])
    assert checks(small(start=days)) == [("night", "k1")]


def test_telephone_numbers_are_the_same_however_they_are_written() -> None:
    """With and without the prefix of the country, spaces or dashes."""
    numbers = [f"77{number:07}" for number in range(30)]
    numbers[20] = "+221 77 000 00 03"
    assert checks(small(phone=numbers)) == [("duplicate_identity", "k20")]


def test_empty_submissions_are_no_problem() -> None:
    """No row, or only empty cells: no issue and no crash."""
    assert checks(small(start=pd.to_datetime([]), agent=[])) == []
    assert checks(small(agent=[None, None], start=[pd.NaT, pd.NaT])) == []


def test_a_codes_number_is_no_outlier() -> None:
    """999 kilometres are far; -99 stands for “don't know”."""
    random = np.random.default_rng(1)
    far = random.normal(20, 4, 200).round(1)
    far[7], far[9] = 999.0, -99.0
    assert checks(small(distance=far)) == [("outlier", "k7")]


@given(st.integers(2, 12), st.integers(1, 60), st.integers(0, 60))
def test_people_who_do_alike_are_never_told(people: int, total: int, count: int) -> None:
    """Whatever the rate: where all have the same, nobody is told."""
    count = min(count, total)
    flags = high_rates([count] * people, [total] * people, 0.01, 2)
    assert not flags.any()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20))
def test_three_interviews_say_nothing_about_a_person(pairs: list[tuple[int, int]]) -> None:
    """Rates of groups of at most three are not told, however they differ."""
    counts = [min(pair) for pair in pairs]
    totals = [max(pair) for pair in pairs]
    flags = high_rates(counts, totals, 0.001, 2)
    assert not flags.any()


def test_one_who_does_otherwise_is_told_also_in_a_small_team() -> None:
    """Of seven, the one with 24 % is told, though the others then lie below the rate of all."""
    counts = [4, 5, 96, 3, 6, 4, 5]
    flags = high_rates(counts, [390] * 7, 0.01, 2)
    assert np.flatnonzero(flags).tolist() == [2]


def test_chance_alone_tells_hardly_anybody() -> None:
    """Of 200 teams that do alike, one or two have somebody told at a chance of 1 %."""
    random = np.random.default_rng(3)
    told = [
        high_rates(random.binomial(200, 0.05, 30), [200] * 30, 0.01, 1).any() for _ in range(200)
    ]
    assert sum(told) <= 6


def test_amounts_that_are_skewed_are_judged_on_logarithms() -> None:
    """Of 5,000 incomes that vary by a factor of two, none is far; of ages none is either."""
    random = np.random.default_rng(4)
    for numbers in (
        random.lognormal(10, 0.7, 5_000),
        random.normal(40, 12, 5_000),
        random.poisson(4, 5_000).astype(float),
        random.integers(0, 100, 5_000).astype(float),
    ):
        limits = far_limits(numbers, 0.01)
        assert limits is not None
        assert ((numbers < limits.lower) | (numbers > limits.upper)).sum() <= 1
