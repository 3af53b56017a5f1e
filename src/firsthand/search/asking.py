"""Words of asking: what a question has beside what it is about ("please give articles that discuss ...").

They are searched like all others, but count little in a long question. Written as stems would be cut from them anyway:
each word here stands for all its forms.
"""

from functools import cache

from firsthand.search.analysis import stems_of

WEIGHT = 0.3
"""What such a word counts in a long question."""

_WORDS = {
    "en": "article paper document text publication interest describe discuss deal concern relate find look like want "
    "know learn tell please anyone anything give especially available existing due current see use thing made make "
    "concept inform information explain say show mean",
    "fr": "article document texte publication intérêt intéresser décrire discuter traiter concerner relatif trouver "
    "chercher recherche aimer vouloir savoir connaître apprendre dire donner surtout disponible existant actuel voir "
    "utiliser chose faire notion information informer expliquer montrer signifier comment "
    "combien pourquoi quand quel quelle falloir faut devoir doit pouvoir peut",
    "es": "artículo documento texto publicación interés interesar describir discutir tratar concernir relativo "
    "encontrar buscar querer saber conocer aprender decir dar disponible existente actual ver usar cosa hacer "
    "concepto información informar explicar mostrar significar cómo cuánto cuánta "
    "cuántos cuál deber debe poder puede hace",
    "ru": "статья документ текст публикация интерес интересовать описывать обсуждать касаться относиться найти искать "
    "хотеть знать узнать сказать рассказать дать особенно доступный существующий текущий видеть использовать вещь "
    "делать сделать понятие информация сообщить объяснить показать означать сколько почему "
    "зачем нужно нужен можно должен должны мочь может",
}


@cache
def asking_stems() -> frozenset[str]:
    """Tagged stems of the words of asking, in all languages that they are known for."""
    return frozenset(
        stem for tag, words in _WORDS.items() for word in words.split() for stem in stems_of(tag)[word].split()
    )
