"""People in Chinese and Japanese texts: a family name, one or two signs, and what people do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.recognisers.reading import Candidate, Reading

_FAMILY = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘田董袁于余"
    "叶葉杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹习習温胡毛"
)
_TITLES = (
    "主席|总统|總統|总理|總理|首相|部长|部長|外长|外長|书记|書記|先生|女士|教授|博士"
    "|议员|議員|发言人|發言人|将军|將軍"
)
_SPEECH = (
    "表示|说|說|指出|强调|強調|认为|認為|称|稱|宣布|透露|告诉|告訴|回应|回應|会见|會見|抵达|抵達"
)
_CHINESE = re.compile(
    rf"(?<![\u4e00-\u9fff])[{_FAMILY}][\u4e00-\u9fff]{{1,2}}?(?=(?:{_TITLES}|{_SPEECH}))"
    rf"|(?<=主席|总统|總統|总理|總理|部长|部長|外长|外長|书记|書記|首相|教授)[{_FAMILY}]"
    rf"[\u4e00-\u9fff]{{1,2}}?(?=(?:{_SPEECH}|[在于於和与與对對将將今昨周，。、]))"
)
# Foreign names are spelt sign by sign, with a dot between given and family name.
_SPELLING = (
    "阿埃艾安奥巴贝比毕波伯勃博卜布采察查达丹德迪蒂丁东杜多俄厄恩尔法凡菲费芬夫弗福盖甘冈高戈格葛古瓜哈海汉豪赫亨胡华惠霍基吉季加贾杰金卡凯坎康科克肯孔库夸"
    "拉莱兰朗劳勒雷黎里理利莉丽林琳隆卢鲁路伦罗洛吕马迈麦曼梅门蒙米密明摩莫姆穆纳娜南内尼妮涅努诺帕潘佩彭皮平普奇齐恰乔切琼丘热日茹撒萨塞赛桑森沙山尚绍舍申"
    "史施什士斯丝思苏索塔泰坦汤唐特提图托瓦万旺威韦维魏温文翁沃武乌西希夏谢辛欣雄休雅亚延扬杨耶叶伊易因英尤约扎詹珍朱兹佐登顿戴龙龍宾賓昆迦岑策敦圭珀钦瑞盛圣舒滕逊卓祖姆娅茨茲爾維馬達羅爾納蘭"
)
_DOTTED = re.compile(f"[{_SPELLING}]{{1,6}}(?:·[{_SPELLING}]{{1,7}}){{1,2}}")
_KATAKANA = re.compile(
    r"[ァ-ヺー]{2,}(?:[・=＝][ァ-ヺー]{2,})*(?=氏|首相|大統領|さん|外相|監督|選手|議員|教授)"
)
_JAPANESE = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}(?=氏|さん|容疑者|被告|首相|外相|官房長官|監督|選手)"
)
_NOT_FAMILY = re.compile(r"[前元現新副同各両両]|.*[省庁国県市党会社部長員]$")


def find(reading: Reading) -> Iterator[Candidate]:
    """Yield the people; nothing in texts without Han signs or kana."""
    text = reading.tokens.text
    if not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text):
        return
    at = {start: i for i, start in enumerate(reading.tokens.starts)}
    ends = {end: i + 1 for i, end in enumerate(reading.tokens.ends)}
    kana = re.search(r"[\u3040-\u30ff]", text) is not None
    for pattern in (_KATAKANA, _JAPANESE) if kana else (_DOTTED, _CHINESE):
        for match in pattern.finditer(text):
            first, last = at.get(match.start()), ends.get(match.end())
            if first is None or last is None or _NOT_FAMILY.match(match.group()):
                continue
            if first in reading.inside and not reading.inside[first].entry.weak:
                continue
            yield reading.candidate(first, last, "PER", 0.65, "family name, then speech or title")
