"""OpenDocument spreadsheets, written by hand: no library at hand writes errors into them."""

from __future__ import annotations

import zipfile
from pathlib import Path

ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">
<office:body><office:spreadsheet><table:table table:name="S">ROWS</table:table>
</office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""
IN_ERROR = """<table:table-cell table:formula="of:=1/0" office:value-type="string"
 office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>"""


def ods(path: Path, rows: list[list[str]]) -> Path:
    """An OpenDocument spreadsheet of texts; `!` is a formula that ended in an error."""
    cells = [
        "".join(
            IN_ERROR if c == "!" else
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            for c in row
        )
        for row in rows
    ]  # fmt: skip
    body = "".join(f"<table:table-row>{c}</table:table-row>" for c in cells)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("content.xml", ODS.replace("ROWS", body))
    return path
