"""Rows as they come from a branch that fills in a workbook by hand: each with one mistake.

They stand in a file of their own, so that what a run does with them can be seen, and so that the
other files can be decided.
"""

from __future__ import annotations

from collections.abc import Iterator

#: Heading → cell: a unit that is not the column's, a day that is none, a word that is not declared.
CELLS = {
    "年营业额": "12,500万",
    "近三年复合增长率": "1830",
    "战略契合度_2": "6",
    "钱包份额": "六成",
    "钱包份额日期": "2026-06-31",
    "走访日期": "2027-03-15",
    "大区": "华东区",
    "品牌标杆": "有",
    "净推荐值差": "１２",
    "结算币种": "RMB",
    "行业排名": "第3",
    "上级客户编号": "C999999",
}


def spoil(headings: list[str], rows: list[list[str]]) -> Iterator[list[str]]:
    """One mistake a row; then an id twice, no id, two companies that own each other, a total."""
    left = iter(rows)
    for heading, cell in CELLS.items():
        if heading in headings:
            row = list(next(left))
            row[headings.index(heading)] = cell
            yield row
    twice = list(next(left))
    yield twice
    yield twice
    yield ["", *next(left)[1:]]
    one, other = list(next(left)), list(next(left))
    if "上级客户编号" in headings:
        at = headings.index("上级客户编号")
        one[at], other[at] = other[0], one[0]
    yield one
    yield other
    yield ["合计", *[""] * (len(headings) - 1)]
