"""The methods paragraph: what was done and what each figure is, in Markdown, with references."""

from __future__ import annotations

from collections import Counter

from annotator.agreement import units
from annotator.agreement.bootstrap import FEWEST, LEVEL, RESAMPLES, SEED
from annotator.agreement.result import Result
from annotator.services import comparing, languages
from annotator.services.agreeing import Figures
from annotator.services.findings import Findings

# What each kind of figure is: as docs/statistics.md defines it, with what it cites.
DEFINITIONS = {
    "Passages": (
        "Passages of two annotators were paired one to one: the same words with the same label, "
        "then the same words, then the largest overlap with the same label, then the largest "
        "overlap. With *c* for the credit of the pairs, and *l* and *r* for the passages of each "
        "in text that the other has read, F1 = 2*c* / (*l* + *r*) [Rijsbergen]; the counts of all "
        "pairs of annotators were added up. Exact: a credit of 1 for the same words and label. "
        "Partial: ½ more for the same label on passages that overlap [Chinchor]. Blind to labels: "
        "1 for the same words. Silence counts where somebody has read, and nowhere else.",
        ("Rijsbergen", "Chinchor"),
    ),
    "Text": (
        "Krippendorff's alphas for unitising compare letter by letter, beyond chance: alpha-u all "
        "of the text that two or more have read, alpha-|u marked or not, alpha-cu the labels of "
        "what two have marked, alpha-(k)u one label among them [Krippendorff].",
        ("Krippendorff",),
    ),
    "Relations": (
        "Two relations are the same where their ends were paired and their labels are the same; "
        "F1 as above, for each pair of annotators.",
        (),
    ),
    "Labels of articles": (
        "On labels of whole articles, with chance-corrected coefficients (*o* - *e*) / (1 - *e*), "
        "which differ in the agreement *e* expected by chance: Krippendorff's alpha [Alpha], "
        "Fleiss' kappa [Fleiss], Conger's kappa [Conger], Gwet's AC1 [Gwet], Brennan-Prediger "
        "[Brennan], and of two annotators Cohen's kappa [Cohen] and Scott's pi [Scott].",
        ("Alpha", "Fleiss", "Conger", "Gwet", "Brennan", "Cohen", "Scott"),
    ),
}
# How each is cited in the text.
_CITED = {
    "Alpha": "Krippendorff 2011", "Brennan": "Brennan and Prediger 1981", "Chao": "Chao 1987",
    "Chapman": "Chapman 1951", "Chinchor": "Chinchor and Sundheim 1993", "Cohen": "Cohen 1960",
    "Conger": "Conger 1980", "Fleiss": "Fleiss 1971", "Gwet": "Gwet 2008",
    "Hesterberg": "Hesterberg 2015", "Krippendorff": "Krippendorff et al. 2016",
    "Rijsbergen": "van Rijsbergen 1979", "Scott": "Scott 1955",
}  # fmt: skip
REFERENCES = {
    "Alpha": "Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. "
    "https://repository.upenn.edu/asc_papers/43",
    "Brennan": "Brennan, R. L., Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and "
    "alternatives. *Educational and Psychological Measurement* 41, 687-699. "
    "doi:10.1177/001316448104100307",
    "Chao": "Chao, A. (1987). Estimating the population size for capture-recapture data with "
    "unequal catchability. *Biometrics* 43, 783-791. doi:10.2307/2531532",
    "Chapman": "Chapman, D. G. (1951). Some properties of the hypergeometric distribution with "
    "applications to zoological sample censuses. *University of California Publications in "
    "Statistics* 1, 131-160.",
    "Chinchor": "Chinchor, N., Sundheim, B. (1993). MUC-5 evaluation metrics. *Proceedings of "
    "MUC-5*, 69-78. doi:10.3115/1072017.1072026",
    "Cohen": "Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and "
    "Psychological Measurement* 20, 37-46. doi:10.1177/001316446002000104",
    "Conger": "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. "
    "*Psychological Bulletin* 88, 322-328. doi:10.1037/0033-2909.88.2.322",
    "Fleiss": "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. "
    "*Psychological Bulletin* 76, 378-382. doi:10.1037/h0031619",
    "Gwet": "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the "
    "presence of high agreement. *British Journal of Mathematical and Statistical Psychology* 61, "
    "29-48. doi:10.1348/000711006X126600",
    "Hesterberg": "Hesterberg, T. C. (2015). What teachers should know about the bootstrap. *The "
    "American Statistician* 69, 371-386. doi:10.1080/00031305.2015.1089789",
    "Krippendorff": "Krippendorff, K., Mathet, Y., Bouvry, S., Widlöcher, A. (2016). On the "
    "reliability of unitizing textual continua: Further developments. *Quality & Quantity* 50, "
    "2347-2364. doi:10.1007/s11135-015-0266-1",
    "Rijsbergen": "van Rijsbergen, C. J. (1979). *Information Retrieval*, 2nd ed., ch. 7. "
    "Butterworths.",
    "Scott": "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale "
    "coding. *Public Opinion Quarterly* 19, 321-325. doi:10.1086/266577",
}
_RULES = {
    "never": "Annotators could see one another's work.",
    "until done": "Annotators worked blind to one another on each article until all were done.",
    "until lifted": "Annotators worked blind to one another until the lead lifted that.",
}


_PART = " Counted are the articles alone on which blindness is lifted."


def paragraph(found: Findings) -> str:
    """Return the methods paragraph in Markdown, with the references that it cites."""
    cited: list[str] = []
    parts = [
        _corpus(found), _work(found), *_agreement(found, cited), _missed(found, cited),
        _effort(found), f"Figures were computed with {found.software}.",
    ]  # fmt: skip
    text = "\n\n".join(filter(None, parts))
    text = cite(text)
    entries = sorted((REFERENCES[name] for name in set(cited)), key=_by_name)
    listed = "\n".join(f"- {entry}" for entry in entries)
    references = f"\n\n### References\n\n{listed}\n" if listed else "\n"
    return f"## Methods\n\n{text}{references}"


def _by_name(entry: str) -> str:
    return entry.removeprefix("van ").casefold()


def cite(text: str) -> str:
    """Return a text in which references are named as they are cited."""
    for name, short in _CITED.items():
        text = text.replace(f"[{name}]", f"({short})")
    return text


def plain(text: str) -> str:
    """Return text for a line of Markdown, with what is read as a sign there made harmless."""
    line = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>|~$&" else c for c in line)


def _corpus(found: Findings) -> str:
    tiles, choices = found.report.tiles, found.choices
    dated = [month for month in choices.month if month]
    said = ", ".join(plain(languages.name(code)) for code in choices.language_id if code)
    span = f", published from {dated[0]} to {dated[-1]}" if dated else ""
    sources = [source for source in choices.source if source]
    return (
        f"The corpus “{plain(found.project)}” holds {_count(tiles['articles'], 'article')} "
        f"({_count(tiles['words'], 'word')}) of {_count(len(sources), 'source')}{span}"
        f"{f', in {said}' if said else ''}."
        f"{_PART if found.is_part else ''}"
    )


def _work(found: Findings) -> str:
    names = [label for label in found.labels if label.kind in ("span", "article")]
    set_ = ", ".join(plain(label.name) for label in names)
    parts = [
        f"{_count(len(found.overview.people), 'annotator')} put "
        f"{_count(found.report.tiles['marks'], 'label')} on passages and articles, by a set of "
        f"{len(names)} labels ({set_})."
    ]
    if found.guidelines is not None:
        parts.append(
            f"The guidelines are version {found.guidelines.number} of {found.guidelines.at[:10]}."
        )
    if found.overlap:
        parts.append(f"Each article was handed out to {_count(found.overlap, 'annotator')}.")
    if len(found.overview.people) > 1:
        parts.append(_RULES[found.rule])
    if found.without:
        parts.append(
            f"A share of {found.without} % of the articles, drawn for each annotator, was read "
            "without suggestions."
        )
    answers = found.report.tables["answers"]
    if answers.n:
        # What is open depends on who asks: it is what nobody has answered and they are shown.
        by_answer = Counter[str]()
        for row in answers.rows:
            by_answer[row["answer"]] += row["n"] if row["answer"] != "open" else 0
        told = ", ".join(f"{n:,} {answer}" for answer, n in by_answer.items() if n)
        parts.append(f"Suggestions were shown, and answered: {told or 'none'}.")
    return " ".join(parts)


def _agreement(found: Findings, cited: list[str]) -> list[str]:
    if found.why_none:
        return [f"Agreement was not measured. {plain(found.why_none)}"]
    parts = []
    for name, figures in found.agreement.items():
        if not figures.rows:
            continue
        definition, names = DEFINITIONS[name]
        cited += names
        parts.append(f"**Agreement: {name.lower()}.** {definition} {_told(figures)}")
    cited.append("Hesterberg")
    parts.append(
        f"Intervals hold {100 * LEVEL:.0f} % and come from {RESAMPLES:,} drawings of articles with "
        f"replacement, with seed {SEED} and an expanded percentile interval [Hesterberg]; under "
        f"{FEWEST} articles, and on labels of articles under {units.FEWEST}, there is none."
    )
    return parts


def _told(figures: Figures) -> str:
    """Return what figures say, and once what has to be said of all of them, or of some."""
    values = "; ".join(
        f"{plain(each.title)}: {value(each.result)} (n = {each.result.n_units:,} {figures.unit}s)"
        for each in figures.rows
    )
    return " ".join([f"{values}.", *map(plain, notes(figures))])


def notes(figures: Figures) -> list[str]:
    """Return what has to be said of figures, once for all of which it holds."""
    by_note: dict[str, list[str]] = {}
    for each in figures.rows:
        by_note.setdefault(each.result.note.rstrip("."), []).append(each.title)
    by_note.pop("", None)
    return [
        f"{'' if len(titles) == len(figures.rows) else '; '.join(titles) + ': '}{note}."
        for note, titles in by_note.items()
    ]


def value(result: Result) -> str:
    """Return what a figure says in words: its value with its interval, or that there is none."""
    return comparing.worded(result) if result.value is not None else "undefined"


def _missed(found: Findings, cited: list[str]) -> str:
    missed = found.missed
    if missed is None:
        return ""
    if missed.why or missed.total.estimate is None:
        why = missed.why or missed.total.note
        return f"What all annotators missed was not estimated. {plain(why)}"
    of_two = missed.total.n_readers == 2
    cited.append("Chapman" if of_two else "Chao")
    how = "Chapman's estimate [Chapman]" if of_two else "Chao's lower bound [Chao]"
    total = missed.total
    return (
        f"What all {total.n_readers} blind annotators missed was estimated by capture and "
        f"recapture, by label ({how}): {total.estimate:,.0f} ({100 * total.level:.0f} % interval "
        f"{total.low:,.0f} to {total.high:,.0f}) beside {total.n_found:,} that anybody found."
    )


def _effort(found: Findings) -> str:
    if found.effort is None or found.effort.everybody.minutes.value is None:
        return ""
    everybody = found.effort.everybody
    minutes = everybody.minutes
    ends = minutes.interval
    between = f" (95 % interval {ends.low:.2f} to {ends.high:.2f})" if ends else ""
    return (
        "Active time is counted while the article is in view and with a sign of somebody within "
        f"half a minute: {minutes.value:.2f} minutes for 100 words{between}, over "
        f"{_count(everybody.counted, 'finished reading')} of an article."
    )


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
