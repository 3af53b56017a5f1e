"""One address of every kind of page, without the interface language, and the status it answers with."""

PAGES = {
    "/": 200,
    "/works": 200,
    "/works?kind=report&language=ru": 200,
    "/works?theme=health&kind=guide": 200,
    "/works?kind=dataset": 200,
    "/works/nothing-about-us": 200,
    "/works/brief-guide": 200,
    "/works/nothing-about-us/en": 200,
    "/works/nothing-about-us/ru/2": 200,
    "/works/nothing-about-us/ar": 200,
    "/works/film/es": 200,
    "/works/far-notes/en": 200,
    "/works/nothing-about-us/ru/cite": 200,
    "/works/old-report/en": 200,
    "/news": 200,
    "/news/launch/ru": 200,
    "/news/plain/fr": 200,
    "/statements": 200,
    "/statements/open-letter": 200,
    "/statements/open-letter/fr": 200,
    "/pages/contact/en": 200,
    "/search": 200,
    "/search?q=people": 200,
    "/search?q=zzqqzz": 200,
    "/search?q=decided&own=1&explain=1": 200,
    "/search/concordance": 200,
    "/search/concordance?q=people&language=ar&language=en": 200,
    "/search/concordance?q=zzqqzz": 200,
    "/search/frequency": 200,
    "/search/frequency?q=people&q=decided&q=law&q=zzqqzz": 200,
    "/words": 200,
    "/words?language=ru": 200,
    "/words/a-z": 200,
    "/words/a-z?language=fr&q=zz": 200,
    "/words/victim/en": 200,
    "/words/wino/ru": 200,
    "/words/comrade/en": 200,
    "/thesaurus": 200,
    "/thesaurus/people-living-with-hiv": 200,
    "/check": 200,
    "/about": 200,
    "/accessibility": 200,
    "/privacy": 200,
    "/follow": 200,
    "/kept": 200,
    "/nowhere": 404,
    "/words/nothing": 404,
    "/thesaurus/nothing": 404,
    "/works/film/ru": 404,
    "/works/film/en/p/aaaaaaaaaa": 404,
    "/works/taken-back": 410,
    "/works/taken-back/en/cite": 410,
}

KINDS = [
    path
    for path in PAGES
    if path
    not in (
        "/works?kind=dataset",
        "/works?theme=health&kind=guide",
        "/works/brief-guide",
        "/news/launch/ru",
        "/works/film/ru",
    )
    and path not in ("/search/concordance", "/search/concordance?q=zzqqzz", "/search/frequency")
    and path not in ("/words?language=ru", "/words/comrade/en", "/words/nothing", "/thesaurus/nothing")
]
"""Those that are not much like another one."""

LANGUAGES = ("en", "fr", "es", "ru")


def addresses() -> list[tuple[str, int]]:
    return [(f"/{language}{path}", status) for language in LANGUAGES for path, status in PAGES.items()]
