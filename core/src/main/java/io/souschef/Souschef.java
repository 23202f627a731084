package io.souschef;

import io.souschef.check.Checkup;
import io.souschef.check.Explanation;
import io.souschef.check.Findings;
import io.souschef.files.AtomicFile;
import io.souschef.report.CheckReport;
import io.souschef.train.TrainingProgram;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

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

    /** @param facts what else is to be said of the program, by name */
    public static String page(Findings findings, String subject, Map<String, String> facts) {
        Map<String, String> said = new LinkedHashMap<>(facts);
        said.put("checks", "%,d in %.1f s".formatted(findings.all().size(), findings.seconds()));
        said.put("not finished", String.join(", ", findings.unfinished()));
        return CheckReport.html(
                subject, said, findings.all(), code -> Explanation.of(code).markdown());
    }
}
