package io.souschef.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Finding;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitXmlTest {
    private final List<Finding> findings = List.of(
            Finding.of("fix random seed", "not-reproducible")
                    .measured("same bits")
                    .okIf(true),
            Finding.of("verify loss @ init", "loss-at-init")
                    .measured("7 < 9 & \"more\" \u0007")
                    .expected("2.3")
                    .fix("shrink the head")
                    .okIf(false),
            Finding.of("overfit one batch", "cannot-overfit-one-batch").skip("still falling"),
            Finding.of("init well", "final-bias").measured("0.7").warnIf(true));

    @Test
    void a_failed_check_is_a_failure_and_one_that_could_not_judge_is_skipped() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitXml.of("digits", findings))));

        Element suite = xml.getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("type")).isEqualTo("loss-at-init");
        assertThat(failure.getAttribute("message")).isEqualTo("7 < 9 & \"more\" ?");
        assertThat(failure.getTextContent()).contains("expected: 2.3", "fix: shrink the head");
        assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
                .startsWith("WARN: 0.7");
    }

    @Test
    void a_check_that_could_not_judge_although_it_applies_is_an_error() {
        assertThat(JUnitXml.of(
                        "Mine", List.of(Finding.of("shuffled", "not-shuffled").error("the program threw"))))
                .contains(
                        " errors=\"1\" skipped=\"0\"", "<error type=\"not-shuffled\" message=\"the program threw\"/>");
    }
}
