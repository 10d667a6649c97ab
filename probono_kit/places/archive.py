"""One boundary file out of a zip, within limits."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from probono_kit.places.refusals import refusal

#: Unpacked sizes beyond this are refused, whatever the zip says about itself.
LARGEST_UNPACKED = 400_000_000
#: Real boundary files shrink to a tenth; a hostile zip to a thousandth.
LARGEST_RATIO = 200

_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def unpack(path: Path, folder: Path, layer: str, endings: tuple[str, ...]) -> Path:
    """Unpack the boundary file of a zip into `folder`, and nothing else.

    Parameters
    ----------
    path : pathlib.Path
        ``.zip`` or ``.kmz``.
    folder : pathlib.Path
        An empty folder.
    layer : str
        Name of the file in the zip, without folders and ending; empty where there is only one.
    endings : tuple of str
        Endings of boundary files, lower case.

    Returns
    -------
    pathlib.Path
        The file in `folder`.

    Raises
    ------
    ProbonoError
        For a file that is no zip, a password, too large a content, no or several boundary files.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if not _is_hidden(info)]
            main = _main(path, inside, layer, endings)
            parts = [main]
            if _ending(main) == ".shp":
                parts = [i for i in inside if _stem(i) == _stem(main) and _ending(i) in _SHAPEFILE]
            if sum(i.file_size for i in parts) > LARGEST_UNPACKED or any(
                i.file_size > LARGEST_RATIO * max(i.compress_size, 1000) for i in parts
            ):
                raise refusal("places.zip_too_large", path, limit=LARGEST_UNPACKED)
            for info in parts:
                _copy(archive, info, folder / f"layer{_ending(info)}", path)
            return folder / f"layer{_ending(main)}"
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as problem:
        raise refusal("places.not_that_format", path, ending=path.suffix) from problem
    except RuntimeError as problem:  # how zipfile says that there is a password
        raise refusal("places.zip_password", path) from problem


def members(path: Path, endings: tuple[str, ...]) -> list[str]:
    """Return the names of the boundary files in a zip, without folders and endings.

    Parameters
    ----------
    path : pathlib.Path
        ``.zip`` or ``.kmz``.
    endings : tuple of str
        Endings of boundary files, lower case.

    Raises
    ------
    ProbonoError
        For a file that is no zip.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if not _is_hidden(info)]
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as problem:
        raise refusal("places.not_that_format", path, ending=path.suffix) from problem
    return [PurePosixPath(i.filename).stem for i in inside if _ending(i) in endings]


def _main(
    path: Path, inside: list[zipfile.ZipInfo], layer: str, endings: tuple[str, ...]
) -> zipfile.ZipInfo:
    candidates = [info for info in inside if _ending(info) in endings]
    names = tuple(PurePosixPath(info.filename).stem for info in candidates)
    chosen = [i for i, name in zip(candidates, names, strict=True) if layer in ("", name)]
    if not candidates:
        raise refusal("places.zip_without_layer", path, endings=endings)
    if len(chosen) != 1:
        raise refusal("places.which_layer", path, layers=names)
    return chosen[0]


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, path: Path) -> None:
    """Copy one member, counting: a zip may lie about the size of what it holds."""
    left = info.file_size
    with archive.open(info) as source, target.open("wb") as copy:
        while chunk := source.read(1 << 20):
            left -= len(chunk)
            if left < 0:
                raise refusal("places.zip_too_large", path, limit=LARGEST_UNPACKED)
            copy.write(chunk)


def _is_hidden(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or any(part.startswith((".", "__MACOSX")) for part in parts)


def _ending(info: zipfile.ZipInfo) -> str:
    return PurePosixPath(info.filename).suffix.casefold()


def _stem(info: zipfile.ZipInfo) -> str:
    return str(PurePosixPath(info.filename).with_suffix("")).casefold()
