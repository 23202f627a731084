package io.souschef.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Findings as SARIF 2.1.0, which code hosts show beside a change: a check is a rule, a failed one an error, a warning a warning. One that
 * could not judge although it applies is an open result, and a notification of an execution that didn't succeed. A training program has no line
 * of its own, so that results have the subject as their logical location, and the file that it came from where there is one.
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
        return of(subject, version, findings, suppressed, Optional.empty());
    }

    /** @param file in which the subject is: its source, its data, its TorchScript; relative to where it is read */
    public static String of(
            String subject,
            String version,
            List<Finding> findings,
            Map<String, String> suppressed,
            Optional<Path> file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", "2.1.0");
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool")
                .putObject("driver")
                .put("name", "souschef")
                .put("version", version);
        invocation(run.putArray("invocations").addObject(), findings);
        ArrayNode rules = driver.putArray("rules");
        findings.forEach(finding -> rules.addObject()
                .put("id", finding.code())
                .putObject("shortDescription")
                .put("text", finding.check()));
        ArrayNode results = run.putArray("results");
        for (Finding finding : findings) {
            ObjectNode result = results.addObject();
            result(result, subject, finding, file);
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

    private static void invocation(ObjectNode node, List<Finding> findings) {
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.outcome() == Outcome.ERROR)
                .toList();
        node.put("executionSuccessful", errors.isEmpty());
        ArrayNode notifications = node.putArray("toolExecutionNotifications");
        for (Finding error : errors) {
            ObjectNode one = notifications.addObject();
            one.put("level", "error");
            one.putObject("message").put("text", error.check() + ": " + error.headline());
            one.putObject("associatedRule").put("id", error.code());
        }
    }

    private static void result(ObjectNode node, String subject, Finding finding, Optional<Path> file) {
        node.put("ruleId", finding.code());
        node.put("kind", kind(finding.outcome()));
        node.put("level", level(finding.outcome()));
        String fix = finding.fix().isEmpty() ? "" : ". Fix: " + finding.fix();
        node.putObject("message").put("text", finding.check() + ": " + finding.headline() + fix);
        ObjectNode location = node.putArray("locations").addObject();
        file.ifPresent(path -> location.putObject("physicalLocation")
                .putObject("artifactLocation")
                .put("uri", uri(path)));
        location.putArray("logicalLocations").addObject().put("fullyQualifiedName", subject);
    }

    /** A relative one stays relative. */
    private static String uri(Path path) {
        if (path.isAbsolute()) {
            return path.toUri().toString();
        }
        try {
            return new URI(null, null, path.toString().replace('\\', '/'), null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a path: " + path, e);
        }
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL, WARN -> "fail";
            case SKIP -> "notApplicable";
            case EYES -> "review";
            case ERROR -> "open";
        };
    }

    private static String level(Outcome outcome) {
        return switch (outcome) {
            case FAIL -> "error";
            case WARN -> "warning";
            case PASS, SKIP, EYES, ERROR -> "none";
        };
    }
}
