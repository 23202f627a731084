package io.souschef.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.util.List;
import java.util.Map;

/**
 * Findings as SARIF 2.1.0, which code hosts show beside a change: a check is a rule, a failed one an error, a warning a warning. A
 * training program has no line of its own, so that results have the subject as their logical location.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">OASIS, SARIF 2.1.0</a>
 */
public final class Sarif {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Sarif() {}

    /**
     * @param subject what was checked
     * @param version of souschef
     */
    public static String of(String subject, String version, List<Finding> findings) {
        return of(subject, version, findings, Map.of());
    }

    /** @param suppressed codes of checks that were left out, each with its reason */
    public static String of(String subject, String version, List<Finding> findings, Map<String, String> suppressed) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "2.1.0");
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool")
                .putObject("driver")
                .put("name", "souschef")
                .put("version", version);
        ArrayNode rules = driver.putArray("rules");
        findings.forEach(finding -> rules.addObject()
                .put("id", finding.code())
                .putObject("shortDescription")
                .put("text", finding.check()));
        ArrayNode results = run.putArray("results");
        for (Finding finding : findings) {
            ObjectNode result = results.addObject();
            result(result, subject, finding);
            String reason = suppressed.get(finding.code());
            if (reason != null) {
                result.putArray("suppressions")
                        .addObject()
                        .put("kind", "external")
                        .put("justification", reason);
            }
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void result(ObjectNode node, String subject, Finding finding) {
        node.put("ruleId", finding.code());
        node.put("kind", kind(finding.outcome()));
        node.put("level", level(finding.outcome()));
        String fix = finding.fix().isEmpty() ? "" : ". Fix: " + finding.fix();
        node.putObject("message").put("text", finding.check() + ": " + finding.headline() + fix);
        node.putArray("locations")
                .addObject()
                .putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", subject);
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL, WARN -> "fail";
            case SKIP -> "notApplicable";
            case EYES -> "review";
        };
    }

    private static String level(Outcome outcome) {
        return switch (outcome) {
            case FAIL -> "error";
            case WARN -> "warning";
            case PASS, SKIP, EYES -> "none";
        };
    }
}
