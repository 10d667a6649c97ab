"""Where the notebooks, templates and base layers are: inside the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def share_path(relative: str) -> Path:
    """Return the path of a file or folder that comes with probono-kit.

    Parameters
    ----------
    relative : str
        Such as ``"notebooks/static_map.ipynb"`` or ``"data/base"``.

    Returns
    -------
    pathlib.Path
        An existing path.

    Raises
    ------
    FileNotFoundError
        If the installation lacks it.

    Examples
    --------
    >>> share_path("templates").is_dir()
    True
    """
    for root in (_PACKAGE / "_share", _PACKAGE.parent):
        path = root / relative
        if path.exists():
            return path
    raise FileNotFoundError(f"probono-kit was installed without {relative!r}")
