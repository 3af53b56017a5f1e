"""How the gold documents look: preambles for Typst, style sheets for HTML. None knows the text that it will hold."""

from tests.reading.odf_styles import A4, page, style

# Typst --------------------------------------------------------------------------------------------------------------

REPORT = """
#set page(paper: "a4", margin: (x: 2.6cm, y: 2.8cm), header: context if counter(page).get().first() > 1 {
  text(8.5pt, fill: luma(90), running-head)
}, footer: context if counter(page).get().first() > 1 { align(right, text(9pt, counter(page).display())) })
#set text(font: "Libertinus Serif", size: 11pt)
#set par(spacing: 1.1em, leading: 0.62em)
#show heading: set block(above: 1.6em, below: 0.9em)
#show heading.where(level: 1): set text(16pt, fill: rgb("#8a2b06"))
#show heading.where(level: 2): set text(13pt)
#set table(stroke: 0.5pt, inset: 5pt)
#let cover(title, subtitle, lines) = page(header: none, footer: none, fill: rgb("#f3e6d8"), {
  v(5cm)
  text(34pt, weight: "bold", hyphenate: false, title)
  v(0.6cm)
  text(16pt, subtitle)
  v(1fr)
  lines.map(line => text(11pt, line)).join(parbreak())
})
"""

TWO_COLUMNS = """
#set page(paper: "a4", margin: (x: 2cm, y: 2.4cm), columns: 2, header: align(right, text(8pt, style: "italic",
  running-head)), footer: align(center, text(8pt, context counter(page).display())))
#set columns(gutter: 0.8cm)
#set text(font: "Noto Serif", size: 9pt, hyphenate: true)
#set par(justify: true, first-line-indent: 1.2em, spacing: 0.6em, leading: 0.58em)
#show heading: set block(above: 1.5em, below: 0.8em)
#show heading.where(level: 1): set text(12pt)
#show heading.where(level: 2): set text(10pt, style: "italic")
#set table(stroke: (x, y) => (bottom: 0.4pt), inset: 4pt)
#show figure.where(kind: table): set text(8pt, hyphenate: false)
#show figure.where(kind: table): set par(justify: false)
#let opening(title, subtitle) = place(top, scope: "parent", float: true, clearance: 1.2cm, {
  text(22pt, weight: "bold", hyphenate: false, title)
  parbreak()
  text(12pt, subtitle)
})
"""

MARGINS = """
#set page(paper: "a4", margin: (left: 2cm, right: 6.8cm, y: 2.4cm), footer: align(left, text(8pt)[#running-foot
  #h(1fr) #context counter(page).display()]))
#set text(font: "Noto Sans", size: 9.5pt)
#set par(spacing: 1em, leading: 0.66em)
#show heading.where(level: 1): set text(15pt, weight: "regular", fill: rgb("#1d5c4d"))
#show heading.where(level: 2): set text(10.5pt)
#set table(stroke: none, inset: (x: 6pt, y: 4pt))
#let beside-margin(body) = place(right, dx: 5.2cm, block(width: 4.4cm, text(7.5pt, fill: luma(80), body)))
"""

MARGINS_SMALL = MARGINS.replace('paper: "a4"', "width: 19cm, height: 14cm")

PAPER = """
#set page(width: 17cm, height: 21cm, margin: (x: 1.7cm, y: 2cm), columns: 2, footer: align(center, text(8pt,
  context counter(page).display())), header: text(7.5pt, running-head))
#set columns(gutter: 0.7cm)
#set text(font: "New Computer Modern", size: 10pt, hyphenate: true)
#set par(justify: true, first-line-indent: 1em, spacing: 0.55em, leading: 0.52em)
#show heading: set block(above: 1.3em, below: 0.7em)
#show heading.where(level: 1): set text(11.5pt)
#show heading.where(level: 2): set text(10pt)
#let opening(title, subtitle) = place(top, scope: "parent", float: true, clearance: 0.9cm, align(center, {
  text(17pt, hyphenate: false, title)
  parbreak()
  text(10pt, subtitle)
}))
"""

PAPER_OTHER = """
#set page(width: 150mm, height: 200mm, margin: (x: 1.4cm, y: 1.9cm), columns: 2, header: context {
  if calc.odd(counter(page).get().first()) [#running-head #h(1fr) #counter(page).display()]
  else [#counter(page).display() #h(1fr) #running-foot]
})
#set columns(gutter: 0.55cm)
#set text(font: "Libertinus Serif", size: 9.5pt, hyphenate: true)
#set par(justify: true, spacing: 0.85em, leading: 0.5em)
#show heading.where(level: 1): it => block(above: 1.4em, below: 0.7em, align(center, smallcaps(it.body)))
#show heading.where(level: 2): it => block(above: 1.2em, below: 0.6em, text(style: "italic", weight: "regular",
  it.body))
#set table(stroke: none, inset: 4pt)
#let opening(title, subtitle) = place(top + center, scope: "parent", float: true, clearance: 0.9cm,
  text(15pt, weight: "bold", hyphenate: false, title) + parbreak() + subtitle)
"""

UNRULED = """
#set page(paper: "a4", margin: 2.2cm, footer: align(center, text(9pt, context counter(page).display())))
#set text(font: "Noto Sans", size: 9pt)
#set par(spacing: 1.1em)
#show heading.where(level: 1): set text(13pt)
#set table(stroke: none, inset: (x: 7pt, y: 3.5pt), align: (x, y) => if x == 0 { left } else { right })
#let columns-of(count) = (auto,) * count
#show table.cell.where(y: 0): set text(weight: "bold")
"""

THREE_RULES = """
#set page(paper: "a5", margin: 1.6cm, header: align(center, text(7pt, running-head)))
#set text(font: "New Computer Modern", size: 9pt)
#set par(justify: true, spacing: 1em)
#show heading.where(level: 1): set text(11pt)
#set table(stroke: (x, y) => (top: if y == 0 { 0.9pt } else if y == 1 { 0.5pt } else { 0pt }), inset: (x: 5pt,
  y: 3pt))
#show table: it => block(stroke: (bottom: 0.9pt), it)
#let columns-of(count) = (auto,) * count
"""

LINE_NUMBERS = """
#set page(width: 18cm, height: 22cm, margin: (left: 3.4cm, rest: 2.5cm), header: text(9pt)[#running-head
  #h(1fr) #running-foot], footer: align(center, context counter(page).display()))
#set text(font: "Libertinus Serif", size: 13pt)
#set par(leading: 1.1em, spacing: 1.7em)
#set par.line(numbering: "1")
#show heading: set text(13pt)
"""

LONG_NOTES = """
#set page(width: 17cm, height: 17cm, margin: (x: 2.2cm, top: 2.4cm, bottom: 2cm), header: align(center, text(8pt,
  running-head)), footer: align(center, text(8pt, context counter(page).display())))
#set text(font: "New Computer Modern", size: 10.5pt, hyphenate: true)
#set par(justify: true, first-line-indent: 1.4em, spacing: 0.62em, leading: 0.62em)
#show heading: set block(above: 1.8em, below: 1em)
#show heading.where(level: 1): it => block(above: 2em, below: 1.1em, align(center, text(12pt,
  weight: "regular", it.body)))
#set footnote.entry(indent: 1em)
#show footnote.entry: set text(8.5pt)
"""

FIGURES = """
#set page(paper: "a5", margin: (x: 2cm, y: 2.2cm), header: align(right, text(8pt, fill: gray, running-head)),
  footer: align(right, text(8pt, context counter(page).display())))
#set text(font: "Noto Sans", size: 10pt)
#set par(spacing: 1.15em, leading: 0.68em)
#show heading.where(level: 1): set text(17pt, weight: "bold", fill: rgb("#10487f"))
#show heading.where(level: 2): set text(11pt, fill: rgb("#10487f"))
#show figure.caption: it => align(left, block(text(8.5pt, it.body)))
"""

FIGURES_ABOVE = FIGURES.replace("#show figure.caption", "#set figure.caption(position: top)\n#show figure.caption")

CHINESE = """
#set page(width: 15cm, height: 18cm, margin: 2cm, header: align(center, text(8pt, running-head)),
  footer: align(center, text(9pt, context counter(page).display())))
#set text(font: "Noto Serif CJK SC", size: 10.5pt)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), spacing: 0.8em, leading: 0.8em)
#show heading: set text(font: "Noto Sans CJK SC")
#show heading.where(level: 1): set text(14pt)
#set table(stroke: 0.5pt)
"""

BARS = """
#set page(width: 19cm, height: 25cm, margin: (x: 1.8cm, y: 2.2cm), columns: 2, footer: text(7.5pt)[#running-foot #h(1fr)
  #context counter(page).display("1 / 1", both: true)])
#set columns(gutter: 0.9cm)
#set text(font: "Noto Sans", size: 9pt, hyphenate: true)
#set par(justify: false, spacing: 1em, leading: 0.6em)
#show heading.where(level: 1): it => block(width: 100%, fill: rgb("#274060"), inset: 5pt, above: 1.5em, below: 0.9em,
  text(11pt, white, hyphenate: false, it.body))
#show heading.where(level: 2): set text(9pt, fill: rgb("#274060"))
#set table(stroke: 0.4pt, inset: 3.5pt)
#show figure.where(kind: table): set text(8pt)
#let opening(title, subtitle) = place(top, scope: "parent", float: true, clearance: 0.8cm, block(width: 100%,
  stroke: (bottom: 2pt), inset: (bottom: 8pt), text(21pt, weight: "black", hyphenate: false, title) + parbreak() +
  text(11pt, subtitle)))
"""

_INDIC = """
#set page(width: 15cm, height: 17cm, margin: 2cm, header: text(8pt, running-head),
  footer: align(center, text(9pt, context counter(page).display())))
#set text(font: ("Noto Serif", "FONT"), size: 11pt)
#set par(spacing: 1.2em, leading: 0.8em)
#show heading.where(level: 1): set text(14pt)
#set table(stroke: 0.5pt)
"""
HINDI = _INDIC.replace("FONT", "Noto Serif Devanagari")
THAI = _INDIC.replace("FONT", "Noto Serif Thai")

ARABIC_COLUMNS = """
#set page(paper: "a4", margin: 2cm, columns: 2, header: text(8pt, running-head),
  footer: align(center, text(8pt, context counter(page).display())))
#set text(font: "Noto Naskh Arabic", size: 11pt)
#set par(justify: true, spacing: 1em, leading: 0.8em)
#show heading.where(level: 1): set text(14pt)
#set table(stroke: 0.5pt, inset: 4pt)
#let opening(title, subtitle) = place(top, scope: "parent", float: true, clearance: 1cm, {
  text(22pt, weight: "bold", title)
  parbreak()
  subtitle
})
"""

# Style sheets ---------------------------------------------------------------------------------------------------------

PLAIN_WEB = """
@page { size: A4; margin: 18mm }
body { font: 11pt/1.5 "DejaVu Sans", "Noto Sans" }
h1 { font-size: 22pt } h2 { font-size: 15pt } h3 { font-size: 12pt }
td, th { border: 1px solid #999; padding: 3pt 6pt }
.endnotes { margin-top: 2em; border-top: 1px solid; font-size: 9pt }
.contents { font-weight: bold }
"""

MANUAL = """
@page { size: A4; margin: 22mm 20mm; @top-left { content: var(--head); font: 8pt "Noto Sans" }
  @bottom-right { content: counter(page); font: 8pt "Noto Sans" } }
body { font: 10.5pt/1.45 "Noto Serif" }
h1 { font: bold 24pt "Noto Sans" } h2 { font: bold 15pt "Noto Sans"; margin: 1.4em 0 .5em }
h3 { font: bold 12pt "Noto Sans"; margin: 1.1em 0 .4em } h4 { font: bold 10.5pt "Noto Sans"; margin: 1em 0 .3em }
p { margin: .55em 0 } nav { break-after: page } p.contents { font: bold 15pt "Noto Sans" }

td, th { border: .5pt solid; padding: 2pt 5pt }
"""

GAZETTE = """
@page { size: 210mm 275mm; margin: 16mm 14mm; @top-center { content: var(--head); font: 8pt "DejaVu Serif" }
  @top-right { content: counter(page); font: bold 9pt "DejaVu Serif" } }
body { font: 7.6pt/1.25 "DejaVu Serif"; hyphens: auto; text-align: justify }
header { border-bottom: 2pt solid; margin-bottom: 5mm } h1 { font-size: 19pt; margin: 0; hyphens: none }
main { columns: 3; column-gap: 5mm; column-rule: .4pt solid }
h2 { font-size: 9pt; margin: 8pt 0 3pt; text-align: left; hyphens: none } h3 { font-size: 7.6pt; margin: 5pt 0 2pt }
p { margin: 0; text-indent: 1em } .note { font-size: 6.2pt; text-align: justify; text-indent: 0 }
ul, ol { margin: 3pt 0; padding-left: 1.4em } blockquote { margin: 3pt 1em }
"""

BRIEF = """
@page { size: A4; margin: 20mm 18mm 22mm 18mm; @bottom-left { content: var(--foot); font: 8pt "Noto Sans";
  color: #666 }
  @bottom-right { content: counter(page); font: 8pt "Noto Sans" } }
body { font: 10pt/1.5 "Noto Sans"; color: #222 }
header { background: #123b5d; color: white; padding: 14mm 10mm; margin: 0 0 8mm } h1 { font-size: 27pt; margin: 0 }
.subtitle { font-size: 13pt } h2 { color: #c1440e; font-size: 14pt; margin: 1.2em 0 .4em }
aside.box { background: #fdebd0; padding: 4mm 6mm; margin: 5mm 0; break-inside: avoid }
  .label { font-weight: bold; font-size: 11.5pt }
aside.pull { float: right; width: 52mm; margin: 2mm 0 4mm 6mm; font: italic 14pt/1.3 "DejaVu Serif"; color: #c1440e;
  border-top: 2pt solid; border-bottom: 2pt solid }
"""

BRIEF_COLUMNS = """
@page { size: A4; margin: 17mm; @top-right { content: var(--head) "  |  " counter(page); font: 7.5pt "DejaVu Sans" } }
body { font: 8.8pt/1.4 "DejaVu Sans" } header { margin-bottom: 6mm } h1 { font-size: 26pt; line-height: 1.1;
  margin: 0; color: #5b2a86 }
main { columns: 2; column-gap: 7mm } h2 { font-size: 8.8pt; text-transform: none; margin: 1em 0 .2em; color: #5b2a86 }
p { margin: 0 0 .6em } p::first-line { font-weight: inherit }
h2 + p::first-letter { float: left; font-size: 25pt; line-height: .95; padding-right: 2pt }
aside.box { border: 1.2pt solid #5b2a86; padding: 3mm; margin: 3mm 0; break-inside: avoid }
  .label { font-weight: bold }
aside.pull { font-size: 12pt; text-align: center; margin: 4mm 2mm; break-inside: avoid }
"""

QUESTIONS = """
@page { size: 148mm 210mm; margin: 14mm 15mm 16mm; @bottom-center { content: counter(page); font: 8pt "DejaVu Sans" }
  @top-left { content: var(--head); font: 7pt "DejaVu Sans"; color: #777 } }
body { font: 9.5pt/1.45 "DejaVu Serif" } h1 { font-size: 22pt; margin-bottom: 0 }
  h2 { font: bold 14pt "DejaVu Sans"; break-before: page }
h3 { font: bold 9.5pt "DejaVu Sans"; color: #00695c; margin: 1em 0 .2em } p { margin: .2em 0 .6em }
aside.box { background: #e0f2f1; padding: 3mm; border-radius: 3mm } .label { font-weight: bold }
"""

ESSAY = """
@page { size: 160mm 235mm; margin: 22mm 24mm; @top-center { content: var(--head); font: italic 8.5pt "Noto Serif" }
  @bottom-center { content: "– " counter(page) " –"; font: 9pt "Noto Serif" } }
body { font: 10pt/1.5 "Noto Serif" } h1 { font-size: 20pt; text-align: center; font-weight: normal }
.subtitle { text-align: center; font-style: italic }
h2 { font-size: 10pt; text-align: center; font-weight: bold; letter-spacing: .08em; margin: 2em 0 1em }
h3 { font-size: 10pt; font-style: italic; font-weight: normal; margin: 1em 0 .5em }
p { margin: 0; text-indent: 1.5em; text-align: justify } table { margin: 1em 0; font-size: 8.5pt }
td, th { padding: 2pt 6pt 2pt 0; border-bottom: .4pt solid #888 } .note { text-indent: 0 }
"""

LEAFLET = """
@page { size: A4 landscape; margin: 14mm }
body { font: 9pt/1.4 "DejaVu Sans" } header { border-left: 6mm solid #b03a2e; padding-left: 5mm; margin-bottom: 6mm }
h1 { font-size: 21pt; margin: 0 } main { columns: 2; column-gap: 10mm }
h2 { font-size: 12pt; color: #b03a2e; margin: 1em 0 .3em; break-after: avoid } p { margin: 0 0 .7em }
table { width: 100%; margin: 2mm 0 4mm; font-size: 8pt } td, th { padding: 2pt 4pt; border-top: .5pt solid #b03a2e }
"""

ZEBRA = """
@page { size: A4; margin: 20mm; @bottom-center { content: counter(page); font: 9pt "DejaVu Sans" } }
body { font: 9.5pt/1.4 "DejaVu Sans" } h1 { font-size: 20pt } h2 { font-size: 13pt }
table { width: 100%; margin: 4mm 0 } td, th { padding: 3pt 6pt; border: none }
th { background: #37474f; color: white } tbody tr:nth-child(odd) td { background: #eceff1 }
caption { font-weight: bold; margin-bottom: 2mm }
"""

RULED = """
@page { size: A4; margin: 18mm; @top-left { content: var(--head); font: 8pt "Noto Sans" }
  @bottom-center { content: counter(page); font: 8pt "Noto Sans" } }
body { font: 9.5pt/1.35 "Noto Serif" } h1 { font-size: 19pt } h2 { font-size: 12.5pt }
table { margin: 3mm 0 } td, th { padding: 2.5pt 5pt; border: .6pt solid black } caption { font-style: italic }
"""

SCRIPTS = """
@page { size: A5; margin: 15mm; @top-center { content: var(--head); font-size: 7.5pt }
  @bottom-center { content: counter(page); font-size: 8pt } }
body { font: 10pt/1.7 "Noto Serif", "Noto Naskh Arabic", "Noto Serif Devanagari", "Noto Serif Thai",
  "Noto Serif CJK JP", "Noto Serif CJK KR" }
h1 { font-size: 19pt } h2 { font-size: 13pt } td, th { border: .5pt solid; padding: 2pt 5pt }
"""

SCRIPTS_COLUMNS = """
@page { size: A4; margin: 17mm; @bottom-left { content: var(--foot); font-size: 7.5pt }
  @bottom-right { content: counter(page); font-size: 8pt } }
body { font: 9.5pt/1.6 "Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Looped Thai",
  "Noto Sans CJK JP", "Noto Sans CJK KR" }
main { columns: 2; column-gap: 8mm } h1 { font-size: 21pt } h2 { font-size: 9.5pt; margin: 1em 0 .2em }
p { margin: 0; text-indent: 1em } td, th { border: .5pt solid; padding: 2pt 4pt; font-size: 8pt }
"""

# OpenDocument styles --------------------------------------------------------------------------------------------------

ASSEMBLY = "".join((
    style("Title", 'fo:margin-top="0.6cm" fo:margin-bottom="0.5cm"', 'fo:font-size="17pt" fo:font-weight="bold"'),
    style("Subtitle", "", 'fo:font-size="12pt"'),
    style("Cover", 'fo:text-align="end"', 'fo:font-size="10pt"'),
    style("H1", 'fo:margin-top="0.6cm" fo:margin-bottom="0.3cm" fo:margin-left="1.2cm"',
           'fo:font-size="13pt" fo:font-weight="bold"'),
    style("H2", 'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:margin-left="1.2cm"',
           'fo:font-size="10.5pt" fo:font-weight="bold"'),
    style("Text", 'fo:margin-bottom="0.25cm" fo:margin-left="1.2cm" fo:margin-right="1.2cm" fo:text-align="justify"',
           'fo:font-family="Noto Serif" fo:font-size="10.5pt"'),
    style("Closing", 'fo:margin-top="0.5cm"'), style("Caption", 'fo:margin-bottom="0.1cm"', 'fo:font-style="italic"'),
    style("Cell", "", 'fo:font-size="9pt"'), style("Furniture", "", 'fo:font-size="8.5pt"'),
    style("Footnote", 'fo:text-indent="-0.5cm" fo:margin-left="0.5cm"', 'fo:font-size="8.5pt"'),
    page(A4, 'fo:margin="2.2cm"'),
))  # fmt: skip

OFFICE_TABLES = "".join((
    style("Title", 'fo:margin-bottom="0.5cm"', 'fo:font-size="20pt" fo:font-family="DejaVu Sans"'),
    style("Subtitle", "", 'fo:font-size="12pt"'),
    style("H1", 'fo:margin-top="0.6cm" fo:margin-bottom="0.2cm"', 'fo:font-size="14pt" fo:color="#7a1f1f"'),
    style("H2", 'fo:margin-top="0.4cm"', 'fo:font-size="11pt" fo:font-weight="bold"'),
    style("Text", 'fo:margin-bottom="0.25cm"', 'fo:font-family="DejaVu Serif" fo:font-size="10pt"'),
    style("Closing"), style("Caption", 'fo:margin-top="0.3cm"', 'fo:font-weight="bold" fo:font-size="9pt"'),
    style("Cell", "", 'fo:font-size="9pt" fo:font-family="DejaVu Sans"'),
    style("Furniture", "", 'fo:font-size="8pt"'),
    style("Footnote", "", 'fo:font-size="8pt"'),
    page('fo:page-width="16cm" fo:page-height="20cm"', 'fo:margin="1.8cm"'),
))  # fmt: skip

OFFICE_COLUMNS = "".join((
    style("Title", 'fo:margin-bottom="0.5cm"', 'fo:font-size="16pt" fo:font-weight="bold" fo:font-family="Noto Sans"'),
    style("Subtitle", 'fo:margin-bottom="0.4cm"', 'fo:font-size="11pt" fo:font-family="Noto Sans"'),
    style("H1", 'fo:margin-top="0.5cm" fo:margin-bottom="0.15cm"',
           'fo:font-size="11pt" fo:font-weight="bold" fo:font-family="Noto Sans"'),
    style("H2", 'fo:margin-top="0.4cm"', 'fo:font-size="10pt" fo:font-style="italic" fo:font-family="Noto Sans"'),
    style("Text", 'fo:text-indent="0.5cm" fo:text-align="justify"',
           'fo:font-family="Noto Serif" fo:font-size="9.5pt"'),
    style("Closing"), style("Caption", 'fo:margin-top="0.3cm"', 'fo:font-size="8.5pt"'),
    style("Cell", "", 'fo:font-size="8.5pt"'), style("Furniture", "", 'fo:font-size="8pt"'),
    style("Footnote", "", 'fo:font-size="8pt"'),
    page('fo:page-width="15cm" fo:page-height="17cm"', 'fo:margin="1.7cm"',
          '<style:columns fo:column-count="2" fo:column-gap="0.7cm"/>'),
))  # fmt: skip
