"""ASCII ids for headings, Chinese ones by the business words that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.bind.scope import RESERVED

#: Words of headings. The longest that fits is taken first.
_GLOSSARY: dict[str, str] = {
    "客户编号": "customer_id", "客户代码": "customer_id", "客户号": "customer_id",
    "客户名称": "customer_name", "客户姓名": "customer_name", "客户": "customer",
    "会员号": "member_id", "会员": "member", "企业名称": "company_name", "公司名称": "company_name",
    "企业": "company", "公司": "company", "姓名": "name", "名称": "name", "编号": "id",
    "代码": "code", "电话": "phone", "手机号": "phone", "手机": "phone", "邮箱": "email",
    "地址": "address", "联系人": "contact", "身份证号": "id_number", "身份证": "id_number",
    "采购额": "purchases", "采购金额": "purchases", "采购": "purchase", "销售额": "sales",
    "销售": "sales", "营业额": "turnover", "营收": "revenue", "收入": "revenue",
    "利润率": "margin_percent", "毛利率": "margin_percent", "毛利": "margin", "利润": "profit",
    "消费额": "spend", "消费金额": "spend", "消费": "spend", "金额": "amount", "价格": "price",
    "单价": "unit_price", "客单价": "average_order", "订单数": "orders", "订单": "order",
    "购买次数": "purchases_count", "购买": "purchase", "次数": "count", "数量": "quantity",
    "频次": "frequency", "频率": "frequency", "满意度": "satisfaction", "忠诚度": "loyalty",
    "信用": "credit", "额度": "limit", "余额": "balance", "欠款": "debt", "应收": "receivable",
    "账款": "accounts", "账期": "terms_days", "逾期": "overdue", "天数": "days", "时长": "hours",
    "响应": "response", "时间": "time", "小时": "hours", "投诉": "complaints", "退货": "returns",
    "增长率": "growth_percent", "增长": "growth", "复购率": "repurchase_percent", "占比": "share",
    "比例": "share", "率": "percent", "评分": "rating", "得分": "points", "等级": "level",
    "级别": "level", "类型": "type", "类别": "category", "行业": "industry", "地区": "region",
    "区域": "region", "省份": "province", "城市": "city", "性别": "gender", "年龄": "age",
    "年限": "years", "成立": "founded", "注册": "registered", "资本": "capital", "资产": "assets",
    "负债": "liabilities", "员工": "employees", "人数": "people", "规模": "size", "合作": "partner",
    "首次": "first", "最近": "last", "最后": "last", "日期": "date", "下单": "order",
    "上次": "last",
    "是否": "is", "上市": "listed", "状态": "status", "备注": "note", "渠道": "channel",
    "来源": "source", "产品": "product", "服务": "service", "潜力": "potential",
    "战略": "strategic",
    "契合": "fit", "价值": "value", "风险": "risk", "年度": "yearly", "月度": "monthly",
    "近一年": "12m", "近12个月": "12m", "近6个月": "6m", "近3个月": "3m", "近三年": "3y",
    "总": "total", "累计": "total", "平均": "average", "最大": "largest", "最高": "highest",
    "最低": "lowest", "额": "amount", "数": "count", "度": "degree",
}  # fmt: skip
_WORDS = re.compile("|".join(sorted(map(re.escape, _GLOSSARY), key=len, reverse=True)))

#: Names that formulas or the language use for something else.
_TAKEN = RESERVED | {"everyone", "errors", "id"}


def ids_of(headings: Iterable[str]) -> list[str]:
    """One id for each heading, all different.

    >>> ids_of(["Customer ID", "近12个月采购额", "满意度", "备用", "满意度 "])
    ['customer_id', 'purchases_12m', 'satisfaction', 'field_4', 'satisfaction_2']
    """
    found: list[str] = []
    for number, heading in enumerate(headings, 1):
        base = _slug(heading) or f"field_{number}"
        if base in _TAKEN:
            base += "_value"
        name, n = base, 1
        while name in found:
            n += 1
            name = f"{base}_{n}"
        found.append(name)
    return found


def _slug(heading: str) -> str:
    text = _WORDS.sub(lambda m: f" {_GLOSSARY[m[0]]} ", heading)
    words = re.findall("[a-z0-9]+", re.sub("([a-z])([A-Z])", r"\1 \2", text).lower())
    while words and words[0][0].isdigit() and len(words) > 1 and not _all_digits(words):
        words.append(words.pop(0))
    if not words or words[0][0].isdigit():
        return ""
    return "_".join(words)[:50].rstrip("_")


def _all_digits(words: list[str]) -> bool:
    return all(w[0].isdigit() for w in words)


_ID = re.compile(
    r"(?i)(?:^|[^a-z])(?:id|no|code|number|nr|key)$|编号|代码|客户号|会员号|账号|^id(?:[^a-z]|$)"
)
_WHO = re.compile(r"(?i)customer|client|company|account|member|buyer|dealer"
                  r"|客户|企业|公司|单位|会员|经销商|门店")  # fmt: skip
_PERSONAL = re.compile(
    r"(?i)phone|mobile|e-?mail|address|passport|birth|contact|(?:^|[^a-z])(?:first|last|full)?_? ?"
    r"name|姓名|名称|电话|手机|邮箱|地址|身份证|联系人|生日"
)
_MONEY = re.compile(
    r"(?i)amount|revenue|sales|spend|spent|price|cost|margin(?!_?p)|profit|turnover|balance|debt"
    r"|income|purchase|payment|value|额|金额|收入|营收|利润(?!率)|毛利(?!率)|余额|欠款|单价|资本|资产"
)
_PERCENT = re.compile(r"(?i)percent|pct|rate$|ratio|share|growth|%|率|占比|比例")
_FEWER = re.compile(
    r"(?i)overdue|days_since|idle|response|hours|complaint|return|risk|debt|delay|churn|age_of"
    r"|逾期|响应|时长|投诉|退货|风险|欠款|天数|延迟|流失"
)
_YES = re.compile(r"(?i)^(?:is|has|can|does)[ _]|是否")
_DATE = re.compile(r"(?i)date|day$|_at$|time|日期|时间|日$")


def looks_like(what: str, heading: str) -> bool:
    """Whether a heading speaks of an id, of personal data, of money, … .

    >>> looks_like("money", "销售额"), looks_like("fewer", "逾期天数"), looks_like("id", "cust_id")
    (True, True, True)
    """
    pattern = {
        "id": _ID, "who": _WHO, "personal": _PERSONAL, "money": _MONEY, "percent": _PERCENT,
        "fewer": _FEWER,
        "yes_no": _YES, "date": _DATE,
    }[what]  # fmt: skip
    return pattern.search(heading.strip()) is not None
