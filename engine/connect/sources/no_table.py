"""Files that are no table of customers, by their first bytes: what they are, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place

_UNPACK: Both = ("unpack it first", "请先解压")
_EXPORT: Both = (
    "export the customers as .xlsx, .csv, .jsonl or .parquet",
    "请将客户数据导出为 .xlsx、.csv、.jsonl 或 .parquet",
)
_OPEN: Both = (
    "if the table is in it, open it in a spreadsheet and save it as .xlsx or .csv; a page of "
    "another sort means that the download failed",
    "若其中就是所要的表，请用表格软件打开并另存为 .xlsx 或 .csv；若是其他网页，说明下载失败",
)


@dataclass(frozen=True, slots=True)
class Other:
    """What a file is, in words, and what to do about it."""

    what: Both
    mend: Both

    def finding(self, name: str) -> Diagnostic:
        params = {"name": name, "what": self.what[0], "what_zh": self.what[1]}
        return Diagnostic("KT349", params, place=Place(name), hint=self.mend)


_COMPRESSED = Other(("a compressed file", "压缩文件"), _UNPACK)
_PICTURE = Other(("a picture", "图片"), _EXPORT)
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], Other], ...] = tuple(
    (re.compile(beginning, re.IGNORECASE), other)
    for beginning, other in (
        (rb"\x1f\x8b|\x28\xb5\x2f\xfd|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a", _COMPRESSED),
        (rb"%PDF-", Other(("a PDF", "PDF 文件"), _EXPORT)),
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a", _PICTURE),
        (rb"SQLite format 3\0", Other(("a database", "数据库文件"), _EXPORT)),
        (
            rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|meta|table)[\s>]",
            Other(("a web page", "网页"), _OPEN),
        ),
        (rb"(?:\xef\xbb\xbf)?\s*<\?xml\s", Other(("an XML file", "XML 文件"), _OPEN)),
    )
)


def what_else(head: bytes) -> Other | None:
    """What the first bytes of a file say that it is, where that is no table.

    >>> what_else(b"%PDF-1.7").what[0], what_else(b"id,spend")
    ('a PDF', None)
    """
    return next((o for beginning, o in _BEGINNINGS if beginning.match(head)), None)


def looks_like_text(head: bytes) -> bool:
    """Whether first bytes are of a text: without control characters, or UTF-16 with a mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(head.strip()) and not any(c < 32 and c not in b"\t\n\r\f" for c in head)
