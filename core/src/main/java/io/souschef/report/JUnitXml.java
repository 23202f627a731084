package io.souschef.report;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * Findings as a JUnit test report, for whatever shows test results: a check is a test case, a finding that fails a failure, one that could not judge
 * although it applies an error.
 */
public final class JUnitXml {
    private JUnitXml() {}

    /** @param suite what was checked, e.g. "digits, convnet 8x1" */
    public static String of(String suite, List<Finding> findings) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\" time=\"%.3f\">%n",
                escaped(suite),
                findings.size(),
                count(findings, Outcome.FAIL),
                count(findings, Outcome.ERROR),
                count(findings, Outcome.SKIP),
                findings.stream().mapToDouble(Finding::seconds).sum()));
        findings.forEach(finding -> xml.append(testCase(finding)));
        return xml.append("</testsuite>\n").toString();
    }

    private static String testCase(Finding finding) {
        String head = String.format(
                Locale.ROOT,
                "  <testcase classname=\"souschef.%s\" name=\"%s\" time=\"%.3f\"",
                escaped(finding.code()),
                escaped(finding.check()),
                finding.seconds());
        String text = escaped(finding.headline());
        return switch (finding.outcome()) {
            case PASS -> head + "/>\n";
            case FAIL ->
                head + ">\n    <failure type=\"" + escaped(finding.code()) + "\" message=\"" + text + "\">"
                        + escaped(detail(finding)) + "</failure>\n  </testcase>\n";
            case ERROR ->
                head + ">\n    <error type=\"" + escaped(finding.code()) + "\" message=\"" + text
                        + "\"/>\n  </testcase>\n";
            case SKIP -> head + ">\n    <skipped message=\"" + text + "\"/>\n  </testcase>\n";
            case WARN, EYES ->
                head + ">\n    <system-out>" + finding.outcome() + ": " + escaped(detail(finding))
                        + "</system-out>\n  </testcase>\n";
        };
    }

    private static String detail(Finding finding) {
        return finding.headline() + "\nexpected: " + finding.expected() + "\nfix: " + finding.fix();
    }

    private static long count(List<Finding> findings, Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }

    /** For text and attributes; what XML can't hold becomes a question mark. */
    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]|[\\uFFFE\\uFFFF]", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
