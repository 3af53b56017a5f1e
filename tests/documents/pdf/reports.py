"""Reports in four languages with a known text, set in two columns with all that reports have."""

from typing import NamedTuple

from .pdfs import typeset


class Words(NamedTuple):
    title: str
    head: str
    first: str
    """A heading of the first level."""
    second: str
    """One of the second level."""
    opening: str
    closing: str
    note: str
    items: tuple[str, str]


REPORTS = {
    "en": Words(
        "What we learnt together",
        "Network of networks, annual report",
        "Why this matters",
        "How we asked",
        "The network asked four hundred people in nine cities what would keep them safe, and their "
        "unambiguous answers "
        "described extraordinarily complicated administrative responsibilities that community-led organisations "
        "nevertheless shouldered.",
        "Representatives of neighbourhood organisations subsequently evaluated the recommendations, accommodating "
        "disagreements wherever understanding could be established without intimidation.",
        "The whole method is described in the annex.",
        ("Interviews were held in the language of each person, at a time and a place of that person’s choosing.",
         "Findings were read back."),
    ),
    "fr": Words(
        "Ce que nous avons appris ensemble",
        "Réseau des réseaux, rapport annuel",
        "Pourquoi cela compte",
        "Comment nous avons demandé",
        "Le réseau a demandé à quatre cents personnes dans neuf villes ce qui les protégerait, et leurs "
        "réponses décrivent "
        "des responsabilités administratives extraordinairement compliquées que des organisations "
        "communautaires assument "
        "néanmoins.",
        "Les représentantes des associations de quartier ont ultérieurement évalué les recommandations, "
        "en conciliant les "
        "désaccords partout où la compréhension pouvait s’établir sans intimidation.",
        "Toute la méthode est décrite en annexe.",
        ("Les entretiens ont eu lieu dans la langue de chaque personne, à l’heure et à l’endroit de son choix.",
         "Les résultats ont été relus."),
    ),
    "es": Words(
        "Lo que aprendimos juntas",
        "Red de redes, informe anual",
        "Por qué importa",
        "Cómo preguntamos",
        "La red preguntó a cuatrocientas personas de nueve ciudades qué las protegería, y sus respuestas describen "
        "responsabilidades administrativas extraordinariamente complicadas que las organizaciones "
        "comunitarias asumen sin "
        "embargo.",
        "Las representantes de las organizaciones vecinales evaluaron posteriormente las "
        "recomendaciones, conciliando los "
        "desacuerdos allí donde el entendimiento podía establecerse sin intimidación.",
        "Todo el método se describe en el anexo.",
        ("Las entrevistas se hicieron en la lengua de cada persona, a la hora y en el lugar que ella eligió.",
         "Los resultados se leyeron de nuevo."),
    ),
    "ru": Words(
        "Чему мы научились вместе",
        "Сеть сетей, годовой отчёт",
        "Почему это важно",
        "Как мы спрашивали",
        "Сеть спросила четыреста человек в девяти городах, что помогло бы им оставаться в безопасности, и их ответы "
        "описывают чрезвычайно сложные административные обязанности, которые организации сообществ всё "
        "же берут на себя.",
        "Представительницы районных организаций впоследствии оценивали рекомендации, согласовывая "
        "разногласия повсюду, где "
        "взаимопонимание устанавливалось без запугивания.",
        "Весь метод описан в приложении.",
        ("Беседы проходили на языке каждого человека, в то время и в том месте, которые он выбрал сам.",
         "Выводы прочитали вместе."),
    ),
}  # fmt: skip

REPEATS = 9


def body(words: Words, number: int) -> str:
    """The text of one of the plain paragraphs: all differ."""
    return f"({number}) {words.opening if number % 2 else words.closing} {words.closing}"


def make_report(language: str) -> bytes:
    words = REPORTS[language]
    paragraphs = "\n\n".join(body(words, number) for number in range(1, REPEATS + 1))
    return typeset(f"""
#set document(title: "{words.title}", author: "Ana Ruiz")
#set page(paper: "a4", margin: 2.2cm, columns: 2,
  header: text(9pt)[{words.head}],
  footer: align(center, text(9pt, context counter(page).display())))
#counter(page).update(11)
#set text(font: "DejaVu Serif", size: 10pt, lang: "{language}", hyphenate: true)
#set par(justify: true, first-line-indent: 1.2em)
#set heading(numbering: "1.1")
#place(top + center, scope: "parent", float: true, text(20pt, weight: "bold", hyphenate: false)[{words.title}])
= {words.first}
{words.opening} {words.closing}#footnote[{words.note}]

{paragraphs}

== {words.second}
{words.closing}

- {words.items[0]}
- {words.items[1]}

#block(breakable: false, table(columns: 3, [*A*], [*B*], [*C*], [Lisboa], [120], [2023], [Kyiv], [95], [2024]))

{words.opening} #link("https://example.org/")[{words.head}] *{words.title}* _{words.first}_
""")
