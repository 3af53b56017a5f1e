"""The functions of PDFium that the reader calls, with handles as plain addresses.

pypdfium2's own prototypes make an object for each pointer that they return; these return an integer, which halves the
cost of a call and can key a dictionary. A compiled replacement would take the place of this module and `characters`.
"""

import ctypes
from collections.abc import Callable
from ctypes import POINTER, c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import Any

import pypdfium2.raw as raw

Handle = int
"""The address of an object of PDFium."""
Ask = Callable[..., int]
"""What writes a text into a buffer and tells its length in bytes."""

TEXT = 1
PATH = 2
IMAGE = 3
SHADING = 4
FORM = 5
INVISIBLE = 3
"""The mode of text that is drawn without ink (ISO 32000-2, 9.3.6)."""
GOTO_ACTION = 1
URI_ACTION = 3


def _bind(name: str, result: type | None, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    if address is None:
        raise ImportError(f"PDFium has no {name}")
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


Box = raw.FS_RECTF
Matrix = raw.FS_MATRIX
_floats = [POINTER(c_float)] * 4

load_page = _bind("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _bind("FPDF_ClosePage", None, c_void_p)
page_rotation = _bind("FPDFPage_GetRotation", c_int, c_void_p)
page_box = _bind("FPDF_GetPageBoundingBox", c_int, c_void_p, POINTER(Box))
page_label = _bind("FPDF_GetPageLabel", c_ulong, c_void_p, c_int, c_void_p, c_ulong)

load_text = _bind("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _bind("FPDFText_ClosePage", None, c_void_p)
count_characters = _bind("FPDFText_CountChars", c_int, c_void_p)
copy_text = _bind("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
character = _bind("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
is_generated = _bind("FPDFText_IsGenerated", c_int, c_void_p, c_int)
is_unmapped = _bind("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
text_object = _bind("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
character_box = _bind("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, POINTER(Box))
character_bounds = _bind("FPDFText_GetCharBox", c_int, c_void_p, c_int, *[POINTER(c_double)] * 4)
character_origin = _bind("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, POINTER(c_double), POINTER(c_double))
character_matrix = _bind("FPDFText_GetMatrix", c_int, c_void_p, c_int, POINTER(Matrix))

object_font = _bind("FPDFTextObj_GetFont", c_void_p, c_void_p)
object_size = _bind("FPDFTextObj_GetFontSize", c_int, c_void_p, POINTER(c_float))
render_mode = _bind("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_name = _bind("FPDFFont_GetBaseFontName", c_ulong, c_void_p, c_void_p, c_ulong)
font_flags = _bind("FPDFFont_GetFlags", c_int, c_void_p)

count_objects = _bind("FPDFPage_CountObjects", c_int, c_void_p)
page_object = _bind("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
count_form_objects = _bind("FPDFFormObj_CountObjects", c_int, c_void_p)
form_object = _bind("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)
object_type = _bind("FPDFPageObj_GetType", c_int, c_void_p)
object_bounds = _bind("FPDFPageObj_GetBounds", c_int, c_void_p, *_floats)
marked_content = _bind("FPDFPageObj_GetMarkedContentID", c_int, c_void_p)
fill_colour = _bind("FPDFPageObj_GetFillColor", c_int, c_void_p, *[POINTER(c_uint)] * 4)
object_matrix = _bind("FPDFPageObj_GetMatrix", c_int, c_void_p, POINTER(Matrix))
count_marks = _bind("FPDFPageObj_CountMarks", c_int, c_void_p)
mark_of = _bind("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
mark_text = _bind(
    "FPDFPageObjMark_GetParamStringValue", c_int, c_void_p, ctypes.c_char_p, c_void_p, c_ulong, POINTER(c_ulong)
)
mark_name = _bind("FPDFPageObjMark_GetName", c_int, c_void_p, c_void_p, c_ulong, POINTER(c_ulong))
path_mode = _bind("FPDFPath_GetDrawMode", c_int, c_void_p, POINTER(c_int), POINTER(c_int))
count_segments = _bind("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _bind("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_point = _bind("FPDFPathSegment_GetPoint", c_int, c_void_p, POINTER(c_float), POINTER(c_float))
segment_type = _bind("FPDFPathSegment_GetType", c_int, c_void_p)
segment_closes = _bind("FPDFPathSegment_GetClose", c_int, c_void_p)

image_pixels = _bind("FPDFImageObj_GetImagePixelSize", c_int, c_void_p, POINTER(c_uint), POINTER(c_uint))
render_page = _bind("FPDF_RenderPageBitmap", None, c_void_p, c_void_p, *[c_int] * 6)

clip_path = _bind("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
count_clips = _bind("FPDFClipPath_CountPaths", c_int, c_void_p)
count_clip_segments = _bind("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
clip_segment = _bind("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)

next_link = _bind("FPDFLink_Enumerate", c_int, c_void_p, POINTER(c_int), POINTER(c_void_p))
link_action = _bind("FPDFLink_GetAction", c_void_p, c_void_p)
link_box = _bind("FPDFLink_GetAnnotRect", c_int, c_void_p, POINTER(Box))
action_type = _bind("FPDFAction_GetType", c_ulong, c_void_p)
action_uri = _bind("FPDFAction_GetURIPath", c_ulong, c_void_p, c_void_p, c_void_p, c_ulong)
link_target = _bind("FPDFLink_GetDest", c_void_p, c_void_p, c_void_p)
action_target = _bind("FPDFAction_GetDest", c_void_p, c_void_p, c_void_p)
bookmark_target = _bind("FPDFBookmark_GetDest", c_void_p, c_void_p, c_void_p)
bookmark_action = _bind("FPDFBookmark_GetAction", c_void_p, c_void_p)
target_page = _bind("FPDFDest_GetDestPageIndex", c_int, c_void_p, c_void_p)
target_place = _bind("FPDFDest_GetLocationInPage", c_int, c_void_p, *[POINTER(c_int)] * 3, *_floats[:3])
target_view = _bind("FPDFDest_GetView", c_ulong, c_void_p, POINTER(c_ulong), POINTER(c_float))

meta_text = _bind("FPDF_GetMetaText", c_ulong, c_void_p, ctypes.c_char_p, c_void_p, c_ulong)
catalog_language = _bind("FPDFCatalog_GetLanguage", c_ulong, c_void_p, c_void_p, c_ulong)
count_attachments = _bind("FPDFDoc_GetAttachmentCount", c_int, c_void_p)
count_scripts = _bind("FPDFDoc_GetJavaScriptActionCount", c_int, c_void_p)
first_bookmark = _bind("FPDFBookmark_GetFirstChild", c_void_p, c_void_p, c_void_p)
next_bookmark = _bind("FPDFBookmark_GetNextSibling", c_void_p, c_void_p, c_void_p)
bookmark_title = _bind("FPDFBookmark_GetTitle", c_ulong, c_void_p, c_void_p, c_ulong)

is_tagged = _bind("FPDFCatalog_IsTagged", c_int, c_void_p)
page_tree = _bind("FPDF_StructTree_GetForPage", c_void_p, c_void_p)
close_tree = _bind("FPDF_StructTree_Close", None, c_void_p)
count_roots = _bind("FPDF_StructTree_CountChildren", c_int, c_void_p)
root_element = _bind("FPDF_StructTree_GetChildAtIndex", c_void_p, c_void_p, c_int)
count_kids = _bind("FPDF_StructElement_CountChildren", c_int, c_void_p)
kid_element = _bind("FPDF_StructElement_GetChildAtIndex", c_void_p, c_void_p, c_int)
kid_mark = _bind("FPDF_StructElement_GetChildMarkedContentID", c_int, c_void_p, c_int)
element_role = _bind("FPDF_StructElement_GetType", c_ulong, c_void_p, c_void_p, c_ulong)
element_own_role = _bind("FPDF_StructElement_GetRawType", c_ulong, c_void_p, c_void_p, c_ulong)
element_alternative = _bind("FPDF_StructElement_GetAltText", c_ulong, c_void_p, c_void_p, c_ulong)
element_actual = _bind("FPDF_StructElement_GetActualText", c_ulong, c_void_p, c_void_p, c_ulong)
element_language = _bind("FPDF_StructElement_GetLang", c_ulong, c_void_p, c_void_p, c_ulong)
element_attribute = _bind(
    "FPDF_StructElement_GetStringAttribute", c_ulong, c_void_p, ctypes.c_char_p, c_void_p, c_ulong
)
count_attributes = _bind("FPDF_StructElement_GetAttributeCount", c_int, c_void_p)
attributes_at = _bind("FPDF_StructElement_GetAttributeAtIndex", c_void_p, c_void_p, c_int)
attribute_value = _bind("FPDF_StructElement_Attr_GetValue", c_void_p, c_void_p, ctypes.c_char_p)
attribute_number = _bind("FPDF_StructElement_Attr_GetNumberValue", c_int, c_void_p, POINTER(c_float))


def wide_text(ask: Callable[..., int], *arguments: Any) -> str:
    """What a function of PDFium writes as UTF-16: asked once for its length in bytes, once for the text."""
    length = min(ask(*arguments, None, 0), 1 << 20)
    if length < 4:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(*arguments, buffer, length)
    return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")


def narrow_bytes(ask: Callable[..., int], *arguments: Any) -> bytes:
    """What a function of PDFium writes as bytes."""
    length = min(ask(*arguments, None, 0), 1 << 16)
    if length < 2:
        return b""
    buffer = ctypes.create_string_buffer(length)
    ask(*arguments, buffer, length)
    return buffer.raw[:length].rstrip(b"\0")


_ARTIFACT = "Artifact".encode("utf-16-le")


def is_artifact(handle: Handle) -> bool:
    """Whether an object is marked as no part of what the document says (ISO 32000-2, 14.8.2.2)."""
    count = min(max(count_marks(handle), 0), 16)
    if not count:
        return False
    buffer, length = ctypes.create_string_buffer(32), c_ulong()
    for index in range(count):
        mark = mark_of(handle, index)
        if mark and mark_name(mark, buffer, len(buffer), length) and buffer.raw.startswith(_ARTIFACT):
            return True
    return False


def replacement_of(handle: Handle) -> str | None:
    """The text that the file gives in place of what a text object draws (ActualText; ISO 32000-2, 14.9.4), if any."""
    buffer, length = ctypes.create_string_buffer(128), c_ulong()
    for index in range(min(max(count_marks(handle), 0), 16)):
        mark = mark_of(handle, index)
        if mark and mark_text(mark, b"ActualText", buffer, len(buffer), length):
            return buffer.raw[: min(length.value, len(buffer))].decode("utf-16-le", "replace").rstrip("\0")
    return None


def replaced_span(handle: Handle) -> int:
    """Names the stretch of content with a text of its own (ActualText) that a text object is part of, 0 outside of any.

    Objects of one stretch share one mark, whose address is the name while the page is open.
    """
    length = c_ulong()
    for index in range(min(max(count_marks(handle), 0), 16)):
        mark = mark_of(handle, index)
        if mark and mark_text(mark, b"ActualText", None, 0, length):
            return int(mark)
    return 0
