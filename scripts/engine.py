"""ODK Web Forms, for the tests and the preview of forms: fetched by npm, bundled for a browser."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from debian import call_quietly
from progress import Step

#: What the bundle is made of; it is made again when one of these changes.
SOURCES = ("package.json", "package-lock.json", "engine.js", "preview.js")
#: The engine is a module that waits for its parser; Node's word for its folder is nothing here.
BUNDLE = ("--bundle", "--format=esm", "--platform=browser", '--define:__dirname="/"')
#: What the preview needs besides: Vue as it is published, and as small as it gets.
PREVIEW = (
    "--minify",
    "--legal-comments=eof",
    '--define:process.env.NODE_ENV="production"',
    "--define:__VUE_OPTIONS_API__=true",
    "--define:__VUE_PROD_DEVTOOLS__=false",
    "--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false",
)


def find_or_install_engine(root: Path) -> bool:
    """Fetch and bundle the engine if it is missing; say it loudly if it stays missing.

    Parameters
    ----------
    root : pathlib.Path
        The checkout; the engine gets into ``web/node_modules`` and ``web/dist``.

    Returns
    -------
    bool
        Whether forms can be held against the engine.
    """
    web = root / "web"
    stamp = web / "dist" / "made-of.txt"
    wanted = "".join(hashlib.sha256((web / name).read_bytes()).hexdigest() for name in SOURCES)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    npm = shutil.which("npm")
    if npm is not None:
        with Step("ODK Web Forms, for tests and previews of forms"):
            if _fetch(npm, web) and _bundle(web):
                stamp.write_text(wanted, encoding="utf-8")
                return True
    print(
        "\nNO ENGINE FOR FORMS: what is made for forms is not held against ODK Web Forms. To have\n"
        "it, install Node.js 20 or newer with npm, see that it reaches its registry, then try\n"
        "again.\n",
        file=sys.stderr,
    )
    return False


def _fetch(npm: str, web: Path) -> bool:
    return call_quietly([npm, "ci", "--silent", "--prefix", str(web)], dict(os.environ))


def _bundle(web: Path) -> bool:
    made = {"engine.js": (), "preview.js": PREVIEW}
    return all(_made(web, name, options) for name, options in made.items())


def _made(web: Path, name: str, options: tuple[str, ...]) -> bool:
    node = shutil.which("node") or "node"
    program = web / "node_modules" / "esbuild" / "bin" / "esbuild"
    # Where npm could not run esbuild's own installer, this is a script that finds the program.
    source, made = str(web / name), f"--outfile={web / 'dist' / name}"
    return call_quietly(
        [node, str(program), source, *BUNDLE, *options, "--log-level=warning", made],
        dict(os.environ),
    )
