"""The schema, as the migrations that made it: a module each, in the order of their numbers.

A migration is known by the name of its module. An applied one is never edited.
"""

from __future__ import annotations

from sqlite_utils import Migrations

from annotator.store.migrations import (
    m001_initial,
    m002_relations,
    m003_preferences_and_bookmarks,
    m004_entities,
    m005_groups_over_articles,
    m006_models,
    m007_copies,
    m008_patterns,
    m009_memory,
    m010_queue,
    m011_counts,
    m013_queues,
    m014_figures,
    m015_accounts,
    m016_assignments,
    m017_blindness,
    m018_archive,
    m018_codebook,
    m018_guidelines,
    m019_identities,
    m020_active_time,
    m021_openings,
    m022_comparing,
    m024_filters,
)

MIGRATIONS = Migrations("pressmark")

for _migration in (
    m001_initial,
    m002_relations,
    m003_preferences_and_bookmarks,
    m004_entities,
    m005_groups_over_articles,
    m006_models,
    m007_copies,
    m008_patterns,
    m009_memory,
    m010_queue,
    m011_counts,
    m013_queues,
    m014_figures,
    m015_accounts,
    m016_assignments,
    m017_blindness,
    m018_archive,
    m018_codebook,
    m018_guidelines,
    m019_identities,
    m020_active_time,
    m021_openings,
    m022_comparing,
    m024_filters,
):
    MIGRATIONS(name=_migration.__name__.rpartition(".")[2])(_migration.migrate)
