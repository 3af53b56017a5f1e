"""Run by LibreOffice's own Python: lets its LanguageTool client proofread a text and prints what it would draw."""

import json
import sys
import time

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale

pipe, language, country = sys.argv[1:4]
text = sys.stdin.read()
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(300):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except NoConnectException:
        time.sleep(0.1)
services = context.ServiceManager
checker = services.createInstanceWithContext("org.openoffice.lingu.LanguageToolGrammarChecker", context)
locale = Locale(language, country, "")
known = [f"{one.Language}-{one.Country}".rstrip("-") for one in checker.Locales]
result = checker.doProofreading("1", text, locale, 0, len(text), ())
errors = [
    {
        "start": error.nErrorStart,
        "length": error.nErrorLength,
        "rule": error.aRuleIdentifier,
        "comment": error.aFullComment,
        "short": error.aShortComment,
        "suggestions": list(error.aSuggestions),
        "properties": {one.Name: one.Value for one in error.aProperties},
    }
    for error in result.aErrors
]
print(json.dumps({"known": known, "has": checker.hasLocale(locale), "errors": errors}))
desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
sys.stdout.flush()
desktop.terminate()
