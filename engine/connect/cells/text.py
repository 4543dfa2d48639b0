"""Texts as they are compared: NFC, outer space stripped."""

from __future__ import annotations

import unicodedata

#: Outer space: Unicode white space and the byte order mark, as one set for every engine.
SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)


def whole(text: str) -> str:
    r"""A text without halves of characters (lone surrogates): each is one that is not known.

    >>> whole("a\ud800"), whole("\ud83d\ude00")
    ('a�', '😀')
    """
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean(text: str) -> str:
    """A text as it is compared: NFC, outer space stripped (U+3000 too).

    >>> clean("\u3000A 1 ")
    'A 1'
    """
    return unicodedata.normalize("NFC", text).strip(SPACES)
