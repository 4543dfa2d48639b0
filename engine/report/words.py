"""The few fixed words of renderers and tables, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both, Language

WORDS: dict[str, Both] = {
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "help": ("help: {text}", "建议：{text}"),
    "more": ("more: keytier explain {code}", "详见：keytier explain {code}"),
    "fixable": ("[fixable]", "[可自动修复]"),
    "row": ("row {n}", "第 {n} 条记录"),
    "sheet_row": ("row {n} of sheet `{name}`", "工作表 `{name}` 第 {n} 行"),
    "line": ("line {n}", "文件第 {n} 行"),
    "column": ("column `{name}`", "列 `{name}`"),
    "id": ("id `{id}`", "编号 `{id}`"),
    "comma": (", ", "，"),
    "errors": ("{n} errors", "{n} 个错误"),
    "errors.1": ("1 error", "1 个错误"),
    "warnings": ("{n} warnings", "{n} 个警告"),
    "warnings.1": ("1 warning", "1 个警告"),
    "in_files": (" in {n} files", "，涉及 {n} 个文件"),
    "in_files.1": (" in 1 file", "，涉及 1 个文件"),
    "fixes": (" ({n} fixable with --fix)", "（其中 {n} 个可用 --fix 修复）"),
}


def say(key: str, language: Language, /, **holes: object) -> str:
    """The words for `key`; where `n` is 1 and there is a singular, that.

    >>> say("errors", "en", n=1), say("errors", "zh", n=2)
    ('1 error', '2 个错误')
    """
    if holes.get("n") == 1 and f"{key}.1" in WORDS:
        key = f"{key}.1"
    return WORDS[key][language == "zh"].format_map(holes)


def summary(errors: int, warnings: int, files: int, fixable: int, language: Language) -> str:
    """`2 errors, 1 warning in 1 file (1 fixable with --fix)`.

    >>> summary(2, 1, 1, 1, "en")
    '2 errors, 1 warning in 1 file (1 fixable with --fix)'
    """
    parts = []
    if errors or not warnings:
        parts.append(say("errors", language, n=errors))
    if warnings:
        parts.append(say("warnings", language, n=warnings))
    text = ("、" if language == "zh" else ", ").join(parts)
    if files:
        text += say("in_files", language, n=files)
    if fixable:
        text += say("fixes", language, n=fixable)
    return text
