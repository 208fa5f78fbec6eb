"""The schema, as the migrations that made it. An applied migration is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

MIGRATIONS = Migrations("pressmark")


@MIGRATIONS()
def m001_initial(db: Database) -> None:
    """Projects, labels, annotators, articles with versions, acts and their projections."""
    for statement in _INITIAL:
        db.conn.execute(statement)


@MIGRATIONS()
def m002_relations(db: Database) -> None:
    """Relations, replies, parts, entities and attributes of annotations; read paragraphs."""
    for statement in _RELATIONS:
        db.conn.execute(statement)
    # Projects that began with the default label set get what has been added to it.
    db.conn.executemany(
        """
        INSERT OR IGNORE INTO label
        SELECT project_id, ?, ?, ?, ?, ?,
               CASE WHEN EXISTS (SELECT 1 FROM label AS other
                    WHERE other.project_id = label.project_id AND other.key = ?6)
               THEN '' ELSE ?6 END,
               ?, NULL, '[]', ?, '',
               (SELECT max(position) FROM label AS other
                WHERE other.project_id = label.project_id) + ?
        FROM label WHERE id = 'QUOTE'
        """,
        [(*label, place) for place, label in enumerate(_MORE_LABELS, 1)],
    )


@MIGRATIONS()
def m003_preferences_and_bookmarks(db: Database) -> None:
    """How an annotator likes the desk, and where they are in an article."""
    for statement in _PREFERENCES:
        db.conn.execute(statement)


@MIGRATIONS()
def m004_entities(db: Database) -> None:
    """Entities that a project lists, for marks to name."""
    for statement in _ENTITIES:
        db.conn.execute(statement)


@MIGRATIONS()
def m005_groups_over_articles(db: Database) -> None:
    """Find the acts of a group by article: a group may be about thousands of articles."""
    db.conn.execute("DROP INDEX acts_by_group")
    db.conn.execute("CREATE INDEX acts_by_group ON acts (group_id, article_seq, seq)")


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

_RELATIONS = (
    "ALTER TABLE acts RENAME TO acts_before",
    """
    CREATE TABLE acts (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,  -- made by whoever acts
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        at TEXT NOT NULL,  -- by the clock of whoever acted
        stored_at TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,  -- annotation, assignment, paragraph or recognition
        before TEXT,  -- JSON; NULL: it was not there
        after TEXT,
        group_id TEXT NOT NULL,
        undoes TEXT NOT NULL DEFAULT '',
        took_ms INTEGER  -- from seeing a suggestion to answering it
    )
    """,
    "INSERT INTO acts SELECT *, NULL FROM acts_before",
    "DROP TABLE acts_before",
    "CREATE INDEX acts_by_article ON acts (article_seq, seq)",
    "CREATE INDEX acts_by_group ON acts (group_id, seq)",
    "CREATE INDEX acts_by_annotator ON acts (annotator_id, kind, stored_at)",
    "ALTER TABLE label RENAME TO label_before",
    """
    CREATE TABLE label (
        project_id INTEGER NOT NULL REFERENCES project(id),
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,  -- span, article, relation or chain
        tag TEXT NOT NULL,
        colour TEXT NOT NULL,  -- a hue of the palette
        key TEXT NOT NULL,
        description TEXT NOT NULL,
        parent_id TEXT,
        attributes TEXT NOT NULL,  -- a JSON list of {id, name, kind, choices}
        joins TEXT NOT NULL,  -- JSON {from_ids, to_ids}: lists of label ids; empty: any
        status TEXT NOT NULL,  -- proposed, or empty
        position INTEGER NOT NULL,
        PRIMARY KEY (project_id, id)
    )
    """,
    """
    INSERT INTO label
    SELECT project_id, id, name, kind, tag, colour, key, description, parent_id, '[]',
           '{"from_ids": [], "to_ids": []}', '', position
    FROM label_before
    """,
    "DROP TABLE label_before",
    "ALTER TABLE annotation RENAME TO annotation_before",
    """
    CREATE TABLE annotation (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        version_id INTEGER NOT NULL REFERENCES article_version(id),
        kind TEXT NOT NULL,  -- span, article, relation or reply
        label_id TEXT,  -- NULL: a bare note, or a reply
        start INTEGER,  -- code points, half-open
        "end" INTEGER,
        quote TEXT,
        parts TEXT,  -- JSON [[start, end], ...] of a passage with gaps; NULL: it has none
        note TEXT NOT NULL,
        state TEXT NOT NULL,  -- suggested, made, accepted, corrected or rejected
        suggestion_id TEXT,  -- the suggestion that this one answers
        from_id TEXT,  -- the annotations that a relation joins
        to_id TEXT,
        on_id TEXT,  -- the annotation whose note a reply answers
        entity_id TEXT,  -- an identifier of what the passage names
        attributes TEXT NOT NULL,  -- JSON object
        score REAL,
        reason TEXT NOT NULL,
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        act_id TEXT NOT NULL  -- the act that gave it this content
    )
    """,
    """
    INSERT INTO annotation
    SELECT seq, id, article_seq, version_id, kind, label_id, start, "end", quote, NULL, note, state,
           suggestion_id, NULL, NULL, NULL, NULL, '{}', score, reason, annotator_id, created_at,
           updated_at, act_id
    FROM annotation_before
    """,
    "DROP TABLE annotation_before",
    'CREATE INDEX annotation_by_article ON annotation (article_seq, start, "end" DESC, seq)',
    "CREATE INDEX annotation_by_label ON annotation (label_id, state, article_seq, kind)",
    "CREATE INDEX annotation_by_quote ON annotation (quote, label_id)",
    """
    CREATE UNIQUE INDEX annotation_answer ON annotation (suggestion_id, annotator_id)
    WHERE suggestion_id IS NOT NULL
    """,
    "CREATE INDEX annotation_from ON annotation (from_id) WHERE from_id IS NOT NULL",
    "CREATE INDEX annotation_to ON annotation (to_id) WHERE to_id IS NOT NULL",
    "CREATE INDEX annotation_on ON annotation (on_id) WHERE on_id IS NOT NULL",
    """
    CREATE TABLE paragraph (
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        start INTEGER NOT NULL,  -- of a paragraph that was read, with nothing to be marked in it
        "end" INTEGER NOT NULL,
        updated_at TEXT NOT NULL,
        PRIMARY KEY (article_seq, annotator_id, start)
    )
    """,
)

# The labels that joined the default set: id, name, kind, tag, colour, key, description, joins.
_MORE_LABELS = (
    (
        "SPEAKER", "Speaker", "span", "SPK", "rust", "9", "The words that name who said it.",
        '{"from_ids": [], "to_ids": []}',
    ),
    (
        "CUE", "Cue", "span", "CUE", "plum", "", "The words that introduce a quotation: said.",
        '{"from_ids": [], "to_ids": []}',
    ),
    (
        "SAID_BY", "Said by", "relation", "BY", "rust", "", "From a quotation to its speaker.",
        '{"from_ids": ["QUOTE"], "to_ids": ["SPEAKER", "PER", "ORG", "LOC", "NORP"]}',
    ),
    (
        "SAID_WITH", "Said with", "relation", "WITH", "plum", "", "From a quotation to its cue.",
        '{"from_ids": ["QUOTE"], "to_ids": ["CUE"]}',
    ),
    (
        "BELONGS_TO", "Belongs to", "relation", "OF", "blue", "",
        "From a person or a body to the body or the place that it is part of.",
        '{"from_ids": ["PER", "ORG"], "to_ids": ["ORG", "LOC", "NORP"]}',
    ),
    (
        "TOOK_PART", "Took part in", "relation", "IN", "rose", "", "From whoever was there.",
        '{"from_ids": ["PER", "ORG", "LOC", "NORP"], "to_ids": ["EVENT"]}',
    ),
    (
        "SAME", "Same", "chain", "=", "slate", "", "Different words for one and the same thing.",
        '{"from_ids": [], "to_ids": []}',
    ),
)  # fmt: skip

_PREFERENCES = (
    """
    CREATE TABLE preference (
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        name TEXT NOT NULL,
        value TEXT NOT NULL,  -- JSON
        updated_at TEXT NOT NULL,
        PRIMARY KEY (annotator_id, name)
    )
    """,
    """
    CREATE TABLE bookmark (
        article_seq INTEGER NOT NULL REFERENCES article(seq),
        annotator_id TEXT NOT NULL REFERENCES annotator(id),
        at INTEGER NOT NULL,  -- the first code point in view
        updated_at TEXT NOT NULL,
        PRIMARY KEY (article_seq, annotator_id)
    )
    """,
)

_ENTITIES = (
    """
    CREATE TABLE entity (
        project_id INTEGER NOT NULL REFERENCES project(id),
        id TEXT NOT NULL,  -- an identifier, as annotations carry it in entity_id
        name TEXT NOT NULL,
        aliases TEXT NOT NULL,  -- a JSON list of other names
        description TEXT NOT NULL,
        folded TEXT NOT NULL,  -- a line for each name and the id, without case and accents
        PRIMARY KEY (project_id, id)
    )
    """,
    "CREATE INDEX entity_by_name ON entity (project_id, folded)",
    "CREATE INDEX annotation_entity ON annotation (entity_id) WHERE entity_id IS NOT NULL",
)
