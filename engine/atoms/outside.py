"""What the file system's refusals mean to the person who runs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256
from engine.atoms.errors import RunError

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REASONS: Final[Mapping[int, Both]] = {
    errno.ENOENT: ("there is no such file or folder", "没有这个文件或文件夹"),
    errno.EACCES: ("no permission", "没有权限"),
    errno.EPERM: ("no permission", "没有权限"),
    errno.EROFS: ("the disk is read-only", "磁盘是只读的"),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "路径中有一段是文件，不是文件夹"),
    errno.EISDIR: ("it is a folder", "这是一个文件夹"),
    errno.EEXIST: ("something is there already", "那里已有内容"),
    errno.ENOTEMPTY: ("something is there already", "那里已有内容"),
    errno.ENAMETOOLONG: ("the name is too long", "名称太长"),
    errno.EIO: ("the disk reports a fault", "磁盘报告故障"),
    errno.EMFILE: ("too many files are open", "打开的文件太多"),
    **dict.fromkeys(_NO_ROOM, ("no space is left", "没有剩余空间")),
}

_KEPT: Final[tuple[Both, Both]] = (
    ("nothing of it was kept", "它没有留下任何内容"),
    ("what stood there is as it was", "原有内容保持不变"),
)


def no_room(e: OSError) -> bool:
    """Whether a disk, a quota or the size of a file is at its end."""
    return e.errno in _NO_ROOM


def why_not(e: OSError) -> Both:
    """What the system said, in both languages.

    >>> why_not(PermissionError(errno.EACCES, "Permission denied"))
    ('no permission', '没有权限')
    """
    said = e.strerror or type(e).__name__
    return _REASONS.get(e.errno or 0, (said, said))


def trouble(e: OSError, target: str | Path, *, former: bool = False) -> Diagnostic:
    """An error of writing `target`: no room for it (KT382), or what else stands in the way.

    `former` says that something stood there before, which is as it was.
    """
    place = Place(str(target))
    if no_room(e):
        kept, kept_zh = _KEPT[former]
        params = {"target": str(target), "kept": kept, "kept_zh": kept_zh}
        return Diagnostic("KT382", params, place=place)
    detail, detail_zh = why_not(e)
    params = {"target": str(target), "detail": detail, "detail_zh": detail_zh}
    return Diagnostic("KT383", params, place=place)


def hidden_name(target: Path) -> str:
    """What temporary names beside `target` begin with: its name, unless that is so long that
    nothing can be added to it.

    >>> hidden_name(Path("runs/june")), len(hidden_name(Path("客" * 80)))
    ('.june', 17)
    """
    name = os.fsencode(target.name)
    return f".{target.name}" if len(name) <= 180 else f".{sha256(name)[7:23]}"


@contextmanager
def writing(target: str | Path, *, former: bool = False) -> Iterator[None]:
    """Errors of the file system inside the block become RunErrors that name `target`, and say
    of a `former` one that it is as it was."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as e:
        raise RunError(trouble(e, target, former=former)) from e
