"""A small language guide in which everything occurs that the pages show, as the files of a folder."""

GUIDE = {
    "guide.toml": """\
schema = 1
id = "network"
title = "How we speak"
publisher = "World Network"

[titles]
en = "How we speak"
fr = "Comment nous parlons"

[concepts.victim]
domain = "hiv"
severity = "stigmatising"
thesaurus = "people-living-with-hiv"
related = ["user", "wino", "nowhere"]
stances = [
    { source = "GUIDE", stance = "avoid", year = 2015, says = "Speaks of people living with HIV." },
    { source = "STUDY", stance = "accept_in_context", verified = "reported", says = "Keeps it in old records." },
]

[concepts.wino]
domain = "people"
severity = "slur"

[concepts.user]
domain = "people"
severity = "contested"
thesaurus = "people-who-use-drugs"
stances = [{ source = "NETWORK", stance = "own_usage", verified = "unverified" }]

[concepts.comrade]
domain = "solidarity"
severity = "imprecise"
accepted = true

[sources.GUIDE]
title = "Terminology Guidelines"
publisher = "The Programme"
year = 2015
url = "https://example.org/terms?a=1&b=2"
languages = ["en"]

[sources.STUDY]
title = "Etude <ancienne>"
languages = ["fr"]
url = "javascript:alert(1)"

[sources.NETWORK]
title = "Position statement"
""",
    "en/words.toml": """\
drug = [
    { find = "drug", use = "drugs" }, { find = "heroin", use = "heroin" }, { find = "crack", use = "crack" },
    { find = "speed", use = "speed" },
]
mention = ["word", "term"]
institution = ["Institute", "Society"]
function = ["the", "and", "of", "to", "is", "are", "was", "were", "in", "that", "they", "with", "by"]
""",
    "en/people.toml": """\
[victim]
name = "AIDS victim"
why = "People live with HIV; the word takes their life for lost."
terms = [
    { find = ["AIDS *victim", "HIV *victim"], role = "person", sources = ["GUIDE"] },
    { find = ["*sufferer"], role = "person", status = "proposed", severity = "discouraged", otherwise = "pass", \
senses = [{ name = "of HIV", verdict = "possible", sentence = ["HIV"] }] },
]
alternatives = [
    { person = ["*person living with HIV"], sources = ["GUIDE"] },
    { noun = ["*HIV infection"], status = "proposed", advice = "Of the virus, not of a person." },
]
fine = ["in a quotation"]
note = "Some of those who fought for treatment called themselves so."

[wino]
name = "Wino"
why = "It makes a person of a drink."
terms = [{ find = ["*wino"], role = "person", note = "Also said of poor people." }]
alternatives = [{ person = ["*person who *drinks"] }]

[user]
name = "Drug user"
why = "Some say it of themselves, others hear a label in it."
terms = [{ find = ["{drug} *user"], role = "person" }]
alternatives = [{ person = ["*person who *uses {drug}"] }]

[comrade]
terms = [{ find = ["*comrade"], role = "person" }]
alternatives = [{ person = ["*friend"] }]
""",
    "fr/words.toml": 'function = ["le", "la", "les", "de", "des", "et", "est", "dans", "pour", "un", "une", "que"]\n',
    "fr/lexicon.toml": '[personne]\ngender = "f"\n',
    "fr/people.toml": """\
[victim]
name = "« Sidéen »"
why = "Une personne n’est pas sa maladie."
terms = [{ find = ["*sidéen"], role = "person" }]
alternatives = [{ person = ["*personne vivant avec le VIH"] }]
""",
    "es/words.toml": 'function = ["el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "con"]\n',
    "es/people.toml": """\
[victim]
name = "«Sidoso»"
why = "Una persona no es su enfermedad."
terms = [{ find = ["*sidoso"], role = "person" }]
alternatives = [{ phrase = ["quien vive con el VIH"] }]
""",
    "ru/words.toml": 'function = ["и", "в", "не", "на", "с", "что", "это", "как", "по", "для"]\n',
    "ru/people.toml": """\
[victim]
name = "«Спидоносец»"
why = "Человек — не его диагноз."
terms = [{ find = ["больные СПИДом"], role = "phrase" }]
alternatives = [{ phrase = ["люди, живущие с ВИЧ"] }, { person = ["*человек, *живущий с ВИЧ"] }]

[wino]
name = "«Алкаш»"
terms = [{ find = ["*алкаш", "*ёрш", "*едок", "*йог"], role = "person" }]
alternatives = [{ person = ["*человек, *употребляющий алкоголь"] }]
""",
}
