"""What is remembered of people's decisions, and the suggestions that the memory leaves out."""

from __future__ import annotations

from sqlite_utils import Database

# What words begin with: all up to the first blank, or one character where no blanks are written.
# The numbers are the ranges of `text.UNSPACED`, and what little else lies between them.
_FIRST = """CASE
    WHEN unicode({0}.quote) BETWEEN 3584 AND 4255 OR unicode({0}.quote) BETWEEN 6016 AND 6143
      OR unicode({0}.quote) >= 12352 THEN substr({0}.quote, 1, 1)
    ELSE substr({0}.quote, 1, instr({0}.quote || ' ', ' ') - 1) END"""
_COUNTS = """{0}.kind = 'span' AND {0}.label_id IS NOT NULL AND {0}.parts IS NULL
    AND {0}.state <> 'suggested' AND length({0}.quote) BETWEEN 1 AND 200"""
_THIS = """project_id = (SELECT project_id FROM article WHERE seq = {0}.article_seq)
    AND annotator_id = {0}.annotator_id AND first = %s AND quote = {0}.quote
    AND label_id = {0}.label_id"""
_CORRECTION = """
    INSERT OR IGNORE INTO correction
    SELECT answer.id, project_id, answer.annotator_id, wrong.quote, wrong.label_id, answer.quote,
        answer.label_id, answer.start - wrong.start
    FROM annotation AS answer JOIN annotation AS wrong ON wrong.id = answer.suggestion_id
        JOIN article ON article.seq = answer.article_seq
    WHERE answer.state = 'corrected' AND wrong.kind = 'span' AND wrong.label_id IS NOT NULL
        AND wrong.parts IS NULL AND length(wrong.quote) <= 200
"""


def _of(sql: str, row: str) -> str:
    return sql.replace("%s", _FIRST).replace("{0}", row)


_MEMORY = (
    """
    CREATE TABLE memory (
        project_id INTEGER NOT NULL REFERENCES project(id),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        first TEXT NOT NULL,  -- what the quote begins with: all up to the first blank
        quote TEXT NOT NULL,
        label_id TEXT NOT NULL,
        marked INTEGER NOT NULL,  -- how often this annotator made or accepted it
        rejected INTEGER NOT NULL,
        article_seq INTEGER,  -- where it was marked last
        PRIMARY KEY (project_id, annotator_id, first, quote, label_id)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE correction (
        annotation_id TEXT PRIMARY KEY,  -- the answer
        project_id INTEGER NOT NULL REFERENCES project(id),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        quote TEXT NOT NULL,  -- what was suggested
        label_id TEXT NOT NULL,
        right_quote TEXT NOT NULL,  -- what it was corrected to
        right_label_id TEXT NOT NULL,
        shift INTEGER NOT NULL  -- where that begins, counted from where the suggestion did
    ) WITHOUT ROWID
    """,
    "CREATE INDEX correction_of ON correction (project_id, annotator_id, quote, label_id)",
    """
    CREATE TABLE left_out (
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        suggestion_id TEXT NOT NULL,  -- not shown to this annotator: the memory knows better
        PRIMARY KEY (article_seq, annotator_id, suggestion_id)
    ) WITHOUT ROWID
    """,
    _of(
        f"""
        CREATE TRIGGER memory_learns AFTER INSERT ON annotation WHEN {_COUNTS} BEGIN
            INSERT OR IGNORE INTO memory
            SELECT project_id, {{0}}.annotator_id, %s, {{0}}.quote, {{0}}.label_id, 0, 0, NULL
            FROM article WHERE seq = {{0}}.article_seq;
            UPDATE memory SET marked = marked + ({{0}}.state <> 'rejected'),
                rejected = rejected + ({{0}}.state = 'rejected'),
                article_seq = CASE WHEN {{0}}.state = 'rejected' THEN article_seq
                    ELSE {{0}}.article_seq END
            WHERE {_THIS};
            {_CORRECTION} AND answer.id = {{0}}.id;
        END
        """,
        "NEW",
    ),
    _of(
        f"""
        CREATE TRIGGER memory_forgets AFTER DELETE ON annotation WHEN {_COUNTS} BEGIN
            UPDATE memory SET marked = marked - ({{0}}.state <> 'rejected'),
                rejected = rejected - ({{0}}.state = 'rejected')
            WHERE {_THIS};
            DELETE FROM memory WHERE {_THIS} AND marked = 0 AND rejected = 0;
            DELETE FROM correction WHERE annotation_id = {{0}}.id;
        END
        """,
        "OLD",
    ),
    _of(
        f"""
        INSERT INTO memory
        SELECT project_id, annotator_id, %s, quote, label_id, sum(state <> 'rejected'),
            sum(state = 'rejected'), max(CASE WHEN state <> 'rejected' THEN article_seq END)
        FROM annotation JOIN article ON article.seq = article_seq WHERE {_COUNTS}
        GROUP BY project_id, annotator_id, quote, label_id
        """,
        "annotation",
    ),
    _of(f"{_CORRECTION} AND {_COUNTS}", "answer"),
)


def migrate(db: Database) -> None:
    """Remember what people decided about words, kept by triggers as annotations come and go."""
    for statement in _MEMORY:
        db.conn.execute(statement)
