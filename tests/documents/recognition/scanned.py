"""Pages of known text as scanners make them: pictures, and nothing else."""

from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image
from tests.documents.pdf.pdfs import typeset

DPI = 200
SETTING = '#set page(width: 14cm, height: 18cm, margin: 1.5cm)\n#set text(size: 10.5pt, font: "DejaVu Serif")\n'

# The Universal Declaration of Human Rights, articles 1, 2 and 3, as the United Nations publish them.
RIGHTS = {
    "en": "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience "
    "and should act towards one another in a spirit of brotherhood. Everyone is entitled to all the rights and "
    "freedoms set forth in this Declaration, without distinction of any kind, such as race, colour, sex, language, "
    "religion, political or other opinion, national or social origin, property, birth or other status. Everyone has "
    "the right to life, liberty and the security of person.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de "
    "conscience et doivent agir les uns envers les autres dans un esprit de fraternité. Chacun peut se prévaloir de "
    "tous les droits et de toutes les libertés proclamés dans la présente Déclaration, sans distinction aucune, "
    "notamment de race, de couleur, de sexe, de langue, de religion, d'opinion politique ou de toute autre opinion, "
    "d'origine nationale ou sociale, de fortune, de naissance ou de toute autre situation.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y "
    "conciencia, deben comportarse fraternalmente los unos con los otros. Toda persona tiene todos los derechos y "
    "libertades proclamados en esta Declaración, sin distinción alguna de raza, color, sexo, idioma, religión, opinión "
    "política o de cualquier otra índole, origen nacional o social, posición económica, nacimiento o cualquier otra "
    "condición. Todo individuo tiene derecho a la vida, a la libertad y a la seguridad de su persona.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью и "
    "должны поступать в отношении друг друга в духе братства. Каждый человек должен обладать всеми правами и всеми "
    "свободами, провозглашенными настоящей Декларацией, без какого бы то ни было различия, как-то в отношении расы, "
    "цвета кожи, пола, языка, религии, политических или иных убеждений, национального или социального происхождения.",
}


def pictures(data: bytes) -> list[Image.Image]:
    """The pages of a PDF, grey."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    finally:
        document.close()


def bound(pages: list[Image.Image]) -> bytes:
    """Pictures as a PDF without any text."""
    written = BytesIO()
    pages[0].save(written, "PDF", resolution=DPI, save_all=True, append_images=pages[1:])
    return written.getvalue()


def scan(source: str, setting: str = SETTING) -> bytes:
    """A PDF of pictures of the pages of a Typst text."""
    return bound(pictures(typeset(setting + source)))


def joined(*files: bytes) -> bytes:
    """The pages of several PDFs in one."""
    whole = pikepdf.new()
    for data in files:
        with pikepdf.open(BytesIO(data)) as part:
            whole.pages.extend(part.pages)
    written = BytesIO()
    whole.save(written)
    return written.getvalue()
