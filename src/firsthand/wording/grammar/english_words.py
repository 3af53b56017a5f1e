"""What the English grammar knows of single words: irregular forms and the closed classes around a noun.

Words only, no rules; a guide adds its own in `lexicon.toml`.
"""

PLURALS: dict[str, tuple[str, ...]] = {
    "person": ("people", "persons"),
    "child": ("children",),
    "man": ("men",),
    "woman": ("women",),
    "wife": ("wives",),
    "life": ("lives",),
    "half": ("halves",),
    "self": ("selves",),
    "thief": ("thieves",),
    "crisis": ("crises",),
    "diagnosis": ("diagnoses",),
    "analysis": ("analyses",),
    "virus": ("viruses",),
    "offspring": ("offspring",),
    "staff": ("staff",),
}

VERBS: dict[str, tuple[str, str, str, str]] = {
    # base: third person, past, past participle, present participle
    "be": ("is", "was", "been", "being"),
    "become": ("becomes", "became", "become", "becoming"),
    "begin": ("begins", "began", "begun", "beginning"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "bring": ("brings", "brought", "brought", "bringing"),
    "buy": ("buys", "bought", "bought", "buying"),
    "catch": ("catches", "caught", "caught", "catching"),
    "come": ("comes", "came", "come", "coming"),
    "deal": ("deals", "dealt", "dealt", "dealing"),
    "die": ("dies", "died", "died", "dying"),
    "do": ("does", "did", "done", "doing"),
    "drink": ("drinks", "drank", "drunk", "drinking"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "feed": ("feeds", "fed", "fed", "feeding"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "fight": ("fights", "fought", "fought", "fighting"),
    "find": ("finds", "found", "found", "finding"),
    "get": ("gets", "got", "got", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "have": ("has", "had", "had", "having"),
    "hit": ("hits", "hit", "hit", "hitting"),
    "hold": ("holds", "held", "held", "holding"),
    "keep": ("keeps", "kept", "kept", "keeping"),
    "lead": ("leads", "led", "led", "leading"),
    "leave": ("leaves", "left", "left", "leaving"),
    "lie": ("lies", "lied", "lied", "lying"),
    "lose": ("loses", "lost", "lost", "losing"),
    "make": ("makes", "made", "made", "making"),
    "mean": ("means", "meant", "meant", "meaning"),
    "meet": ("meets", "met", "met", "meeting"),
    "overcome": ("overcomes", "overcame", "overcome", "overcoming"),
    "pay": ("pays", "paid", "paid", "paying"),
    "prefer": ("prefers", "preferred", "preferred", "preferring"),
    "put": ("puts", "put", "put", "putting"),
    "quit": ("quits", "quit", "quit", "quitting"),
    "run": ("runs", "ran", "run", "running"),
    "say": ("says", "said", "said", "saying"),
    "see": ("sees", "saw", "seen", "seeing"),
    "sell": ("sells", "sold", "sold", "selling"),
    "shoot": ("shoots", "shot", "shot", "shooting"),
    "sleep": ("sleeps", "slept", "slept", "sleeping"),
    "spread": ("spreads", "spread", "spread", "spreading"),
    "take": ("takes", "took", "taken", "taking"),
    "tell": ("tells", "told", "told", "telling"),
    "wage": ("wages", "waged", "waged", "waging"),
    "win": ("wins", "won", "won", "winning"),
}

RELATIVE_VERBS: dict[str, str] = {"is": "are", "was": "were", "has": "have", "does": "do", "goes": "go"}

PEOPLE: frozenset[str] = frozenset(
    "person people persons man men woman women child children mother mothers father fathers parent parents baby babies "
    "recipient recipients candidate candidates "
    "infant infants newborn newborns boy boys girl girls youth youths teenager teenagers adolescent adolescents teen "
    "teens adult adults individual individuals patient patients client clients student students worker workers partner "
    "partners husband husbands wife wives son sons daughter daughters brother brothers sister sisters sibling siblings "
    "friend friends neighbour neighbours neighbor neighbors relative relatives family families couple couples "
    "participant participants colleague colleagues citizen citizens refugee refugees migrant migrants employee "
    "employees resident residents donor donors mum mums mom moms dad dads uncle uncles aunt aunts cousin cousins "
    "grandmother grandfather boyfriend boyfriends girlfriend girlfriends flatmate roommate tenant tenants nurse nurses "
    "doctor doctors physician physicians pilot pilots driver drivers soldier soldiers veteran veterans celebrity "
    "celebrities musician musicians actor actors actress actresses singer singers rapper colleague pupils pupil "
    "orphan orphans spouse spouses stepfather stepmother ex-husband ex-wife ex-boyfriend ex-girlfriend lad lads "
    "guy guys member members player players athlete athletes lawyer lawyers teacher teachers mate mates speaker "
    "thief thieves burglar burglars scumbag scumbags beggar beggars squatter squatters "
    "speakers widow widows applicant applicants villagers villager fathers-to-be mothers-to-be lover lovers".split()
)

SINGULAR_S: frozenset[str] = frozenset({"actress", "boss", "princess", "waitress", "hostess"})

GROUPS: frozenset[str] = frozenset(
    "population populations community communities group groups network networks organisation organisations "
    "organization organizations union unions association associations movement movements sample samples cohort "
    "cohorts "
    "subculture subcultures culture cultures behaviour behaviours behavior behaviors lifestyle lifestyles "
    "rights health "
    "identity identities advocacy representation representatives voices deaths mortality numbers households families "
    "meetings activism stereotype stereotypes mentality life lives".split()
)
"""What a person noun stands before as an attribute: "the addict population"."""

GROUPS_AFTER_PLURAL: frozenset[str] = frozenset(
    "population community network organisation organisations organization organizations union unions association "
    "associations movement networks".split()
)

DETERMINERS: frozenset[str] = frozenset(
    "a an the this that these those his her their my our your its every each some any no another one two three four "
    "five six seven eight nine ten all both many most several few more other".split()
)

ADJECTIVES: frozenset[str] = frozenset(
    "young younger old older elderly middle-aged teenage adult male female pregnant homeless local poor rich black "
    "white indigenous other new former many more most some several few all fellow average typical rural urban single "
    "gay straight trans suspected alleged known convicted long-term own whole entire daily real day-to-day personal "
    "late dead sick desperate lonely severe serious chronic heavy expensive costly growing secret bad terrible raging "
    "crippling long lifelong thriving five-year ten-year".split()
)

SIMPLE_VERBS: frozenset[str] = frozenset(
    "matter matters need needs come comes say says become becomes make makes remain remains depend depends seem seems "
    "begin begins end ends change changes count counts go goes show shows suggest suggests".split()
)
"""Verbs that may follow what somebody owns: "addicts' lives matter"."""

AFTER_SINGULAR: frozenset[str] = frozenset(
    "asleep alone again once twice inside outside behind nearby next near last today yesterday tomorrow tonight late "
    "early free dead alive aged too either himself herself itself themselves left told knew thought stood sat lost won "
    "met spent sent built slept spoke wrote drove rose grew threw drew ate hid hurt cut hit put let set shut sang sank "
    "rang swam forgot hung swung stuck struck wore tore swore bore woke froze chose stole stolen like such except "
    "unless despite beside besides beyond along across around down up out off onto toward towards plus minus versus "
    "made said known seen found taken given shown held kept come gone done even ever well back home already indeed "
    "above below underneath throughout opposite outdoors downstairs upstairs "
    "instead perhaps maybe therefore however moreover rather then there here whose via per until till amid amongst "
    "alongside beneath past though unto upon why yet ago ahead anew anymore anyway apart aside awake away else "
    "everywhere first hard how later meanwhile nowhere otherwise overnight quite safe seldom somehow somewhere soon "
    "together very worldwide lay wept ill sick sober clean unable ready responsible guilty happy half enough some much "
    "more most few several many him them me anybody".split()
) | frozenset(form for verb, forms in VERBS.items() for form in forms)
"""What may follow a singular noun without being a noun that it belongs to."""

OUTSIDE: frozenset[str] = frozenset(
    "of for to about on in with by from into against regarding concerning at over under between among through and or "
    "but that because as while if when where than is are was were be been not nor so then whether since until after "
    "before during without within upon per via like near off protect defend promote respect ignore meet violate "
    "address understand support save improve affect reduce hear tell use see know uphold change take destroy ruin "
    "manage treat recognise recognize advance help serve house feed arrest jail force offer call ask send keep want "
    "allow target test teach train hire employ visit reach move kill hurt blame hate love fear follow watch interview "
    "recruit study include exclude deny refuse prosecute punish criminalise "
    "criminalize give take let met see saw".split()
)
"""Words that are certainly no part of the noun phrase that follows them."""

FUNCTION: frozenset[str] = frozenset(
    "of for to about on in with by from into against at over under between among through and or but that because as "
    "while if when where than is are was were be been has have had do does did will would can could may might must "
    "shall should not nor so then whether since until after before during without within who which whom whose what "
    "he she it they we i you there here also too only even again still never always".split()
)

BE: frozenset[str] = frozenset("is are was were be been being am 're 'm remain remains remained".split())

HAVE_OR_BE: frozenset[str] = frozenset(
    "have has had having 've is are was were be been being am get gets got getting 'd 's not".split()
)

BASE_AFTER: frozenset[str] = frozenset(
    "to will would can could may might must shall should do does did don't doesn't didn't won't wouldn't can't "
    "couldn't cannot not let lets help helps make makes made".split()
)

ADVERBS: frozenset[str] = frozenset(
    "not never ever already also still newly recently just always often only now then once again since both all "
    "currently probably themselves allegedly reportedly previously repeatedly regularly actively long".split()
)
