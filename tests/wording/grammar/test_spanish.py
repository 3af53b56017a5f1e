"""Spanish forms and suggestions in their sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.wording.grammar import Fitted, Place
from firsthand.wording.grammar.spanish import GRAMMAR
from firsthand.wording.grammar.spanish_verbs import KNOWN, conjugate
from firsthand.wording.schema import Lexicon, Role

LEXICON: Lexicon = {
    "persona": {"gender": "f"},
    "prostituta": {"gender": "f"},
    "drogata": {"gender": "mf"},
    "gay": {"plural": "gais"},
    "virus": {"gender": "m", "plural": "virus"},
    "bebé": {"gender": "mf"},
    "país": {"gender": "m"},
    "orden": {"gender": "f"},
}
USES = "*persona que *usa drogas"


def fitted(sentence: str, term: str, phrase: str, role: Role = "person") -> Fitted | None:
    """What is made of the words in braces, which are a form of the term."""
    before, _, rest = sentence.partition("{")
    text, _, after = rest.partition("}")
    forms = GRAMMAR.inflect(term, role, LEXICON)
    features = tuple(feature for feature, written in forms.items() if text.lower() in written)
    return GRAMMAR.fit(Place(before, text, after, role, features), phrase, GRAMMAR.inflect(phrase, role, LEXICON))


def replaced(sentence: str, term: str, phrase: str, role: Role = "person") -> str:
    """The sentence with the suggestion in it."""
    made = fitted(sentence, term, phrase, role)
    assert made is not None
    before, _, rest = sentence.partition("{")
    _, _, after = rest.partition("}")
    return before[: len(before) - made.left] + made.text + after[made.right :]


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("*adicto", "adicto adicta adictos adictas"),
        ("*consumidor", "consumidor consumidora consumidores consumidoras"),
        ("*ladrón", "ladrón ladrona ladrones ladronas"),
        ("*drogodependiente", "drogodependiente drogodependiente drogodependientes drogodependientes"),
        ("*joven", "joven joven jóvenes jóvenes"),
        ("*drogata", "drogata drogata drogatas drogatas"),
        ("*exdrogata", "exdrogata exdrogata exdrogatas exdrogatas"),
        ("*gay", "gay gay gais gais"),
        ("*yonqui", "yonqui yonqui yonquis yonquis"),
        ("*criminal", "criminal criminal criminales criminales"),
    ],
)
def test_a_noun_for_people_has_two_genders_and_two_numbers(phrase: str, forms: str) -> None:
    paradigm = GRAMMAR.inflect(phrase, "person", LEXICON)
    assert [paradigm[features][0] for features in ("m.sg", "f.sg", "m.pl", "f.pl")] == forms.split()


@pytest.mark.parametrize(
    ("phrase", "singular", "plural"),
    [
        ("*adicción", "adicción", "adicciones"),
        ("*uso de drogas", "uso de drogas", "usos de drogas"),
        ("*país en desarrollo", "país en desarrollo", "países en desarrollo"),
        ("*virus del sida", "virus del sida", "virus del sida"),
        ("*enfermedad *venérea", "enfermedad venérea", "enfermedades venéreas"),
        ("*nueva *infección", "nueva infección", "nuevas infecciones"),
        ("*jeringa *estéril", "jeringa estéril", "jeringas estériles"),
        ("*crisis de sobredosis", "crisis de sobredosis", "crisis de sobredosis"),
    ],
)
def test_a_noun_has_the_gender_of_its_ending(phrase: str, singular: str, plural: str) -> None:
    assert [forms[0] for forms in GRAMMAR.inflect(phrase, "noun", LEXICON).values()] == [singular, plural]


@pytest.mark.parametrize(
    ("phrase", "plural"),
    [
        ("*persona que *usa drogas", "personas que usan drogas"),
        ("*persona que se *inyecta drogas", "personas que se inyectan drogas"),
        ("*persona que *dejó de usar drogas", "personas que dejaron de usar drogas"),
        ("*persona que ya no *bebe", "personas que ya no beben"),
        ("*persona que *estuvo en prisión", "personas que estuvieron en prisión"),
        ("*persona que *murió por sobredosis", "personas que murieron por sobredosis"),
        ("*persona que *está *privada de libertad", "personas que están privadas de libertad"),
    ],
)
def test_the_verb_of_a_clause_follows_its_noun(phrase: str, plural: str) -> None:
    assert GRAMMAR.inflect(phrase, "person", LEXICON)["f.pl"] == (plural,)


def test_a_single_noun_for_people_is_known_in_inclusive_spellings() -> None:
    paradigm = GRAMMAR.inflect("*adicto", "person", LEXICON)
    assert {"adict@s", "adictxs", "adictes", "adictos/as", "adictos(as)"} <= set(paradigm["m.pl"])
    assert paradigm["m.pl"][0] == "adictos"


def test_a_phrase_without_asterisks_never_changes() -> None:
    assert GRAMMAR.inflect("con el mono", "phrase", LEXICON) == {"": ("con el mono",)}


@pytest.mark.parametrize(("phrase", "role"), [("*prostiputa", "person"), ("*sal", "verb"), ("*estupefaciente", "noun")])
def test_what_cannot_be_known_of_a_word_is_asked_for(phrase: str, role: Role) -> None:
    with pytest.raises(ValueError, match=phrase[1:]):
        GRAMMAR.inflect(phrase, role, LEXICON)


@pytest.mark.parametrize(
    ("verb", "features", "form"),
    [
        ("usar", "past.3pl", "usaron"),
        ("abusar", "subj.3sg", "abuse"),
        ("drogar", "past.1sg", "drogué"),
        ("colocar", "subj.3pl", "coloquen"),
        ("caer", "past.3sg", "cayó"),
        ("recaer", "ger", "recayendo"),
        ("recaer", "subj.3sg", "recaiga"),
        ("contraer", "past.3pl", "contrajeron"),
        ("ofrecer", "pres.1sg", "ofrezco"),
        ("volver", "pp", "vuelto"),
        ("tener", "pres.3pl", "tienen"),
        ("tener", "fut.3sg", "tendrá"),
        ("hacer", "past.3sg", "hizo"),
        ("morir", "past.3pl", "murieron"),
        ("morir", "subj.1pl", "muramos"),
        ("adquirir", "pres.3sg", "adquiere"),
        ("estar", "past.3sg", "estuvo"),
        ("prostituirse", "pres.3pl", "se prostituyen"),
        ("chutarse", "ger", "chutándose"),
        ("chutarse", "inf.1sg", "chutarme"),
        ("inyectarse", "perfimperf.3sg", "se había inyectado"),
    ],
)
def test_verbs_are_conjugated(verb: str, features: str, form: str) -> None:
    assert conjugate(verb, {})[features] == form


def test_a_lexicon_tells_irregular_verbs() -> None:
    lexicon: Lexicon = {"decir": {"first": "digo", "stressed": "dic", "past": "dij", "pp": "dicho"}}
    forms = conjugate("decir", lexicon)
    assert (forms["pres.1sg"], forms["pres.3pl"], forms["past.3pl"], forms["pp"]) == (
        "digo",
        "dicen",
        "dijeron",
        "dicho",
    )


@given(st.sampled_from(sorted({*KNOWN, "usar", "vender", "vivir", "llegar", "tocar", "construir", "ofrecer"})))
def test_a_verb_has_every_person_in_every_tense(verb: str) -> None:
    assert len(conjugate(verb, {})) == 3 + 7 * 5


@given(st.from_regex(r"[bcdfglmnprst][aeiou][bcdlmnprst](ar|er|ir)", fullmatch=True))
def test_the_stem_of_a_regular_verb_stays(verb: str) -> None:
    for features in ("past.3pl", "imperf.3sg", "fut.3pl", "ger"):
        assert conjugate(verb, {})[features].startswith(verb[:-2])


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Los {drogadictos} duermen.", "las personas que usan drogas duermen."),
        ("La policía detuvo al {drogadicto}.", "La policía detuvo a la persona que usa drogas."),
        ("la casa del {drogadicto}", "la casa de la persona que usa drogas"),
        ("uno de los {drogadictos}", "una de las personas que usan drogas"),
        ("todos estos {drogadictos}", "todas estas personas que usan drogas"),
        ("de los más de doscientos {drogadictos}", "de los más de doscientas personas que usan drogas"),
        ("los 200 {drogadictos}", "las 200 personas que usan drogas"),
        ("las y los {drogadictos}", "las personas que usan drogas"),
        ("l@s {drogadict@s}", "las personas que usan drogas"),
        ("tanto {drogadictos} como", "tanto personas que usan drogas como"),
        ("todo/a {drogadicto/a}", "toda persona que usa drogas"),
        ("les {drogadictes}", "las personas que usan drogas"),
        ("todes les {drogadictes}", "todas las personas que usan drogas"),
        ("un pinche {drogadicto}", "una pinche persona que usa drogas"),
        ("ningún {drogadicto}", "ninguna persona que usa drogas"),
        ("ni un solo {drogadicto}", "ni una sola persona que usa drogas"),
        ("atienden solo {drogadictos}", "atienden solo personas que usan drogas"),
        ("el presunto {drogadicto}", "la presunta persona que usa drogas"),
        ("una {drogadicta}", "una persona que usa drogas"),
        ("amigos e {drogadictos}", "amigos y personas que usan drogas"),
        ("su {drogadicto}", "su persona que usa drogas"),
        ("LOS {DROGADICTOS}", "las personas que usan drogas"),
    ],
)
def test_articles_and_determiners_follow_the_new_noun(sentence: str, made: str) -> None:
    assert replaced(sentence, "*drogadicto", USES) == made


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("jóvenes {drogadictos}", "jóvenes que usan drogas"),
        ("un boxeador {drogadicto}", "un boxeador que usa drogas"),
        ("la población {drogadicta}", "la población que usa drogas"),
        ("madre {drogadicta}", "madre que usa drogas"),
        ("los llamó {drogadictos}", "los llamó personas que usan drogas"),
    ],
)
def test_beside_a_noun_for_a_person_only_what_is_said_of_it_is_written(sentence: str, made: str) -> None:
    assert replaced(sentence, "*drogadicto", USES) == made


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Era {drogadicto}.", "Era una persona que usa drogas."),
        ("Se volvió {drogadicto}.", "Se volvió una persona que usa drogas."),
        ("Se hizo pasar por {drogadicto}.", "Se hizo pasar por una persona que usa drogas."),
        ("La consideraban {drogadicta}.", "La consideraban una persona que usa drogas."),
        ("Lo echaron por {drogadicto}.", "Lo echaron por ser una persona que usa drogas."),
        ("Son {drogadictos}.", "Son personas que usan drogas."),
        ("Murió {drogadicto}.", "Murió siendo una persona que usa drogas."),
    ],
)
def test_a_bare_noun_gets_the_article_that_a_longer_name_needs(sentence: str, made: str) -> None:
    assert replaced(sentence, "*drogadicto", USES) == made


@pytest.mark.parametrize(
    ("sentence", "term", "phrase", "made"),
    [
        ("la {prostitución}", "*prostitución", "*trabajo *sexual", "el trabajo sexual"),
        ("de la {prostitución}", "*prostitución", "*trabajo *sexual", "del trabajo sexual"),
        ("a la {prostitución}", "*prostitución", "*trabajo *sexual", "al trabajo sexual"),
        ("el {abuso de drogas}", "*abuso de drogas", "*uso de drogas", "el uso de drogas"),
        ("crimen y {abuso de drogas}", "*abuso de drogas", "*ingesta de drogas", "crimen e ingesta de drogas"),
        ("robo o {abuso de drogas}", "*abuso de drogas", "*orden de arresto", "robo u orden de arresto"),
        ("esta {orina sucia}", "*orina *sucia", "*resultado *positivo", "este resultado positivo"),
    ],
)
def test_nouns_take_their_article_with_them(sentence: str, term: str, phrase: str, made: str) -> None:
    assert replaced(sentence, term, phrase, "noun") == made


def test_people_keep_their_gender_where_the_suggestion_has_it() -> None:
    assert replaced("las {prostitutas}", "*prostituta", "*trabajador *sexual") == "las trabajadoras sexuales"
    assert (
        replaced("dos {bebés adictos}", "*bebé *adicto", "*bebé *expuesto a drogas") == "dos bebés expuestos a drogas"
    )


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Los {drogadictos} fueron detenidos ayer.", "Las personas que usan drogas fueron detenidas ayer."),
        ("Fue detenido un {drogadicto} en Lima.", "Fue detenida una persona que usa drogas en Lima."),
        ("Muchos {drogadictos} enfermos esperan.", "Muchas personas que usan drogas enfermas esperan."),
        ("Un {drogadicto} armado y violento huyó.", "Una persona que usa drogas armada y violenta huyó."),
        ("Detenidos tres {drogadictos} en Lugo.", "Detenidas tres personas que usan drogas en Lugo."),
        ("El {drogadicto}, detenido ayer, calla.", "La persona que usa drogas, detenida ayer, calla."),
        ("Uno de los {drogadictos} fue expulsado.", "Una de las personas que usan drogas fue expulsada."),
        ("Dos {drogadictos} españoles callan.", "Dos personas que usan drogas españolas callan."),
        ("Un {drogadicto} inglés espera.", "Una persona que usa drogas inglesa espera."),
        ("Hallaron muerto a un {drogadicto}.", "Hallaron muerta a una persona que usa drogas."),
        ("El {drogadicto}, un hombre flaco, está solo.", "La persona que usa drogas, un hombre flaco, está sola."),
        ("Los {drogadictos} del barrio están hartos.", "Las personas que usan drogas del barrio están hartas."),
    ],
)
def test_what_surely_agreed_with_the_old_noun_is_rewritten_for_review(sentence: str, wanted: str) -> None:
    suggestion = fitted(sentence, "*drogadicto", USES)
    assert replaced(sentence, "*drogadicto", USES).lower() == wanted.lower()
    assert suggestion is not None
    assert (suggestion.fix, suggestion.also) == ("review", ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Los {drogadictos} han pedido ayuda.",
        "El {drogadicto} dijo que no.",
        "Conocimos a varios {drogadictos}.",
        "Otro {drogadicto} robando en la plaza.",
        "Ayuda a {drogadictos} todas las noches.",
        "Los {drogadictos} son objetos de burla.",
    ],
)
def test_a_suggestion_with_which_nothing_else_agrees_is_safe(sentence: str) -> None:
    suggestion = fitted(sentence, "*drogadicto", USES)
    assert suggestion is not None
    assert (suggestion.right, suggestion.fix, suggestion.also) == (0, "safe", ())


def test_words_that_may_agree_with_another_noun_are_only_named() -> None:
    suggestion = fitted("El padre del {drogadicto} fue detenido.", "*drogadicto", USES)
    assert suggestion is not None
    assert (suggestion.right, suggestion.also) == (0, ("detenido → detenida",))


@pytest.mark.parametrize(
    ("sentence", "term", "phrase", "made"),
    [
        ("{abusaba de las drogas}", "*abusar de las drogas", "*usar drogas", "usaba drogas"),
        ("{se prostituyen}", "*prostituirse", "*hacer trabajo sexual", "hacen trabajo sexual"),
        ("{está limpia}", "*estar *limpio", "no *usar drogas", "no usa drogas"),
        ("{chutándose}", "*chutarse", "*inyectarse drogas", "inyectándose drogas"),
    ],
)
def test_verbs_keep_their_tense_and_person(sentence: str, term: str, phrase: str, made: str) -> None:
    assert replaced(sentence, term, phrase, "verb") == made


def test_a_suggestion_without_a_fitting_form_is_none() -> None:
    place = Place("", "abusado", "", "verb", ("pp",))
    assert GRAMMAR.fit(place, "*uso", {"m.sg": ("uso",)}) is None


@given(
    st.sampled_from(["", "los ", "del ", "a los ", "uno de los ", "y ", "muchos "]),
    st.text(alphabet="abcñé ,.«»0123456789", max_size=40),
)
def test_a_suggestion_replaces_no_more_than_stands_there(determiner: str, before: str) -> None:
    place = Place(f"{before} {determiner}", "drogadictos", " y más", "person", ("m.pl",))
    suggestion = GRAMMAR.fit(place, USES, GRAMMAR.inflect(USES, "person", LEXICON))
    assert suggestion is not None
    assert 0 <= suggestion.left <= len(place.before)
    assert suggestion.right == 0
    assert "que usan drogas" in suggestion.text


@pytest.mark.parametrize(
    ("before", "made"),
    [("Varón, 45 años, ", "persona que se inyecta drogas"), ("Los ", "las personas que se inyectan drogas")],
)
def test_an_abbreviation_takes_its_number_from_what_stands_before(before: str, made: str) -> None:
    phrase = "*persona que se *inyecta drogas"
    place = Place(before, "UDVP", "", "person", ("m.pl", "m.sg"))
    suggestion = GRAMMAR.fit(place, phrase, GRAMMAR.inflect(phrase, "person", LEXICON))
    assert suggestion is not None
    assert suggestion.text == made
