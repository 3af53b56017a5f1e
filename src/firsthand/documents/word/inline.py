"""From the content of one paragraph of a Word document to runs, and what hangs on them: notes, pictures, text boxes."""

from collections.abc import Callable
from itertools import islice

from msgspec.structs import replace

from firsthand.documents.declared import alternative
from firsthand.documents.links import address
from firsthand.documents.looks import Look
from firsthand.documents.markup import Element
from firsthand.documents.model import Figure, Run
from firsthand.documents.text import fold
from firsthand.documents.word import formulas
from firsthand.documents.word.comments import text_in
from firsthand.documents.word.names import MC, RPR, VAL, WP, A, M, R, V, W
from firsthand.documents.word.reading import Reading
from firsthand.documents.word.styles import look_of

_SIGNS = {"f0b7": "•", "f0fc": "✓", "f0fe": "☑", "f0a8": "☐", "f06f": "☐", "f0e0": "→", "f0d8": "➢", "f0a7": "▪"}


class Inline:
    """Collects what one paragraph holds."""

    def __init__(self, reading: Reading, look: Look) -> None:
        self.pieces: list[Run] = []
        self.boxes: list[Element] = []
        self.figures: list[Figure] = []
        self.notes: list[tuple[str, str, Element]] = []
        """Id, mark and body of each note that is marked here."""
        self.names: list[str] = []
        """Of the places here to which links may lead."""
        self._reading = reading
        self._base = look
        self._href: str | None = None

    def read(self, element: Element) -> None:
        """Read everything inside an element."""
        for child in element:
            handler = _HANDLERS.get(str(child.tag))
            if handler is not None:
                handler(self, child)

    def _run(self, run: Element) -> None:
        look = self._look(run.find(RPR))
        style = None
        for child in run:
            tag = str(child.tag)
            if tag in _TEXTS:
                text = _TEXTS[tag] if _TEXTS[tag] is not None else child.text
                if text and self._shows(look):
                    style = style or self._style(look, text)
                    self.pieces.append(replace(style, text=text))
            elif (handler := _IN_RUNS.get(tag)) is not None:
                handler(self, child)

    def _look(self, properties: Element | None) -> Look:
        if properties is None:
            return self._base
        look = self._base
        named = properties.find(W + "rStyle")
        if named is not None:
            look = look.under(self._reading.styles.character(named.get(VAL, "")))
        return look.under(look_of(properties))

    def _shows(self, look: Look) -> bool:
        if not self._reading.fields.visible:
            return False
        if look.hidden:
            self._reading.left_out["hidden"] += 1
            return False
        if look.struck:
            self._reading.left_out["struck"] += 1
        return True

    def _style(self, look: Look, text: str) -> Run:
        return look.run("", self._href or self._reading.fields.href, self._reading.language_of(look, text))

    def _link(self, element: Element) -> None:
        before = self._href
        place = element.get(W + "anchor")
        related = self._reading.package.relationships(self._reading.part).get(element.get(R + "id") or "")
        if related is not None and related.external:
            self._href = address(related.target + (f"#{place}" if place and "#" not in related.target else ""))
        elif place:
            self._href = "#" + place
        self.read(element)
        self._href = before

    def _simple_field(self, element: Element) -> None:
        fields = self._reading.fields
        fields.mark("begin")
        fields.instruct(element.get(W + "instr"))
        fields.mark("separate")
        self.read(element)
        fields.mark("end")

    def _bookmark(self, element: Element) -> None:
        if (name := element.get(W + "name")) and name != "_GoBack":
            self.names.append(name)

    def _note(self, element: Element) -> None:
        kind = _kind_of(element)
        notes = self._reading.notes
        identity = f"{kind}-{element.get(W + 'id')}"
        if not self._reading.fields.visible:
            return
        if identity in notes.marks:
            self.pieces.append(Run(notes.marks[identity], superscript=True, note=identity))
            return
        body = notes.take(kind, element.get(W + "id"))
        if body is None:
            return
        own = element.get(W + "customMarkFollows")
        mark = "" if own is None or own in {"0", "false"} else fold("".join(_texts_after(element)))
        mark = mark or notes.next_mark(kind)
        notes.marks[identity] = mark
        self.pieces.append(Run(mark, superscript=True, note=identity))
        self.notes.append((identity, mark, body))

    def _field_mark(self, element: Element) -> None:
        self._reading.fields.mark(element.get(W + "fldCharType"))

    def _instruction(self, element: Element) -> None:
        self._reading.fields.instruct(element.text)

    def _symbol(self, element: Element) -> None:
        code = (element.get(W + "char") or "").lower()
        try:
            sign = _SIGNS.get(code) or chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        self.pieces.append(Run("•" if "\ue000" <= sign <= "\uf8ff" else sign))

    def _ruby(self, element: Element) -> None:
        base = element.find(W + "rubyBase")
        if base is not None:
            self.read(base)

    def _alternatives(self, element: Element) -> None:
        """One of several forms of the same thing; the first is the newest."""
        for form in element:
            if form.tag in {MC + "Choice", MC + "Fallback"} and len(form):
                for child in form:
                    handler = _IN_RUNS.get(str(child.tag)) or _HANDLERS.get(str(child.tag))
                    if handler is not None:
                        handler(self, child)
                return

    def _drawing(self, element: Element) -> None:
        boxes, pictures = _drawn(element)
        self.boxes.extend(boxes)
        properties = next(element.iter(WP + "docPr"), None)
        told = alternative((properties.get("descr") or properties.get("title")) if properties is not None else None)
        for blip in pictures:
            self._picture(blip.get(R + "embed"), told)
        if not pictures and not boxes:
            kind = next((str(data.get("uri")) for data in element.iter(A + "graphicData")), "")
            if kind.endswith(("/chart", "/diagram", "/chartex")):
                self._reading.left_out["drawings"] += 1
                self.figures.append(Figure(told))
            elif told:
                self.figures.append(Figure(told))

    def _old_drawing(self, element: Element) -> None:
        boxes, pictures = _drawn(element)
        self.boxes.extend(boxes)
        for picture in pictures:
            shape = picture.getparent()
            told = shape.get("alt") if shape is not None else None
            self._picture(picture.get(R + "id") or picture.get(R + "embed"), alternative(told))

    def _picture(self, identity: str | None, told: str) -> None:
        related = self._reading.package.relationships(self._reading.part).get(identity or "")
        data = None
        if related is not None and not related.external:
            data = self._reading.package.bytes_of(related.target)
        image = self._reading.album.add(data) if data else None
        if image or told or data:
            self.figures.append(Figure(told, image=image))

    def _formula(self, element: Element) -> None:
        language = self._reading.language_of(self._base, "")
        self.pieces.extend(replace(run, language=language) for run in formulas.runs(element))

    def _inserted(self, element: Element) -> None:
        moved = str(element.tag) == W + "moveTo"
        self._reading.left_out["moved" if moved else "inserted"] += 1
        first = len(self.pieces)
        self.read(element)
        text = "".join(piece.text for piece in self.pieces[first:] if piece.note is None)
        if text:
            author, date = told_by(element)
            self.pieces.insert(first, self._reading.revisions.insertion(author, date, text, moved=moved))

    def _deleted(self, element: Element) -> None:
        moved = str(element.tag) == W + "moveFrom"
        if not moved:
            self._reading.left_out["deleted"] += 1
        text = text_in(element) + "".join(map(self._deleted_note, element.iter(*_REFERENCES)))
        if text:
            author, date = told_by(element)
            self.pieces.append(self._reading.revisions.deletion(author, date, text, moved=moved))

    def _deleted_note(self, reference: Element) -> str:
        body = self._reading.notes.take(_kind_of(reference), reference.get(W + "id"))
        return f" [{text_in(body).strip()}]" if body is not None else ""

    def _content(self, element: Element) -> None:
        content = element.find(W + "sdtContent")
        if content is not None:
            self.read(content)

    def _commented(self, element: Element) -> None:
        self._reading.left_out["comments"] += 1
        self.pieces.extend(self._reading.comments.begin(element.get(W + "id")))

    def _comment_begins(self, element: Element) -> None:
        self.pieces.extend(self._reading.comments.begin(element.get(W + "id")))

    def _comment_ends(self, element: Element) -> None:
        self.pieces.extend(self._reading.comments.end(element.get(W + "id")))


_REFERENCES = (W + "footnoteReference", W + "endnoteReference")


def _kind_of(reference: Element) -> str:
    return "footnote" if reference.tag == W + "footnoteReference" else "endnote"


def told_by(change: Element) -> tuple[str | None, str | None]:
    """The author and the date of a tracked change."""
    return change.get(W + "author"), change.get(W + "date")


def _texts_after(element: Element) -> list[str]:
    near = islice(element.itersiblings(), 10)
    return [following.text or "" for following in near if following.tag in {W + "t", W + "sym"}]


def _drawn(drawing: Element) -> tuple[list[Element], list[Element]]:
    """The text boxes and the pictures of a drawing, in order; of things in several forms only the first form."""
    boxes: list[Element] = []
    pictures: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == W + "txbxContent":
            boxes.append(element)
        elif element.tag in {A + "blip", V + "imagedata"}:
            pictures.append(element)
        elif element.tag == MC + "AlternateContent":
            waiting.extend([form for form in element if len(form)][:1])
        else:
            waiting.extend(reversed(element))
    return boxes, pictures


_TEXTS: dict[str, str | None] = {
    W + "t": None,
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": " ",
    W + "cr": " ",
    W + "noBreakHyphen": "\u2011",
}
_IN_RUNS: dict[str, Callable[[Inline, Element], None]] = {
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "fldChar": Inline._field_mark,
    W + "instrText": Inline._instruction,
    W + "sym": Inline._symbol,
    W + "ruby": Inline._ruby,
    W + "drawing": Inline._drawing,
    W + "pict": Inline._old_drawing,
    W + "object": Inline._old_drawing,
    W + "commentReference": Inline._commented,
    MC + "AlternateContent": Inline._alternatives,
}
_HANDLERS: dict[str, Callable[[Inline, Element], None]] = {
    W + "r": Inline._run,
    W + "hyperlink": Inline._link,
    W + "fldSimple": Inline._simple_field,
    W + "bookmarkStart": Inline._bookmark,
    W + "commentRangeStart": Inline._comment_begins,
    W + "commentRangeEnd": Inline._comment_ends,
    W + "ins": Inline._inserted,
    W + "moveTo": Inline._inserted,
    W + "del": Inline._deleted,
    W + "moveFrom": Inline._deleted,
    W + "sdt": Inline._content,
    M + "oMath": Inline._formula,
    M + "oMathPara": Inline._formula,
    MC + "AlternateContent": Inline._alternatives,
    **dict.fromkeys((W + "smartTag", W + "customXml", W + "dir", W + "bdo", W + "rubyBase"), Inline.read),
}
