"""Findings about what is declared and does nothing (KT240-252)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT240": Code(
        "warning",
        ("{what} `{name}` is read by nothing", "{what_zh} `{name}` 没有被任何规则读取"),
        what=(
            "A field, derived field, context value or table is declared and never used.",
            "声明了字段、派生字段、情境值或明细表，却从未使用。",
        ),
        why=(
            "The data must still be delivered, vetted and kept; and often the rule that should "
            "read it was forgotten or reads a similar name.",
            "数据仍要提供、检查和保存；而且往往是忘了写规则，或规则读了相近的名字。",
        ),
        avoid="data:\n  fax: {is: text}      # and no rule reads it",
        prefer="# take the field out, or read it in a rule",
    ),
    "KT242": Code(
        "warning",
        (
            "checklist item `{name}` is read by no red flag and no criterion",
            "核查项 `{name}` 没有被任何红旗或指标读取",
        ),
        what=("A question is asked that changes nothing.", "提了一个不影响任何结果的问题。"),
        why=(
            "People spend time on the answer, and believe that it counts.",
            "大家花时间回答，并以为它有作用。",
        ),
        avoid="checklist:\n  site_visit: {ask: was the site visited}",
        prefer="red_flags:\n  site_visit: {then: refer, if_unknown: refer}",
    ),
    "KT243": Code(
        "warning",
        ("benefit `{name}` is granted to nobody", "权益 `{name}` 没有授予任何人"),
        what=(
            "A benefit stands in the catalogue, and no action grants it.",
            "权益写在目录里，却没有任何措施授予它。",
        ),
        why=("Either a tier forgot it, or it can go.", "要么某个等级漏写了，要么可以删掉。"),
        avoid="benefits:\n  lounge: {label: 贵宾厅}      # and no action names it",
        prefer="actions:\n  gold: [lounge]",
    ),
    "KT247": Code(
        "error",
        (
            "{what} `{name}` can never be filled: the customers come from table `{table}`, and "
            "there is no file of customers that could hold it",
            "{what_zh} `{name}` 永远不会有值：客户取自明细表 `{table}`，没有可以填写它的客户文件",
        ),
        (
            "read it from a table, such as `last_of: {table}.…`, or leave out `from_ids_of` and "
            "give a file of customers",
            "请改为从明细表读取，如 `last_of: {table}.…`；或去掉 `from_ids_of`，另给客户文件",
        ),
        what=(
            "A plain field or a checklist item stands in a policy whose customers are those of "
            "a table.",
            "政策的客户取自明细表，却有直接读取的字段或核查项。",
        ),
        why=(
            "With `from_ids_of` a run reads tables alone; what no table gives would be missing for "
            "everybody.",
            "使用 `from_ids_of` 时，运行只读明细表；明细表里没有的内容，对所有客户都会缺失。",
        ),
        avoid="customers: {id: id, from_ids_of: orders}\ndata:\n  region: {is: text}",
        prefer="customers: {id: id, from_ids_of: orders}\n"
        "data:\n  region: {is: text, last_of: orders.region}",
    ),
    "KT252": Code(
        "warning",
        (
            "red flag `{flag}` does nothing whatever its answer",
            "红旗 `{flag}` 无论答案如何都不起作用",
        ),
        what=(
            "Both `then` and `if_unknown` are `nothing`.",
            "`then` 和 `if_unknown` 都是 `nothing`。",
        ),
        why=(
            "A flag without effect looks like protection that is not there.",
            "没有效果的红旗看似保护，其实不存在。",
        ),
        avoid="overdue: {when: overdue_days > 90, then: nothing, if_unknown: nothing}",
        prefer="overdue: {when: overdue_days > 90, then: {cap: normal}, if_unknown: nothing}",
    ),
}
