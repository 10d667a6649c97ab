"""What axe-core has to say about a page: rules of WCAG 2.2 A and AA, and good practice."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
#: By day on a desk, by night on a phone.
LOOKS = (("light", 1280, 800), ("dark", 360, 740))


def violations(chromium: Browser, path: Path) -> list[str]:
    """Return what a page breaks, in light on a desk and in dark on a phone, all parts unfolded.

    Raises
    ------
    AssertionError
        If axe-core did not look at the page.
    """
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    found: list[str] = []
    for scheme, width, height in LOOKS:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            # axe is brought in by the test: the policy of the page lets no other script run.
            bypass_csp=True,
        )
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(axe)
        told: Any = page.evaluate(f"axe.run(document, {{runOnly: {list(_RULES)}}})")
        assert len(told["passes"]) > 10, "axe-core saw nothing"
        found += [
            f"{path.name}, {scheme}, {width} px: {each['id']}: {each['nodes'][0]['html'][:200]}"
            for each in told["violations"]
        ]
        context.close()
    return found
