import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF about each file and each standard; one line for each, with the rules that it breaks. */
public class Conformity {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (String standard : new String[] {"3a", "ua1"}) {
                PDFAFlavour flavour = PDFAFlavour.fromString(standard);
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
                    ValidationResult found = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                    String broken = found.getTestAssertions().stream()
                        .filter(each -> each.getStatus() == TestAssertion.Status.FAILED)
                        .map(each -> each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber())
                        .distinct().sorted().reduce("", (said, rule) -> said + " " + rule);
                    System.out.println(standard + (found.isCompliant() ? " conforms" : " breaks") + broken);
                }
            }
        }
    }
}
