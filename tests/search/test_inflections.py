"""Forms of the words that matter here lead to one another."""

import pytest

from firsthand.search.analysis import stems

FAMILIES = {
    "en": (
        "prison prisons", "injecting injection inject",
        "criminalisation criminalization criminalised criminalize",
        "women woman", "policies policy", "dying die", "recommend recommended",
        "behaviour behavior behaviours",
        "analyse analyzed", "organisation organizations", "programme programs", "labour labor",
        "promise promised promising",
        "supervise supervision", "centre center", "precise precision",
    ),
    "fr": (
        "usager usagers usagère usagères usageres", "prisonnier prisonniers prisonnière prisonnières",
        "seringue seringues", "travailleur travailleurs travailleuse travailleuses", "national nationaux nationale",
        "infirmier infirmières", "consommateur consommatrice consommatrices", "pénal pénaux", "travail travaux",
    ),
    "es": (
        "usuario usuarios usuaria usuarias", "prisión prisiones prision", "mujer mujeres", "joven jóvenes jovenes",
        "reducción reducciones", "juez jueces", "ley leyes", "taller talleres", "crimen crímenes",
        "ciudad ciudades", "sociedad sociedades", "edad edades", "libertad libertades", "pared paredes", "red redes",
        "lugar lugares", "militar militares", "mártir mártires", "hospital hospitales", "mes meses", "sede sedes",
        "puede puedes", "verde verdes",
    ),
    "pt": (
        "usuário usuários usuária usuárias", "prisão prisões prisoes", "redução reduções", "mulher mulheres",
        "nacional nacionais", "pão pães", "jovem jovens", "possível possíveis", "lei leis", "homem homens",
    ),
    "de": ("Gefängnis Gefängnisse Gefängnissen", "Droge Drogen", "Konsumentin Konsumentinnen",
           "Krankenhaus Krankenhäuser"),
    "ar": ("مخدرات المخدرات مخدر والمخدرات", "سياسة السياسات سياسات", "متعاطي المتعاطين متعاطون", "سجن السجن للسجن"),
    "it": ("droga droghe", "carcere carceri", "medico medici", "consumatore consumatori", "legge leggi"),
    "uk": (
        "наркотик наркотики наркотиків наркотиками наркотику", "шприц шприци шприців шприцами",
        "зниження зниженню зниженням", "споживач споживачів споживачами", "право прав правами", "шкода шкоди шкоду",
        "поліція поліції поліцію поліцією", "в’язниця в'язниці в’язницях", "замісна замісної замісних",
        "вживати вживає вживають вживали", "лікування лікуванню", "здоров’я здоров'ю",
    ),
    "ru": (
        "наркотик наркотики наркотиков наркотиками", "шприц шприцы шприцев", "тюрьма тюрьмы тюрем",
        "гепатит гепатита гепатитом",
        "иммунодефицит иммунодефицита", "заключённый заключенных", "люди людей людьми", "потребитель потребителей",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "family"), [(language, family) for language, families in FAMILIES.items() for family in families]
)
def test_forms_of_one_word_share_a_stem(language: str, family: str) -> None:
    forms = [set(stems(word, language).split()) for word in family.split()]
    assert set.intersection(*forms)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "four form"),
        ("en", "hour hor"),
        ("es", "eres er"),
        ("pt", "mais mal"),
    ],
)
def test_short_words_are_left_as_they_are(language: str, words: str) -> None:
    one, other = (set(stems(word.upper(), language).split()) for word in words.split())
    assert not one & other
