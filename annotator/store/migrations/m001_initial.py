"""Projects, labels, annotators, articles with versions, acts and their projections."""

from __future__ import annotations

from sqlite_utils import Database

_INITIAL = (
    """
    CREATE TABLE project (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE label (
        project_id INTEGER NOT NULL REFERENCES project(id),
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        tag TEXT NOT NULL,
        colour TEXT NOT NULL,  -- a hue of the palette
        key TEXT NOT NULL,
        description TEXT NOT NULL,
        parent_id TEXT,
        position INTEGER NOT NULL,
        PRIMARY KEY (project_id, id)
    )
    """,
    """
    CREATE TABLE annotator (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,  -- person, recogniser or file
        version TEXT NOT NULL,
        created_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE load (
        id INTEGER PRIMARY KEY,
        project_id INTEGER NOT NULL REFERENCES project(id),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        source TEXT NOT NULL,  -- what was loaded, in words
        at TEXT NOT NULL,
        loaded INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        refused INTEGER NOT NULL DEFAULT 0,
        undone_at TEXT
    )
    """,
    """
    CREATE TABLE article (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,  -- the start of the text's hash; in links and files
        project_id INTEGER NOT NULL REFERENCES project(id),
        load_id INTEGER NOT NULL REFERENCES load(id),
        version_id INTEGER NOT NULL,  -- the present version
        title TEXT NOT NULL,
        byline TEXT NOT NULL,
        source TEXT NOT NULL,
        url TEXT NOT NULL,
        published_at TEXT NOT NULL,
        modified_at TEXT NOT NULL,
        language TEXT NOT NULL,
        tags TEXT NOT NULL,  -- a JSON list
        words INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        loaded_at TEXT NOT NULL,
        removed_at TEXT NOT NULL DEFAULT '',  -- empty: it is there
        recognised_by TEXT NOT NULL DEFAULT '',  -- the recogniser that has read it
        marks INTEGER NOT NULL DEFAULT 0,  -- labels that people put on it
        suggestions INTEGER NOT NULL DEFAULT 0,
        notes INTEGER NOT NULL DEFAULT 0,
        UNIQUE (project_id, sha256)
    )
    """,
    "CREATE INDEX article_by_date ON article (project_id, removed_at, published_at, seq)",
    "CREATE INDEX article_by_title ON article (project_id, removed_at, title, seq)",
    "CREATE INDEX article_by_source ON article (project_id, removed_at, source, seq)",
    "CREATE UNIQUE INDEX article_by_version ON article (version_id)",
    "CREATE INDEX article_by_load ON article (project_id, removed_at, seq)",
    "CREATE INDEX article_by_marks ON article (project_id, removed_at, marks, seq)",
    "CREATE INDEX article_unread ON article (project_id, recognised_by, removed_at, seq)",
    """
    CREATE TABLE article_version (
        id INTEGER PRIMARY KEY,
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        number INTEGER NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (article_seq, number)
    )
    """,
    """
    CREATE TABLE original (
        version_id INTEGER PRIMARY KEY REFERENCES article_version(id),
        place TEXT NOT NULL,
        encoding TEXT NOT NULL,
        bytes BLOB NOT NULL  -- zlib
    )
    """,
    """
    CREATE VIRTUAL TABLE article_search USING fts5(
        title, text, content='article_version', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    )
    """,
    # Scripts without spaces are indexed a character at a time and searched as phrases, so that
    # words of one, two and more characters are all found.
    """
    CREATE VIRTUAL TABLE article_search_unspaced USING fts5(
        text, content='', tokenize="unicode61"
    )
    """,
    """
    CREATE TABLE acts (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,  -- made by whoever acts
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        at TEXT NOT NULL,  -- by the clock of whoever acted
        stored_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,  -- annotation, assignment or recognition
        before TEXT,  -- JSON; NULL: it was not there
        after TEXT,
        group_id TEXT NOT NULL,
        undoes TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX acts_by_article ON acts (article_seq, seq)",
    "CREATE INDEX acts_by_group ON acts (group_id, seq)",
    "CREATE INDEX acts_by_annotator ON acts (annotator_id, kind, stored_at)",
    """
    CREATE TABLE act_group (
        id TEXT NOT NULL,
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        last_seq INTEGER NOT NULL,
        state TEXT NOT NULL,  -- done, undone, or dropped (undone and then overtaken)
        PRIMARY KEY (id, article_seq)
    )
    """,
    "CREATE INDEX act_group_stack ON act_group (annotator_id, article_seq, state, last_seq)",
    """
    CREATE TABLE annotation (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        version_id INTEGER NOT NULL REFERENCES article_version(id),
        kind TEXT NOT NULL,  -- span or article
        label_id TEXT,  -- NULL: a bare note
        start INTEGER,  -- code points, half-open
        "end" INTEGER,
        quote TEXT,
        note TEXT NOT NULL,
        state TEXT NOT NULL,  -- suggested, made, accepted, corrected or rejected
        suggestion_id TEXT,  -- the suggestion that this one answers
        score REAL,
        reason TEXT NOT NULL,
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        act_id TEXT NOT NULL  -- the act that gave it this content
    )
    """,
    'CREATE INDEX annotation_by_article ON annotation (article_seq, start, "end" DESC, seq)',
    "CREATE INDEX annotation_by_label ON annotation (label_id, state, article_seq)",
    "CREATE INDEX annotation_by_quote ON annotation (quote, label_id)",
    """
    CREATE UNIQUE INDEX annotation_answer ON annotation (suggestion_id, annotator_id)
    WHERE suggestion_id IS NOT NULL
    """,
    """
    CREATE TABLE assignment (
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        state TEXT NOT NULL,  -- in work or done; no row: open
        updated_at TEXT NOT NULL,
        PRIMARY KEY (article_seq, annotator_id)
    )
    """,
    "CREATE INDEX assignment_by_annotator ON assignment (annotator_id, state, article_seq)",
)


def migrate(db: Database) -> None:
    """Projects, labels, annotators, articles with versions, acts and their projections."""
    for statement in _INITIAL:
        db.conn.execute(statement)
