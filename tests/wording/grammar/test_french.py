"""The French grammar: forms of phrases, and suggestions in the form that their sentence asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.wording.grammar import Fitted, Place
from firsthand.wording.grammar.french import GRAMMAR
from firsthand.wording.grammar.french_verbs import begins_with_vowel, simple_forms
from firsthand.wording.schema import Lexicon, Role

LEXICON: Lexicon = {
    "personne": {"gender": "f"},
    "mère": {"gender": "f"},
    "salle": {"gender": "f"},
    "travail": {"gender": "m"},
    "travailleur": {"f": "travailleuse"},
    "sans-abri": {"f": "sans-abri", "pl": "sans-abri", "f.pl": "sans-abri"},
    "recourt": {"3pl": "recourent"},
}
USE = "*personne qui *consomme des drogues"
ALCOHOL = "*personne qui *a une dépendance à l’alcool"
HIV = "*personne vivant avec le VIH"
HOME = "*personne sans domicile"


def fitted(sentence: str, phrase: str, suggestion: str, role: Role = "person") -> Fitted | None:
    """The suggestion for the word in [brackets], a form of `phrase`."""
    before, _, rest = sentence.partition("[")
    text, _, after = rest.partition("]")
    forms = GRAMMAR.inflect(phrase, role, LEXICON)
    features = tuple(feature for feature, spellings in forms.items() if text.lower() in spellings or text in spellings)
    assert features, f"{text} is no form of {phrase}: {dict(forms)}"
    place = Place(before, text, after, role, features)
    return GRAMMAR.fit(place, suggestion, GRAMMAR.inflect(suggestion, role, LEXICON))


def said(sentence: str, phrase: str, suggestion: str, role: Role = "person") -> str:
    """The sentence with the suggestion in it, in small letters."""
    made = fitted(sentence, phrase, suggestion, role)
    assert made is not None
    before, _, rest = sentence.partition("[")
    after = rest.partition("]")[2]
    return (before[: len(before) - made.left] + made.text + after[made.right :]).lower()


@pytest.mark.parametrize(
    ("phrase", "feature", "form"),
    [
        ("*toxicomane", "m.pl", "toxicomanes"),
        ("*drogué", "f.pl", "droguées"),
        ("*consommateur de crack", "f.sg", "consommatrice de crack"),
        ("*dealer", "m.pl", "dealers"),
        ("*travailleur du sexe", "f.pl", "travailleuses du sexe"),
        ("*ancien *toxicomane", "f.pl", "anciennes toxicomanes"),
        ("ex-*drogué", "f.sg", "ex-droguée"),
        ("*malade *mental", "m.pl", "malades mentaux"),
        ("*tuberculeux", "f.sg", "tuberculeuse"),
        ("*accro", "f.sg", "accro"),
        ("*SDF", "f.pl", "SDF"),
        ("*sans-abri", "m.pl", "sans-abri"),
        ("*usager de drogues", "f.sg", "usagère de drogues"),
    ],
)
def test_nouns_for_persons_have_both_genders_and_numbers(phrase: str, feature: str, form: str) -> None:
    assert GRAMMAR.inflect(phrase, "person", LEXICON)[feature][0] == form


def test_a_noun_with_a_gender_keeps_it() -> None:
    assert set(GRAMMAR.inflect(USE, "person", LEXICON)) == {"f.sg", "f.pl"}


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        (USE, "personnes qui consomment des drogues"),
        (ALCOHOL, "personnes qui ont une dépendance à l’alcool"),
        ("*personne qui s’*injecte des drogues", "personnes qui s’injectent des drogues"),
        ("*personne qui *recourt souvent aux services", "personnes qui recourent souvent aux services"),
        ("*personne qui *boit beaucoup", "personnes qui boivent beaucoup"),
    ],
)
def test_verbs_behind_qui_agree_with_their_noun(phrase: str, plural: str) -> None:
    assert GRAMMAR.inflect(phrase, "person", LEXICON)["f.pl"] == (plural,)


@pytest.mark.parametrize("written", ["drogué·e", "drogué.e", "drogué-e", "drogué(e)"])
def test_inclusive_spellings_are_known(written: str) -> None:
    assert written in GRAMMAR.inflect("*drogué", "person", LEXICON)["m.sg"]


@pytest.mark.parametrize(
    ("phrase", "role", "told"),
    [
        ("*xyzzot sans genre", "phrase", "never changes"),
        ("*fléchu de la drogue", "noun", "gender"),
        ("*personne qui *zut", "person", "third person"),
        ("* personne", "person", "asterisk"),
        ("*moudre", "verb", "not known"),
    ],
)
def test_what_cannot_be_inflected_is_told(phrase: str, role: Role, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        GRAMMAR.inflect(phrase, role, LEXICON)


def test_a_phrase_without_an_asterisk_never_changes() -> None:
    assert GRAMMAR.inflect("monde sans drogue", "noun", LEXICON) == {"": ("monde sans drogue",)}


@pytest.mark.parametrize(
    ("infinitive", "feature", "form"),
    [
        ("consommer", "impf.3pl", "consommaient"),
        ("replonger", "pres.1pl", "replongeons"),
        ("libérer", "pres.3sg", "libère"),
        ("mener", "fut.3sg", "mènera"),
        ("avoir", "subj.3sg", "ait"),
        ("souffrir", "pres.3sg", "souffre"),
        ("vivre", "past.3sg", "vécut"),
        ("reprendre", "pres.3pl", "reprennent"),
        ("subir", "pres.3pl", "subissent"),
        ("acquérir", "pp", "acquis"),
    ],
)
def test_verbs_are_conjugated(infinitive: str, feature: str, form: str) -> None:
    assert simple_forms(infinitive)[feature] == form


@pytest.mark.parametrize(
    ("feature", "form"),
    [
        ("pres.1sg", "me drogue"),
        ("pres.2pl", "vous droguez"),
        ("perf.3sg", "s’est drogué"),
        ("ger", "se droguant"),
        ("infp", "s’être drogué"),
    ],
)
def test_reflexive_verbs_take_their_pronoun_with_them(feature: str, form: str) -> None:
    assert GRAMMAR.inflect("se *droguer", "verb", LEXICON)[feature][0] == form


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("Un [toxicomane] parle.", "une personne qui consomme des drogues parle."),
        ("La [toxicomane] parle.", "la personne qui consomme des drogues parle."),
        ("Les [toxicomanes] parlent.", "les personnes qui consomment des drogues parlent."),
        ("On parle au [toxicomane].", "on parle à la personne qui consomme des drogues."),
        ("On parle aux [toxicomanes].", "on parle aux personnes qui consomment des drogues."),
        ("La voix du [toxicomane].", "la voix de la personne qui consomme des drogues."),
        ("Cet autre [toxicomane] part.", "cette autre personne qui consomme des drogues part."),
        ("Beaucoup de [toxicomanes] partent.", "beaucoup de personnes qui consomment des drogues partent."),
        ("De nombreux [toxicomanes] partent.", "de nombreuses personnes qui consomment des drogues partent."),
        ("D’autres [toxicomanes] partent.", "d’autres personnes qui consomment des drogues partent."),
        ("Tous les [toxicomanes] partent.", "toutes les personnes qui consomment des drogues partent."),
        ("Aucun [toxicomane] ne part.", "aucune personne qui consomme des drogues ne part."),
        ("Chacun des [toxicomanes] part.", "chacune des personnes qui consomment des drogues part."),
        ("Certains [toxicomanes] partent.", "certaines personnes qui consomment des drogues partent."),
        ("Quel [toxicomane] part ?", "quelle personne qui consomme des drogues part ?"),
        ("Il y a 200 [toxicomanes] ici.", "il y a 200 personnes qui consomment des drogues ici."),
        ("Il s’agit d’un [toxicomane].", "il s’agit d’une personne qui consomme des drogues."),
    ],
)
def test_articles_and_determiners_follow_the_new_noun(sentence: str, result: str) -> None:
    assert said(sentence, "*toxicomane", USE) == result


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("L’[alcoolique] part.", "la personne qui a une dépendance à l’alcool part."),
        ("Moins d’[alcooliques] qu’avant.", "moins de personnes qui ont une dépendance à l’alcool qu’avant."),
        ("On dit qu’[alcooliques] et sobres vivent là.", None),
    ],
)
def test_elision_is_undone_before_a_consonant(sentence: str, result: str | None) -> None:
    made = said(sentence, "*alcoolique", ALCOHOL)
    assert made == result if result else "que personnes" in made


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("La [toxicomanie] recule.", "l’usage de drogues recule."),
        ("Cette [toxicomanie] recule.", "cet usage de drogues recule."),
        ("Sa [toxicomanie] l’isole.", "son usage de drogues l’isole."),
        ("La fin de la [toxicomanie].", "la fin de l’usage de drogues."),
        ("Il parle à la [toxicomanie] comme à une amie, d’habitude.", None),
    ],
)
def test_articles_are_elided_before_a_vowel(sentence: str, result: str | None) -> None:
    made = said(sentence.replace("'", "’"), "*toxicomanie", "*usage de drogues", "noun")
    assert made.replace("'", "’") == result if result else "à l’usage" in made


@pytest.mark.parametrize(
    ("sentence", "phrase", "suggestion", "result"),
    [
        ("Il est [toxicomane].", "*toxicomane", USE, "il consomme des drogues."),
        ("Elles étaient [toxicomanes].", "*toxicomane", USE, "elles consommaient des drogues."),
        ("Elle n’est pas [toxicomane].", "*toxicomane", USE, "elle ne consomme pas de drogues."),
        ("Il n’est plus [alcoolique].", "*alcoolique", ALCOHOL, "il n’a plus de dépendance à l’alcool."),
        ("Il est porteur et [séropo].", "*séropo", HIV, "il est porteur et vit avec le vih."),
        ("Elle est [séropo].", "*séropo", HIV, "elle vit avec le vih."),
        ("Il est [SDF].", "*SDF", HOME, "il est sans domicile."),
        ("Il a été [toxicomane].", "*toxicomane", USE, "il a consommé des drogues."),
        ("On le dit d’être [toxicomane].", "*toxicomane", USE, "on le dit de consommer des drogues."),
        ("Il est [toxicomane] et seul.", "*toxicomane", USE, "il consomme des drogues et est seul."),
        (
            "Elle est devenue [toxicomane].",
            "*toxicomane",
            USE,
            "elle est devenue une personne qui consomme des drogues.",
        ),
    ],
)
def test_a_predicate_becomes_a_verb_in_the_same_tense(sentence: str, phrase: str, suggestion: str, result: str) -> None:
    assert said(sentence, phrase, suggestion).replace("'", "’") == result


@pytest.mark.parametrize(
    "suggestion", ["*personne ayant été *incarcérée", "*personne qui *recourt souvent aux services"]
)
def test_a_predicate_that_no_verb_says_stays_a_noun(suggestion: str) -> None:
    made = said("Il est [ex-détenu] et seul.", "ex-*détenu", suggestion)
    assert made == f"il est une {suggestion.replace('*', '')} et seul."


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("Les jeunes [toxicomanes] partent.", "les jeunes qui consomment des drogues partent."),
        ("Une femme [toxicomane] part.", "une femme qui consomme des drogues part."),
        ("Les détenus [toxicomanes] qui sortent.", "les détenus qui consomment des drogues et qui sortent."),
    ],
)
def test_beside_another_noun_only_the_clause_is_said(sentence: str, result: str) -> None:
    assert said(sentence, "*toxicomane", USE) == result


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("Les [toxicomanes] incarcérés partent.", "les personnes incarcérées qui consomment des drogues partent."),
        ("Un [toxicomane] âgé de 30 ans.", "une personne âgée de 30 ans qui consomme des drogues."),
        ("Les [toxicomanes] suivis par lui.", "les personnes qui consomment des drogues suivies par lui."),
        ("Les [toxicomanes] qui partent.", "les personnes qui consomment des drogues et qui partent."),
        ("Les [toxicomanes] ont été vus.", "les personnes qui consomment des drogues ont été vues."),
        ("Les [toxicomanes] de Dakar sont isolés.", "les personnes qui consomment des drogues de dakar sont isolées."),
        (
            "La plupart des [toxicomanes] sont isolés.",
            "la plupart des personnes qui consomment des drogues sont isolées.",
        ),
        ("Les [toxicomanes] se sont réunis.", "les personnes qui consomment des drogues se sont réunies."),
    ],
)
def test_what_stands_in_the_same_group_agrees(sentence: str, result: str) -> None:
    assert said(sentence, "*toxicomane", USE) == result


@pytest.mark.parametrize(
    "sentence",
    [
        "Les droits des [toxicomanes] sont bafoués.",
        "Les policiers et les [toxicomanes] sont fatigués.",
        "Avec un [toxicomane] est venu le médecin.",
    ],
)
def test_a_participle_of_another_subject_stays_as_it_is(sentence: str) -> None:
    assert said(sentence, "*toxicomane", USE).endswith(sentence.partition("]")[2].lower())


def test_what_agrees_further_on_is_named_and_left_to_the_writer() -> None:
    made = fitted("Le [toxicomane], disent-ils, est exclu ; il se tait.", "*toxicomane", USE)
    assert made is not None
    assert made.fix == "review"
    assert "« exclu » → « exclue »" in made.also
    assert "« il » → « elle »" in made.also


def test_an_impersonal_pronoun_is_not_named() -> None:
    made = fitted("Quand un [toxicomane] appelle, il faut répondre.", "*toxicomane", USE)
    assert made is not None
    assert made.also == ()


def test_nothing_is_left_to_agree_with_a_feminine_noun() -> None:
    made = fitted("La [toxicomane] est partie.", "*toxicomane", USE)
    assert made is not None
    assert (made.also, made.fix) == ((), "safe")


@pytest.mark.parametrize(
    ("sentence", "phrase", "suggestion", "result"),
    [
        ("Il [se drogue] ici.", "se *droguer", "*consommer des drogues", "il consomme des drogues ici."),
        ("Il ne [se drogue] plus.", "se *droguer", "*consommer des drogues", "il ne consomme plus de drogues."),
        ("Elle [s’est droguée] hier.", "se *droguer", "*consommer des drogues", "elle a consommé des drogues hier."),
        ("Il vit sans [se droguer].", "se *droguer", "*consommer des drogues", "il vit sans consommer de drogues."),
        ("Il [se shoote].", "se *shooter", "s’*injecter des drogues", "il s’injecte des drogues."),
        ("J’[abuse de drogues].", "*abuser de drogues", "*consommer des drogues", "je consomme des drogues."),
        (
            "Il est [retombé dans l’alcool].",
            "*retomber dans l’alcool",
            "*reprendre la consommation",
            "il a repris la consommation.",
        ),
        ("Il a [perdu la bataille].", "*perdre la bataille", "*mourir d’une surdose", "il est mort d’une surdose."),
    ],
)
def test_a_verb_takes_the_form_of_the_one_it_replaces(sentence: str, phrase: str, suggestion: str, result: str) -> None:
    assert said(sentence, phrase, suggestion, "verb").replace("'", "’") == result


def test_an_adjective_agrees_with_its_noun() -> None:
    assert said("Les femmes [sérodiscordantes] ici.", "*sérodiscordant", "*sérodifférent", "adjective") == (
        "les femmes sérodifférentes ici."
    )


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("Une [toxicomane] de 26 ans a parlé.", "une personne de 26 ans qui consomme des drogues a parlé."),
        ("Un [toxicomane] en manque a parlé.", "une personne en manque qui consomme des drogues a parlé."),
        ("Un [toxicomane] prêt à tout a parlé.", "une personne prête à tout qui consomme des drogues a parlé."),
        ("Un patient [toxicomane] de 40 ans a parlé.", "un patient de 40 ans qui consomme des drogues a parlé."),
    ],
)
def test_what_belongs_to_the_person_stays_beside_the_person(sentence: str, result: str) -> None:
    assert said(sentence, "*toxicomane", USE).lower() == result


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("Elle ne [s’est jamais droguée].", "elle n’a jamais consommé de drogues."),
        ("Elle [s’est souvent droguée].", "elle a souvent consommé des drogues."),
        ("Elle [se serait droguée].", "elle aurait consommé des drogues."),
    ],
)
def test_an_adverb_stays_between_the_auxiliary_and_its_participle(sentence: str, result: str) -> None:
    assert said(sentence, "se *droguer", "*consommer des drogues", "verb").lower().replace("'", "’") == result


def test_apostrophes_are_written_as_in_the_text() -> None:
    straight = fitted("L'[alcoolique] part.", "*alcoolique", ALCOHOL)
    curly = fitted("L’[alcoolique] part.", "*alcoolique", ALCOHOL)
    assert straight is not None
    assert curly is not None
    assert straight.text.endswith("l'alcool")
    assert curly.text.endswith("l’alcool")


@pytest.mark.parametrize(("word", "expected"), [("héroïne", True), ("halte", False), ("usage", True), ("onze", False)])
def test_a_mute_h_counts_as_a_vowel(word: str, expected: bool) -> None:
    assert begins_with_vowel(word) is expected


@given(
    st.text(alphabet="les du ’'étoxicmanpqurg,. ", max_size=60), st.text(alphabet="sontéqui et,. parler’", max_size=60)
)
def test_whatever_stands_around_a_place_the_suggestion_stays_within_it(before: str, after: str) -> None:
    forms = GRAMMAR.inflect(USE, "person", LEXICON)
    made = GRAMMAR.fit(Place(before, "toxicomanes", after, "person", ("m.pl", "f.pl")), USE, forms)
    assert made is not None
    assert 0 <= made.left <= len(before)
    assert 0 <= made.right <= len(after)
    assert "qui consomm" in made.text or "consomm" in made.text


@given(st.from_regex(r"[bcdfglmnprt]{1,2}[aiou][lmnrst]er", fullmatch=True))
def test_regular_verbs_keep_their_stem_in_every_form(infinitive: str) -> None:
    stem = infinitive[:-2]
    assert all(form.startswith(stem) for form in simple_forms(infinitive).values())
