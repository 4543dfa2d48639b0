"""Which columns of a file a policy reads, and by which headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place, listed
from engine.atoms.errors import DataError
from engine.atoms.suggest import nearest
from engine.author.policy import DataField, Groups
from engine.bind.bound import BoundPolicy, Field, Table
from engine.connect.cells import clean
from engine.connect.forms import TEXT, Form, answer_form, day_form, form_of
from engine.connect.sources.opened import Opened, Wanted

#: Raters who may answer, and what their columns are called: `?r1.<field>`.
RATERS = range(1, 10)
#: The columns that say which group a company belongs to, and which is its parent.
GROUP, PARENT = "?group", "?parent"
#: What a column of currencies is called: `?in.<amount>`.
CURRENCY = "?in."
_HEADINGS = 20  # that are named
_LONG = 60  # characters of a heading that are shown
_PEEK = 20  # rows in which headings that stand too low are looked for


@dataclass(frozen=True, slots=True)
class Read:
    """A canonical column, the headings under which it may stand, and the form of its cells.

    `code` is what a fault of its cells is a fault of: the field's or item's id. `whose` names
    it in messages. An optional column may be absent.
    """

    column: str
    headings: tuple[str, ...]
    form: Form
    code: str
    whose: Both
    optional: bool = False


def customer_reads(bound: BoundPolicy) -> tuple[Read, ...]:
    """What the customers' file must hold, the id first, then fields and items in policy order."""
    policy = bound.policy
    id_heading = policy.customers.id.text
    reads = [Read("id", (id_heading,), TEXT, "id", ("the customer id", "客户编号"))]
    reads += _memberships(policy.groups)
    for f in bound.data_fields():
        declared = declared_of(f)
        if declared.read is not None:
            continue
        headings = declared.headings or (f.id,)
        form = form_of(bound, f.type, declared)
        if f.raters is not None:
            reads += _answers(f, f.raters, headings, form)
        else:
            reads.append(Read(f.id, headings, form, f.id, _itself(f.id)))
        if f.fresh is not None and (heading := date_heading(bound, declared)) is not None:
            form = day_form(bound)
            reads.append(Read(f.date_name, (heading,), form, f.id, _date_of(f.id)))
    reads += _currencies(
        [declared_of(f) for f in bound.data_fields()], bound.policy.data, lambda f: f.id
    )
    for i in bound.items.values():
        headings = i.declared.headings or (i.id,)
        form = answer_form(i.declared.missing_as)
        reads.append(Read(i.id, headings, form, i.id, _itself(i.id)))
        dates = tuple(dict.fromkeys(f"{h}_date" for h in (i.id, *headings)))
        optional = i.good_for is None and not i.stale_after
        reads.append(Read(f"{i.id}.date", dates, day_form(bound), i.id, _date_of(i.id), optional))
    return tuple(reads)


def table_reads(bound: BoundPolicy, table: Table) -> tuple[Read, ...]:
    """What a child table's file must hold: key, date, columns."""
    whose_zh = "客户编号" if table.lookup is None else "查表键"
    whose = (f"the key of `{table.id}`", f" `{table.id}` 的{whose_zh}")
    key = Read("key", (table.key,), TEXT, table.id, whose)
    form = day_form(bound, table.declared.date_format)
    reads = [key, Read("date", (table.date,), form, table.id, _date_of(table.id))]
    for c in table.columns.values():
        headings = c.declared.headings or (c.id,)
        form = form_of(bound, c.type, c.declared)
        reads.append(Read(c.id, headings, form, table.id, _itself(f"{table.id}.{c.id}")))
    columns = table.declared.columns
    reads += _currencies(columns.values(), columns, lambda c: table.id)
    return tuple(reads)


def _memberships(groups: Groups | None) -> Iterator[Read]:
    """The columns of companies' groups and parents."""
    if groups is not None and groups.id is not None:
        yield Read(GROUP, (groups.id.text,), TEXT, "id", ("a company's group", "企业所属集团"))
    if groups is not None and groups.parent is not None:
        whose = ("a company's parent", "企业的上级")
        yield Read(PARENT, (groups.parent.text,), TEXT, "id", whose)


def rater_name(field: str, number: int) -> str:
    """The column of one rater's answers."""
    return f"?r{number}.{field}"


def _answers(f: Field, raters: int, headings: tuple[str, ...], form: Form) -> Iterator[Read]:
    """The columns of raters' answers: as many as must answer, and more where the file has them."""
    for n in RATERS:
        whose = (f"answer {n} of `{f.id}`", f" `{f.id}` 的第 {n} 个评分")
        heading = tuple(f"{h}_{n}" for h in headings)
        yield Read(rater_name(f.id, n), heading, form, f.id, whose, n > raters)


def _currencies(
    amounts: Iterable[DataField],
    declared: Mapping[str, DataField],
    code: Callable[[DataField], str],
) -> Iterator[Read]:
    """The columns of currencies; `currency:` names a declared column or else a heading."""
    for amount in amounts:
        if amount.currency is None:
            continue
        named = declared.get(amount.currency.text)
        headings: tuple[str, ...] = (amount.currency.text,)
        if named is not None and named.read is None:
            headings = named.headings or (named.id,)
        whose = (f"the currency of `{amount.id}`", f" `{amount.id}` 的币种")
        yield Read(f"{CURRENCY}{amount.id}", headings, TEXT, code(amount), whose)


def _itself(id_: str) -> Both:
    return f"`{id_}`", f" `{id_}`"


def _date_of(id_: str) -> Both:
    return f"the date of `{id_}`", f" `{id_}` 的日期"


def declared_of(f: Field) -> DataField:
    """The declaration of a data field."""
    assert isinstance(f.declared, DataField)
    return f.declared


def date_field(bound: BoundPolicy, declared: DataField) -> str | None:
    """The date field that `dated:` names, or None where it names a heading."""
    name = "" if declared.dated is None else declared.dated.text
    named = bound.fields.get(name)
    return name if named is not None and named.origin == "data" else None


def date_heading(bound: BoundPolicy, declared: DataField) -> str | None:
    """The heading that `dated:` names, or None where it names a declared field."""
    if declared.dated is None or date_field(bound, declared) is not None:
        return None
    return declared.dated.text


def dated_columns(bound: BoundPolicy) -> dict[str, str]:
    """The column that holds the day of each dated field, by field."""
    found = {}
    for f in bound.data_fields():
        declared = declared_of(f)
        if declared.dated is not None:
            found[f.id] = date_field(bound, declared) or f.date_name
    return found


def whose_of(read: Read) -> dict[str, object]:
    """What a column holds, as the parameters of a message."""
    return {"whose": read.whose[0], "whose_zh": read.whose[1]}


def match(opened: Opened, reads: Sequence[Read]) -> tuple[tuple[Read, Wanted], ...]:
    """Each column that is there, with its place in the file.

    Raises DataError with a finding for every column that is needed and absent, for every field
    that has several of its headings in the file, and for every heading that stands twice.
    """
    headings = [clean(h) for h in opened.headings]
    if not any(headings):
        raise DataError(Diagnostic("KT302", {"name": opened.name}, place=Place(opened.name)))
    place: dict[str, int] = {}
    for i, h in enumerate(headings):
        place.setdefault(h, i)
    found: list[tuple[Read, Wanted]] = []
    wrong = list(twice(opened.name, headings, getattr(opened, "heading_line", None)))
    for read in reads:
        there = [h for h in map(clean, read.headings) if h in place]
        if len(there) == 1:
            found.append((read, Wanted(place[there[0]], there[0], read.form)))
        elif there:
            params = {**whose_of(read), "name": opened.name, "headings": there}
            wrong.append(Diagnostic("KT311", params, place=Place(opened.name)))
        elif not read.optional:
            wrong.append(_absent(opened, read, headings))
    _say_headings(wrong, headings)
    if wrong:
        raise DataError(_somewhere_else(opened, reads, _lower_down(opened, reads, wrong)))
    return tuple(found)


def twice(name: str, headings: Sequence[str], line: int | None = None) -> Iterator[Diagnostic]:
    """A finding for every heading that stands twice."""
    seen: dict[str, int] = {}
    for number, h in enumerate(headings, 1):
        if h and h in seen:
            params = {"heading": h, "name": name, "first": seen[h], "second": number}
            yield Diagnostic("KT309", params, place=Place(name, line=line, column=h))
        seen.setdefault(h, number)


def _absent(opened: Opened, read: Read, headings: Sequence[str]) -> Diagnostic:
    wanted = " / ".join(read.headings)
    near = next((n for h in read.headings if (n := nearest(h, headings)) is not None), None)
    hint: Both | None = None
    if near is not None:
        hint = (
            f"did you mean `{near}`? rename the column, or write `from: {near}` in the policy",
            f"是否指 `{near}`？请改列名，或在政策中写 `from: {near}`",
        )
    if set(read.headings) & set(getattr(opened, "index", ())):
        hint = (
            "it is the index of the frame, which is no column: call `reset_index()`",
            "它是数据框的索引，不是列：请先调用 `reset_index()`",
        )
    params = {**whose_of(read), "heading": wanted, "name": opened.name, "near": near or ""}
    place = Place(opened.name, column=read.headings[0])
    return Diagnostic("KT310", params, place=place, hint=hint)


def _say_headings(wrong: list[Diagnostic], headings: Sequence[str]) -> None:
    """Once, at the first column whose heading nothing in the file is like: what there is, and how
    to name it."""
    for i, d in enumerate(wrong):
        if d.code == "KT310" and d.hint is None:
            known, known_zh = listed([_short(h) for h in headings if h][:_HEADINGS])
            more = " …" if len(headings) > _HEADINGS else ""
            hint = (
                "rename a column, or name it in the policy (`from:`, `id:`, `key:`, `date:`); "
                f"the file has {known}{more}",
                "请改列名，或在政策中写明列名（`from:`、`id:`、`key:`、`date:`）；"
                f"文件的列名：{known_zh}{more}",
            )
            wrong[i] = replace(d, hint=hint)
            return


def _short(heading: str) -> str:
    return heading if len(heading) <= _LONG else heading[:_LONG] + " …"


def _lower_down(opened: Opened, reads: Sequence[Read], wrong: list[Diagnostic]) -> list[Diagnostic]:
    """One finding in place of many where the headings stand in a later row."""
    peek = getattr(opened, "peek", None)
    if peek is None or not any(d.code == "KT310" for d in wrong):
        return wrong
    needed = {clean(r.headings[0]) for r in reads if not r.optional}
    for count, (line, row) in enumerate(peek()):
        if count == _PEEK:
            break
        if len(needed & {clean(str(c)) for c in row}) * 2 > len(needed):
            params = {"name": opened.name, "line": line}
            place = Place(opened.name, line=line, sheet=getattr(opened, "sheet", None))
            return [Diagnostic("KT318", params, place=place)]
    return wrong


def _somewhere_else(
    opened: Opened, reads: Sequence[Read], wrong: list[Diagnostic]
) -> list[Diagnostic]:
    """The findings, with another sheet of the workbook as the mend where that has the headings."""
    elsewhere = getattr(opened, "elsewhere", None)
    if elsewhere is None or not any(d.code == "KT310" for d in wrong):
        return wrong
    sheet = elsewhere({clean(r.headings[0]) for r in reads if not r.optional})
    if sheet is None:
        return wrong
    hint = (
        f"the sheet `{sheet}` has them: put it before the others",
        f"工作表 `{sheet}` 中有：请把它移到最前面",
    )
    return [replace(d, hint=hint) if d.code == "KT310" else d for d in wrong]
