"""English forms and suggestions in their sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.wording.grammar import Fitted, Place
from firsthand.wording.grammar.english import GRAMMAR
from firsthand.wording.grammar.english_places import article
from firsthand.wording.schema import Lexicon, Role

LEXICON: Lexicon = {}


def replaced(sentence: str, phrase: str, role: Role, features: str) -> str | None:
    """The sentence with its braced words replaced by a suggestion."""
    before, _, rest = sentence.partition("{")
    text, _, after = rest.partition("}")
    fitted = GRAMMAR.fit(
        Place(before, text, after, role, tuple(features.split())), phrase, GRAMMAR.inflect(phrase, role, LEXICON)
    )
    if fitted is None:
        return None
    return before[: len(before) - fitted.left] + fitted.text + after[fitted.right :]


@pytest.mark.parametrize(
    ("phrase", "singular", "plural"),
    [
        ("*addict", "addict", "addicts"),
        ("drug *mule", "drug mule", "drug mules"),
        ("*junky", "junky", "junkies"),
        ("call *girl", "call girl", "call girls"),
        ("prostituted *woman", "prostituted woman", "prostituted women"),
        ("drug-crazed *man", "drug-crazed man", "drug-crazed men"),
        ("crack *baby", "crack baby", "crack babies"),
        ("*IDU", "IDU", "IDUs"),
        ("drug *boss", "drug boss", "drug bosses"),
        ("drug *stash", "drug stash", "drug stashes"),
        ("*person who *uses drugs", "person who uses drugs", "people who use drugs"),
        ("*person who *is on parole", "person who is on parole", "people who are on parole"),
        ("*person who *has stopped using drugs", "person who has stopped using drugs", None),
        ("*child who *tries cannabis", "child who tries cannabis", "children who try cannabis"),
        ("*person who *dies young", "person who dies young", "people who die young"),
        ("*person who *misses a visit", "person who misses a visit", "people who miss a visit"),
    ],
)
def test_nouns_have_a_singular_and_a_plural(phrase: str, singular: str, plural: str | None) -> None:
    paradigm = GRAMMAR.inflect(phrase, "person", LEXICON)
    assert paradigm["sg"] == (singular,)
    if plural is not None:
        assert paradigm["pl"][0] == plural


def test_a_person_has_an_old_plural_too() -> None:
    assert GRAMMAR.inflect("infected *person", "person", LEXICON)["pl"] == ("infected people", "infected persons")


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("*abuse drugs", "abuse drugs|abuses drugs|abused drugs|abused drugs|abusing drugs"),
        ("*get clean", "get clean|gets clean|got clean|got clean|getting clean"),
        ("*shoot up", "shoot up|shoots up|shot up|shot up|shooting up"),
        ("*relapse", "relapse|relapses|relapsed|relapsed|relapsing"),
        ("*fall off the wagon", None),
        ("*quit drugs", "quit drugs|quits drugs|quit drugs|quit drugs|quitting drugs"),
        ("*carry drugs", "carry drugs|carries drugs|carried drugs|carried drugs|carrying drugs"),
        ("*inject drugs", "inject drugs|injects drugs|injected drugs|injected drugs|injecting drugs"),
        ("*die of AIDS", "die of AIDS|dies of AIDS|died of AIDS|died of AIDS|dying of AIDS"),
    ],
)  # fmt: skip
def test_verbs_have_five_forms(phrase: str, forms: str | None) -> None:
    paradigm = GRAMMAR.inflect(phrase, "verb", LEXICON)
    assert list(paradigm) == ["base", "s", "past", "pp", "ing"]
    if forms is not None:
        assert "|".join(paradigm[feature][0] for feature in paradigm) == forms


def test_the_lexicon_of_a_guide_comes_first() -> None:
    lexicon: Lexicon = {"ox": {"pl": "oxen"}, "dope": {"ing": ("doping", "dopeing")}}
    assert GRAMMAR.inflect("*ox", "noun", lexicon)["pl"] == ("oxen",)
    assert GRAMMAR.inflect("*dope", "verb", lexicon)["ing"] == ("doping", "dopeing")


@pytest.mark.parametrize(
    ("phrase", "role"),
    [("*addicts", "person"), ("*person who *use drugs", "person"), ("drug * addict", "person"), ("*clean", "phrase")],
)
def test_what_can_not_be_formed_is_refused_with_a_sentence(phrase: str, role: Role) -> None:
    with pytest.raises(ValueError, match=r"write|asterisk"):
        GRAMMAR.inflect(phrase, role, LEXICON)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("addict", "an"), ("person", "a"), ("user", "a"), ("unhoused person", "an"), ("HIV test", "an"),
        ("overdose", "an"), ("hour", "an"), ("European", "a"), ("MAT programme", "a"), ("OAT programme", "an"),
        ("unique", "a"), ("undocumented", "an"), ("one-off", "a"), ("heroin", "a"), ("urine", "a"), ("AIDS", "an"),
        ("SUD", "an"), ("unregulated", "an"), ("uninsured", "an"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound(word: str, wanted: str) -> None:
    assert article(word) == wanted


WHO_USES = "*person who *uses drugs"


@pytest.mark.parametrize(
    ("sentence", "phrase", "features", "wanted"),
    [
        ("He is an {addict}.", WHO_USES, "sg", "He is a person who uses drugs."),
        ("An {addict} needs care.", WHO_USES, "sg", "a person who uses drugs needs care."),
        ("A {clandestine migrant} fell.", "undocumented *migrant", "sg", "an undocumented migrant fell."),
        ("AN {ADDICT} FELL", WHO_USES, "sg", "a person who uses drugs FELL"),
        ("The {addicts} left.", WHO_USES, "pl", "The people who use drugs left."),
        ("She met a {junkie}.", "*individual who *uses drugs", "sg", "She met an individual who uses drugs."),
        ("Two young {addicts} spoke.", WHO_USES, "pl", "Two young people who use drugs spoke."),
        ("Grade A {addicts}", WHO_USES, "pl", "Grade A people who use drugs"),
        ("the rights of cocaine and {heroin addicts}", "*person who *uses heroin", "pl",
         "the rights of people who use cocaine and heroin"),
        ("help for alcohol and {drug addicts}.", WHO_USES, "pl", "help for people who use alcohol and drugs."),
        ("Four {addict} mothers came.", WHO_USES, "sg", "Four mothers who use drugs came."),
        ("his {addict} brother", WHO_USES, "sg", "his brother who uses drugs"),
        ("an {addict} mother", WHO_USES, "sg", "a mother who uses drugs"),
        ("the {drug user} population", WHO_USES, "sg", "the population of people who use drugs"),
        ("an {addict} population", WHO_USES, "sg", "a population of people who use drugs"),
        ("drug user rights", WHO_USES, "sg", None),
        ("an {addict}'s life.", WHO_USES, "sg", "the life of a person who uses drugs."),
        ("The {addict}’s mother was there.", WHO_USES, "sg", "the mother of the person who uses drugs was there."),
        ("They ignore {drug users}' rights.", WHO_USES, "pl", "They ignore the rights of people who use drugs."),
        ("the young {addicts}' needs are", WHO_USES, "pl", "the needs of the young people who use drugs are"),
        ("some strange {addicts}' needs", WHO_USES, "pl", "some strange people who use drugs' needs"),
        ("a ‘party for {addicts}’ in town", WHO_USES, "pl", "a ‘party for people who use drugs’ in town"),
        ("the {addict}'s just a boy", WHO_USES, "sg", "the person who uses drugs's just a boy"),
        ("a {prostitute}'s room", "sex *worker", "sg", "a sex worker's room"),
        ("the {prostitutes}' union", "sex *worker", "pl", "the sex workers' union"),
        ("an {HIV carrier}'s letter to us", "*person living with HIV", "sg",
         "the letter of a person living with HIV to us"),
        ("{Addict} Brian Jones fled.", WHO_USES, "sg", None),
        ("an {addict}-turned-writer", WHO_USES, "sg", None),
        ("an {addicts}' shelter was", WHO_USES, "pl", "a shelter of people who use drugs was"),
        ("{addicts}' lives matter", WHO_USES, "pl", "the lives of people who use drugs matter"),
        ("A woman {addict} came.", WHO_USES, "sg", "A woman who uses drugs came."),
        ("Women {addicts} came.", WHO_USES, "pl", "Women who use drugs came."),
        ("{addicts} of all ages came", WHO_USES, "pl", "people of all ages who use drugs came"),
        ("a {junkie mother} of four.", "*mother who *uses drugs", "sg", "a mother of four who uses drugs."),
        ("a {cokehead} banker", "*person who *uses cocaine", "sg", "a banker who uses cocaine"),
        ("the {addict} lifestyle", WHO_USES, "sg", "the lifestyle of people who use drugs"),
        ("{drug addict} rehabilitation", WHO_USES, "sg", None),
        ("{heroin addict} mum-of-two", WHO_USES, "sg", None),
        ("the {junkie} look", WHO_USES, "sg", None),
        ("They gave the {addict} a bed.", WHO_USES, "sg", "They gave the person who uses drugs a bed."),
        ("They left the {addict} awake.", WHO_USES, "sg", "They left the person who uses drugs awake."),
        ("A {junkie} lives here.", WHO_USES, "sg", "A person who uses drugs lives here."),
        ("the {addict} donor register", WHO_USES, "sg", None),
        ("Her husband is {alcoholic}.", "*person dependent on alcohol", "sg", "Her husband is dependent on alcohol."),
        ("He was {addict}.", WHO_USES, "sg", None),
        ("an {ex-con} father", "formerly incarcerated *person", "sg", "a formerly incarcerated father"),
    ],
)  # fmt: skip
def test_persons_take_the_form_of_their_place(sentence: str, phrase: str, features: str, wanted: str | None) -> None:
    if "{" in sentence:
        assert replaced(sentence, phrase, "person", features) == wanted


@pytest.mark.parametrize(
    ("sentence", "phrase", "features", "wanted"),
    [
        ("a {drug habit} is", "drug use", "sg", "drug use is"),
        ("an expensive {drug habit}", "drug use", "sg", "expensive drug use"),
        ("their {drug habits} are costly", "drug use", "pl", "their drug use is costly"),
        ("many {drug habits}", "drug use", "pl", None),
        ("an {AIDS test}", "HIV *test", "sg", "an HIV test"),
        ("A {dirty needle} lay", "used *needle", "sg", "A used needle lay"),
        ("an {abuse} of drugs", "*use", "sg", "a use of drugs"),
        ("a {drug den} owner", "*place where people use drugs", "sg", None),
        ("a {drug den} was", "*place where people use drugs", "sg", "a place where people use drugs was"),
    ],
)
def test_other_nouns_take_the_form_of_their_place(sentence: str, phrase: str, features: str, wanted: str) -> None:
    assert replaced(sentence, phrase, "noun", features) == wanted


@pytest.mark.parametrize(
    ("sentence", "phrase", "wanted"),
    [
        ("{HIV-infected} women", "living with HIV", "women living with HIV"),
        ("An {HIV-infected} young man said", "living with HIV", "a young man living with HIV said"),
        ("She is {HIV-infected}.", "living with HIV", "She is living with HIV."),
        ("Those not yet {HIV-infected} came", "living with HIV", None),
        ("{HIV-infected} and uninfected women", "living with HIV", None),
        ("{HIV-infected} and uninfected women", "HIV-positive", "HIV-positive and uninfected women"),
        ("men {HIV-infected} at birth", "living with HIV", "men living with HIV at birth"),
        ("{drug-using} mothers", "who *uses drugs", "mothers who use drugs"),
        ("a {drug-using} mother", "who *uses drugs", "a mother who uses drugs"),
        ("an {HIV-infected} patient population", "living with HIV", None),
        ("a {hard-to-reach} group", "under-served", "an under-served group"),
        ("{HIV-infected} cells", "living with HIV", None),
        ("described as {HIV-infected}.", "living with HIV", "described as living with HIV."),
        ("the {HIV-infected} are", "living with HIV", None),
        ("she became {HIV-infected}.", "living with HIV", None),
    ],
)
def test_adjectives_stand_before_or_behind_their_noun(sentence: str, phrase: str, wanted: str | None) -> None:
    assert replaced(sentence, phrase, "adjective", "") == wanted


@pytest.mark.parametrize(
    ("sentence", "phrase", "features", "wanted"),
    [
        ("She {relapsed} twice.", "*return to use", "past pp", "She returned to use twice."),
        ("She has never {relapsed}.", "*take drugs", "past pp", "She has never taken drugs."),
        ("He {abused drugs} then", "*take drugs", "past pp", "He took drugs then"),
        ("to {abuse drugs}", "*use drugs", "base", "to use drugs"),
        ("who {abuses drugs}", "*use drugs", "s", "who uses drugs"),
        ("an {abusing drugs} ban", "*use drugs", "ing", "a using drugs ban"),
    ],
)
def test_verbs_keep_their_form(sentence: str, phrase: str, features: str, wanted: str) -> None:
    assert replaced(sentence, phrase, "verb", features) == wanted


def test_a_phrase_takes_the_article_along() -> None:
    assert replaced("an {overdose} room", "poisoning", "phrase", "") == "a poisoning room"


def test_what_moves_words_is_for_review() -> None:
    place = Place("an ", "addict", "'s life.", "person", ("sg",))
    fitted = GRAMMAR.fit(place, WHO_USES, GRAMMAR.inflect(WHO_USES, "person", LEXICON))
    assert fitted is not None
    assert fitted.fix == "review"
    assert fitted.also


@pytest.mark.parametrize(
    ("before", "fix"),
    [("The ", "safe"), ("young ", "safe"), ("arrested ", "safe"), ("to ", "safe"), ("celebrity ", "review")],
)
def test_only_what_is_sure_is_safe(before: str, fix: str) -> None:
    place = Place(before, "addicts", " came.", "person", ("pl",))
    fitted = GRAMMAR.fit(place, WHO_USES, GRAMMAR.inflect(WHO_USES, "person", LEXICON))
    assert fitted is not None
    assert fitted.fix == fix


TEXTS = st.text(alphabet="an the'’ ‘addicts-.,who \n", max_size=60)


@given(before=TEXTS, after=TEXTS, features=st.sampled_from(["sg", "pl"]))
def test_a_suggestion_never_reaches_beyond_its_sentence(before: str, after: str, features: str) -> None:
    place = Place(before, "addict", after, "person", (features,))
    fitted = GRAMMAR.fit(place, WHO_USES, GRAMMAR.inflect(WHO_USES, "person", LEXICON))
    assert fitted is None or isinstance(fitted, Fitted)
    if fitted is not None:
        assert 0 <= fitted.left <= len(before)
        assert 0 <= fitted.right <= len(after)
        assert not fitted.also or fitted.fix != "safe"


@given(noun=st.from_regex(r"[a-z]{2,8}[bdgklmnprtw]", fullmatch=True))
def test_a_regular_plural_begins_with_its_singular(noun: str) -> None:
    for plural in GRAMMAR.inflect(f"*{noun}", "noun", LEXICON)["pl"][:1]:
        assert plural.startswith(noun[:-2])
