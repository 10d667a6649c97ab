"""The one function through which every text from data passes before it reaches HTML."""

from __future__ import annotations

import html

from markupsafe import Markup

# Besides HTML's own five: the characters that start JavaScript template literals, Jinja
# expressions and escapes. folium renders text through a second Jinja pass and pastes it into
# back-quoted JavaScript strings, so that HTML escaping alone still lets data run as code.
_ENTITIES = str.maketrans({c: f"&#{ord(c)};" for c in "`${}\\%"} | {"\0": "\ufffd"})


def encode(value: object) -> Markup:
    r"""Encode text from data for HTML, safe also inside folium's templates and scripts.

    Parameters
    ----------
    value : object
        Turned into text first. A :class:`markupsafe.Markup` is already encoded and is returned
        as it is, so that nothing is encoded twice.

    Returns
    -------
    markupsafe.Markup
        A browser shows exactly the text of `value`.

    Examples
    --------
    >>> print(encode("<b>{{7*7}}</b> ${x} C:\\users"))
    &lt;b&gt;&#123;&#123;7*7&#125;&#125;&lt;/b&gt; &#36;&#123;x&#125; C:&#92;users
    """
    if isinstance(value, Markup):
        return value
    return Markup(html.escape(str(value), quote=True).translate(_ENTITIES))
