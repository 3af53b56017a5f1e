"""Run by LibreOffice's own Python: opens a Word file as a reviewer would and prints what is there to review."""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

pipe, address = sys.argv[1:3]
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(300):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.1)
services = context.ServiceManager
desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)


def value(name, what):
    made = PropertyValue()
    made.Name, made.Value = name, what
    return made


def items(container):
    listing = container.createEnumeration()
    while listing.hasMoreElements():
        yield listing.nextElement()


def paragraphs(text):
    for one in items(text):
        if one.supportsService("com.sun.star.text.TextTable"):
            for name in one.CellNames:
                yield from paragraphs(one.getCellByName(name))
        else:
            yield one.String


def everything(document):
    found = list(paragraphs(document.Text))
    notes = document.Footnotes
    found += [line for number in range(notes.Count) for line in paragraphs(notes.getByIndex(number))]
    styles = document.StyleFamilies.getByName("PageStyles")
    for name in styles.ElementNames:
        style = styles.getByName(name)
        if style.isInUse() and style.HeaderIsOn:
            found += paragraphs(style.HeaderText)
    frames = document.TextFrames
    found += [line for name in frames.ElementNames for line in paragraphs(frames.getByName(name).Text)]
    for shape in document.DrawPage:
        if shape.supportsService("com.sun.star.drawing.CustomShape"):
            found += paragraphs(shape.Text)
    return [line for line in found if line.strip()]


def after(command):
    document = desktop.loadComponentFromURL(address, "_blank", 0, (value("Hidden", True),))
    if command:
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())
    seen = everything(document)
    fields = document.TextFields
    comments = [
        {"author": one.Author, "text": one.Content, "about": one.Anchor.String}
        for one in items(fields)
        if one.supportsService("com.sun.star.text.textfield.Annotation")
    ]
    changes = [[one.RedlineType, one.RedlineAuthor] for one in items(document.Redlines)]
    document.close(True)
    return seen, comments, changes


_, comments, changes = after("")
accepted, _, left = after("AcceptAllTrackedChanges")
rejected, _, _ = after("RejectAllTrackedChanges")
print(json.dumps({"comments": comments, "changes": changes, "accepted": accepted, "rejected": rejected, "left": left}))
sys.stdout.flush()
desktop.terminate()
