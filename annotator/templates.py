"""What a new project may begin with: a label set, and guidelines to start from.

One list; the form that begins a project offers what stands in it, in this order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotator.labels import DEFAULT_LABELS
from annotator.model import Attribute, Joins, Label

_USUAL = {label.id: label for label in DEFAULT_LABELS}


@dataclass(frozen=True, slots=True)
class Template:
    """A label set for a purpose, with the guidelines that explain it; empty: none."""

    id: str
    name: str
    labels: tuple[Label, ...]
    guidelines: str = ""


def _usual(*ids: str) -> tuple[Label, ...]:
    return tuple(_USUAL[each] for each in ids)


_EVENT_LABELS = (
    replace(
        _USUAL["EVENT"],
        key="1",
        description="The words that tell that something happened: attacked, elections, fell.",
        attributes=(
            Attribute("happened", "Happened", "choice", ("yes", "no", "planned", "unclear")),
        ),
    ),
    replace(_USUAL["PER"], key="2"),
    replace(_USUAL["ORG"], key="3"),
    replace(_USUAL["LOC"], key="4"),
    replace(_USUAL["DATE"], key="5"),
    Label(
        "AGENT", "Done by", "relation", "BY", "amber", "", "From an event to whoever did it.",
        joins=Joins(("EVENT",), ("PER", "ORG", "LOC")),
    ),
    Label(
        "PATIENT", "Done to", "relation", "TO", "violet", "", "From an event to whom it befell.",
        joins=Joins(("EVENT",), ("PER", "ORG", "LOC")),
    ),
    Label(
        "WHERE", "Where", "relation", "AT", "green", "", "From an event to its place.",
        joins=Joins(("EVENT",), ("LOC",)),
    ),
    Label(
        "WHEN", "When", "relation", "ON", "teal", "", "From an event to its time.",
        joins=Joins(("EVENT",), ("DATE",)),
    ),
    _USUAL["SAME"],
)  # fmt: skip
_SENTIMENT_LABELS = (
    Label("FAVOUR", "Favourable", "span", "FAV", "green", "1", "Words that speak well of it."),
    Label("AGAINST", "Unfavourable", "span", "UNF", "rose", "2", "Words that speak ill of it."),
    Label("TARGET", "Target", "span", "TGT", "blue", "3", "Who or what is judged."),
    Label("HOLDER", "Holder", "span", "HLD", "amber", "4", "Whose judgement it is."),
    Label(
        "ABOUT", "About", "relation", "ABT", "blue", "", "From a judgement to its target.",
        joins=Joins(("FAVOUR", "AGAINST"), ("TARGET",)),
    ),
    Label(
        "HELD_BY", "Held by", "relation", "BY", "amber", "", "From a judgement to its holder.",
        joins=Joins(("FAVOUR", "AGAINST"), ("HOLDER",)),
    ),
    Label("TONE_FAVOUR", "Favourable as a whole", "article", "FAV", "green", "", "In its tone."),
    Label("TONE_MIXED", "Mixed or neutral", "article", "MIX", "slate", "", "In its tone."),
    Label("TONE_AGAINST", "Unfavourable as a whole", "article", "UNF", "rose", "", "In its tone."),
)  # fmt: skip
_TOPIC_LABELS = (
    Label("POLITICS", "Politics", "article", "POL", "blue", "", "Government, parties, elections."),
    Label("CONFLICT", "War and conflict", "article", "WAR", "crimson", "", "War, terror, unrest."),
    Label("ECONOMY", "Economy", "article", "ECO", "amber", "", "Business, work, money, trade."),
    Label(
        "JUSTICE", "Crime and justice", "article", "JUS", "violet", "", "Crimes, courts, police."
    ),
    Label("SOCIETY", "Society", "article", "SOC", "teal", "", "Health, schools, faith, migration."),
    Label("DISASTER", "Disasters", "article", "DIS", "rust", "", "Storms, quakes, accidents."),
    Label("SCIENCE", "Science and nature", "article", "SCI", "green", "", "Research, climate."),
    Label("CULTURE", "Culture", "article", "CUL", "plum", "", "Arts, media, celebrities."),
    Label("SPORT", "Sport", "article", "SPO", "olive", "", "Matches, athletes, clubs."),
    Label("OTHER", "Something else", "article", "OTH", "slate", "", "None of these."),
    Label("SHOWS", "What shows it", "span", "SHO", "blue", "1", "The words that tell the topic."),
)
_READING_LABELS = (
    Label("KEY", "Key passage", "span", "KEY", "amber", "1", "What the article stands on."),
    Label("CLAIM", "Claim", "span", "CLM", "blue", "2", "What is said to be so."),
    Label("EVIDENCE", "Evidence", "span", "EVI", "green", "3", "What it is shown by."),
    Label("QUESTION", "Question", "span", "QST", "violet", "4", "What I want to know."),
    Label("DOUBT", "Doubt", "span", "DBT", "rose", "5", "What I do not believe yet."),
)

TEMPLATES = (
    Template("news", "News in general", DEFAULT_LABELS),
    Template(
        "names",
        "Named entities",
        _usual(
            "PER", "ORG", "LOC", "EVENT", "NORP", "DATE", "MONEY", "BELONGS_TO", "TOOK_PART", "SAME"
        ),
        "# What is marked\n"
        "Every name, each time it stands there, as long as it names one thing.\n\n"
        "- Without titles and articles: *Kofi Annan*, not *Secretary-General Kofi Annan*.\n"
        "- A name within a name is marked too: *London* in *University of London*.\n"
        "- A country that acts is a place: *France signed*.\n\n"
        "# What is not\nPronouns and roles: *he*, *the minister*.\n",
    ),
    Template(
        "quotations",
        "Quotations and speakers",
        (
            replace(
                _USUAL["QUOTE"],
                key="1",
                attributes=(Attribute("form", "Form", "choice", ("direct", "indirect", "mixed")),),
            ),
            replace(_USUAL["SPEAKER"], key="2"),
            replace(_USUAL["CUE"], key="3"),
            replace(_USUAL["PER"], key="4"),
            replace(_USUAL["ORG"], key="5"),
            replace(_USUAL["LOC"], key="6"),
            replace(_USUAL["NORP"], key="7"),
            *_usual("SAID_BY", "SAID_WITH", "SAME"),
        ),
        "# What is marked\nThe words of a quotation with their quotation marks, who says them, and "
        "the words that tell it.\n\n"
        "- Each quotation leads to one speaker and one cue, where they are there.\n"
        "- The speaker is the nearest name; a pronoun only where there is none.\n"
        "- Words quoted for their sound alone (*so-called*) are no quotation.\n",
    ),
    Template(
        "events",
        "Events",
        _EVENT_LABELS,
        "# What is marked\n"
        "The one or two words that tell an event, and who, whom, where and when.\n\n"
        "- What did not happen, or may happen, is marked too; *Happened* says so.\n"
        "- Several words for one event are joined by *Same*.\n",
    ),
    Template(
        "sentiment",
        "Sentiment",
        _SENTIMENT_LABELS,
        "# What is marked\n"
        "Words that judge, whom or what they judge, and whose judgement it is.\n\n"
        "- Bad news alone is no judgement: *forty died* is neutral.\n"
        "- What a person quoted says is theirs, not the author's.\n"
        "- The article as a whole gets one label for its tone.\n",
    ),
    Template(
        "topics",
        "Topics",
        _TOPIC_LABELS,
        "# What is chosen\n"
        "One label of the whole article: what most of it is about; two where it is even.\n\n"
        "Mark the words that decided it.\n",
    ),
    Template("reading", "Free reading", _READING_LABELS),
)
