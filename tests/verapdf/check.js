// Asks veraPDF whether files keep PDF/UA-1 (ISO 14289-1). Prints a line of JSON for each file: a list of what is wrong
// with it, empty for nothing. It runs in the Rhino that veraPDF brings, since a mere Java runtime can't compile:
// java -cp 'jars/*' org.mozilla.javascript.tools.shell.Main check.js FILE...

var pdfa = Packages.org.verapdf.pdfa;
var flavour = pdfa.flavours.PDFAFlavour.PDFUA_1;

Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();

function faults(name) {
  var found = [];
  var stream = new java.io.FileInputStream(name);
  try {
    var parser = pdfa.Foundries.defaultInstance().createParser(stream, flavour);
    var result = pdfa.Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
    parser.close();
    var assertions = result.getTestAssertions().iterator();
    while (assertions.hasNext()) {
      var fault = assertions.next();
      if (String(fault.getStatus()) === "FAILED" || String(fault.getStatus()) === "failed") {
        found.push(fault.getRuleId().getClause() + "-" + fault.getRuleId().getTestNumber() + ": " + fault.getMessage());
      }
    }
    if (!result.isCompliant() && found.length === 0) {
      found.push("not compliant");
    }
  } catch (error) {
    found.push(String(error));
  } finally {
    stream.close();
  }
  return found;
}

for (var place = 0; place < arguments.length; place++) {
  print(JSON.stringify(faults(arguments[place])));
}
