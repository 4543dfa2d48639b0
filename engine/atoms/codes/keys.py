"""Findings about the key folder and its keys (KT700-703, 711, 716)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT700": Code(
        "error",
        (
            "the key folder `{home}` cannot be used: {detail}",
            "密钥文件夹 `{home}` 无法使用：{detail_zh}",
        ),
        (
            "name one that you can write to in `KEYTIER_HOME`, or run with `--unsealed`",
            "请用 `KEYTIER_HOME` 指定一个可写的文件夹，或加 `--unsealed` 运行",
        ),
        what=(
            "The folder that holds the keys by which runs are sealed cannot be read or written.",
            "存放封存密钥的文件夹无法读写。",
        ),
        why=(
            "A run without a signature could be changed, and nobody would see it.",
            "没有签名的运行被改动后无人能察觉。",
        ),
    ),
    "KT701": Code(
        "error",
        (
            "`{file}` is missing, and its companion is there",
            "`{file}` 不见了，而另一个密钥文件还在",
        ),
        (
            "put it back from your backup; for new keys, move `{home}` away",
            "请从备份中恢复；若要新的密钥，请把 `{home}` 移走",
        ),
        what=(
            "A key folder holds a signing key and the secret that salts come from; one is lost.",
            "密钥文件夹应有签名密钥和盐的密钥两个文件，现缺一个。",
        ),
        why=(
            "A key made in place of a lost one would pass for it.",
            "补做的密钥会被误当作原来的那个。",
        ),
    ),
    "KT702": Code(
        "error",
        ("`{file}` holds no key of keytier", "`{file}` 中没有 keytier 的密钥"),
        ("put the file back from your backup", "请从备份中恢复该文件"),
        what=("A key file was changed or cut.", "密钥文件被改动或截断。"),
        why=("Nothing can be signed with it.", "用它无法签名。"),
    ),
    "KT703": Code(
        "error",
        (
            "`{file}` can be read by others (mode `{mode}`)",
            "`{file}` 可被他人读取（权限 `{mode}`）",
        ),
        ("take it from them: `chmod 600 {file}`", "请收回权限：`chmod 600 {file}`"),
        what=(
            "A private key has to be readable by its owner alone.",
            "私钥文件只能由其所有者读取。",
        ),
        why=("Whoever reads it can sign as you.", "读到它的人可以冒用您的签名。"),
    ),
    "KT711": Code(
        "error",
        (
            "the salt key of `{run}` cannot be opened here",
            "无法在此打开 `{run}` 的盐密钥",
        ),
        (
            "use the key folder that it was sealed with: `KEYTIER_HOME` names it",
            "请使用封存它的密钥文件夹：用 `KEYTIER_HOME` 指定",
        ),
        what=(
            "A proof needs the records of 256 decisions, and their salts come from a key that lies "
            "encrypted beside the run.",
            "证明需要 256 条评定记录，其盐来自加密存放在运行旁边的密钥。",
        ),
        why=(
            "Without it the inputs of others stay hidden, and nothing can be proved anew.",
            "没有它，他人的输入保持隐藏，也无法作出新的证明。",
        ),
    ),
    "KT716": Code(
        "error",
        (
            "both keys of `{home}` are missing, and it has sealed before",
            "`{home}` 的两个密钥文件都不见了，而它曾封存过运行",
        ),
        (
            "put `signing.key` and `salt.key` back from your backup; for new keys, move `{home}` "
            "away",
            "请从备份中恢复 `signing.key` 和 `salt.key`；若要新的密钥，请把 `{home}` 移走",
        ),
        what=(
            "The key folder remembers ledgers, and the keys by which they were written are gone.",
            "密钥文件夹记得曾写过的台账，而写它们所用的密钥不见了。",
        ),
        why=(
            "Keys made in place of lost ones would pass for them, and open nothing of before.",
            "补做的密钥会被误当作原来的，却打不开以前的任何内容。",
        ),
    ),
}
