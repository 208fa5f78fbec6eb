"""Label kinds, and the label set that a new project starts with."""

from __future__ import annotations

from annotator.model import Attribute, Joins, Label

# What a label may be put on. A new kind is one line here, and a gesture on the desk.
LABEL_KINDS = {
    "span": "put on a passage",
    "article": "put on a whole article",
    "relation": "put on a pair of marks, from the one to the other",
    "chain": "puts marks of one and the same thing together",
}


DEFAULT_LABELS = (
    Label("PER", "Person", "span", "PER", "blue", "1", "A named human being, real or fictional."),
    Label(
        "ORG", "Organisation", "span", "ORG", "amber", "2",
        "A named body of people: company, party, agency, armed force, club, news outlet.",
    ),
    Label(
        "LOC", "Place", "span", "LOC", "green", "3",
        "A named place: country, city, region, river, building; also a country that acts.",
    ),
    Label("EVENT", "Event", "span", "EVT", "rose", "4", "A named event: war, summit, storm, cup."),
    Label(
        "NORP", "Nationality or group", "span", "NRP", "violet", "5",
        "A nationality, a religious or a political group: Russian, Catholic, Democrats.",
    ),
    Label(
        "DATE", "Date", "span", "DAT", "teal", "6", "A date, a period, or a time of day.",
        attributes=(Attribute("value", "Value", "text"),),
    ),
    Label("MONEY", "Money", "span", "MNY", "olive", "7", "An amount with its currency."),
    Label("QUOTE", "Quotation", "span", "QUO", "slate", "8", "The words of a speaker, quoted."),
    Label("SPEAKER", "Speaker", "span", "SPK", "rust", "9", "The words that name who said it."),
    Label("CUE", "Cue", "span", "CUE", "plum", "", "The words that introduce a quotation: said."),
    Label("REPORT", "Report", "article", "REP", "slate", "", "Tells what happened."),
    Label("ANALYSIS", "Analysis", "article", "ANA", "teal", "", "Explains what happened."),
    Label("OPINION", "Opinion", "article", "OPI", "rust", "", "Argues what to think of it."),
    Label(
        "SAID_BY", "Said by", "relation", "BY", "rust", "", "From a quotation to its speaker.",
        joins=Joins(("QUOTE",), ("SPEAKER", "PER", "ORG", "LOC", "NORP")),
    ),
    Label(
        "SAID_WITH", "Said with", "relation", "WITH", "plum", "", "From a quotation to its cue.",
        joins=Joins(("QUOTE",), ("CUE",)),
    ),
    Label(
        "BELONGS_TO", "Belongs to", "relation", "OF", "blue", "",
        "From a person or a body to the body or the place that it is part of.",
        joins=Joins(("PER", "ORG"), ("ORG", "LOC", "NORP")),
    ),
    Label(
        "TOOK_PART", "Took part in", "relation", "IN", "rose", "", "From whoever was there.",
        joins=Joins(("PER", "ORG", "LOC", "NORP"), ("EVENT",)),
    ),
    Label("SAME", "Same", "chain", "=", "slate", "", "Different words for one and the same thing."),
)  # fmt: skip
