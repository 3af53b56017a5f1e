"""A small library of every kind of thing that pages show, as a Source from which tests build real releases."""

import hashlib
import io
from pathlib import Path

from PIL import Image as Picture
from tests.front.guide import GUIDE

from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    Endorsement,
    File,
    Identifier,
    Library,
    Page,
    Party,
    Post,
    Redirect,
    Relation,
    RelationKind,
    Role,
    State,
    Statement,
    Text,
    Texts,
    Theme,
    TranslatedFrom,
    Work,
)
from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    Image,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Remark,
    Row,
    Run,
    Section,
    Table,
)


def texts(**values: str) -> Texts:
    return tuple(Text(language.replace("_", "-"), value) for language, value in values.items())


def runs(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def picture() -> Image:
    data = io.BytesIO()
    Picture.new("RGB", (320, 160), "#0b5a5e").save(data, "PNG")
    sha256 = hashlib.sha256(data.getvalue()).hexdigest()
    return Image(sha256, "image/png", 320, 160, data.getvalue())


WORDS = {
    "en": (
        "Findings",
        "Nothing about us is decided without us. People who use drugs know what keeps them well, and say so.",
        "What we ask for",
        "Chapter",
        "Peers at the table",
        "Country",
        "Year of the law",
    ),
    "fr": (
        "Constats",
        (
            "Rien de ce qui nous concerne ne se décide sans nous. Les personnes qui usent de drogues savent ce qui "
            "les garde en bonne santé, et elles le disent."
        ),
        "Ce que nous demandons",
        "Chapitre",
        "Des pairs à la table",
        "Pays",
        "Année de la loi",
    ),
    "ru": (
        "Выводы",
        (
            "Ничего о нас не решается без нас. Люди, употребляющие наркотики, знают, что помогает им оставаться "
            "здоровыми, и говорят об этом."
        ),
        "Чего мы просим",
        "Глава",
        "Равные за столом",
        "Страна",
        "Год закона",
    ),
    "ar": (
        "النتائج",
        "لا شيء يخصنا يتقرر من دوننا. الأشخاص الذين يستخدمون المخدرات يعرفون ما يحفظ صحتهم ويقولونه بوضوح.",
        "ما نطلبه",
        "فصل",
        "أقران حول الطاولة",
        "البلد",
        "سنة القانون",
    ),
    "es": (
        "Hallazgos",
        (
            "Nada sobre nosotras y nosotros se decide sin nosotras y nosotros. Las personas que usan drogas saben "
            "qué las mantiene bien, y lo dicen."
        ),
        "Lo que pedimos",
        "Capítulo",
        "Pares en la mesa",
        "País",
        "Año de la ley",
    ),
}


def report(language: str, title: str, *, chapters: int = 6, paragraphs: int = 14) -> Document:
    """A paged report with everything that a text may hold, over several leaves, built alike in every language."""
    findings, sentence, ask, chapter, peers, country, year = WORDS[language]
    first: list[Block] = [
        Paragraph(
            (
                Run(sentence + " "),
                Run("1", note="n1"),
                Run(" "),
                Run(peers, strong=True),
                Run(" – "),
                Run(ask, emphasis=True),
                Run(" "),
                Run("example.org", href="https://example.org/a?b=1&c=2"),
                Run(" "),
                Run("§ 3", href="#chapter-3"),
            ),
            locator=Locator(page=1, label="iii"),
        ),
        ListItem(runs(peers), 0, "1.", ordered=True, locator=Locator(page=2, label="1")),
        ListItem(runs(ask), 1, "(a)", ordered=True, locator=Locator(page=2, label="1")),
        ListItem(runs(findings), 1, "(b)", ordered=True, locator=Locator(page=2, label="1")),
        ListItem(runs(sentence), 0, "", locator=Locator(page=2, label="1")),
        ListItem(runs(sentence + " " + ask), 0, "2.", ordered=True, locator=Locator(page=2, label="1")),
        ListItem(runs(country), 0, "•", locator=Locator(page=2, label="1")),
        ListItem(runs(year), 0, "•", locator=Locator(page=2, label="1")),
        Quotation(runs("Nihil de nobis, sine nobis."), language="la", locator=Locator(page=2, label="1")),
        Table(
            (
                Row((Cell(runs(country), header=True), Cell(runs(year), header=True), Cell(runs(peers), header=True))),
                Row((Cell(runs("Portugal"), header=True), Cell(runs("2001")), Cell((Run("2"), Run("2", note="n2"))))),
                Row((Cell(runs("Uruguay"), header=True), Cell(runs("1974"), columns=2))),
            ),
            caption=runs(f"{country}, {year}"),
            locator=Locator(page=3, label="2"),
        ),
        Figure(
            alternative=f"{peers}: a plain rectangle",
            caption=runs(peers),
            image=picture().sha256,
            text="Axis one\nAxis <two>",
            locator=Locator(page=3, label="2"),
        ),
        Figure(alternative="", caption=(), image=picture().sha256, locator=Locator(page=3, label="2")),
        Figure(alternative="A map that was not kept", locator=Locator(page=3, label="2")),
        Code("line one\n  line <two>", locator=Locator(page=4, label="3")),
        Footnote("n1", "1", runs(f"{findings}: https://example.org"), locator=Locator(page=1, label="iii")),
        Footnote("n2", "2", runs(f"{year}.\n{country}."), locator=Locator(page=3, label="2")),
    ]
    sections = [
        Section(
            runs(f"{chapter} {number}"),
            2,
            f"chapter-{number}",
            tuple(
                Paragraph(
                    runs(f"{number}.{each} {sentence} {ask}. " * 3),
                    locator=Locator(page=number + 4, label=str(number + 3)),
                )
                for each in range(1, paragraphs)
            ),
            (Section(runs(f"{peers} {number}"), 4, None, (Paragraph(runs(f"{findings} {number}")),)),),
        )
        for number in range(1, chapters + 1)
    ]
    whole = Section(runs(title), 1, "title", (), (Section(runs(findings), 2, "findings", tuple(first)), *sections))
    return Document(
        "application/pdf",
        (whole,),
        language=language,
        pages=chapters + 4,
        images=(picture(),),
        remarks=(Remark("no-text", "Pages 6 and 7 are pictures without text.", page=6, last=7),),
    )


def film(language: str) -> Document:
    said = WORDS[language][1]
    cues = tuple(
        Cue(
            runs(f"{said} {number}"),
            "Ana" if number % 2 else None,
            locator=Locator(start=number * 61.5, end=number * 61.5 + 4),
        )
        for number in range(8)
    )
    return Document("text/vtt", (Section(blocks=cues),), language=language, duration=600.0)


def note(language: str, heading: str) -> Document:
    return Document(
        "text/markdown", (Section(runs(heading), 1, None, (Paragraph(runs(WORDS[language][1])),)),), language=language
    )


def footnotes_afar() -> Document:
    """A note with a mark on the first leaf, where it stands, and another one on a later leaf."""
    long = [Paragraph(runs(f"{number} {WORDS['en'][1] * 3}")) for number in range(70)]
    mark = Paragraph((Run("Said once"), Run("*", note="far"), Run(" and twice"), Run("*", note="far")))
    again = Paragraph((Run("Said once more"), Run("*", note="far")))
    far = Footnote("far", "*", runs("A note from far away."))
    return Document(
        "text/html", (Section(runs("One long chapter"), 1, None, (mark, *long, again, far)),), language="en"
    )


TITLES = {
    "en": "Nothing about us",
    "fr": "Rien sur nous",
    "ru": "Ничего о нас",
    "ar": "لا شيء عنا",
}


class FixtureSource:
    """Documents by fingerprint, files by content."""

    def __init__(self, folder: Path, *, change: str = "", guide: dict[str, str] = GUIDE) -> None:
        self.folder = folder
        self.guide = guide
        self.documents: dict[str, Document] = {}
        self.paths: dict[str, Path] = {}
        self.change = change
        self.collection = self._collection()

    def document(self, fingerprint: str) -> Document:
        return self.documents[fingerprint]

    def file(self, sha256: str) -> Path:
        return self.paths[sha256]

    def _text(self, name: str, document: Document) -> str:
        fingerprint = hashlib.sha256(f"{name}{self.change}".encode()).hexdigest()
        self.documents[fingerprint] = document
        return fingerprint

    def _file(self, name: str, media_type: str, data: bytes, **more: object) -> File:
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.folder / sha256
        path.write_bytes(data)
        self.paths[sha256] = path
        return File(sha256, len(data), media_type, name, **more)  # type: ignore[arg-type]

    def _report_edition(self, language: str) -> Edition:
        title = TITLES[language]
        document = report(language, title, chapters=5 if language == "ar" else 6)
        if self.change == "corrected" and language == "en":
            document = corrected(document)
        return Edition(
            language,
            title,
            subtitle=WORDS[language][4],
            date="2021-05",
            state=State.OUTDATED if language == "ru" else State.CURRENT,
            translated_from=None if language == "en" else TranslatedFrom("en", "2021-05"),
            contributions=() if language == "en" else (Contribution("ana-petrova", Role.TRANSLATOR),),
            identifiers=(Identifier("isbn", "978-0-00-000000-2"),) if language == "en" else (),
            files=(
                self._file(
                    f"nothing-about-us.{language}.pdf",
                    "application/pdf",
                    b"%PDF-1.7 " + title.encode() * 300,
                    pages=10,
                    remarks=(Remark("no-text", "Pages 6 and 7 are pictures without text.", page=6, last=7),),
                ),
            ),
            text=self._text(f"report-{language}", document),
        )

    def _works(self) -> tuple[Work, ...]:
        return (
            Work(
                "nothing-about-us",
                "report",
                tuple(self._report_edition(language) for language in TITLES),
                "2021-03-04",
                ("decriminalisation", "health"),
                ("PT", "UY", "419"),
                (
                    Contribution("ana-petrova", Role.AUTHOR),
                    Contribution("world-network", Role.PUBLISHER),
                    Contribution("made-up-funder", Role.FUNDER),
                ),
                "https://creativecommons.org/licenses/by-nc-nd/3.0/",
                (Identifier("doi", "10.1234/abc"),),
                (
                    Relation(RelationKind.COMPANION, "brief-guide"),
                    Relation(RelationKind.SUPERSEDES, "old-report"),
                    Relation(RelationKind.SUPERSEDES, "taken-back"),
                ),
                texts(en="What people who use drugs found.\n\nIt has a second paragraph.", ru="Что узнали люди."),
            ),
            Work(
                "brief-guide",
                "guide",
                (
                    Edition(
                        "es",
                        "Guía breve",
                        summary="Una guía breve.",
                        text=self._text("guide-es", note("es", "Guía breve")),
                    ),
                    Edition("zh-Hant", "簡明指南", link="https://example.org/zh"),
                ),
                "2021",
                ("health",),
                ("ES",),
                (Contribution("world-network", Role.PUBLISHER),),
                "https://creativecommons.org/licenses/by/4.0/",
            ),
            Work(
                "film",
                "film",
                (
                    Edition("en", "Our voices", text=self._text("film-en", film("en"))),
                    Edition("es", "Nuestras voces", text=self._text("film-es", film("es"))),
                ),
                "2019-11",
                (),
                ("MX",),
            ),
            Work(
                "old-report",
                "report",
                (Edition("en", "An older report <em>", link="https://example.org/old?a=1&b=2"),),
                "2012",
            ),
            Work(
                "far-notes",
                "research-report",
                (Edition("en", "Notes afar", text=self._text("afar", footnotes_afar())),),
                "2018",
            ),
            Work("taken-back", "brief", (Edition("en", "Taken back"),), "2015", withdrawn="2024-01-01"),
        )

    def _collection(self) -> Collection:
        return Collection(
            library=Library(
                texts(
                    en="Library of the network",
                    fr="Bibliothèque du réseau",
                    es="Biblioteca de la red",
                    ru="Библиотека сети",
                ),
                texts(
                    en="What people who use drugs have written, to read, to quote and to cite.",
                    ru="Что написали люди, употребляющие наркотики: читать, цитировать, ссылаться.",
                ),
                address="https://library.example.org",
                publisher="world-network",
                contact="mailto:library@example.org",
                notice=texts(en="This is a library made for tests.", fr="Bibliothèque faite pour des essais."),
                guide=tuple(self._file(name, "application/toml", text.encode()) for name, text in self.guide.items()),
            ),
            works=self._works(),
            posts=(
                Post(
                    "launch",
                    "2024-03-05",
                    (
                        Edition(
                            "en",
                            "The report is here",
                            summary="It is out.",
                            text=self._text("launch-en", note("en", "The report is here")),
                        ),
                        Edition("ru", "Доклад вышел", text=self._text("launch-ru", note("ru", "Доклад вышел"))),
                    ),
                    works=("nothing-about-us",),
                ),
                Post(
                    "plain",
                    "2023-12",
                    (Edition("fr", "Une nouvelle", summary="Sans texte.", link="https://example.org/n"),),
                ),
                Post("sometime", "2023", (Edition("en", "It happened some time in this year"),)),
            ),
            statements=(
                Statement(
                    "open-letter",
                    "2023-06-26",
                    (
                        Edition(
                            "en",
                            "Support. Don’t punish.",
                            text=self._text("letter-en", note("en", "Support. Don’t punish.")),
                        ),
                        Edition(
                            "fr",
                            "Soutenez. Ne punissez pas.",
                            text=self._text("letter-fr", note("fr", "Soutenez. Ne punissez pas.")),
                        ),
                    ),
                    texts(en="Member States", fr="Les États membres"),
                    works=("nothing-about-us",),
                    endorsements=(
                        Endorsement("world-network"),
                        Endorsement("asian-network", "2023-06-20"),
                        Endorsement("made-up-funder"),
                        Endorsement("ana-petrova"),
                        Endorsement("european-network"),
                    ),
                    rights="https://creativecommons.org/publicdomain/zero/1.0/",
                ),
            ),
            pages=(
                Page("about", (Edition("en", "About us", text=self._text("about-en", note("en", "About us"))),)),
                Page("contact", (Edition("en", "Contact", text=self._text("contact-en", note("en", "Contact"))),)),
            ),
            parties=(
                Party(
                    "world-network",
                    texts(en="World Network", fr="Réseau mondial"),
                    "network",
                    "WN",
                    link="https://example.org/wn",
                ),
                Party("asian-network", texts(en="Asian Network"), "network", "AN", place="TH"),
                Party("european-network", texts(ru="Европейская сеть"), "network", place="LT"),
                Party("made-up-funder", texts(en="Made-up Fund"), "funder", place="UY", invented=True),
                Party("ana-petrova", texts(en="Ana Petrova"), "person", family="Petrova", given="Ana", place="BG"),
            ),
            themes=(
                Theme(
                    "decriminalisation",
                    texts(en="Decriminalisation", fr="Décriminalisation", es="Despenalización", ru="Декриминализация"),
                ),
                Theme("health", texts(en="Health", fr="Santé")),
            ),
            redirects=(
                Redirect("/?page_id=38", "/works/nothing-about-us"),
                Redirect("/tag/advocacy/page/6", "/works?theme=health"),
                Redirect("/old.pdf", "https://example.org/old.pdf"),
                Redirect("/en/news?x=1", "/news"),
                Redirect("/en/statements", "/news"),
                Redirect("/en/about-our-work", "/about"),
                Redirect("/works/called-otherwise", "/works/film"),
            ),
        )


def corrected(document: Document) -> Document:
    """The report with one paragraph corrected, and another taken out."""
    from msgspec.structs import replace

    whole = document.sections[0]
    chapter = whole.sections[1]
    first = chapter.blocks[0]
    assert isinstance(first, Paragraph)
    mended = replace(first, runs=runs(first.runs[0].text.replace("decided", "settled", 1)))
    changed = replace(chapter, blocks=(mended, *chapter.blocks[2:]))
    return replace(document, sections=(replace(whole, sections=(whole.sections[0], changed, *whole.sections[2:])),))
