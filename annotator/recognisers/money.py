"""Amounts of money, by pattern."""

from __future__ import annotations

import re

from annotator.model import Suggestion

_NUMBER = r"\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?"
_SCALE = (
    r"(?:\s?-?(?:hundred|thousand|million|billion|trillion|mln|bln|bn|mn|m|k|Mio\.?|Mrd\.?"
    r"|Millionen|Milliarden|millions?|milliards?|millones|millón|milyon|milyar|тыс\.?|млн\.?"
    r"|млрд\.?|тысяч|миллион[аов]*|миллиард[аов]*|مليون|مليار)(?![^\W\d_]))?"
)
_SIGN = r"(?:US|USD|AU|A|C|CA|NZ|HK|S|NT)?\$|€|£|¥|₽|₹|₺|₪|₩|₴|EUR|USD|GBP|CHF|RUB|JPY|CNY"
_UNIT = (
    r"(?:US\s|U\.S\.\s|Australian\s|Canadian\s|Hong Kong\s)?"
    r"(?:dollars?|euros?|pounds?(?:\ssterling)?|yen|yuan|roubles?|rubles?|rupees?|pesos?|liras?"
    r"|shekels?|francs?|rials?|riyals?|dinars?|dirhams?|won|krona|kronor|cents|pence"
    r"|Euro|Dollar|Franken|dólares|pesetas|рубл\w+|руб\.?|доллар\w*|евро|грив\w+|лир[аы]?"
    r"|دولار|يورو|ευρώ|USD|EUR|GBP|CHF|RUB|TL|€|\$|£|₽)"
)
_MONEY = re.compile(
    rf"(?<![^\W\d_])(?:{_SIGN})\s?{_NUMBER}{_SCALE}"
    rf"|(?<![\d.,]){_NUMBER}{_SCALE}\s?{_UNIT}(?![^\W\d_])"
    r"|\d+(?:[.,]\d+)*\s?[万億亿兆]?\s?(?:円|元|美元|ドル|ユーロ|欧元)"
)


def find(text: str) -> list[Suggestion]:
    """Return the amounts of money in `text`."""
    return [Suggestion(m.start(), m.end(), "MONEY", 0.9, "amount") for m in _MONEY.finditer(text)]
