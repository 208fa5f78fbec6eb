"""Which suggestions an annotator is shown: what is hidden from them is counted nowhere.

Hidden is what their memory leaves out, what the memories of others suggest, and all on an article
that they read without suggestions. It is less than what is shown, so that counting goes on by the
indexes and takes the hidden ones off again.
"""

from __future__ import annotations

from collections.abc import Mapping

from annotator.model import Sight
from annotator.store.annotation import MARK, MEMORY
from annotator.store.blindness import lifted_on
from annotator.store.openings import all_without, without

# These stand before a query, and their one parameter, the annotator, before its own.
READER = "WITH reader(id) AS (VALUES (?))"
_READER = "(SELECT id FROM reader)"
_BY_MEMORY = f"""
    SELECT suggestion_id FROM left_out WHERE annotator_id = {_READER}
    UNION
    SELECT id FROM annotation
    WHERE annotator_id GLOB '{MEMORY}*' AND annotator_id <> '{MEMORY}' || {_READER}
"""
HIDDEN = f"""
    {READER}, hidden(id) AS (
        {_BY_MEMORY}
        UNION
        SELECT annotation.id FROM ({all_without(_READER)}) CROSS JOIN annotation USING (article_seq)
        WHERE state = 'suggested'
    )
"""
# The same but for whole articles: where each annotation is asked for by itself.
HIDDEN_BY_MEMORY = f"{READER}, hidden(id) AS ({_BY_MEMORY})"
# Whether the reader reads an article without suggestions.
WITHOUT = without("article.seq", _READER)

# How many of an article the reader is shown: the memory's own come to everybody's, what it leaves
# out goes off.
SUGGESTIONS = f"""(CASE WHEN {WITHOUT} THEN 0 ELSE
    article.suggestions
    + (SELECT count(*) FROM annotation AS own
       WHERE own.annotator_id GLOB '{MEMORY}*'
         AND own.annotator_id = '{MEMORY}' || (SELECT id FROM reader)
         AND own.article_seq = article.seq)
    - (SELECT count(*) FROM left_out JOIN annotation ON annotation.id = left_out.suggestion_id
       WHERE left_out.article_seq = article.seq
         AND left_out.annotator_id = (SELECT id FROM reader)
         AND annotation.state = 'suggested' AND {MARK})
END)"""

# What the reader alone has put on an article.
_OWN = """
    SELECT count(*) FROM annotation
    WHERE annotation.article_seq = article.seq AND annotator_id = (SELECT id FROM reader)
"""
_OWN_MARKS = f"({_OWN} AND state <> 'suggested' AND state <> 'rejected' AND {MARK})"
_OWN_NOTES = f"({_OWN} AND note <> '' AND kind <> 'reply')"


def _by_sight(everybodys: str, own: str) -> Mapping[Sight, str]:
    lifted = f"(CASE WHEN {lifted_on('article.seq')} THEN {everybodys} ELSE {own} END)"
    return {"all": everybodys, "lifted": lifted, "own": own}


# How many of an article there are for whoever looks.
MARKS = _by_sight("marks", _OWN_MARKS)
NOTES = _by_sight("notes", _OWN_NOTES)

# What leaves in a file: a hidden suggestion does where an answer, or the end of one, hangs on it.
# HIDDEN_BY_MEMORY stands before it.
_ANSWERED = "EXISTS (SELECT 1 FROM annotation AS answer WHERE answer.suggestion_id = {}.id)"
LEAVES = f"""NOT (
    annotation.state = 'suggested'
    AND (annotation.id IN (SELECT id FROM hidden)
         OR coalesce(annotation.from_id IN (SELECT id FROM hidden), 0)
         OR coalesce(annotation.to_id IN (SELECT id FROM hidden), 0)
         OR {without("annotation.article_seq", _READER)})
    AND NOT {_ANSWERED.format("annotation")}
    AND NOT EXISTS (
        SELECT 1 FROM annotation AS joined
        WHERE (joined.from_id = annotation.id OR joined.to_id = annotation.id)
          AND (joined.state <> 'suggested' OR {_ANSWERED.format("joined")}))
)"""
