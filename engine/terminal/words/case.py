"""What `keytier case` says, and its help, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

CASE: dict[str, Both] = {
    "case": (
        "One decision of a stored run as an HTML page for a third party, which needs nothing else.",
        "把一次保存的评定做成一页 HTML，交给第三方，无需其他文件。",
    ),
    "case.run": ("a run directory", "运行目录"),
    "case.id": ("the customer", "客户编号"),
    "case.output": ("the page to write (`-`: to standard output)", "要写的页面（`-`：标准输出）"),
    "case.force": ("replace a page that is there", "覆盖已有页面"),
    "case.unmask": (
        "show what the policy marks as personal or secret, and open the inputs in the proof",
        "显示政策标为个人信息或保密的内容，并在证明中公开输入",
    ),
    "case.example": (
        "keytier case runs/june --id C-1042 -o case.html",
        "keytier case runs/june --id C-1042 -o case.html",
    ),
    "case.there": ("`{file}` is there: --force replaces it", "`{file}` 已存在：--force 可覆盖"),
    "case.no_proof": (
        "no proof in the page: the salt key of the run is not at hand",
        "页内没有证明：本次运行的盐密钥不在手边",
    ),
    "case.wrote": ("{file} holds the case of {id}", "{id} 的个案已写入 {file}"),
}
