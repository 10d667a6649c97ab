"""The sample of a household survey: a questionnaire in plain words becomes a form to take along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from probono_kit.findings import Severity
from probono_kit.forms import lint_form, read_form
from probono_kit.forms.preview import preview_engine
from tests.samples.conftest import Delivered

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(delivered: Delivered) -> Path:
    """Return the sample engagement, rendered and delivered."""
    return delivered("household-form")


def test_the_form_is_in_the_bundle(folder: Path) -> None:
    """As it is uploaded: nothing for the linter to object to, regions by code, two languages."""
    form = read_form(folder / "bundle" / "forms" / "formulaire.xlsx")
    assert form.languages == ("French (fr)", "English (en)")
    assert len(form.lists["admin1"]) == 14
    assert form.settings is not None
    assert form.settings.get("form_id") == "menages_fatick"
    assert not [each for each in lint_form(form) if each.severity is not Severity.NOTE]


@pytest.mark.skipif(preview_engine() is None, reason="NO ENGINE FOR FORMS: run `make engine`")
def test_the_preview_is_clicked_through_from_the_bundle(folder: Path, page: Page) -> None:
    """The index leads to it; without a consent nothing is asked, with one the rest is."""
    page.goto((folder / "bundle" / "index.html").as_uri())
    (link,) = page.locator("a[href*='apercu']").all()[:1]
    page.goto((folder / "bundle" / str(link.get_attribute("href"))).as_uri())
    page.get_by_text("Oui", exact=True).first.click()
    expect(page.get_by_text("D'où vient l'eau que boit le ménage ?")).to_be_visible()
    expect(page.get_by_text("Quel jour est-il tombé en panne ?")).to_have_count(0)
    page.get_by_text("Forage", exact=True).click()
    panne = page.get_by_text("Le point d'eau est-il tombé en panne depuis un mois ?")
    expect(panne).to_be_visible()
