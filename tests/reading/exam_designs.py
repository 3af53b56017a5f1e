"""How the documents of the exam look. They share nothing with the designs on which the reader was tuned."""

from tests.reading.odf_styles import A4, page, style

# Typst --------------------------------------------------------------------------------------------------------------

EVALUATION = """
#let first = () => query(heading.where(level: 1)).at(1, default: none)
#let folio = () => {
  let body = first()
  let front = body == none or here().page() < body.location().page()
  numbering(if front { "i" } else { "1" }, ..counter(page).get())
}
#let section-name = () => {
  let before = query(heading.where(level: 1)).filter(one => one.location().page() <= here().page())
  if before.len() > 0 { before.last().body }
}
#set page(width: 17cm, height: 24cm, margin: (inside: 2.4cm, outside: 2cm, top: 2.6cm, bottom: 2.1cm), header: context {
  set text(8pt, font: "Noto Sans")
  if calc.odd(here().page()) [#h(1fr) #section-name() #h(1em) | #h(1em) #folio()]
  else [#folio() #h(1em) | #h(1em) #running-head]
})
#set text(font: "Noto Serif", size: 10.5pt)
#set par(justify: true, leading: 0.72em, spacing: 1.25em)
#set outline.entry(fill: none)
#set list(marker: ([▪], [–]))
#show heading: set text(font: "Noto Sans")
#show heading.where(level: 1): it => { pagebreak(weak: true); block(below: 1.4em, text(21pt, weight: "light",
  fill: rgb("#00567a"), hyphenate: false, it.body)) }
#show heading.where(level: 2): it => block(above: 1.8em, below: 0.9em, text(12.5pt, fill: rgb("#00567a"), it.body))
#show outline: it => { show heading: set text(16pt); it; pagebreak(); counter(page).update(1) }
#set table(stroke: (x, y) => if y == 0 { (bottom: 1pt + rgb("#00567a")) } else { (bottom: 0.3pt + gray) },
  inset: (x: 5pt, y: 4.5pt), align: left)
#show table: set text(8.5pt, font: "Noto Sans", hyphenate: false)
#show table: set par(justify: false)
#show table.cell: it => {
  set align(right) if it.body.has("text") and it.body.text.match(regex("^[\\d.,]+$")) != none
  it
}
#let columns-of(count) = if count == 4 { (3fr, 3fr, 1fr, 3fr) } else { (2.2fr,) + (1fr,) * (count - 1) }
#show quote.where(block: true): it => pad(left: 1cm, block(stroke: (left: 3pt + rgb("#f0a500")), inset: (left: 10pt),
  text(style: "italic", it.body)))
#let beside-box(body) = block(width: 100%, stroke: 1pt + rgb("#00567a"), radius: 4pt, inset: 10pt, breakable: false,
  text(9.5pt, font: "Noto Sans", body))
#let chart(..labels) = block(width: 100%, inset: (y: 4pt), align(left, for (at, label) in labels.pos().enumerate() {
  grid(columns: (2.2cm, 1fr), row-gutter: 0pt, inset: (y: 3pt), text(8pt, font: "Noto Sans", label),
    rect(width: 30% + 22% * calc.rem(at * 2, 3), height: 0.5cm, fill: rgb("#8fc1d4"), stroke: none))
}))
#let cover(title, subtitle, lines) = page(header: none, margin: (x: 2cm, y: 3cm), {
  place(top + left, dx: -2cm, dy: -3cm, rect(width: 17cm, height: 8cm, fill: rgb("#00567a")))
  v(6.5cm)
  text(30pt, font: "Noto Sans", weight: "bold", hyphenate: false, title)
  parbreak()
  text(14pt, font: "Noto Sans", hyphenate: false, subtitle)
  v(1fr)
  grid(columns: (1fr, 1fr), ..lines.map(line => text(9pt, font: "Noto Sans", line)))
})
"""

APPEAL = """
#set page(paper: "a4", margin: (left: 3.2cm, right: 2.8cm, top: 3cm, bottom: 2.6cm),
  footer: context align(center, text(8.5pt)[#running-foot — #counter(page).display()/#counter(page).final().first()]))
#set text(font: "DejaVu Serif", size: 10pt, hyphenate: true)
#set par(justify: true, leading: 0.75em, spacing: 1.2em)
#show heading.where(level: 1): it => block(above: 2em, below: 1em, text(10.5pt, weight: "bold", it.body))
#set footnote(numbering: "*")
#show footnote.entry: set text(8pt)
#let opening(title, subtitle) = align(center, {
  text(19pt, font: "DejaVu Sans", weight: "bold", hyphenate: false, title)
  parbreak()
  text(12pt, style: "italic", subtitle)
  v(0.8cm)
})
#let closing(lines) = block(above: 2em, grid(columns: (1fr, 1fr, 1fr), column-gutter: 0.9cm, row-gutter: 1.4em,
  ..lines.map(line => { set par(justify: false, leading: 0.55em); text(8.5pt, hyphenate: false, line) })))
"""

BULLETIN = """
#set page(width: 21cm, height: 28cm, margin: (x: 1.7cm, top: 2.3cm, bottom: 2cm), columns: 2,
  header: { counter(footnote).update(0); context if here().page() > 1 { text(8pt, font: "Noto Sans Display",
    fill: luma(80))[#counter(page).display() #h(1fr) #running-head] } })
#set columns(gutter: 0.65cm)
#set text(font: "Libertinus Serif", size: 11pt, hyphenate: true)
#set par(justify: true, leading: 0.55em, spacing: 0.55em, first-line-indent: 1.1em)
#set footnote(numbering: "*")
#show footnote.entry: set text(8pt)
#show heading: set text(font: "Noto Sans Display", hyphenate: false)
#show heading.where(level: 1): it => block(above: 1.5em, below: 0.65em, text(14pt, weight: "black",
  fill: rgb("#9b1b30"), it.body))
#show heading.where(level: 2): it => block(above: 1.2em, below: 0.55em, text(9.5pt, weight: "bold", it.body))
#set table(stroke: none, inset: (x: 3pt, y: 2.5pt), align: (x, y) => if x > 0 { right } else { left })
#show table: set text(9pt, font: "Noto Sans Display", hyphenate: false)
#show figure.where(kind: table): set block(above: 1.4em, below: 1.4em)
#show figure.caption: it => block(sticky: true, align(left, text(8.5pt, font: "Noto Sans Display", weight: "bold",
  it.body)))
#let columns-of(count) = (1fr,) + (auto,) * (count - 1)
#let beside-pull(body) = block(width: 100%, above: 1.6em, below: 1.6em, inset: (x: 0.6cm), {
  set par(justify: false, first-line-indent: 0pt)
  align(center, text(14pt, font: "Noto Sans Display", fill: rgb("#9b1b30"), hyphenate: false, body))
})
#let opening(title, subtitle) = place(top, scope: "parent", float: true, clearance: 0.8cm, {
  set par(first-line-indent: 0pt, justify: false)
  line(length: 100%, stroke: 3pt + rgb("#9b1b30"))
  text(27pt, font: "Noto Sans Display", weight: "black", hyphenate: false, title)
  v(0.1cm)
  text(13pt, font: "Noto Sans Display", hyphenate: false, subtitle)
})
"""

ARTICLE = """
#set page(width: 14cm, height: 19cm, margin: (x: 2cm, top: 2.2cm, bottom: 1.9cm), header: context {
  if here().page() > 1 { set text(9pt); if calc.odd(here().page()) { align(right)[#emph(running-head) #h(0.8em)
    #counter(page).display()] } else { [#counter(page).display() #h(0.8em) #emph(running-foot)] } } })
#set text(font: "New Computer Modern", size: 11pt, hyphenate: true)
#set par(justify: true, leading: 0.6em, spacing: 0.6em, first-line-indent: 1.5em)
#show heading.where(level: 1): it => block(above: 2.2em, below: 1.2em, width: 100%, align(center, text(11pt,
  weight: "regular", smallcaps(it.body))))
#show heading.where(level: 2): it => block(above: 1.5em, below: 0.9em, text(11pt, weight: "regular", style: "italic",
  it.body))
#set footnote.entry(separator: line(length: 20%, stroke: 0.4pt), indent: 0pt)
#show footnote.entry: set text(9pt)
#show quote.where(block: true): it => pad(x: 1.5em, y: 0.4em, text(10pt, it.body))
#let opening(title, subtitle) = { v(2cm); align(center, { text(15pt, hyphenate: false, title); parbreak();
  text(10pt, style: "italic", subtitle); v(0.8cm) }) }
"""

STATISTICS = """
#set page(paper: "a4", margin: (x: 2.4cm, top: 2cm, bottom: 2.4cm), footer: context { set text(8pt, fill: luma(70))
  if calc.even(here().page()) [#counter(page).display() #h(1fr) #running-foot]
  else [#running-head #h(1fr) #counter(page).display()] })
#set text(font: "Noto Sans Display", size: 10pt)
#set par(leading: 0.7em, spacing: 1.1em)
#show heading.where(level: 1): it => block(above: 1.8em, below: 0.9em, text(14pt, fill: rgb("#5a3e85"), it.body))
#set table(stroke: (x, y) => (top: if y == 0 { 1.2pt } else { 0pt }, bottom: if y < 2 { 0.4pt } else { 0pt },
  right: if x == 0 { 0.4pt } else { 0pt }), inset: (x: 6pt, y: 3.4pt))
#show table: set text(9pt)
#show figure.caption: it => block(sticky: true, align(left, text(9pt, weight: "semibold", it.body)))
#show figure: set align(left)
#let columns-of(count) = if count == 4 { (auto, auto, auto, 1fr) } else { (auto,) * count }
#show table.cell: it => {
  let said = if it.body.has("text") { it.body.text } else { "" }
  let number = said.match(regex("^([\\d,]+)(\\.\\d+)?$"))
  if number == none { it } else {
    let (whole, part) = number.captures
    pad(..it.inset, box(width: 2.6em, align(right, whole)) + box(width: 1.9em, align(left, part)))
  }
}
"""

HINDI = """
#set page(width: 16cm, height: 20cm, margin: (x: 1.7cm, y: 2cm), columns: 2, footer: context text(8pt)[#running-foot
  #h(1fr) #counter(page).display("1")])
#set columns(gutter: 0.9cm)
#set text(font: ("Noto Sans Devanagari", "Noto Sans"), size: 9.5pt)
#set par(leading: 0.9em, spacing: 1.3em)
#show heading.where(level: 1): it => block(above: 1.6em, below: 0.9em, stroke: (bottom: 0.6pt), inset: (bottom: 3pt),
  width: 100%, text(12.5pt, it.body))
#show heading.where(level: 2): it => block(above: 1.3em, below: 0.8em, text(9.5pt, fill: rgb("#7a4b00"), it.body))
#set table(stroke: (x, y) => (bottom: 0.4pt + gray), inset: 4pt)
#show table: set text(8.5pt)
#let columns-of(count) = (1fr,) * count
#let opening(title, subtitle) = place(top, scope: "parent", float: true, clearance: 0.9cm, block(fill: rgb("#fff1d6"),
  width: 100%, inset: 12pt, text(20pt, weight: "bold", title) + parbreak() + text(11pt, subtitle)))
"""

# Style sheets ---------------------------------------------------------------------------------------------------------

GUIDE = """
@page { size: 165mm 230mm; margin: 20mm 18mm 20mm 24mm }
@page :left { margin: 20mm 24mm 20mm 18mm; @bottom-left { content: counter(page); font: bold 9pt "Noto Sans" }
  @top-left { content: var(--head); font: 7.5pt "Noto Sans"; color: #555 } }
@page :right { @bottom-right { content: counter(page); font: bold 9pt "Noto Sans" }
  @top-right { content: string(chapter); font: italic 7.5pt "Noto Sans"; color: #555 } }
body { font: 10pt/1.55 "Noto Sans"; color: #1b1b1b }
header { text-align: right; margin: 30mm 0 10mm; break-after: page }
h1 { font: bold 30pt "Noto Serif Display"; margin: 0 }
.subtitle { font: 13pt "Noto Serif Display"; margin-top: 4mm }
nav { break-after: page } p.contents { font: bold 17pt "Noto Serif Display" }
ul.contents a::after { content: "   " target-counter(attr(href), page) } ul.contents a { color: #1b1b1b;
  text-decoration: none }
.level1 { font-weight: bold; margin-top: 2mm } .level2 { padding-left: 5mm } .level3 { padding-left: 10mm; color: #555 }
h2 { font: bold 19pt "Noto Serif Display"; color: #0a6e5c; string-set: chapter content(); break-before: page;
  margin: 0 0 6mm }
h3 { font: bold 13pt "Noto Serif Display"; color: #0a6e5c; margin: 6mm 0 2mm }
h4 { font: bold 10pt "Noto Sans"; margin: 4mm 0 1mm } p { margin: 0 0 2.4mm } main a { color: #0a6e5c }
blockquote { margin: 3mm 0 3mm 8mm; font-style: italic }
aside.box { border-left: 4pt solid #e3b23c; background: #fdf7e6; padding: 3mm 4mm; margin: 4mm 0 } .label {
  font-weight: bold; color: #8a6100 }
aside.pull { margin: 6mm 0; padding: 3mm 0; border-top: .8pt solid #0a6e5c; border-bottom: .8pt solid #0a6e5c;
  font: 15pt/1.35 "Noto Serif Display"; color: #0a6e5c; text-align: center }
table { width: 100%; margin: 3mm 0 5mm; font-size: 8.8pt } th { border-bottom: 1.2pt solid #0a6e5c; padding: 1.5mm 2mm }
td { padding: 1.5mm 2mm; border-bottom: .3pt solid #aaa } caption { font-weight: bold; font-size: 9pt }
"""

WEB_LONG = """
@page { size: Letter; margin: 20mm 24mm }
body { font: 12pt/1.6 "Libertinus Serif", "DejaVu Serif"; max-width: 165mm } h1 { font: 300 28pt/1.15 "Noto Sans" }
.subtitle { color: #777; font: 12pt "Noto Sans" } h2 { font: 600 16pt "Noto Sans"; margin: 1.6em 0 .5em }
h3 { font: 600 12pt "Noto Sans"; color: #b3541e; margin: 1.3em 0 .3em } p { margin: 0 0 .9em }
blockquote { border-left: 3px solid #b3541e; margin: 1.2em 0; padding-left: 1.2em; font-style: italic }
table { border-top: 2px solid #333; border-bottom: 2px solid #333; margin: 1em 0; font: 10.5pt "Noto Sans" }
th { border-bottom: 1px solid #333; padding: 4px 18px 4px 0 } td { padding: 4px 18px 4px 0 }
td + td { text-align: right } sup a { text-decoration: none } .endnotes { font-size: 10pt }
"""

SIDEBAR = """
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page); font: 9pt "DejaVu Sans" }
  @bottom-left { content: var(--foot); font: 7.5pt "DejaVu Sans"; color: #444 } }
body { font: 10pt/1.5 "DejaVu Serif" } header { border-top: 5mm solid #d35400; padding-top: 6mm; margin-bottom: 8mm }
h1 { font: bold 32pt/1.05 "DejaVu Sans"; margin: 0 } .subtitle { font: 13pt "DejaVu Sans"; margin: 3mm 0 0 }
main { margin-left: 58mm; position: relative } h2 { font: bold 14pt "DejaVu Sans"; color: #d35400; margin: 7mm 0 2mm }
p { margin: 0 0 2.6mm }
aside.margin { position: absolute; left: -58mm; width: 46mm; font: 8pt/1.45 "DejaVu Sans"; color: #333;
  border-top: 1pt solid #d35400; padding-top: 2mm; top: 0 } .label { font-weight: bold; margin-bottom: 1mm }
aside.box { background: #d35400; color: white; padding: 4mm 5mm; margin: 5mm 0 5mm -58mm;
  font: 9.5pt/1.5 "DejaVu Sans" }
aside.pull { margin: 5mm 0 5mm -58mm; font: bold 17pt/1.3 "DejaVu Sans"; color: #d35400 }
figcaption { font: 8.5pt "DejaVu Sans"; margin-top: 2mm } ol, ul { padding-left: 6mm }
"""

LANDSCAPE = """
@page { size: A4; margin: 25mm 22mm; @bottom-center { content: counter(page); font: 9pt "Noto Serif" }
  @top-right { content: var(--head); font: 8pt "Noto Serif" } }
@page wide { size: A4 landscape; margin: 18mm 20mm }
body { font: 11pt/1.5 "Noto Serif" } h1 { font: 24pt "Noto Serif"; margin-bottom: 2mm } .subtitle { font-style: italic }
h2 { font: bold 13pt "Noto Serif"; border-bottom: .6pt solid; margin-top: 9mm }
main > h2:last-of-type, main > h2:last-of-type ~ * { page: wide }
table { width: 100%; margin: 4mm 0 6mm; font: 8.5pt/1.35 "Noto Sans" }
td, th { border: .5pt solid #666; padding: 1.5mm }
th { background: #ddd } caption { font: bold 9pt "Noto Sans"; margin-bottom: 1.5mm }
"""

ARABIC_WEB = """
@page { size: A4; margin: 22mm 26mm }
body { font: 12pt/1.9 "Noto Sans Arabic" } h1 { font: bold 26pt "Noto Kufi Arabic"; text-align: center }
.subtitle { text-align: center; color: #555 }
h2 { font: bold 15pt "Noto Kufi Arabic"; color: #7b241c; margin-top: 1.5em }
blockquote { border-inline-start: 3px solid #7b241c; padding-inline-start: 1em; margin: 1em 0 }
table { width: 100%; margin: 1em 0; font-size: 10.5pt } th { background: #f2e3e1; padding: 6px }
td { padding: 6px; border-bottom: 1px solid #ccc } sup a { text-decoration: none } .endnotes { font-size: 10pt }
"""

VOICES = """
@page { size: 170mm 170mm; margin: 18mm 20mm; @bottom-center { content: "· " counter(page) " ·"; font: 8pt "Noto Sans" }
  @top-left { content: var(--head); font: 7.5pt "Noto Sans" } }
body { font: 10pt/1.6 "Noto Sans", "Noto Sans Arabic", "Noto Sans Georgian", "Noto Sans Armenian" }
h1 { font-size: 23pt; line-height: 1.2 } h2 { font-size: 12pt; color: white; background: #444; padding: 1mm 3mm }
blockquote { margin: 3mm 8mm; padding: 2mm 4mm; background: #f0f0f0 } table { width: 100%; font-size: 8.5pt }
th { border-top: 1pt solid; border-bottom: 1pt solid } td, th { padding: 1mm 2mm } tbody tr:last-child td {
  border-bottom: 1pt solid }
"""

# OpenDocument styles --------------------------------------------------------------------------------------------------

BUDGET = "".join((
    style("Title", 'fo:margin-bottom="0.3cm"', 'fo:font-size="22pt" fo:font-weight="bold" fo:color="#1f4e5f"'),
    style("Subtitle", 'fo:margin-bottom="0.6cm"', 'fo:font-size="12pt" fo:font-style="italic"'),
    style("H1", 'fo:margin-top="0.7cm" fo:margin-bottom="0.25cm" fo:border-bottom="1pt solid #1f4e5f"',
          'fo:font-size="13pt" fo:font-weight="bold" fo:color="#1f4e5f" fo:font-family="Noto Sans"'),
    style("Text", 'fo:margin-bottom="0.28cm" fo:line-height="125%"',
          'fo:font-family="Noto Serif" fo:font-size="10.5pt"'),
    style("Caption", 'fo:margin-top="0.3cm" fo:margin-bottom="0.12cm" fo:keep-with-next="always"',
          'fo:font-weight="bold" fo:font-size="9pt" fo:font-family="Noto Sans"'),
    style("Cell", "", 'fo:font-size="9pt" fo:font-family="Noto Sans"'),
    style("Closing"), style("Furniture", 'fo:text-align="end"', 'fo:font-size="8pt" fo:font-style="italic"'),
    style("Footnote", "", 'fo:font-size="8.5pt"'),
    page(A4, 'fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="2cm"', border="none"),
))  # fmt: skip

RUSSIAN = "".join((
    style("Title", 'fo:text-align="center" fo:margin-bottom="0.3cm"',
          'fo:font-size="18pt" fo:font-weight="bold" fo:font-family="DejaVu Serif"'),
    style("Subtitle", 'fo:text-align="center" fo:margin-bottom="0.9cm"', 'fo:font-size="12pt"'),
    style("H1", 'fo:text-align="center" fo:margin-top="0.8cm" fo:margin-bottom="0.4cm" fo:keep-with-next="always"',
          'fo:font-size="12pt" fo:font-weight="bold" fo:font-family="DejaVu Serif"'),
    style("H2", 'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"',
          'fo:font-size="11pt" fo:font-weight="bold" fo:font-style="italic" fo:font-family="DejaVu Serif"'),
    style("Text", 'fo:text-indent="1.25cm" fo:text-align="justify" fo:line-height="130%"',
          'fo:font-family="DejaVu Serif" fo:font-size="10.5pt"'),
    style("Caption", 'fo:margin-top="0.4cm" fo:text-align="end" fo:keep-with-next="always"', 'fo:font-size="9.5pt"'),
    style("Cell", "", 'fo:font-size="7.5pt" fo:font-family="DejaVu Serif"'),
    style("Closing"), style("Furniture", 'fo:text-align="center"', 'fo:font-size="9pt"'),
    style("Footnote", "", 'fo:font-size="8.5pt" fo:font-family="DejaVu Serif"'),
    page(A4, 'fo:margin-top="1.6cm" fo:margin-bottom="1.6cm" fo:margin-left="3cm" fo:margin-right="1.5cm"'),
))  # fmt: skip

CHINESE = "".join((
    style("Title", 'fo:text-align="center" fo:margin-bottom="0.2cm"',
          'style:font-family-asian="Noto Serif CJK TC" fo:font-size="22pt" fo:font-weight="bold"'),
    style("Subtitle", 'fo:text-align="center" fo:margin-bottom="0.8cm"',
          'style:font-family-asian="Noto Serif CJK TC" fo:font-size="12pt"'),
    style("H1", 'fo:margin-top="0.7cm" fo:margin-bottom="0.3cm"',
          'style:font-family-asian="Noto Sans CJK TC" fo:font-size="14pt" fo:color="#8b0000"'),
    style("H2", 'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm"',
          'style:font-family-asian="Noto Sans CJK TC" fo:font-size="11pt" fo:font-weight="bold"'),
    style("Text", 'fo:margin-bottom="0.25cm" fo:text-align="justify" fo:line-height="150%"',
          'style:font-family-asian="Noto Serif CJK TC" fo:font-size="11pt"'),
    style("Caption", 'fo:text-align="center" fo:margin-top="0.3cm"',
          'style:font-family-asian="Noto Sans CJK TC" fo:font-size="9.5pt"'),
    style("Cell", "", 'style:font-family-asian="Noto Sans CJK TC" fo:font-size="9.5pt"'),
    style("Closing"), style("Furniture", "", 'style:font-family-asian="Noto Sans CJK TC" fo:font-size="8.5pt"'),
    style("Footnote", "", 'style:font-family-asian="Noto Serif CJK TC" fo:font-size="9pt"'),
    page('fo:page-width="14.8cm" fo:page-height="21cm"', 'fo:margin="1.9cm"', border="0.5pt solid #8b0000"),
))  # fmt: skip
