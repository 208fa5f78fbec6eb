"""The names that columns of articles go by, in the languages of newsrooms."""

from __future__ import annotations

import re

FIELDS = (
    "text", "title", "published_at", "modified_at", "byline", "source", "url", "language", "tags",
)  # fmt: skip
# Column names of data sets and exports, best first; '.' stands for a name inside an object.
_NAMES = {
    "text": """text body content article article_text article_body articlebody maintext main_text
        full_text fulltext news_text news story document details.body текст texto texte inhalt
        volltext κείμενο metin içerik haber النص نص المحتوى 正文 内容 文本 contenido contenu corpo
        testo conteúdo message post raw_text clean_text abstract summary description""",
    "title": """title headline heading header article_title news_title name subject заголовок
        название título titulo titre titel überschrift τίτλος başlık العنوان عنوان 标题 題目
        titolo""",
    "published_at": """published_at published publish_date publication_date published_date
        date_published datepublished pub_date pubdate first_published_at
        publishedat date datetime timestamp created_at created posted_at дата дата_публикации
        fecha fecha_publicación date_publication datum veröffentlicht ημερομηνία tarih
        yayın_tarihi التاريخ تاريخ تاريخ_النشر 日期 发布时间 时间 data""",
    "modified_at": """modified_at last_modified modified modified_date updated_at updated
        last_updated date_modified datemodified date_modify lastmod дата_изменения обновлено
        actualizado mise_à_jour geändert aktualisiert ενημέρωση güncelleme آخر_تحديث 更新时间""",
    "byline": """byline author authors writer creator journalist reporter author.name
        автор авторы autor autora autores auteur auteurs verfasser συντάκτης yazar الكاتب كاتب
        作者 记者 autore""",
    "source": """source outlet publisher publication site sitename site_name source_name newspaper
        media domain source.name source.title publisher.name
        источник издание fuente medio quelle zeitung πηγή kaynak المصدر مصدر 来源
        媒体 fonte""",
    "url": """url link href permalink article_url source_url web_url canonical_url uri
        ссылка адрес enlace lien adresse σύνδεσμος bağlantı الرابط رابط 链接 网址""",
    "language": "language lang locale язык idioma langue sprache γλώσσα dil اللغة لغة 语言 lingua",
    "tags": """tags tag keywords categories category topics topic section labels теги рубрика
        категория etiquetas categoría mots-clés rubrique schlagworte rubrik kategorie ετικέτες
        κατηγορία etiketler kategori الوسوم وسوم 标签 关键词 categoria""",
}
_RANK = {
    field: {name: rank for rank, name in enumerate(names.split())}
    for field, names in _NAMES.items()
}
_SEPARATORS = re.compile(r"[\s\-_]+")


def rank(field: str, column: str) -> float | None:
    """Return how well a column's name fits a field, lower being better; None if it does not."""
    name = _SEPARATORS.sub("_", column.strip().lower())
    ranks = _RANK[field]
    if name in ranks:
        return ranks[name]
    # Of what lies inside an object only the text is known by its last name: `image.url` is not
    # the address of the article.
    inner = name.rsplit(".", 1)[-1] if field == "text" else name
    return ranks[inner] + 0.5 if inner in ranks else None
