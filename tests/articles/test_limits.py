from pathlib import Path

from annotator.articles import limits

PAGE = Path(__file__).parents[2] / "docs" / "limits.md"


def test_every_limit_is_documented_with_its_value() -> None:
    rows = PAGE.read_text(encoding="utf-8").splitlines()
    for name, value in vars(limits).items():
        if name.isupper():
            row = next((r for r in rows if f"`{name}`" in r), "")
            assert f"| {value:,} |" in row, name
