"""Currencies: the codes of ISO 4217, and what people write instead of them."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final

#: In use, and those of the last decades that old data may still hold.
ISO_4217: Final = frozenset(re.findall(r"\w+", """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
    KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES
    VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    ANG ATS BEF BYR CUC CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MRO MTL NLG PTE ROL SIT
    SKK SLL STD TRL VEF ZMK ZWL
"""))  # fmt: skip

#: Names and signs that say one currency, in capitals. `$` and `元` are those of several countries:
#: the commonest is offered, and a person reads it.
_MEANT: Final = {
    "RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "人民币": "CNY", "元": "CNY", "¥": "CNY",
    "NTD": "TWD", "NT$": "TWD", "新台币": "TWD", "HK$": "HKD", "港币": "HKD", "港元": "HKD",
    "$": "USD", "US$": "USD", "US": "USD", "DOLLAR": "USD", "美元": "USD", "美金": "USD",
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "欧元": "EUR", "£": "GBP", "UKP": "GBP",
    "英镑": "GBP", "YEN": "JPY", "日元": "JPY", "SFR": "CHF", "韩元": "KRW",
}  # fmt: skip


def meant_currency(text: str) -> str | None:
    """The code that was most likely meant, or None.

    >>> meant_currency("RMB"), meant_currency("eur"), meant_currency("金")
    ('CNY', 'EUR', None)
    """
    said = text.strip().upper()
    return said if said in ISO_4217 else _MEANT.get(said)


def near_currency(code: str) -> str | None:
    """A code made of the same letters, such as CNY for CYN: two typed the wrong way round.

    >>> near_currency("CYN"), near_currency("ZZZ") is None
    ('CNY', True)
    """
    same = sorted(c for c in ISO_4217 if sorted(c) == sorted(code))
    return next(iter(get_close_matches(code, same, n=1)), None)
