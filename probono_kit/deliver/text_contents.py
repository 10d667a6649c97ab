"""Texts, data and pages: what stands in them, also what is packed or hidden."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from probono_kit.deliver.contents import LARGEST, BrokenFileError, Contents
from probono_kit.deliver.document_contents import read_picture
from probono_kit.deliver.offline import strings_in_script
from probono_kit.deliver.page import read_page
from probono_kit.maps.web_letters import decode_bytes

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{64,}={0,2}")


def read_text(data: bytes) -> Contents:
    """Read UTF-8, with or without its mark."""
    text = data.decode("utf-8-sig")
    return Contents(texts=[text, *embedded_texts(text)])


def read_json(data: bytes) -> Contents:
    """Read JSON; of GeoJSON the names of the properties too."""
    tree = json.loads(data.decode("utf-8-sig"))
    contents = Contents(texts=list(_strings(tree)))
    if isinstance(tree, dict) and tree.get("type") == "FeatureCollection":
        found = (feature.get("properties") or {} for feature in tree.get("features", ()))
        contents.columns = list(dict.fromkeys(key for properties in found for key in properties))
    return contents


def _strings(tree: Any) -> Iterator[str]:
    """Yield texts, keys and whole numbers of parsed JSON."""
    match tree:
        case str():
            yield tree
            yield from embedded_texts(tree)
        case dict():
            for key, value in tree.items():
                yield str(key)
                yield from _strings(value)
        case list():
            for value in tree:
                yield from _strings(value)
        case bool() | None:
            return
        case int():
            yield str(tree)


def embedded_texts(text: str) -> Iterator[str]:
    """Yield what is packed in base64 (and there in gzip or zlib) inside `text`.

    Examples
    --------
    >>> people = b"Awa Ndiaye, 77 000 00 01; Moussa Fall, 77 000 00 02"
    >>> packed = base64.b64encode(gzip.compress(people)).decode()
    >>> next(embedded_texts(f"data = '{packed}'"))[:10]
    'Awa Ndiaye'
    """
    for found in _BASE64.finditer(text):
        packed = found[0].rstrip("=").translate(str.maketrans("-_", "+/"))
        try:
            inner = _unpacked(base64.b64decode(packed + "=" * (-len(packed) % 4)))
        except (binascii.Error, ValueError, OSError, EOFError, zlib.error):
            continue
        if inner.startswith(b"\x89PNG"):
            yield from read_picture(inner).texts
            continue
        try:
            plain = inner.decode("utf-8")
        except UnicodeDecodeError:
            continue
        try:
            yield from _strings(json.loads(plain))
        except ValueError:
            yield plain
            yield from embedded_texts(plain)


def _map_texts(letters: str) -> Iterator[str]:
    """Yield the texts that a map of many places holds compressed; its scripts are the kit's."""
    try:
        block = json.loads(_unpacked(decode_bytes(letters)))
    except (ValueError, OSError, EOFError, zlib.error):
        return
    if isinstance(block, dict):
        for part in ("texts", "layers"):
            yield from map(html.unescape, _strings(block.get(part)))


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        with gzip.open(io.BytesIO(data)) as file:
            return file.read(LARGEST)
    if data[:1] == b"\x78" and int.from_bytes(data[:2]) % 31 == 0:
        return zlib.decompressobj().decompress(data, LARGEST)
    return data


def read_html(data: bytes) -> Contents:
    """Read a page to its end."""
    text = data.decode("utf-8-sig")
    if "</html>" not in text[-2000:].lower():
        raise BrokenFileError("</html>")
    return _from_page(text)


def read_svg(data: bytes) -> Contents:
    """Read a drawing to its end."""
    text = data.decode("utf-8-sig")
    if "</svg>" not in text[-2000:].lower():
        raise BrokenFileError("</svg>")
    return _from_page(text)


def read_xml(data: bytes) -> Contents:
    """Read KML and projects of QGIS: texts and attributes, coordinates excepted."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as problem:
        raise BrokenFileError(str(problem)) from problem
    contents = Contents()
    for element in root.iter():
        if not element.tag.endswith("coordinates"):
            contents.texts.extend(text for text in (element.text, element.tail) if text)
        contents.texts.extend(element.attrib.values())
        if element.tag.endswith("href") and re.match(r"\s*(?:[a-z]+:)?//", element.text or ""):
            contents.requests.append(str(element.text).strip())
    return contents


def _from_page(text: str) -> Contents:
    page = read_page(text)
    contents = Contents(page=page, columns=page.headings, requests=page.requests)
    contents.texts = list(page.texts)
    for script in page.scripts:
        contents.texts.extend(strings_in_script(script))
        contents.texts.extend(re.findall(r"(?<![\w.])\d{6,}(?![\w.])", script))
    for island in page.data:
        try:
            tree = json.loads(island)
        except ValueError:
            contents.texts.append(island)
            continue
        contents.texts.extend(_strings(tree))
        if isinstance(tree, str):
            contents.texts.extend(_map_texts(tree))
    contents.texts.extend(embedded_texts(text))
    return contents
