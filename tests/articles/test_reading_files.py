import io
import json
import os
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.articles import files, limits, read_file, read_paths
from annotator.model import Draft, Refusal

TEXT = "The harbour of Eastport was closed on Monday. Nobody was hurt, it’s said."


def read(name: str, data: bytes) -> Draft:
    [draft] = read_file(name, data)
    assert isinstance(draft, Draft), draft
    return draft


def refuse(name: str, data: bytes) -> str:
    [refusal] = read_file(name, data)
    assert isinstance(refusal, Refusal), refusal
    return refusal.reason


def archive(entries: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", TEXT + " 🚢 e\u0301"),
        ("utf-8-sig", TEXT),
        ("utf-16", TEXT + " Это текст."),
        ("utf-16-le", TEXT),
        ("utf-32", TEXT),
        ("cp1252", "Die Straße ist „gesperrt“ – sagt Herr Müller über die Lage in Köln."),
        ("cp1252", "Le ministre a déclaré que l’été était « très » chaud à Paris."),
        ("cp1251", "Премьер-министр заявил, что не полетит в столицу на саммит."),
        ("koi8_r", "Премьер-министр заявил, что не полетит в столицу на саммит."),
        ("cp932", "港湾局長は火曜日に東京で記者会見を開き、新しい計画を発表した。"),
        ("gb18030", "港务局长星期一说，一艘货船夜间在港口入口处搁浅，无人受伤。"),
        ("cp1256", "قال مدير الميناء إن السفينة جنحت في الليل ولم يصب أحد من الطاقم."),
        ("cp1253", "Οι άνθρωποι με τους οποίους μίλησα λένε ότι το λιμάνι έκλεισε."),
    ],
)
def test_each_encoding_is_found_and_read(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    draft = read("a.txt", data)
    assert draft.body == text
    assert draft.encoding == encoding
    assert draft.original == data


@given(st.text(min_size=1).filter(lambda s: s.strip()), st.sampled_from(["utf-8", "utf-16"]))
def test_any_text_is_an_article_or_a_refusal(text: str, encoding: str) -> None:
    for found in read_file("a.txt", text.encode(encoding)):
        assert isinstance(found, Draft | Refusal)


@given(st.binary(), st.sampled_from(files.EXTENSIONS))
def test_any_bytes_in_any_kind_of_file_raise_nothing(data: bytes, extension: str) -> None:
    for found in read_file("a" + extension, data):
        assert isinstance(found, Draft | Refusal)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "Empty"),
        ("a.txt", b" \r\n\t ", "Empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "not text but a PNG picture"),
        ("a.txt", bytes(range(256)) * 4, "not text"),
        ("a.txt", b"\xef\xbb\xbf\xff\xfe broken", "Wrong encoding"),
        ("a.docx", b"PK", "are not read"),
        ("README", b"text", "without an extension"),
        ("a.json", b'{"text": ', "Broken JSON"),
        ("a.parquet", b"PAR1 or not", "not a Parquet table"),
        ("a.zip", b"PK or not", "not a zip archive"),
        ("a.html", b"<html><body><script>1</script></body></html>", "Empty"),
    ],
)
def test_a_refusal_says_why(name: str, data: bytes, reason: str) -> None:
    assert reason in refuse(name, data)


def test_an_article_over_the_limit_is_refused_with_the_limit() -> None:
    assert f"{limits.MAX_ARTICLE_CHARACTERS:,}" in refuse(
        "a.txt", b"x" * (limits.MAX_ARTICLE_CHARACTERS + 1)
    )


def test_a_file_over_the_limit_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 1_000_000)
    assert "1 MB is the limit" in refuse("a.txt", b"x" * 1_000_001)


def test_markdown_gives_its_front_matter_and_heading() -> None:
    draft = read(
        "a.md",
        b'---\ntitle: "Ship aground"\nauthor: Jane Roe\ndate: 2016-01-02\ntags:\n  - ports\n'
        b"  - ships\n---\n\n# Ship aground\n\nIt *was* [closed](x).\n",
    )
    assert (draft.title, draft.byline, draft.published_at) == (
        "Ship aground",
        "Jane Roe",
        "2016-01-02",
    )
    assert (draft.tags, draft.body) == (("ports", "ships"), "It *was* [closed](x).")


def test_another_heading_than_the_title_stays_in_the_markdown() -> None:
    draft = read("a.md", b"---\ntitle: One\n---\n# Two\n\nText of it.\n")
    assert (draft.title, draft.body) == ("One", "# Two\n\nText of it.")


def test_an_emphasised_byline_and_tags_leave_the_markdown() -> None:
    draft = read(
        "a.md",
        b"# Ship aground\n\n*By the Echo desk \xc2\xb7 May 8, 1980*\n\nIt *was* closed.\n\n"
        b"**Tags:** ports, ships\n",
    )
    assert (draft.title, draft.byline, draft.published_at) == (
        "Ship aground",
        "Echo desk",
        "1980-05-08",
    )
    assert (draft.tags, draft.body) == (("ports", "ships"), "It *was* closed.")


def test_a_zip_names_archive_and_file() -> None:
    found = list(
        read_file(
            "all.zip",
            archive(
                {
                    "a.txt": TEXT.encode(),
                    "sub/t.csv": f'title,text\nOne,"{TEXT}"\n'.encode(),
                    ".hidden.txt": b"x",
                    "__MACOSX/a.txt": b"x",
                }
            ),
        )
    )
    assert [x.place for x in found] == ["all.zip / a.txt", "all.zip / sub/t.csv, row 2"]


def test_a_zip_member_that_leads_out_costs_itself_only() -> None:
    found = list(
        read_file(
            "all.zip",
            archive(
                {
                    "../up.txt": b"x",
                    "/etc/abs.txt": b"x",
                    "C:\\win.txt": b"x",
                    "in.zip": b"x",
                    "a.txt": TEXT.encode(),
                }
            ),
        )
    )
    reasons = [x.reason if isinstance(x, Refusal) else "read" for x in found]
    assert ["leads out" in r for r in reasons[:3]] == [True] * 3
    assert "archive inside" in reasons[3]
    assert reasons[4] == "read"


def test_a_zip_bomb_is_not_unpacked() -> None:
    [refusal] = read_file("all.zip", archive({"a.txt": b"0" * 20_000_000}))
    assert isinstance(refusal, Refusal)
    assert "to 1 is the limit" in refusal.reason


def test_a_zip_with_too_many_files_is_refused_as_a_whole() -> None:
    entries = {f"{n}.txt": b"" for n in range(limits.MAX_ARCHIVE_FILES + 1)}
    assert f"{limits.MAX_ARCHIVE_FILES:,} is the limit" in refuse("all.zip", archive(entries))


def test_a_folder_is_read_in_order_and_no_file_stops_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    (folder / "sub").mkdir(parents=True)
    (folder / "b.txt").write_text(TEXT)
    (folder / "a.bin").write_bytes(b"x")
    (folder / ".hidden.txt").write_text(TEXT)
    (folder / "sub" / "c.md").write_text(TEXT)
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (folder / "link.txt").symlink_to(secret)
    (folder / "out").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.txt")
    found = list(read_paths([folder, secret, tmp_path / "missing.txt"]))
    assert [x.place for x in found] == [
        "news/a.bin",
        "news/b.txt",
        "news/link.txt",
        "news/sub/c.md",
        "secret.txt",
        "missing.txt",
    ]
    assert [isinstance(x, Draft) for x in found] == [False, True, False, True, True, False]


def test_a_folder_without_files_and_a_path_that_is_nothing_are_refused_by_name(
    tmp_path: Path,
) -> None:
    (tmp_path / "void").mkdir()
    os.mkfifo(tmp_path / "pipe")
    found = list(read_paths([tmp_path / "void", tmp_path / "gone.txt", tmp_path / "pipe"]))
    assert all(isinstance(x, Refusal) for x in found)
    assert [x.reason for x in found if isinstance(x, Refusal)] == [
        "Empty: there are no files in the folder.",
        f"There is no such file or folder: {tmp_path / 'gone.txt'}",
        f"It is neither a file nor a folder: {tmp_path / 'pipe'}",
    ]


def test_a_folder_that_is_closed_to_us_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    read_in, refused = read_paths([tmp_path])
    assert isinstance(read_in, Draft)
    assert refused == Refusal(f"{tmp_path.name}/closed", "It can't be read: Permission denied.")


def test_a_packed_file_that_is_no_zip_is_refused_with_the_way_out() -> None:
    assert refuse("a.html.gz", b"\x1f\x8b") == (
        "It is packed, and .gz is not read. Unpack it, or pack it as a .zip."
    )


def test_a_broken_member_of_a_zip_costs_itself_only() -> None:
    whole = archive({"a.csv": b"title,text\nA,first\n", "b.txt": TEXT.encode()})
    at = whole.index(b"a.csv") + len("a.csv")
    found = list(read_file("all.zip", whole[:at] + b"\xff" * 8 + whole[at + 8 :]))
    assert isinstance(found[0], Refusal)
    assert "could not be unpacked" in found[0].reason
    assert isinstance(found[1], Draft)


@pytest.mark.parametrize("extension", [".jsonl", ".csv", ".zip"])
def test_memory_does_not_grow_with_a_file_of_rows(tmp_path: Path, extension: str) -> None:
    line = "A,{} " + "wörds of an article " * 50 + "\n"
    rows = "title,text\n" + "".join(line.format(n) for n in range(8_000))
    if extension == ".jsonl":
        rows = "".join(json.dumps({"text": row}) + "\n" for row in rows.splitlines()[1:])
    path = tmp_path / f"a{extension}"
    path.write_bytes(archive({"a.csv": rows.encode()}) if extension == ".zip" else rows.encode())
    next(read_paths([path]))  # what is imported on the way is not the file's
    tracemalloc.start()
    assert sum(isinstance(x, Draft) for x in read_paths([path])) == 8_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(rows) > 8_000_000
    assert peak < 4_000_000
