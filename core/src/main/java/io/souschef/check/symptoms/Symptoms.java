package io.souschef.check.symptoms;

import io.souschef.check.Findings;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches a training for symptoms: dead units, saturated activations, vanishing and exploding gradients, updates too large or too small, layers
 * that are not trained, and the first place where a number is no longer finite. It changes nothing, and looks seldom: any net worth watching pays less
 * than 5 % of its time.
 *
 * <pre>{@code
 * try (Symptoms symptoms = Symptoms.of(program, finding -> System.err.println(finding.headline()))) {
 *     Loop.train(program, Horizon.steps(1000), Schedule.constant(), symptoms, Optional.empty());
 *     symptoms.findings().failed();
 * }
 * }</pre>
 *
 * In a loop of one's own call {@link #stepped(double)} after each step, while its gradients are still there.
 *
 * <p>A look asks the net for its outputs on a few evaluation examples, in evaluation mode. For a net that carries state from one batch to the
 * next that would be a disturbance: {@link #ofWeights} looks at parameters and gradients alone.
 */
public final class Symptoms implements Loop.Listener, AutoCloseable {
    /** Steps between two looks, after the early ones. What that costs: {@code bench/watching.sh}. */
    private static final int EVERY = 400;

    private static final Set<Long> EARLY = Set.of(1L, 10L, 100L, 200L);

    /** A symptom is reported when so many looks in a row have it: one batch is one batch. */
    private static final int IN_A_ROW = 2;

    private static final List<Symptom> ALL = List.of(
            new UntrainedLayers(),
            new UpdateSize(),
            new ExplodingGradients(),
            new VanishingGradients(),
            new SaturatedActivations(),
            new DeadUnits());

    private final TrainingProgram program;
    private final Observer observer;
    private final Consumer<Finding> found;
    private final List<Look> looks = new ArrayList<>();
    private final Map<String, Integer> inARow = new HashMap<>();
    private final Map<String, Finding> reported = new LinkedHashMap<>();

    /** Of the training, which may have begun in an earlier process. */
    private long step;

    private long watched;

    private Symptoms(TrainingProgram program, boolean forward, Consumer<Finding> found) {
        this.program = program;
        this.observer = new Observer(program, forward);
        this.found = found;
    }

    /** What is looked for as a training goes on, beside numbers that are not finite: code and name of each, causes before effects. */
    public static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        ALL.forEach(symptom -> all.put(symptom.code(), symptom.name()));
        return all;
    }

    /** @param found is told of each symptom once, when it shows */
    public static Symptoms of(TrainingProgram program, Consumer<Finding> found) {
        return new Symptoms(program, true, found);
    }

    /** The same without asking the net for outputs: nothing is said of activations. */
    public static Symptoms ofWeights(TrainingProgram program, Consumer<Finding> found) {
        return new Symptoms(program, false, found);
    }

    @Override
    public void stepped(long step, Horizon horizon, double loss) {
        this.step = step - 1;
        stepped(loss);
    }

    @Override
    public void diverged(long step, double loss) {
        this.step = step;
        stepped(loss);
    }

    /** After each step, with the loss that it returned. */
    public void stepped(double loss) {
        step++;
        watched++;
        if (!Double.isFinite(loss)) {
            notFinite("the loss is %s at step %,d".formatted(loss, step));
            return;
        }
        observer.completed().ifPresent(this::judge);
        if (EARLY.contains(step) || step % EVERY == 0) {
            Optional<String> broken = observer.look(step, loss);
            broken.ifPresent(name -> notFinite("%s is not finite after step %,d".formatted(name, step)));
        }
    }

    private void notFinite(String what) {
        if (!reported.containsKey(NotFinite.CODE)) {
            report(NotFinite.finding(what, step, program, observer));
        }
    }

    private void judge(Look look) {
        List<Look> before = List.copyOf(looks);
        looks.add(look);
        for (Symptom symptom : ALL) {
            Optional<String> ill = symptom.seen(look, before, program.declares().frozen());
            int times = ill.isPresent() ? inARow.merge(symptom.code(), 1, Integer::sum) : 0;
            inARow.put(symptom.code(), times);
            if (times >= IN_A_ROW && !reported.containsKey(symptom.code())) {
                report(Finding.of(symptom.name(), symptom.code())
                        .measured("%s", "after step %,d %s".formatted(look.step(), ill.orElseThrow()))
                        .expected("%s", symptom.expected())
                        .fix("%s", symptom.fix())
                        .evidence(curve())
                        .warnIf(true));
            }
        }
    }

    private void report(Finding finding) {
        reported.put(finding.code(), finding);
        found.accept(finding);
    }

    /** Everything that was looked for, with what was found, or that nothing was; in the order of causes before effects. */
    public Findings findings() {
        List<Finding> all = new ArrayList<>();
        all.add(reported.containsKey(NotFinite.CODE) ? reported.get(NotFinite.CODE) : NotFinite.none(watched));
        for (Symptom symptom : ALL) {
            Finding ill = reported.get(symptom.code());
            all.add(ill == null ? unseen(symptom) : ill);
        }
        return new Findings(all, observer.seconds());
    }

    private Finding unseen(Symptom symptom) {
        Finding.Draft finding = Finding.of(symptom.name(), symptom.code()).expected("%s", symptom.expected());
        return observer.unasked()
                .filter(reason -> symptom.ofActivations())
                .map(reason -> finding.skip("%s", reason))
                .orElseGet(() -> finding.measured("not seen in %d looks over %,d steps", looks.size(), watched)
                        .okIf(true));
    }

    private Evidence curve() {
        double[] at = looks.stream().mapToDouble(Look::step).toArray();
        double[] gradients = looks.stream().mapToDouble(Look::gradientNorm).toArray();
        double[] ratios = looks.stream()
                .mapToDouble(look -> look.matrices().stream()
                        .mapToDouble(entry -> entry.getValue().ratio())
                        .max()
                        .orElse(Double.NaN))
                .toArray();
        return Evidence.Curves.of(
                        "Gradients and updates",
                        "step",
                        "norm; share of the weights",
                        "The norm of all gradients, and the largest change of a matrix in one step, of its size.",
                        Evidence.Line.of("gradient norm", at, gradients),
                        Evidence.Line.of("update-to-weight ratio", at, ratios))
                .withLogY();
    }

    /** Frees the copies of the weights. */
    @Override
    public void close() {
        observer.close();
    }
}
