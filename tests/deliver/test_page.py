"""What is read from a page besides its requests."""

from __future__ import annotations

import pytest

from probono_kit.deliver.page import decode_data, read_page


def test_a_page_says_its_language_title_and_policy() -> None:
    """The three things that every page of the bundle must have are found."""
    page = read_page(
        '<!DOCTYPE html><html lang="fr"><head><title>Points\n d\'eau</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    )
    assert (page.language, page.title, page.policy) == ("fr", "Points d'eau", "default-src 'none'")


def test_the_title_of_a_drawing_is_not_the_title_of_the_page() -> None:
    """The first title counts."""
    page = read_page("<html><title>Page</title><svg><title>Drawing</title></svg>")
    assert page.title == "Page"


def test_cells_are_read_one_by_one() -> None:
    """Two numbers in neighbouring cells never read like one long number."""
    page = read_page("<table><tr><td>7712</td><td>34567</td></tr></table>")
    assert page.texts == ["7712", "34567"]


def test_words_inside_one_sentence_stay_together() -> None:
    """A name that is half in bold is still a name."""
    page = read_page("<p>Puits géré par <b>Awa</b> Ndiaye</p>")
    assert page.texts == ["Puits géré par Awa Ndiaye"]


def test_what_no_reader_sees_is_read_too() -> None:
    """Comments, attributes and data inside scripts can carry what should not leave."""
    page = read_page(
        "<html><!-- Awa --><p data-who='Moussa'>x</p>"
        '<script type="application/json">{"who": "Fatou"}</script><script>a = "Ali"</script>'
    )
    assert "Awa" in " ".join(page.texts)
    assert "Moussa" in page.texts
    assert page.data == ['{"who": "Fatou"}']
    assert page.scripts == ['a = "Ali"']


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ('<img src="a.png">', 1),
        ('<img src="a.png" alt="Carte du Sénégal">', 0),
        ('<img src="line.png" alt="">', 0),
        ('<img src="a.png" aria-label="Carte">', 0),
        ('<img src="a.png" role="presentation">', 0),
        ('<svg role="img"><path/></svg>', 1),
        ('<svg role="img"><title>Carte</title><path/></svg>', 0),
        ('<svg role="img" aria-label="Carte"><path/></svg>', 0),
        ('<svg aria-hidden="true"><path/></svg>', 0),
        ('<iframe src="a.html"></iframe>', 1),
        ('<iframe src="a.html" title="Carte"></iframe>', 0),
    ],
)
def test_a_picture_needs_words(html: str, count: int) -> None:
    """Whoever cannot see a picture hears its text alternative."""
    assert len(read_page(html).unlabelled) == count


def test_links_and_their_targets_are_listed() -> None:
    """Relative links must lead somewhere: files, and places on the page."""
    page = read_page(
        '<a href="maps/a.pdf">a</a><a href="#maps">b</a><a href="https://example.org">c</a>'
        '<h2 id="maps">M</h2><a name="old">o</a>'
    )
    assert page.links == ["maps/a.pdf", "#maps"]
    assert page.anchors == {"maps", "old"}


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("data:text/plain,Thi%C3%A8s", "Thiès".encode()),
        ("data:text/plain;base64,VGhpw6hz", "Thiès".encode()),
        ("data:text/plain;base64,VGhp%0Aw6hz", "Thiès".encode()),
        ("data:text/plain;base64,***", b""),
    ],
)
def test_data_addresses_are_unpacked(address: str, body: bytes) -> None:
    """Both ways of writing them; what is no base64 is nothing."""
    assert decode_data(address)[1] == body
