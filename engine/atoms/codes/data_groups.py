"""Findings about which group a company belongs to (KT370-371)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT370": Code(
        "error",
        (
            "`{name}` {where}: the parents lead round in a circle, {path}",
            "`{name}` {where_zh}：上级关系成环，{path_zh}",
        ),
        (
            "leave the parent of the topmost company empty, or write `on_bad_row: set_aside`",
            "请将最上级企业的上级留空，或写 `on_bad_row: set_aside`",
        ),
        what=(
            "Companies are each other's parents.",
            "几家企业互为上级。",
        ),
        why=(
            "No company of a circle is on top, so nobody knows whose group it is.",
            "环中没有最上级，无法知道是哪个集团。",
        ),
        avoid="id,parent\nA,B\nB,A",
        prefer="id,parent\nA,\nB,A",
    ),
    "KT371": Code(
        "error",
        (
            "`{name}` {where}: the parent {parents} is no customer of the file",
            "`{name}` {where_zh}：上级 {parents_zh} 不在文件的客户中",
        ),
        (
            "add the parent, mend its id in `{heading}`, or write `on_bad_row: set_aside`",
            "请补上该上级，或改正 `{heading}` 中的编号，或写 `on_bad_row: set_aside`",
        ),
        what=(
            "A company names a parent that the file does not have.",
            "企业的上级在文件中不存在。",
        ),
        why=(
            "It may belong to any group, and that group would be decided without it.",
            "它可能属于任何一个集团，而那个集团会在缺少它的情况下被评定。",
        ),
        avoid="id,parent\nB,A",
        prefer="id,parent\nA,\nB,A",
    ),
}
