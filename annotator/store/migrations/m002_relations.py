"""Relations, replies, parts, entities and attributes of annotations; read paragraphs."""

from __future__ import annotations

from sqlite_utils import Database

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


def migrate(db: Database) -> None:
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
