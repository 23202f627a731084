package io.souschef;

import io.souschef.check.Checkup;
import io.souschef.check.Explanation;
import io.souschef.check.Findings;
import io.souschef.files.AtomicFile;
import io.souschef.recipe.Version;
import io.souschef.report.CheckReport;
import io.souschef.report.FindingJson;
import io.souschef.report.JUnitXml;
import io.souschef.report.Sarif;
import io.souschef.train.TrainingProgram;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Where to begin: a training program under every check.
 *
 * <pre>{@code
 * Findings findings = Souschef.check(MyProgram::new);            // seed -> program
 * findings.failed().forEach(System.out::println);
 * }</pre>
 */
public final class Souschef {
    private Souschef() {}

    /** Every check on the program that {@code make} makes from a seed. For a time budget and exceptions see {@link Checkup}. */
    public static Findings check(LongFunction<? extends TrainingProgram> make) {
        return Checkup.of(make).run();
    }

    /**
     * Writes what was found as one HTML page that needs nothing else, replacing an older one at once.
     *
     * @param subject what was checked, as the page's title has it
     * @throws io.souschef.files.FileProblem if it can't be written
     */
    public static void write(Findings findings, String subject, Path page) {
        AtomicFile.write(page, page(findings, subject, Map.of()));
    }

    /** The findings as JSON: an array of objects, the same as the lines of {@code souschef check --json}. */
    public static String json(Findings findings) {
        return findings.all().stream().map(FindingJson::of).collect(Collectors.joining(",\n ", "[", "]\n"));
    }

    /**
     * The findings as a JUnit test report: a check is a test case.
     *
     * @param subject what was checked, the name of the suite
     */
    public static String junit(Findings findings, String subject) {
        return JUnitXml.of(subject, findings.all());
    }

    /**
     * The findings as SARIF 2.1.0, which code hosts show beside a change.
     *
     * @param subject what was checked
     * @param source the file of the program, relative to the repository, as code hosts want it
     */
    public static String sarif(Findings findings, String subject, Path source) {
        return Sarif.of(subject, Version.TEXT, findings.all(), Map.of(), Optional.of(source));
    }

    /** @param facts what else is to be said of the program, by name */
    public static String page(Findings findings, String subject, Map<String, String> facts) {
        Map<String, String> said = new LinkedHashMap<>(facts);
        int checks = findings.all().size();
        said.put("checks", String.format(Locale.ROOT, "%,d in %.1f s", checks, findings.seconds()));
        said.put("could not be judged", String.join(", ", findings.unfinished()));
        return CheckReport.html(
                subject, said, findings.all(), code -> Explanation.of(code).markdown());
    }
}
