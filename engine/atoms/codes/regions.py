"""Findings about a policy that extends head office's (KT135-139)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT135": Code(
        "error",
        ("cannot find `{base}`, which this policy extends: {what}",
         "找不到本政策所扩展的 `{base}`：{what_zh}"),
        help=(
            "put head office's file beside this one, or name the version that is there",
            "请把总部的文件放在本文件旁边，或写上现有的版本",
        ),
        what=(
            "`extends:` names head office's policy by id and version. It is looked for in the "
            "folder of this file, in the folder above, and there in a folder of the policy's name.",
            "`extends:` 用编号和版本指明总部的政策，依次在本文件的文件夹、上一级文件夹，"
            "以及其中与政策同名的文件夹里查找。",
        ),
        why=(
            "What this file does not say is what head office says: without that very version "
            "nobody knows what the policy is.",
            "本文件没有写的内容以总部为准：没有那个版本，就无从知道政策的全文。",
        ),
        avoid="extends: base-policy@1.2            # the file beside it says version: 1.3.0",
        prefer="extends: base-policy@1.3.0",
    ),
    "KT136": Code(
        "error",
        ("`{base}` cannot be extended: {what}", "不能扩展 `{base}`：{what_zh}"),
        help=(
            "`keytier check` on head office's file tells all of it",
            "对总部的文件运行 `keytier check` 可看到全部问题",
        ),
        what=(
            "Head office's file has errors of its own, or extends another policy itself.",
            "总部的文件自身有错误，或它自己也在扩展别的政策。",
        ),
        why=(
            "A region builds on what holds. There is one head office and its regions, and no chain "
            "of policies that each change the one before.",
            "大区的政策要以有效的政策为基础。只有总部和大区两级，没有层层改动的链条。",
        ),
        avoid="extends: south@1.0.0                # which extends regional-tiers itself",
        prefer="extends: regional-tiers@1.0.0",
    ),
    "KT137": Code(
        "error",
        ("{where} is {how}, and `{base}` does not open it",
         "{where_zh}{how_zh}，`{base}` 没有开放"),
        what=(
            "A region's file says something else than head office's where head office has not "
            "opened it with `may_change:`.",
            "大区的文件与总部不同，而总部没有用 `may_change:` 开放这一处。",
        ),
        why=(
            "What head office keeps is the same everywhere; regions that drift apart in silence "
            "are what `extends:` is there to prevent.",
            "总部保留的内容各地一致；`extends:` 正是为了避免各大区悄悄走样。",
        ),
        avoid="extends: base-policy@1.2\nred_flags:\n  overdue: {when: overdue_days > 180}",
        prefer="extends: base-policy@1.2\ntiers:\n  key: {at_least: 65}    "
        "# may_change: [thresholds]",
    ),
    "KT138": Code(
        "error",
        ("{where} is {seen}; `{base}` allows {allowed}",
         "{where_zh}是 {seen_zh}；`{base}` 允许 {allowed_zh}"),
        what=(
            "A region's line goes beyond the bounds that head office sets in `may_change:`, or is "
            "in force on days on which head office's policy is not.",
            "大区的改动超出总部在 `may_change:` 里给出的范围，或在总部政策不生效的日子生效。",
        ),
        why=(
            "Head office opens a line so far and no further.",
            "总部开放到哪里，大区就只能改到哪里。",
        ),
        avoid="may_change: {thresholds: {by: 5}}\n# the region: key: {at_least: 80} instead of 70",
        prefer="may_change: {thresholds: {by: 5}}\n# the region: key: {at_least: 75} instead of 70",
    ),
    "KT139": Code(
        "error",
        ("`{seen}` is no policy and its version, expected the like of `base-policy@1.2`",
         "`{seen}` 不是政策编号加版本，应如 `base-policy@1.2`"),
        what=(
            "`extends:` is head office's policy id, `@`, and its version.",
            "`extends:` 应写总部的政策编号、`@` 和版本。",
        ),
        why=(
            "A region builds on one version, so that nothing changes under it in silence.",
            "大区的政策以一个确定的版本为基础，不会在不知情时被改动。",
        ),
        avoid="extends: base-policy",
        prefer="extends: base-policy@1.2",
    ),
}  # fmt: skip
