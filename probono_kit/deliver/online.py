"""The online backgrounds of a bundle: the one thing of it that may ask the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probono_kit.deliver.collect import Collection

if TYPE_CHECKING:
    from probono_kit.maps.tiles import Tiles


def background_of(collection: Collection, run: str) -> Tiles | None:
    """Return the online background that the brief wants for the pages of a run.

    Parameters
    ----------
    collection : Collection
        With the records of what ran.
    run : str
        Id of the run.

    Returns
    -------
    Tiles or None
        ``None`` for nearly all runs.
    """
    asked = collection.records[run].facts.get("parameters", {})
    if not asked.get("tiles"):
        return None
    # A bundle without online backgrounds need not wait for geopandas.
    from probono_kit.maps.tiles import read_tiles

    return read_tiles(str(asked["tiles"]), str(asked.get("tiles_credit", "")))


def asked_hosts(collection: Collection) -> tuple[str, ...]:
    """Return whom pages of a bundle ask once a reader switches their background on."""
    runs = dict.fromkeys(each.run for each in collection.files)
    found = {tiles.host for run in runs if (tiles := background_of(collection, run))}
    return tuple(sorted(found))
