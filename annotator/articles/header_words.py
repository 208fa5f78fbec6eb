"""The words that header lines of articles are made of, in the languages of newsrooms."""

from __future__ import annotations

# Labels as outlets print them, in ten languages; one line a language.
_LABELS = {
    "published_at": """
        published on|published at|published online|published|posted on|posted at|posted|
        first published on|first published at|first published|originally published|
        publication date|publish date|date published|released on|date|issued|
        опубликовано|дата публикации|дата|
        publicado el|publicado|fecha de publicación|fecha|
        publié le|publié|date de publication|créé le|
        veröffentlicht am|veröffentlicht|erschienen am|erstellt am|datum|gepubliceerd op|
        gepubliceerd|
        δημοσιεύτηκε στις|δημοσιεύτηκε|δημοσίευση|ημερομηνία|
        yayınlanma tarihi|yayınlanma|yayın tarihi|giriş tarihi|giriş|tarih|
        publicado em|data de publicação|data|pubblicato il|pubblicato|
        تاريخ النشر|نشر في|نُشر في|نشر بتاريخ|التاريخ|
        发布时间|发布于|发表时间|发表于|日期|時間|时间""",
    "modified_at": """
        last modified on|last modified|last updated on|last updated at|last updated|last update|
        last edited|last revised|updated on|updated at|updated|update|modified on|modified|
        date modified|edited|
        последнее обновление|обновлено|изменено|
        última actualización|última modificación|actualizado el|actualizado|
        dernière mise à jour le|dernière mise à jour|mis à jour le|mise à jour le|mis à jour|
        mise à jour|modifié le|
        zuletzt aktualisiert am|zuletzt aktualisiert|zuletzt geändert|letzte aktualisierung|
        aktualisiert am|aktualisiert|stand|bijgewerkt op|bijgewerkt|
        τελευταία ενημέρωση|ενημερώθηκε στις|ενημερώθηκε|
        son güncelleme tarihi|son güncelleme|güncellenme tarihi|güncellenme|güncelleme|
        última atualização|atualizado em|atualizado às|atualizado|aggiornato il|aggiornato|
        ultimo aggiornamento|
        آخر تحديث|آخر تعديل|تم التحديث|تاريخ التحديث|最后更新|更新时间|更新于|更新""",
    "byline": """
        byline|author|authors|written by|автор|авторы|текст|autor|autora|auteur|συντάκτης|yazar|
        haber|بقلم|الكاتب|كتب|كتبت|作者|记者|記者|文|autore""",
    "source": """
        source|from|publisher|источник|fuente|quelle|πηγή|kaynak|fonte|المصدر|来源|來源""",
    "url": """
        url|link|permalink|original url|source url|web page""",
    "tags": """
        tags|tag|topics|keywords|теги|метки|ключевые слова|etiquetas|palabras clave|mots-clés|
        schlagwörter|schlagworte|ετικέτες|etiketler|palavras-chave|الكلمات المفتاحية|كلمات مفتاحية|
        وسوم|الوسوم|标签|关键词|標籤""",
}
FIELD_OF_LABEL = {
    label.strip(): field for field, labels in _LABELS.items() for label in labels.split("|")
}
# Labels that also stand in a list of facts inside a text ("Date: 3 March", of a meeting).
VAGUE_LABELS = set(
    """
date|issued|дата|fecha|datum|ημερομηνία|tarih|data|التاريخ|日期|時間|时间|stand|from|publisher|url|
link|текст|haber|文|source|источник|fuente|quelle|πηγή|kaynak|fonte|المصدر|来源|來源
""".replace("\n", "").split("|")
)

# Stand alone over the name that they belong to.
BYLINE_WORDS = {"by", "written by", "posted by", "reported by", "par", "von", "por"}

AGENCIES = set(
    """
reuters|thomson reuters|associated press|the associated press|ap|ap news|afp|agence france-presse|
dpa|efe|ansa|tass|тасс|интерфакс|interfax|риа новости|ria novosti|xinhua|新华社|新華社|kyodo|
kyodo news|共同社|anadolu agency|anadolu ajansı|pa|pa media|press association|upi|
united press international|bloomberg|bloomberg news|bbc|bbc news|cnn|al jazeera|lusa|ap-apa|apa|
canadian press|the canadian press|yonhap|yonhap news agency|press trust of india|pti|رويترز|
أ ف ب|فرانس برس|وكالات|الجزيرة|keystone-sda|belga|europa press|agência brasil
""".replace("\n", "").split("|")
)

# What ends the name of a group of journalists or says what a journalist is.
ROLES = {
    "desk", "staff", "team", "newsroom", "bureau", "writer", "writers", "reporter", "reporters",
    "editor", "editors", "correspondent", "correspondents", "agencies", "columnist", "service",
    "services", "rédaction", "correspondant", "correspondante", "spécial", "spéciale", "agences",
    "redacción", "corresponsal", "especial", "agencias", "redazione", "inviato", "corrispondente",
    "redaktion", "korrespondent", "korrespondentin", "agenturen", "redação", "correspondente",
    "agências", "redactie", "verslaggever",
}  # fmt: skip
COMPOUND_ROLES = ("redaktion", "korrespondent", "korrespondentin", "redactie")
ARTICLES = {
    "the", "le", "la", "les", "el", "los", "las", "il", "lo", "der", "die", "dem", "den", "o", "os",
    "as", "de",
}  # fmt: skip
DETERMINERS = ARTICLES | {"a", "an", "our", "notre", "unserer", "unserem", "nuestra", "nuestro"}
SMALL_WORDS = {
    "and", "&", "et", "y", "und", "e", "και", "ve", "en", "de", "von", "van", "der", "del", "al",
    "bin", "for", "in", "at", "à", "la", "le", "di", "da", "do", "dos", "ter", "ibn", "with",
}  # fmt: skip

# Lines that say where on a site an article stood; they are no headlines.
SECTIONS = set(
    """
news|world|world news|uk|uk news|us|us news|politics|business|economy|sport|sports|science|health|
technology|tech|culture|opinion|comment|analysis|europe|asia|africa|middle east|americas|
environment|education|entertainment|markets|breaking news|latest|home|local|national|
international|monde|politique|économie|société|culture|actualités|mundo|política|economía|
economia|sociedad|deportes|cultura|internacional|politik|wirtschaft|panorama|ausland|inland|
wissen|sport|в мире|политика|экономика|общество|новости|мир|κόσμος|πολιτική|οικονομία|dünya|
gündem|ekonomi|siyaset|أخبار|سياسة|اقتصاد|العالم|رياضة|国际|国内|财经|时政|体育|mondo|esteri|cronaca
""".replace("\n", "").split("|")
)
