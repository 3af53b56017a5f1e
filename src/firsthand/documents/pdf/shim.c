/* Asks PDFium in one call for what Python would ask in thousands: the words of a page with their places, and its
 * drawings. C99 without any library: PDFium's functions come as a table of addresses, so nothing is linked with it.
 *
 * All memory belongs to the caller, who says how much room there is; nothing is kept between calls, nothing is
 * allocated, and no number from a file is trusted as an index. `bulk.py` is the other side; `calls.py` does the same
 * call by call, and both must give the same.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* Raised with every change of a structure or of a function's arguments; bulk.py asks for the same number. */
enum { SHAPE = 3 };

typedef void *Handle;
typedef struct { float left, top, right, bottom; } Box;
typedef struct { float a, b, c, d, e, f; } Matrix;
typedef struct { double a, b, c, d, e, f; } Affine;

/* In the order in which bulk.py fills it. */
typedef struct {
    unsigned (*character)(Handle, int);
    int (*is_generated)(Handle, int);
    int (*is_unmapped)(Handle, int);
    Handle (*text_object)(Handle, int);
    int (*character_box)(Handle, int, Box *);
    int (*character_bounds)(Handle, int, double *, double *, double *, double *);
    int (*character_origin)(Handle, int, double *, double *);
    int (*character_matrix)(Handle, int, Matrix *);
    Handle (*object_font)(Handle);
    int (*object_size)(Handle, float *);
    int (*render_mode)(Handle);
    int (*marked_content)(Handle);
    int (*count_marks)(Handle);
    Handle (*mark_at)(Handle, unsigned long);
    int (*mark_name)(Handle, unsigned short *, unsigned long, unsigned long *);
    int (*count_objects)(Handle);
    Handle (*page_object)(Handle, int);
    int (*count_form_objects)(Handle);
    Handle (*form_object)(Handle, unsigned long);
    int (*object_type)(Handle);
    int (*object_bounds)(Handle, float *, float *, float *, float *);
    int (*object_matrix)(Handle, Matrix *);
    int (*fill_colour)(Handle, unsigned *, unsigned *, unsigned *, unsigned *);
    int (*path_mode)(Handle, int *, int *);
    int (*count_segments)(Handle);
    Handle (*path_segment)(Handle, int);
    int (*segment_point)(Handle, float *, float *);
    int (*segment_type)(Handle);
    int (*segment_closes)(Handle);
} Pdfium;

EXPORT int32_t firsthand_shape(void) { return SHAPE; }

/* ---- Words ---------------------------------------------------------------------------------------------------- */

enum { GLUED = 1, SPACED = 2, UNMAPPED = 4, PLAIN = 8, PART = 16, LAST = 32 };

/* A word, or the part of one that one text object draws. */
typedef struct {
    uint64_t object;
    Box box; /* that of its first and last character */
    int32_t start, end, flags;
    int32_t number; /* its index among the runs of this call */
    /* Of parts only: */
    Box first, last;
    double x, y, end_x, end_y; /* where the first and the last character stand */
} Run;

/* How a text object draws, for each of them that a stretch of runs meets anew. */
typedef struct {
    uint64_t object, font;
    float size, a, b, c, d;
    int32_t mark, artifact, mode; /* whether it is an artifact is asked only without a number of marked content */
    double rise;                  /* by how much its first character hovers over its line, if that is a figure */
    double x, y;                  /* where its first character stands */
} Look;

/* Where the next call goes on: at a character, and up to where the word goes in whose midst that is (0: in none). */
typedef struct { int32_t at, word_end; } Cursor;

/* What Python's regular expressions call white space, and what PDFium gives for what is none. */
static int parts_words(uint32_t sign)
{
    return (sign >= 9 && sign <= 13) || (sign >= 28 && sign <= 32) || sign == 0x85 || sign == 0xa0 || sign == 0x1680
        || (sign >= 0x2000 && sign <= 0x200a) || sign == 0x2028 || sign == 0x2029 || sign == 0x202f || sign == 0x205f
        || sign == 0x3000 || sign == 0;
}

static int breaks_word(uint32_t sign) { return sign == 2 || sign == 0xfffe; }

/* The end of the word that begins at or after *at, which is moved to its beginning; no word is empty. */
static int32_t find_word(const uint32_t *text, int32_t count, int32_t *at)
{
    int32_t start = *at, end;
    while (start < count && (parts_words(text[start]) || breaks_word(text[start]))) start++;
    for (end = start; end < count && !parts_words(text[end]) && !breaks_word(text[end]);) end++;
    *at = start;
    return end > start && end < count && breaks_word(text[end]) ? end + 1 : end;
}

/* The words of a text as pairs of start and end; for the tests, which hold them against Python's own. */
EXPORT int32_t firsthand_cut(const uint32_t *text, int32_t count, int32_t *spans, int32_t room)
{
    int32_t at = 0, found = 0;
    while (found < room) {
        int32_t end = find_word(text, count, &at);
        if (end <= at) break;
        spans[2 * found] = at;
        spans[2 * found + 1] = end;
        found++;
        at = end;
    }
    return found;
}

/* What needs no cleaning: see letters.py. The ranges are in order, so that the first that isn't too low decides. */
static int is_plain(const uint32_t *text, int32_t start, int32_t end)
{
    static const struct { uint32_t first, last; } plain[] = {
        {0x21, 0x7e}, {0xa1, 0xac}, {0xae, 0x2ff}, {0x400, 0x482}, {0x48a, 0x52f}, {0x2010, 0x2027}, {0x2030, 0x205e},
        {0x20a0, 0x20c0}, {0x3001, 0x3029}, {0x3041, 0x3096}, {0x30a1, 0x30fe}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3},
        {0xff01, 0xff60}, {UINT32_MAX, 0},
    };
    for (; start < end; start++) {
        int range = 0;
        while (text[start] > plain[range].last && plain[range].first != UINT32_MAX) range++;
        if (text[start] < plain[range].first) return 0;
    }
    return 1;
}

/* For the tests, as firsthand_cut is. */
EXPORT int32_t firsthand_is_plain(const uint32_t *text, int32_t count) { return is_plain(text, 0, count); }

/* Whether the file writes a space after a word; asked only after letters that may stand without one. */
static int is_spaced(const Pdfium *pdfium, Handle page, const uint32_t *text, const int32_t *at, int32_t count,
                     int32_t end)
{
    if (end >= count || text[end] != ' ' || (text[end - 1] < 0x7f && text[end - 1] != '/')) return 0;
    return !pdfium->is_generated(page, at[end]);
}

static void unite(Box *box, const Box *other)
{
    if (other->left < box->left) box->left = other->left;
    if (other->right > box->right) box->right = other->right;
    if (other->bottom < box->bottom) box->bottom = other->bottom;
    if (other->top > box->top) box->top = other->top;
}

static void measure(const Pdfium *pdfium, Handle page, const int32_t *at, Run *run)
{
    static const Box nowhere = {0, 0, 0, 0};
    run->first = nowhere;
    pdfium->character_box(page, at[run->start], &run->first);
    run->last = run->first;
    if (run->end - run->start > 1) pdfium->character_box(page, at[run->end - 1], &run->last);
    run->box = run->first;
    unite(&run->box, &run->last);
    run->x = run->y = run->end_x = run->end_y = 0;
    if (run->flags & PART) {
        pdfium->character_origin(page, at[run->start], &run->x, &run->y);
        pdfium->character_origin(page, at[run->end - 1], &run->end_x, &run->end_y);
    }
    if (pdfium->is_unmapped(page, at[run->start]) > 0) run->flags |= UNMAPPED;
}

/* Whether an object is marked as no part of what the document says (ISO 32000-2, 14.8.2.2). */
static int is_artifact(const Pdfium *pdfium, Handle object)
{
    static const char name[] = "Artifact";
    int count = pdfium->count_marks(object);
    for (int index = 0; index < count && index < 16; index++) {
        unsigned short buffer[16] = {0};
        unsigned long length = 0;
        int letter = 0;
        Handle mark = pdfium->mark_at(object, (unsigned long)index);
        if (!mark || !pdfium->mark_name(mark, buffer, sizeof buffer, &length)) continue;
        while (name[letter] && buffer[letter] == (unsigned short)name[letter]) letter++;
        if (!name[letter]) return 1;
    }
    return 0;
}

static void look_at(const Pdfium *pdfium, Handle page, Handle object, int32_t at, Look *look)
{
    Matrix matrix = {1, 0, 0, 1, 0, 0};
    double left = 0, right = 0, bottom = 0, top = 0;
    unsigned sign = pdfium->character(page, at);
    look->object = (uint64_t)(uintptr_t)object;
    look->font = (uint64_t)(uintptr_t)pdfium->object_font(object);
    look->size = 1;
    pdfium->object_size(object, &look->size);
    pdfium->character_matrix(page, at, &matrix);
    look->a = matrix.a, look->b = matrix.b, look->c = matrix.c, look->d = matrix.d;
    look->mark = pdfium->marked_content(object);
    look->artifact = look->mark < 0 && is_artifact(pdfium, object);
    look->mode = pdfium->render_mode(object);
    look->rise = look->x = look->y = 0;
    pdfium->character_origin(page, at, &look->x, &look->y);
    if (sign >= '0' && sign <= '9') {
        pdfium->character_bounds(page, at, &left, &right, &bottom, &top);
        look->rise = bottom - look->y;
    }
}

/* Fills `runs` from the cursor on and returns how many there are: fewer than `room` means that the text is at its end.
 * `text` are the characters of the page and `at` PDFium's index of each; `looks` has as much room as `runs`. */
EXPORT int32_t firsthand_runs(const Pdfium *pdfium, Handle page, const uint32_t *text, const int32_t *at, int32_t count,
                              Cursor *cursor, Run *runs, int32_t room, Look *looks, int32_t *looked)
{
    int32_t found = 0, seen = 0;
    uint64_t known = 0;
    int32_t position = cursor->at, word_end = cursor->word_end;
    while (found < room) {
        int32_t start = position, glued = word_end > 0;
        if (!glued) {
            word_end = find_word(text, count, &start);
            if (word_end <= start) break;
        }
        Run *run = &runs[found++];
        Handle object = pdfium->text_object(page, at[start]), next = object;
        /* Nearly always one object draws the whole word. */
        int whole = !glued && (word_end - start == 1 || pdfium->text_object(page, at[word_end - 1]) == object);
        int32_t end = word_end, stop = word_end - (breaks_word(text[word_end - 1]) || text[word_end - 1] == 0xad);
        if (!whole) {
            for (end = start + 1; end < stop; end++) {
                next = pdfium->text_object(page, at[end]);
                if (next && next != object) break;
            }
            if (end >= stop) end = word_end;
        }
        run->object = (uint64_t)(uintptr_t)object;
        run->start = start, run->end = end, run->number = found - 1;
        run->flags = (glued ? GLUED : 0) | (whole ? 0 : PART) | (end == word_end ? LAST : 0);
        if (end == word_end && is_spaced(pdfium, page, text, at, count, end)) run->flags |= SPACED;
        if (is_plain(text, start, end)) run->flags |= PLAIN;
        measure(pdfium, page, at, run);
        if (object && run->object != known) {
            known = run->object;
            look_at(pdfium, page, object, at[start], &looks[seen++]);
        }
        position = end;
        if (end == word_end) word_end = 0;
    }
    cursor->at = position, cursor->word_end = word_end;
    *looked = seen;
    return found;
}

/* ---- Single characters ------------------------------------------------------------------------------------------ */

typedef struct {
    uint64_t object;
    Box box;
    double x, y;
    int32_t is_made, is_unmapped; /* by PDFium, for a space that it sees; its letter is guessed */
} Place;

/* Where the characters stand whose indexes are given. */
EXPORT void firsthand_places(const Pdfium *pdfium, Handle page, const int32_t *at, int32_t count, Place *places)
{
    static const Place nowhere = {0, {0, 0, 0, 0}, 0, 0, 0, 0};
    for (int32_t index = 0; index < count; index++) {
        places[index] = nowhere;
        places[index].object = (uint64_t)(uintptr_t)pdfium->text_object(page, at[index]);
        pdfium->character_box(page, at[index], &places[index].box);
        pdfium->character_origin(page, at[index], &places[index].x, &places[index].y);
        places[index].is_made = pdfium->is_generated(page, at[index]) > 0;
        places[index].is_unmapped = pdfium->is_unmapped(page, at[index]) > 0;
    }
}

/* ---- Drawings --------------------------------------------------------------------------------------------------- */

enum { TEXT = 1, PATH = 2, IMAGE = 3, SHADING = 4, FORM = 5 };
enum { LINE = 0, CURVE = 1, MOVE = 2 };
enum { DEPTH = 3, SEGMENTS = 400, GLANCE = 24 };
static const double THICK = 3.0, SHORT = 6.0;

/* A number of marked content: the object's own, and that which the page gives to the form that draws it. */
typedef struct { int32_t own, given, form, inside; } Mark;

typedef struct { double left, bottom, right, top; } Area;
typedef struct { Area area; Mark mark; int32_t kind, fill, stroked, segments, curved, unused; } Picture;
typedef struct { uint64_t object; Mark mark; } Marked;

/* The caller's memory: what there is room for, and what has been found. */
typedef struct {
    Picture *pictures;
    Area *rules; /* with room for the lines of one path more than `rules_room` */
    Marked *marked;
    int32_t pictures_room, rules_room, marked_room, objects_room;
    int32_t pictures_found, rules_found, marked_found, objects_found;
    int32_t page_numbers; /* whether something that the page itself draws is numbered */
    int32_t numbering;    /* the one form that numbers what it draws; -1 if none does, -2 if several do */
} Drawings;

static Area place(const Affine *m, double x1, double y1, double x2, double y2)
{
    Area area = {m->a * x1 + m->c * y1 + m->e, m->b * x1 + m->d * y1 + m->f, 0, 0};
    area.right = area.left, area.top = area.bottom;
    const double xs[3] = {x1, x2, x2}, ys[3] = {y2, y1, y2};
    for (int corner = 0; corner < 3; corner++) {
        double x = m->a * xs[corner] + m->c * ys[corner] + m->e, y = m->b * xs[corner] + m->d * ys[corner] + m->f;
        if (x < area.left) area.left = x;
        if (x > area.right) area.right = x;
        if (y < area.bottom) area.bottom = y;
        if (y > area.top) area.top = y;
    }
    return area;
}

static Affine multiply(const Affine *first, const Affine *then)
{
    Affine product = {
        first->a * then->a + first->b * then->c, first->a * then->b + first->b * then->d,
        first->c * then->a + first->d * then->c, first->c * then->b + first->d * then->d,
        then->a * first->e + then->c * first->f + then->e, then->b * first->e + then->d * first->f + then->f,
    };
    return product;
}

static Affine matrix_of(const Pdfium *pdfium, Handle object)
{
    Matrix m = {1, 0, 0, 1, 0, 0};
    pdfium->object_matrix(object, &m);
    Affine affine = {m.a, m.b, m.c, m.d, m.e, m.f};
    return affine;
}

static double distance(double one, double other) { return one < other ? other - one : one - other; }

static int is_straight(double x1, double y1, double x2, double y2)
{
    double wide = distance(x1, x2), tall = distance(y1, y2);
    return (wide < tall ? wide : tall) < 0.5 && (wide < tall ? tall : wide) >= SHORT;
}

static void add_rule(Drawings *drawings, double x1, double y1, double x2, double y2)
{
    Area rule = {x1 < x2 ? x1 : x2, y1 < y2 ? y1 : y2, x1 < x2 ? x2 : x1, y1 < y2 ? y2 : y1};
    if (drawings->rules_found < drawings->rules_room + 2 * SEGMENTS) drawings->rules[drawings->rules_found++] = rule;
}

/* The sides of the figure that a path draws, where they lie or stand. */
static void add_edges(const Pdfium *pdfium, Handle path, const Affine *m, int segments, Drawings *drawings)
{
    double start_x = 0, start_y = 0, at_x = 0, at_y = 0;
    float x = 0, y = 0;
    for (int index = 0; index < segments && index < SEGMENTS; index++) {
        Handle segment = pdfium->path_segment(path, index);
        pdfium->segment_point(segment, &x, &y);
        double to_x = m->a * x + m->c * y + m->e, to_y = m->b * x + m->d * y + m->f;
        int kind = pdfium->segment_type(segment);
        if (kind == MOVE)
            start_x = to_x, start_y = to_y;
        else if (kind == LINE && is_straight(at_x, at_y, to_x, to_y))
            add_rule(drawings, at_x, at_y, to_x, to_y);
        if (kind == LINE && pdfium->segment_closes(segment) && is_straight(to_x, to_y, start_x, start_y))
            add_rule(drawings, to_x, to_y, start_x, start_y);
        at_x = to_x, at_y = to_y;
    }
}

static int32_t colour_of(const Pdfium *pdfium, Handle object)
{
    unsigned red = 0, green = 0, blue = 0, opacity = 0;
    if (!pdfium->fill_colour(object, &red, &green, &blue, &opacity) || !opacity) return -1;
    return (int32_t)((red & 255) << 16 | (green & 255) << 8 | (blue & 255));
}

static int is_curved(const Pdfium *pdfium, Handle path, int segments)
{
    for (int index = 0; index < segments && index < GLANCE; index++)
        if (pdfium->segment_type(pdfium->path_segment(path, index)) == CURVE) return 1;
    return 0;
}

/* An image, a shading or a path as a picture, and the straight lines of a path as rules. */
static void add_object(const Pdfium *pdfium, Handle object, int kind, const Affine *outer, const Mark *mark,
                       Drawings *drawings)
{
    float left, bottom, right, top;
    int filled = 0, stroked = 0, segments = 0;
    if (!pdfium->object_bounds(object, &left, &bottom, &right, &top)) return;
    Area area = place(outer, left, bottom, right, top);
    if (kind == PATH) {
        pdfium->path_mode(object, &filled, &stroked);
        segments = pdfium->count_segments(object);
    }
    if (drawings->pictures_found < drawings->pictures_room) {
        Picture *picture = &drawings->pictures[drawings->pictures_found++];
        picture->area = area, picture->mark = *mark, picture->kind = kind, picture->unused = 0;
        picture->fill = filled ? colour_of(pdfium, object) : -1;
        picture->stroked = stroked != 0;
        picture->segments = segments > 0 ? segments : 0;
        picture->curved = kind == PATH && is_curved(pdfium, object, segments);
    }
    if (kind != PATH || drawings->rules_found >= drawings->rules_room || (!filled && !stroked)) return;
    double wide = area.right - area.left, tall = area.top - area.bottom;
    if ((wide < tall ? wide : tall) <= THICK) {
        if ((wide < tall ? tall : wide) >= SHORT)
            add_rule(drawings, area.left, area.bottom, area.right, area.top);
    } else if (stroked || segments > 5) {
        Affine own = matrix_of(pdfium, object), matrix = multiply(&own, outer);
        add_edges(pdfium, object, &matrix, segments, drawings);
    }
}

/* What a page or a form draws, in order, and what the forms among it draw; `depth` counts from 0, the page. */
static void walk(const Pdfium *pdfium, Handle owner, const Affine *outer, Mark context, int depth, Drawings *drawings)
{
    int count = depth ? pdfium->count_form_objects(owner) : pdfium->count_objects(owner), forms = 0;
    for (int index = 0; index < count && drawings->objects_found < drawings->objects_room; index++) {
        Handle object = depth ? pdfium->form_object(owner, (unsigned long)index) : pdfium->page_object(owner, index);
        drawings->objects_found++;
        if (!object) continue;
        int kind = pdfium->object_type(object);
        Mark mark = context;
        mark.own = pdfium->marked_content(object);
        if (mark.own < -1) mark.own = -1;
        if (depth && mark.given < 0 && mark.own >= 0 && drawings->numbering != mark.form)
            drawings->numbering = drawings->numbering == -1 ? mark.form : -2;
        if (!depth && mark.own >= 0) drawings->page_numbers = 1;
        if (kind == TEXT && depth && drawings->marked_found < drawings->marked_room) {
            Marked marked = {(uint64_t)(uintptr_t)object, mark};
            drawings->marked[drawings->marked_found++] = marked;
        } else if (kind == PATH || kind == IMAGE || kind == SHADING) {
            add_object(pdfium, object, kind, outer, &mark, drawings);
        } else if (kind == FORM && depth <= DEPTH - 1) {
            Affine own = matrix_of(pdfium, object), inner = multiply(&own, outer);
            if (!depth) mark.form = forms++, mark.given = mark.own;
            mark.inside = 1;
            walk(pdfium, object, &inner, mark, depth + 1, drawings);
        }
    }
}

EXPORT void firsthand_drawings(const Pdfium *pdfium, Handle page, Drawings *drawings)
{
    static const Affine same = {1, 0, 0, 1, 0, 0};
    static const Mark none = {-1, -1, -1, 0};
    drawings->pictures_found = drawings->rules_found = drawings->marked_found = drawings->objects_found = 0;
    drawings->page_numbers = 0, drawings->numbering = -1;
    walk(pdfium, page, &same, none, 0, drawings);
}

/* ---- Blots of ink ----------------------------------------------------------------------------------------------- */

/* A stretch of ink in one row of pixels; `parent` leads to a run of the same blot, or is the run itself. */
typedef struct { int32_t start, end, row, parent, blot; } Ink;
typedef struct { int32_t left, top, right, bottom, ink; } Blot;

static int32_t root_of(Ink *runs, int32_t run)
{
    while (runs[run].parent != run) run = runs[run].parent = runs[runs[run].parent].parent;
    return run;
}

/* Boxes of ink that touches, also at corners, in the order of their first pixels. `pixels` are 1 for ink, else 0, row by
 * row. There is room for `room` runs and as many blots; where there are more, it is no picture of text: 0. */
EXPORT int32_t firsthand_blots(const uint8_t *pixels, int32_t width, int32_t height, Ink *runs, int32_t room, Blot *blots)
{
    int32_t count = 0, found = 0, before = 0, here = 0;
    for (int32_t y = 0; y < height; y++) {
        const uint8_t *row = pixels + (size_t)y * (size_t)width;
        int32_t at = before = here;
        here = count;
        for (int32_t x = 0; x < width;) {
            if (row[x] != 1) { x++; continue; }
            if (count == room) return 0;
            Ink *run = &runs[count];
            run->start = x;
            while (x < width && row[x] == 1) x++;
            run->end = x, run->row = y, run->parent = count, run->blot = -1;
            while (at < here && runs[at].end < run->start) at++;
            for (int32_t look = at; look < here && runs[look].start <= run->end; look++)
                runs[root_of(runs, count)].parent = root_of(runs, look);
            count++;
        }
    }
    for (int32_t at = 0; at < count; at++) {
        const Ink *run = &runs[at];
        Ink *root = &runs[root_of(runs, at)];
        if (root->blot < 0) {
            Blot fresh = {run->start, run->row, run->end, run->row + 1, 0};
            root->blot = found++;
            blots[root->blot] = fresh;
        }
        Blot *blot = &blots[root->blot];
        if (run->start < blot->left) blot->left = run->start;
        if (run->end > blot->right) blot->right = run->end;
        blot->bottom = run->row + 1;
        blot->ink += run->end - run->start;
    }
    return found;
}
