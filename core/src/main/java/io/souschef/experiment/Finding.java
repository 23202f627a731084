package io.souschef.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one check found: the hypothesis, the measurement beside it, and what to do about the difference.
 *
 * <pre>{@code
 * Finding finding = Finding.of("verify loss @ init", "loss-at-init")
 *         .measured("%.4f nats, over 10 batches", loss)
 *         .expected("ln(%d) = %.4f nats, give or take %.2f", classes, Math.log(classes), 0.25)
 *         .fix("shrink the weights of the last layer")
 *         .okIf(Math.abs(loss - Math.log(classes)) <= 0.25);
 * }</pre>
 *
 * @param check the name of the check, as the recipe titles the paragraph: "verify loss @ init"
 * @param code the same for machines, in kebab case and never changed: "loss-at-init"
 * @param outcome how it came out
 * @param measured what was measured, with unit and count; empty if nothing could be
 * @param expected the rule that was expected to hold; may be empty
 * @param cause the cause by name, why the check could not judge, or the question to the person who looks; may be empty
 * @param fix what one can do or type; may be empty
 * @param evidence curves, pictures, tables that show it
 * @param seconds what the check cost
 */
public record Finding(
        String check,
        String code,
        Outcome outcome,
        String measured,
        String expected,
        String cause,
        String fix,
        List<Evidence> evidence,
        double seconds) {

    public Finding {
        if (check.isBlank()) throw new IllegalArgumentException("a finding needs the name of its check");
        if (!code.matches("[a-z0-9]+(-[a-z0-9]+)*"))
            throw new IllegalArgumentException("code of '" + check + "' is not in kebab case: '" + code + "'");
        if (!(seconds >= 0)) throw new IllegalArgumentException("seconds of '" + check + "' are " + seconds);
        evidence = List.copyOf(evidence);
    }

    /** Begins the finding of the check {@code name}; one of the judging methods ends it. */
    public static Draft of(String name, String code) {
        return new Draft(name, code);
    }

    /** The one line a reader sees first: the measurement and the cause, or why there is no measurement. */
    public String headline() {
        if (measured.isEmpty() || cause.isEmpty()) return measured + cause;
        return measured + ": " + cause;
    }

    /** Outcome, code and headline, on one line. */
    @Override
    public String toString() {
        return outcome + " " + code
                + (headline().isEmpty() ? "" : ": " + headline().replaceAll("\\s*\n\\s*", "; "));
    }

    /** The same finding, which cost so many seconds. */
    public Finding withSeconds(double seconds) {
        return new Finding(check, code, outcome, measured, expected, cause, fix, evidence, seconds);
    }

    /** The same finding with more evidence, after what it has. */
    public Finding withEvidence(Evidence... more) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.addAll(List.of(more));
        return new Finding(check, code, outcome, measured, expected, cause, fix, all, seconds);
    }

    /** A finding that is not yet judged. Texts are formats ({@link String#format}); without arguments they are taken verbatim. */
    public static final class Draft {
        private final String check;
        private final String code;
        private final List<Evidence> evidence = new ArrayList<>();
        private String measured = "";
        private String expected = "";
        private String cause = "";
        private String fix = "";

        private Draft(String check, String code) {
            this.check = check;
            this.code = code;
        }

        /** What was measured, with its unit and count. */
        public Draft measured(String text, Object... values) {
            measured = filled(text, values);
            return this;
        }

        /** The rule that should hold. */
        public Draft expected(String text, Object... values) {
            expected = filled(text, values);
            return this;
        }

        /** The cause, by name. */
        public Draft cause(String text, Object... values) {
            cause = filled(text, values);
            return this;
        }

        /** What one can do or type. */
        public Draft fix(String text, Object... values) {
            fix = filled(text, values);
            return this;
        }

        /** What shows it. May be called again for more. */
        public Draft evidence(Evidence... more) {
            evidence.addAll(List.of(more));
            return this;
        }

        /** PASS if {@code sound}, else FAIL. */
        public Finding okIf(boolean sound) {
            return judged(sound ? Outcome.PASS : Outcome.FAIL);
        }

        /** FAIL if {@code broken}, else PASS. */
        public Finding failIf(boolean broken) {
            return okIf(!broken);
        }

        /** WARN if {@code suspicious}, else PASS. */
        public Finding warnIf(boolean suspicious) {
            return judged(suspicious ? Outcome.WARN : Outcome.PASS);
        }

        /** The check doesn't apply here, or would need more, for this reason. */
        public Finding skip(String reason, Object... values) {
            return cause(reason, values).judged(Outcome.SKIP);
        }

        /** The check applies and could not judge, for this reason. */
        public Finding error(String reason, Object... values) {
            return cause(reason, values).judged(Outcome.ERROR);
        }

        /** A person has to look, and to answer this question. */
        public Finding needsEyes(String question, Object... values) {
            return cause(question, values).judged(Outcome.EYES);
        }

        private Finding judged(Outcome outcome) {
            return new Finding(check, code, outcome, measured, expected, cause, fix, evidence, 0);
        }

        @SuppressWarnings("AnnotateFormatMethod") // the annotation's artifact is not worth a dependency
        private static String filled(String text, Object... values) {
            return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
        }
    }
}
