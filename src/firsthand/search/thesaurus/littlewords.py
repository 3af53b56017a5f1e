"""Little words that decide what is a name: in small letters, beside others, or left out."""

ORDINARY = frozenset(
    {
        "aids", "art", "cap", "cop", "css", "esp", "fin", "nas", "nows", "past", "pep", "pid", "prep", "pas",
        "pix", "sar", "sas", "sis", "spa", "step", "tar", "tas", "ten", "un", "us", "who", "oms", "mat", "pes", "hat",
        "гн", "сот", "пиш",
    }
)  # fmt: skip
"""Abbreviations that in small letters are other words, in one of the languages of the house."""
TELLING = {
    "en": {"no", "not", "nor", "without", "against", "before", "after"},
    "fr": {"ne", "ni", "pas", "sans", "contre", "avant", "après"},
    "es": {"no", "ni", "sin", "contra", "antes"},
    "ru": {"не", "нет", "ни", "без", "против", "до", "после"},
}
"""Stop words that make another thing of a name: using and not using, with a prescription and without."""
ARTICLES = frozenset(("a", "an", "the", "l", "la", "le", "les", "un", "une", "el", "los", "las", "una"))

"""They can be left out before a word without making another name of it."""
