"""Three forms as an expert would hand them over: nothing to say against them."""

from __future__ import annotations

import re
from pathlib import Path

from tests.forms.planted.draft import Draft

_HERE = Path(__file__).parent


def read_draft(path: Path) -> Draft:
    """Read a form: each sheet drawn below its name in brackets, and the files beside it."""
    parts = re.split(r"^\[(.+)\]\n", path.read_text("utf-8"), flags=re.MULTILINE)
    named = dict(zip(parts[1::2], parts[2::2], strict=True))
    files = {name: text for name, text in named.items() if "." in name}
    return Draft(**{name: text for name, text in named.items() if "." not in name}, files=files)


#: A household survey (en, fr), an inventory of water points (fr), a visit to clinics (en, ar).
CLEAN = {name: read_draft(_HERE / f"{name}.txt") for name in ("household", "water", "clinic")}
