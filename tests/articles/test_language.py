import pytest

from annotator.articles.language import identify


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour of Eastport was closed on Monday after a ship had run aground.", "en"),
        ("Der Hafen wurde am Montag geschlossen, nachdem ein Schiff auf Grund lief.", "de"),
        ("Le port a été fermé lundi après que le navire a échoué dans la nuit.", "fr"),
        ("El puerto fue cerrado el lunes después de que un barco encallara en la noche.", "es"),
        ("Порт был закрыт в понедельник после того, как судно село на мель у берега.", "ru"),
        ("Порт закрили в понеділок після того, як судно сіло на мілину, але це не все.", "uk"),
        ("Το λιμάνι έκλεισε τη Δευτέρα μετά την προσάραξη πλοίου.", "el"),
        ("قال مدير الميناء إن السفينة جنحت في الليل ولم يصب أحد من الطاقم.", "ar"),
        ("این بندر روز دوشنبه پس از به گل نشستن کشتی بسته شد و کسی آسیب ندید.", "fa"),
        ("وزیراعظم نے کہا کہ بندرگاہ پیر کو جہاز کے پھنسنے کے بعد بند کر دی گئی ہے۔", "ur"),
        ("港务局长星期一说，一艘货船夜间搁浅。", "zh"),
        ("港湾局長は火曜日に記者会見を開いた。", "ja"),
        ("항만 당국은 월요일에 항구를 폐쇄했다.", "ko"),
        ("ميناء السويس مغلق اليوم", "ar"),
        ("گزارش خبرگزاری پارس درباره بندر", "fa"),
        ("بندرگاہ جہاز ٹکرانے بند ہوگئی", "ur"),
        ("ميناء بورسعيد يستقبل السفينة كوپنهاجن رغم الرياح الشديدة القادمة جنوبا", "ar"),
        ("Xyz", ""),
        ("12.5 % — 400", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_or_left_open(text: str, language: str) -> None:
    assert identify(text) == language
