import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles.feeds import is_feed, read_feed
from annotator.articles.markup import is_fragment, to_text
from annotator.articles.webpage import read_page
from annotator.model import Draft, Refusal

WORDS = "The harbour of Eastport was closed on Monday after a ship had run aground in the night. "


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def read(source: str | bytes, **more: str) -> Draft:
    data = source.encode() if isinstance(source, str) else source
    draft = read_page(data, "a.html", **more)
    assert isinstance(draft, Draft), draft
    return draft


def test_an_article_cut_by_advertisements_is_joined() -> None:
    pieces = "".join(
        f'<div class="body"><p>Part {n}. {WORDS * 4}</p></div><aside>Buy this</aside>'
        for n in range(6)
    )
    body = read(page(f"<article><h1>Ship</h1><div>{pieces}</div></article>")).body
    assert [f"Part {n}." in body for n in range(6)] == [True] * 6
    assert "Buy this" not in body


def test_the_declared_charset_of_page_and_server_is_followed() -> None:
    text = WORDS * 4 + "Корабль сел на мель у порта."
    head = '<meta charset="windows-1251"><title>Порт</title>'
    source = page(f"<article><p>{text}</p></article>", head).encode("cp1251")
    assert (read(source).title, read(source).encoding) == ("Порт", "cp1251")
    plain = page(f"<article><p>{text}</p></article>").encode("koi8_r")
    assert "Корабль" in read(plain, declared="koi8-r").body


def test_modified_and_published_come_with_their_time() -> None:
    head = (
        '<meta property="article:modified_time" content="2016-11-03T10:00:00+01:00">'
        '<script type="application/ld+json">{"datePublished": "2016-11-02T16:37:00Z"}</script>'
    )
    draft = read(page(f"<article><p>{WORDS * 4}</p></article>", head))
    assert draft.published_at == "2016-11-02T16:37:00Z"
    assert draft.modified_at == "2016-11-03T10:00:00+01:00"


def test_labels_whose_dates_the_extractor_lost_leave_the_top() -> None:
    day = '<time datetime="2016-11-02T16:37:00Z">2 November 2016</time>'
    dates = f"<p>Published: {day} · Updated: {day}</p>"
    body = read(page(f"<article><h1>Ship</h1>{dates}<p>{WORDS * 4}</p></article>")).body
    assert body == (WORDS * 4).strip()


@pytest.mark.parametrize("broken", ["<html><p", "<div>" * 5000 + "x", "<![CDATA[", "<a b='", "]]>"])
def test_broken_markup_raises_nothing(broken: str) -> None:
    assert isinstance(read_page(broken.encode(), "a.html"), Draft | Refusal)
    to_text(broken)


@pytest.mark.shared
def test_the_main_text_of_real_pages_is_found(shared: Path) -> None:
    folder = shared / "corpora" / "articles" / "html"
    truth = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    shares = []
    for name in sorted(truth)[:15]:
        draft = read_page(gzip.decompress((folder / f"{name}.html.gz").read_bytes()), name)
        assert isinstance(draft, Draft)
        wanted = set(truth[name]["articleBody"].split())
        shares.append(len(wanted & set(draft.body.split())) / len(wanted))
    assert sum(shares) / len(shares) > 0.9


def test_a_million_tags_that_nothing_closes_are_gone_through_and_are_no_fragment() -> None:
    # A search that begins anew at each of them would not come to an end here.
    assert not is_fragment("x" + "<p " * 1_000_000)
    assert not is_fragment("x" + "<p>" * 1_000_000)


def test_fragments_become_paragraphs() -> None:
    fragment = (
        "<div>One <b>bold</b>\n word</div><!-- note --><p>Two<br/>lines &lt;here&gt;</p>"
        "<ul><li>a<li>b</ul>tail<style>x</style>"
    )
    assert to_text(fragment) == "One bold word\n\nTwo\nlines <here>\n\na\n\nb\n\ntail"


@given(st.text())
def test_text_without_markup_survives_as_fragment(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    if "<" not in text and "&" not in text:
        assert [c for c in to_text(text) if c.isalnum()] == letters


def test_atom_content_is_taken_before_the_summary() -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Echo</title><entry>
    <title>Ship</title><link href="https://echo.example/1"/><author><name>Jane Roe</name></author>
    <published>2016-11-02T16:37:00Z</published><updated>2016-11-03T00:00:00Z</updated>
    <category term="ports"/><summary>Short.</summary>
    <content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</content>
    </entry></feed>""".encode()
    assert is_feed(feed)
    [draft] = read_feed(feed, "feed.atom")
    assert isinstance(draft, Draft)
    assert draft.body == f"{WORDS.strip()}\n\nMore."
    assert (draft.byline, draft.tags, draft.source) == ("Jane Roe", ("ports",), "Echo")
    assert (draft.published_at, draft.modified_at) == (
        "2016-11-02T16:37:00Z",
        "2016-11-03T00:00:00Z",
    )


def test_a_file_name_given_as_feed_is_not_opened() -> None:
    [refusal] = read_feed(b"/etc/hostname", "feed.rss")
    assert isinstance(refusal, Refusal)
