"""Documents and pictures: the text that can be read out of them."""

from __future__ import annotations

import io
from typing import Any

from probono_kit.deliver.contents import BrokenFileError, Contents


def read_pdf(data: bytes) -> Contents:
    """Read the pages and properties of a PDF."""
    import pypdfium2

    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise BrokenFileError("%%EOF")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise BrokenFileError(str(problem)) from problem
    with document:
        if not len(document):
            raise BrokenFileError("0 pages")
        texts = [text for text in document.get_metadata_dict().values() if text]
        pages = [_pdf_page_text(page) for page in document]
    return Contents(texts=texts + pages, readable=any(text.strip() for text in pages))


def _pdf_page_text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
        page.close()


def read_picture(data: bytes) -> Contents:
    """Read the notes in a PNG or JPEG, and every pixel to see that it is whole."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            notes = [str(value) for value in picture.info.values() if isinstance(value, str)]
    except SyntaxError as problem:  # how Pillow reports a broken PNG
        raise BrokenFileError(str(problem)) from problem
    return Contents(texts=notes)
