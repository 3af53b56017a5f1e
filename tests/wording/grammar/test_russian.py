"""Russian: the forms of words and phrases, and suggestions in the place of what they replace."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.wording.grammar import Fitted, Place
from firsthand.wording.grammar.russian import GRAMMAR
from firsthand.wording.grammar.russian_modifiers import regender_verb
from firsthand.wording.grammar.russian_places import is_person, look_before
from firsthand.wording.schema import Lexicon, Role

LEXICON: Lexicon = {
    "человек": {
        "plural_stem": "люд",
        "nom.pl": "люди",
        "gen.pl": "людей",
        "dat.pl": "людям",
        "ins.pl": "людьми",
        "pre.pl": "людях",
        "count": "человек",
    },
    "мать": {"gender": "f", "stem": "матер"},
    "торчок": {"stem": "торчк", "stressed": "yes"},
    "жертва": {"sex": "m"},
    "ВИЧ-положительный": {"short": ("ВИЧ-положителен", "ВИЧ-положительна", "ВИЧ-положительно", "ВИЧ-положительны")},
    "ВИЧ-инфицирован": {
        "kind": "short",
        "short": ("ВИЧ-инфицирован", "ВИЧ-инфицирована", "ВИЧ-инфицировано", "ВИЧ-инфицированы"),
    },
}
PERSON = "*человек, *употребляющий наркотики"
HIV = "*человек, *живущий с ВИЧ"
DEPENDENT = "*человек с зависимостью"

Fit = Callable[..., str]


def put(sentence: str, term: str, alternative: str, role: Role) -> tuple[str, Fitted | None]:
    """A sentence with the suggestion in the place of the term in braces."""
    before, text, after = sentence.replace("}", "{").split("{")
    paradigm = GRAMMAR.inflect(term, role, LEXICON)
    features = tuple(f for f, texts in paradigm.items() if text.lower() in [t.lower() for t in texts])
    assert features, f"{text} is no form of {term}"
    fitted = GRAMMAR.fit(
        Place(before, text, after, role, features), alternative, GRAMMAR.inflect(alternative, role, LEXICON)
    )
    if fitted is None:
        return sentence, None
    return before[: len(before) - fitted.left] + fitted.text + after[fitted.right :], fitted


@pytest.mark.parametrize(
    ("word", "role", "feature", "form"),
    [
        ("*наркоман", "person", "acc.sg", "наркомана"),
        ("*наркоман", "person", "gen.pl", "наркоманов"),
        ("*притон", "noun", "acc.sg", "притон"),
        ("*наркоманка", "person", "gen.pl.f", "наркоманок"),
        ("*девушка", "person", "gen.pl.f", "девушек"),
        ("*потребитель", "person", "ins.sg", "потребителем"),
        ("*зависимость", "noun", "ins.sg.f", "зависимостью"),
        ("*проституция", "noun", "pre.sg.f", "проституции"),
        ("*злоупотребление", "noun", "pre.sg.n", "злоупотреблении"),
        ("*злоупотребление", "noun", "gen.pl.n", "злоупотреблений"),
        ("*торчок", "person", "ins.sg", "торчком"),
        ("*нарик", "person", "nom.pl", "нарики"),
        ("*врач", "person", "gen.pl", "врачей"),
        ("*завсегдатай", "person", "gen.pl", "завсегдатаев"),
        ("*мать-*наркоманка", "person", "dat.pl.f", "матерям-наркоманкам"),
        ("*человек", "person", "count", "человек"),
        ("*человек", "person", "nom.sg.f", "женщина"),
        ("*жертва СПИДа", "person", "gen.pl", "жертв СПИДа"),
        ("*бывший *наркоман", "person", "pre.pl", "бывших наркоманах"),
        ("*бывший *наркоман", "person", "pau", "бывших наркомана"),
        ("*грязная *моча", "noun", "acc.sg.f", "грязную мочу"),
        ("*чужой *шприц", "noun", "gen.sg", "чужого шприца"),
        ("*ранний *срок", "noun", "gen.sg", "раннего срока"),
        ("*некомплаентный", "person", "dat.pl.adj", "некомплаентным"),
        ("*заразившийся", "person", "gen.sg.f.adj", "заразившейся"),
        ("*героиновый", "adjective", "acc.pl.inan", "героиновые"),
        ("*героиновый", "adjective", "acc.pl.anim", "героиновых"),
        ("*злоупотреблять наркотиками", "verb", "3pl", "злоупотребляют наркотиками"),
        ("*ширяться", "verb", "past.f", "ширялась"),
        ("*рисковать", "verb", "1sg", "рискую"),
        ("*перестрадать", "verb", "imp.pl", "перестрадайте"),
        ("*просить помощи", "verb", "1sg", "прошу помощи"),
    ],
)
def test_words_take_their_forms(word: str, role: Role, feature: str, form: str) -> None:
    assert GRAMMAR.inflect(word, role, LEXICON)[feature][0] == form


@pytest.mark.parametrize(("phrase", "role"), [("*смерть", "noun"), ("*беречь себя", "verb"), ("*алкашьё", "noun")])
def test_what_cannot_be_known_is_asked_for(phrase: str, role: Role) -> None:
    with pytest.raises(ValueError, match=r"lexicon\.toml"):
        GRAMMAR.inflect(phrase, role, {})


def test_a_phrase_without_asterisks_never_changes() -> None:
    assert GRAMMAR.inflect("под кайфом", "phrase", {}) == {"": ("под кайфом",)}


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("{Наркоманы} тоже люди.", "люди, употребляющие наркотики, тоже люди."),
        ("Пришёл {наркоман}.", "Пришёл человек, употребляющий наркотики."),
        ("Помогите {наркоману}, он упал.", "Помогите человеку, употребляющему наркотики, он упал."),
        ("Это {наркоманы} и их семьи.", "Это люди, употребляющие наркотики, и их семьи."),
        ("{Наркоманы} — наши соседи.", "люди, употребляющие наркотики, — наши соседи."),
        ("Этого {наркомана} знают.", "Этого человека, употребляющего наркотики, знают."),
        ("Задержали 5 {наркоманов}.", "Задержали 5 человек, употребляющих наркотики."),
        ("Пришло 22 {наркомана}.", "Пришло 22 человека, употребляющих наркотики."),
        ("Пришёл 21 {наркоман}.", "Пришёл 21 человек, употребляющий наркотики."),
        ("Пришло 12 {наркоманов}.", "Пришло 12 человек, употребляющих наркотики."),
        ("Пять молодых {наркоманов}.", "Пять молодых людей, употребляющих наркотики."),
        ("Сотни {наркоманов}.", "Сотни людей, употребляющих наркотики."),
        ("Много {наркоманов}.", "Много людей, употребляющих наркотики."),
        ("Несколько {наркоманов}.", "Несколько человек, употребляющих наркотики."),
        ("Двух {наркоманов} нет.", "Двух человек, употребляющих наркотики, нет."),
        ("Подросток-{наркоман} сбежал.", "Подросток, употребляющий наркотики, сбежал."),
        ("{Наркоманы} Москвы ждут.", "употребляющие наркотики люди Москвы ждут."),
        ("Тех «{наркоманов}» лечат.", "Тех «людей, употребляющих наркотики», лечат."),
        ("Лечат {наркоманов}-подростков.", "Лечат подростков, употребляющих наркотики."),
        ("Какие-то {наркоманы} шумят.", "Какие-то люди, употребляющие наркотики, шумят."),
    ],
)
def test_a_person_is_put_in_the_form_of_the_sentence(sentence: str, becomes: str) -> None:
    assert put(sentence, "*наркоман", PERSON, "person")[0] == becomes


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("Две {наркоманки} ушли.", "Две женщины, употребляющие наркотики, ушли."),
        ("Здесь живут {наркоманки}.", "Здесь живут женщины, употребляющие наркотики."),
        ("У {наркоманки} нет прав.", "У женщины, употребляющей наркотики, нет прав."),
        ("Отказали {наркоманке}.", "Отказали женщине, употребляющей наркотики."),
    ],
)
def test_a_woman_stays_a_woman(sentence: str, becomes: str) -> None:
    assert put(sentence, "*наркоманка", PERSON, "person")[0] == becomes


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("{ВИЧ-инфицированные} женщины рожают.", "женщины, живущие с ВИЧ, рожают."),
        ("Об {ВИЧ-инфицированных} женщинах.", "О женщинах, живущих с ВИЧ."),
        ("{ВИЧ-инфицированная} беременная пациентка.", "беременная пациентка, живущая с ВИЧ."),
        ("Об {ВИЧ-инфицированных} молчат.", "О людях, живущих с ВИЧ, молчат."),
        ("{ВИЧ-инфицированным} отказали.", "людям, живущим с ВИЧ, отказали."),
        ("120 {ВИЧ-инфицированных} и врачи.", "120 человек, живущих с ВИЧ, и врачи."),
        ("Встреча с {ВИЧ-инфицированным}.", "Встреча с человеком, живущим с ВИЧ."),
    ],
)
def test_a_noun_behind_an_adjective_is_kept_and_described(sentence: str, becomes: str) -> None:
    assert put(sentence, "*ВИЧ-инфицированный", HIV, "person")[0] == becomes


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("Лица, {страдающие наркоманией}, лечатся.", "Лица с зависимостью лечатся."),
        ("{Страдающих наркоманией} подростков лечат.", "подростков с зависимостью лечат."),
        ("Приём {страдающих наркоманией}.", "Приём людей с зависимостью."),
    ],
)
def test_a_participle_behind_a_noun_describes_it(sentence: str, becomes: str) -> None:
    assert put(sentence, "*страдающий наркоманией", DEPENDENT, "person")[0] == becomes


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("Соседи боятся {притона}.", "Соседи боятся места, где употребляют наркотики."),
        ("В этом {притоне} тихо.", "В этом месте, где употребляют наркотики, тихо."),
        ("Этот {притон} закрыли.", "Это место, где употребляют наркотики, закрыли."),
        ("{Притон} располагался здесь.", "место, где употребляют наркотики, располагалось здесь."),
        ("{Притон} за углом закрылся.", "место, где употребляют наркотики, за углом закрылось."),
        ("Закрылся {притон}.", "Закрылось место, где употребляют наркотики."),
    ],
)
def test_what_belongs_to_a_noun_follows_it_to_another_gender(sentence: str, becomes: str) -> None:
    text, fitted = put(sentence, "*притон", "*место, где употребляют наркотики", "noun")
    assert text == becomes
    assert fitted is not None


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("Закон о {проституции}.", "Закон о секс-работе."),
        ("Доходы от {проституции} растут.", "Доходы от секс-работы растут."),
        ("Легализация {проституции}.", "Легализация секс-работы."),
        ("Она занимается {проституцией}.", "Она занимается секс-работой."),
        ("{Проституцию} легализовали.", "секс-работу легализовали."),
    ],
)
def test_the_case_is_read_from_the_words_before(sentence: str, becomes: str) -> None:
    assert put(sentence, "*проституция", "*секс-работа", "noun")[0] == becomes


@pytest.mark.parametrize(
    ("sentence", "becomes"),
    [
        ("{Наркоманская} среда опасна.", "среда людей, употребляющих наркотики, опасна."),
        ("О {наркоманском} быте.", "О быте людей, употребляющих наркотики."),
    ],
)
def test_words_in_the_genitive_go_behind_the_noun(sentence: str, becomes: str) -> None:
    assert put(sentence, "*наркоманский", "людей, употребляющих наркотики", "adjective")[0] == becomes


def test_short_adjectives_stay_short() -> None:
    assert put("Она {ВИЧ-инфицирована}.", "*ВИЧ-инфицирован", "*ВИЧ-положительный", "adjective")[0] == (
        "Она ВИЧ-положительна."
    )


def test_verbs_keep_their_person() -> None:
    told, _ = put("Они {злоупотребляют наркотиками}.", "*злоупотреблять наркотиками", "*употреблять наркотики", "verb")
    assert told == "Они употребляют наркотики."


@pytest.mark.parametrize("sentence", ["Пришёл {наркоман}-сосиска."])
def test_the_first_half_of_a_compound_is_left_to_the_writer(sentence: str) -> None:
    assert put(sentence, "*наркоман", PERSON, "person")[1] is None


@pytest.mark.parametrize(
    ("sentence", "term", "alternative", "role", "fix"),
    [
        ("Пришёл {наркоман}.", "*наркоман", PERSON, "person", "safe"),
        ("Помощь {ВИЧ-инфицированным}.", "*ВИЧ-инфицированный", HIV, "person", "review"),
        ("{Притон} закрылся.", "*притон", "*место", "noun", "review"),
        ("{Наркоманская} среда.", "*наркоманский", "людей, употребляющих наркотики", "adjective", "review"),
    ],
)
def test_only_what_is_sure_is_safe(sentence: str, term: str, alternative: str, role: Role, fix: str) -> None:
    fitted = put(sentence, term, alternative, role)[1]
    assert fitted is not None
    assert fitted.fix == fix


def test_agreement_with_a_subject_is_named() -> None:
    fitted = put("{Притон} закрылся.", "*притон", "*место", "noun")[1]
    assert fitted is not None
    assert "сказуемое" in fitted.also[0]


@pytest.mark.parametrize(
    ("verb", "gender", "wanted", "becomes"),
    [
        ("росла", "f", "m", "рос"),
        ("пришла", "f", "m", "пришёл"),
        ("пришёл", "m", "n", "пришло"),
        ("началась", "f", "m", "начался"),
        ("закрылся", "m", "f", "закрылась"),
        ("закрыт", "m", "n", "закрыто"),
        ("дом", "m", "n", ""),
    ],
)
def test_verbs_in_the_past_change_their_gender(verb: str, gender: str, wanted: str, becomes: str) -> None:
    assert regender_verb(verb, gender, wanted) == becomes


@pytest.mark.parametrize("word", ["подростков", "женщинам", "людьми", "мигранткой", "пенсионера", "лиц", "детей"])
def test_nouns_for_people_are_known(word: str) -> None:
    assert is_person(word)


@pytest.mark.parametrize("word", ["клетки", "живут", "и", "больше", "красивые"])
def test_other_words_are_no_nouns_for_people(word: str) -> None:
    assert not is_person(word)


@given(st.text(max_size=300), st.sampled_from(["наркоман", "наркоманы", "наркоманов"]), st.text(max_size=300))
def test_a_suggestion_stays_within_its_sentence(before: str, text: str, after: str) -> None:
    paradigm = GRAMMAR.inflect("*наркоман", "person", LEXICON)
    features = tuple(feature for feature, texts in paradigm.items() if text in texts)
    place = Place(before, text, after, "person", features)
    fitted = GRAMMAR.fit(place, PERSON, GRAMMAR.inflect(PERSON, "person", LEXICON))
    if fitted is not None:
        assert 0 <= fitted.left <= len(before)
        assert 0 <= fitted.right <= len(after)
        assert "употребля" in fitted.text


@given(st.text(max_size=200))
def test_any_words_before_can_be_read(before: str) -> None:
    assert set(look_before(before).cases) <= {"nom", "gen", "dat", "acc", "ins", "pre"}


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Она живёт с мужем {наркоманом}.", "Она живёт с мужем, употребляющим наркотики."),
        ("Её муж {наркоман} избивал детей.", "Её муж, употребляющий наркотики, избивал детей."),
        ("Она пишет сыну {наркоману} письма.", "Она пишет сыну, употребляющему наркотики, письма."),
        ("Как жить с {наркоманом} мужем?", "Как жить с мужем, употребляющим наркотики?"),
        ("Он сын {наркомана} и вырос в детдоме.", "Он сын человека, употребляющего наркотики, и вырос в детдоме."),
        ("У неё муж {наркоман} работает.", "У неё муж человек, употребляющий наркотики, работает."),
        ("Другой {наркоман} спал рядом.", "Другой человек, употребляющий наркотики, спал рядом."),
        ("Большой процент {наркоманов} лечится.", "Большой процент людей, употребляющих наркотики, лечится."),
    ],
)
def test_a_relative_beside_the_term_in_the_same_case_stays(sentence: str, made: str) -> None:
    assert put(sentence, "*наркоман", PERSON, "person")[0] == made


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Растёт {злоупотребление кокаином} и алкоголем.", "Растёт употребление кокаина и алкоголя."),
        (
            "Говорили о {злоупотреблении кокаином}, спиртными напитками и ПАВ.",
            "Говорили об употреблении кокаина, спиртных напитков и ПАВ.",
        ),
    ],
)
def test_a_list_goes_on_in_the_case_of_the_new_words(sentence: str, made: str) -> None:
    text, fitted = put(sentence, "*злоупотребление кокаином", "*употребление кокаина", "noun")
    assert text == made
    assert fitted is not None
    assert fitted.fix == "review"


def test_a_list_that_goes_on_with_other_words_is_left_to_the_writer() -> None:
    fitted = put("Росло {злоупотребление кокаином} и чифиром.", "*злоупотребление кокаином", "*употребление", "noun")[1]
    assert fitted is not None
    assert fitted.fix == "review"


@pytest.mark.parametrize("word", ["процент", "документа", "источник", "больницами"])
def test_what_ends_like_a_person_is_no_person(word: str) -> None:
    assert not is_person(word)


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Люди, {больные СПИДом}, которых лечат, ждут.", "Люди с зависимостью, которых лечат, ждут."),
        ("Люди, {больные СПИДом}, ждут.", "Люди с зависимостью ждут."),
    ],
)
def test_a_comma_that_opens_a_clause_stays(sentence: str, made: str) -> None:
    assert put(sentence, "*больной СПИДом", DEPENDENT, "person")[0] == made


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        ("Лица, {злоупотребляющие} без меры, ждут.", "Лица, употребляющие наркотики без меры, ждут."),
        ("Лица, живущие с ВИЧ и {злоупотребляющие}, ждут.", "Лица, живущие с ВИЧ и употребляющие наркотики, ждут."),
    ],
)
def test_a_participle_behind_its_noun_keeps_the_commas_of_its_sentence(sentence: str, made: str) -> None:
    assert put(sentence, "*злоупотребляющий", PERSON, "person")[0] == made
