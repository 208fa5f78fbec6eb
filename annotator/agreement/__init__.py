"""How far annotators agree: numbers in, a `Result` out. Knows no store, no project, no page."""
