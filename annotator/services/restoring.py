"""What has to be done so that an article is again as it was: steps in the order that they need."""

from __future__ import annotations

from typing import Any

from annotator.store.history import Content

Snapshot = dict[str, Any]
Step = tuple[str, Snapshot | None, Snapshot | None]  # subject, before, after
_HANGING = ("relation", "reply")


def steps(now: Content, then: Content) -> list[Step]:
    """Return the steps from what is there now to what was there then.

    What hangs on marks (relations, replies) goes before them and comes back after them; a relation
    that changes is taken away and made again, since its marks may change under it.
    """
    gone, changed, back = [], [], []
    for id_ in now.annotations.keys() | then.annotations.keys():
        before, after = now.annotations.get(id_), then.annotations.get(id_)
        if before == after:
            continue
        if before and after and before["kind"] == after["kind"] != "relation":
            changed.append((before, after))
            continue
        if before:
            gone.append(before)
        if after:
            back.append(after)
    hanging_last = sorted(back, key=lambda one: (one["kind"] in _HANGING, one["id"]))
    hanging_first = sorted(gone, key=lambda one: (one["kind"] not in _HANGING, one["id"]))
    changed.sort(key=lambda pair: (pair[0]["kind"] in _HANGING, pair[0]["id"]))
    found: list[Step] = [("annotation", one, None) for one in hanging_first]
    found += [("annotation", before, after) for before, after in changed]
    found += [("annotation", None, one) for one in hanging_last]
    for start in sorted(now.paragraphs.keys() ^ then.paragraphs.keys()):
        found.append(("paragraph", now.paragraphs.get(start), then.paragraphs.get(start)))
    if now.state != then.state:
        found.append(("assignment", {"state": now.state}, {"state": then.state}))
    return found


def attainable(now: Content, then: Content, answered: set[str], suggestions: set[str]) -> Content:
    """Return what of a past content can be there again.

    A note that others have replied to since stays. What answered a suggestion that is not there any
    more comes back as made by hand, but for a rejection, which would say nothing.
    """
    kept = {id_: one for id_, one in now.annotations.items() if id_ in answered}
    for relation in list(kept.values()):
        ends = (relation["from_id"], relation["to_id"])
        kept |= {end: now.annotations[end] for end in ends if end in now.annotations}
    found = kept | then.annotations
    for id_, one in list(found.items()):
        if one["suggestion_id"] is None or one["suggestion_id"] in suggestions:
            continue
        if one["state"] == "rejected":
            del found[id_]
        else:
            found[id_] = one | {"suggestion_id": None, "state": "made"}
    return Content(found, then.paragraphs, then.state)
