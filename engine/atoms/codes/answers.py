"""Findings about the answers to a worklist (KT410-419)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT410": Code(
        "error",
        (
            "`{ask}` was not asked of `{customer}`",
            "没有向 `{customer}` 提过 `{ask}`",
        ),
        (
            "answer the lines that `keytier worklist RUN` wrote, and leave their first two columns "
            "as they are",
            "请只填写 `keytier worklist 运行目录` 写出的各行，前两列不要改动",
        ),
        what=(
            "A line of the sheet answers what the run did not ask, or names a customer that it "
            "does not wait for.",
            "表中一行所答的不是该运行所问的，或写了并不在等待的客户。",
        ),
        why=(
            "A spreadsheet that turns 0012 into 12 would give one customer's answer to another.",
            "表格软件把 0012 变成 12，就会把一位客户的回答记到另一位名下。",
        ),
    ),
    "KT411": Code(
        "error",
        (
            "`{customer}` waits for something that this line cannot hold: {where}",
            "`{customer}` 等待的内容无法填在这一行：{where_zh}",
        ),
        (
            "supply it there and leave `answer` empty; a note may stay",
            "请在那里补充，并让 `回答` 留空；备注可以保留",
        ),
        what=(
            "The line tells what is missing, and one cell cannot supply it.",
            "这一行只说明缺什么，一个单元格补不了。",
        ),
        why=(
            "An answer that goes nowhere would be lost in silence.",
            "无处可放的回答会悄悄丢失。",
        ),
    ),
    "KT412": Code(
        "error",
        (
            "the answer to `{ask}` of `{customer}` has no date",
            "`{customer}` 对 `{ask}` 的回答没有日期",
        ),
        (
            "fill in the day of the evidence: the policy says how long it is good for",
            "请填写凭证的日期：政策规定了它的有效期",
        ),
        what=(
            "What is good for a time only needs its day.",
            "有时效的内容必须写明日期。",
        ),
        why=(
            "Without its day the next run would take the answer for unknown.",
            "没有日期，下次运行会把它当作不清楚。",
        ),
    ),
    "KT413": Code(
        "error",
        (
            "`{ask}` of `{customer}` is answered `{seen}`, and `{first}` in row {row}",
            "`{customer}` 的 `{ask}` 答了 `{seen}`，而第 {row} 条记录答了 `{first}`",
        ),
        (
            "keep one of the two answers",
            "请只保留其中一个回答",
        ),
        what=(
            "Two lines answer the same with different words or days.",
            "两行对同一问项给出了不同的内容或日期。",
        ),
        why=(
            "Which of them counts would hang on the order of lines.",
            "以哪一个为准就要看行的先后了。",
        ),
    ),
    "KT414": Code(
        "error",
        (
            "`{ask}` of `{customer}` has a date and no answer",
            "`{customer}` 的 `{ask}` 有日期却没有回答",
        ),
        (
            "write the answer, or empty the date",
            "请写上回答，或清空日期",
        ),
        what=(
            "A day was filled in beside an empty answer.",
            "回答为空，却填了日期。",
        ),
        why=(
            "Somebody looked, and what was found would be lost.",
            "有人查过，结果却会丢失。",
        ),
    ),
    "KT415": Code(
        "error",
        (
            "`{ask}` of `{customer}` takes no date",
            "`{customer}` 的 `{ask}` 不带日期",
        ),
        (
            "empty the date; the policy does not ask how old this is",
            "请清空日期；政策不问它有多旧",
        ),
        what=(
            "The customers' file has no column for the day of this value.",
            "客户文件中没有存放该值日期的列。",
        ),
        why=(
            "A day that goes nowhere would be lost in silence.",
            "无处可放的日期会悄悄丢失。",
        ),
    ),
    "KT416": Code(
        "error",
        (
            "the date of `{ask}` of `{customer}` is also that of {others}",
            "`{customer}` 的 `{ask}` 的日期同时也是 {others_zh} 的日期",
        ),
        (
            "give all of them the same date, each with its answer: an old value must not look new",
            "请让它们日期相同，并各自给出回答：旧值不能因此显得是新的",
        ),
        what=(
            "Several values share one column of dates, and not all of them were asked anew.",
            "几个值共用一列日期，而并非每个都重新问过。",
        ),
        why=(
            "The new day would make a value fresh that nobody looked at.",
            "新的日期会让没人看过的值变成未过期。",
        ),
    ),
    "KT417": Code(
        "error",
        (
            "`{name}` has {count} rows for the customer `{customer}`, and the answer belongs to "
            "one",
            "`{name}` 中客户 `{customer}` 有 {count} 行，而回答只属于一行",
        ),
        (
            "give with --data the customers' file that the run read",
            "请用 --data 给出该运行所读的客户文件",
        ),
        what=(
            "The file is not the one that the run decided on, or names a customer twice.",
            "该文件不是运行评定时所用的，或其中某位客户出现了两次。",
        ),
        why=(
            "No answer may be lost, and none may go to two rows.",
            "回答不能丢失，也不能记到两行。",
        ),
    ),
    "KT418": Code(
        "error",
        (
            "the answer to `{ask}` of `{customer}` belongs to one of its companies: {companies}",
            "`{customer}` 对 `{ask}` 的回答须属于其中一家企业：{companies_zh}",
        ),
        (
            "put the id of the company whose value it is in place of the group's, in a line for "
            "each; or write it into the file by hand",
            "请把该行的集团编号换成这个值所属企业的编号，每家一行；或直接写入文件",
        ),
        what=(
            "The customers' file has a row for each company, and a group of several was answered.",
            "客户文件中每家企业一行，而所答的集团有多家企业。",
        ),
        why=(
            "The value of a group is worked out from those of its companies, so each keeps its "
            "own.",
            "集团的值由各企业的值得出，所以各企业保留各自的值。",
        ),
    ),
}
