import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether files keep PDF/UA-1 (ISO 14289-1): java -cp 'jars/*' Check.java FILE... Prints a line of JSON for
 * each file: a list of what is wrong with it, empty for nothing.
 */
public class Check {
    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err);
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            List<String> faults = new ArrayList<>();
            try (InputStream in = new FileInputStream(file);
                    PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false);
                ValidationResult result = validator.validate(parser);
                if (!result.isCompliant() && result.getTestAssertions().isEmpty()) {
                    faults.add(quoted("not compliant"));
                }
                for (TestAssertion fault : result.getTestAssertions()) {
                    if (fault.getStatus() == TestAssertion.Status.FAILED) {
                        String rule = fault.getRuleId().getClause() + "-" + fault.getRuleId().getTestNumber();
                        faults.add(quoted(rule + ": " + fault.getMessage()));
                    }
                }
            } catch (Exception error) {
                faults.add(quoted(error.toString()));
            }
            out.println("[" + String.join(", ", faults) + "]");
        }
    }

    private static String quoted(String words) {
        StringBuilder said = new StringBuilder("\"");
        for (char each : words.toCharArray()) {
            if (each == '"' || each == '\\') {
                said.append('\\').append(each);
            } else if (each < ' ') {
                said.append(' ');
            } else {
                said.append(each);
            }
        }
        return said.append('"').toString();
    }
}
