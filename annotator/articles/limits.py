"""How much one load may bring; docs/limits.md says the same to people, and a test compares both."""

MAX_FILE_BYTES = 200_000_000
MAX_ARTICLE_CHARACTERS = 5_000_000
MAX_ARCHIVE_FILES = 10_000
MAX_UNPACKED_BYTES = 1_000_000_000

# Text packs 3 to 20 times smaller. Members under a megabyte can do no harm, and short texts that
# repeat themselves do reach high ratios.
MAX_COMPRESSION_RATIO = 200
MIN_BYTES_FOR_RATIO = 1_000_000

MAX_PAGE_BYTES = 20_000_000
MAX_FETCH_SECONDS = 20
MAX_REDIRECTS = 5
