package io.souschef.recipe;

import io.souschef.data.Dataset;
import io.souschef.data.answers.BadAnswers;
import io.souschef.experiment.Budget;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.Pages;
import io.souschef.recipe.inspect.Inspect;
import io.souschef.recipe.overfit.Overfit;
import io.souschef.recipe.regularize.Regularize;
import io.souschef.recipe.skeleton.Skeleton;
import io.souschef.recipe.squeeze.Squeeze;
import io.souschef.recipe.tune.Tune;
import io.souschef.tensor.Engine;
import io.souschef.train.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Walks the six stages over one data set, and refuses to go on while something is wrong. */
public final class Recipe {
    private final List<Stage> stages = List.of(
            new Inspect(),
            new Skeleton(),
            new Overfit(),
            new Regularize(),
            new Tune(),
            new Squeeze(Skeleton::baselines));

    /** So many times the budget is over it: of six runs of a minute on a busy machine, which had time enough, the last was 1.08 times as long. */
    private static final double OVER = 1.1;

    /** By a stage's number, what an earlier one has to decide before; that is made by the stage of the number before. */
    private static final Map<Integer, String> NEEDED =
            Map.of(4, Overfit.DECISION, 5, Regularize.DECISION, 6, Tune.DECISION);

    /**
     * Refuses stages that rest on one that is neither ordered nor done, before anything is written.
     *
     * @param before what earlier processes have written in that run directory
     * @throws StageMissing if there is one
     */
    public static void check(Set<Integer> stages, Pages before) {
        NEEDED.forEach((stage, decision) -> {
            boolean made = before.decisions().stream().anyMatch(d -> d.what().equals(decision));
            if (stages.contains(stage) && !stages.contains(stage - 1) && !made) {
                throw new StageMissing(decision);
            }
        });
    }

    /** How a run ended. */
    public record Ended(boolean sound, String sentence) {}

    /**
     * Runs the stages that were ordered, from where the notebook says an earlier process has stopped.
     *
     * @param started when the command began, by {@link System#nanoTime}; reading the data counts against the budget
     */
    public Ended run(Order order, Dataset dataset, Watcher watcher, long started) {
        try (Notebook notebook = Notebook.open(order.out())) {
            Optional<Budget> budget = order.budget()
                    .map(total -> Budget.of(
                            total, notebook.pages().spent().plus(Duration.ofNanos(System.nanoTime() - started))));
            Kitchen kitchen = new Kitchen(order, dataset, notebook, budget, watcher);
            notebook.listen(watcher::wrote);
            notebook.append(provenance(kitchen));
            try {
                return run(order, kitchen, started);
            } catch (BadAnswers e) {
                String first =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                ended(kitchen, false, "stopped: " + first);
                throw e;
            }
        }
    }

    private Ended run(Order order, Kitchen kitchen, long started) {
        boolean begun = order.stages().stream().anyMatch(number -> !kitchen.notebook()
                .pages()
                .finished(stages.get(number - 1).name()));
        for (Stage stage : stages) {
            if (order.stages().contains(stage.number()) && !run(stage, kitchen, started)) {
                return ended(kitchen, false, "stopped at the gate of stage " + stage.number() + ", " + stage.title());
            }
        }
        if (begun) {
            overBudget(kitchen);
        }
        boolean sound = kitchen.notebook().pages().failedGates().isEmpty();
        return ended(kitchen, sound, sound ? "every gate passed" : "went on over a failed gate");
    }

    /** Says so where what is done in any case, a model of a tenth of the budget among it, took longer than that. */
    private static void overBudget(Kitchen kitchen) {
        kitchen.budget().ifPresent(budget -> {
            double seconds = budget.spent().toMillis() / 1000.0;
            double given = budget.total().toMillis() / 1000.0;
            if (seconds > OVER * given) {
                double least = Math.ceil(seconds / (1 - Kitchen.LEAST_SHARE));
                kitchen.notebook()
                        .append(new Entry.OverBudget(kitchen.notebook().now(), "", seconds, given, least));
            }
        });
    }

    private static Ended ended(Kitchen kitchen, boolean sound, String sentence) {
        kitchen.notebook().conclude(sound, sentence);
        return new Ended(sound, sentence);
    }

    /** Runs one stage; false when its gate stops the run. */
    private static boolean run(Stage stage, Kitchen kitchen, long started) {
        if (kitchen.notebook().pages().finished(stage.name())) {
            stage.again(kitchen);
            return true;
        }
        long begun = System.nanoTime();
        kitchen.watcher().stageStarted(stage);
        kitchen.notebook().startStage(stage.name(), stage.number(), stage.title());
        stage.run(kitchen);
        double seconds = (System.nanoTime() - begun) / 1e9;
        boolean passed = kitchen.notebook().pages().findings(stage.name()).stream()
                .noneMatch(finding -> finding.outcome() == Outcome.FAIL);
        boolean goOn = passed || kitchen.order().keepGoing();
        kitchen.notebook()
                .gate(
                        stage.name(),
                        passed ? Entry.Gate.PASSED : goOn ? Entry.Gate.CONTINUED : Entry.Gate.FAILED,
                        passed ? "every check passed" : "a check failed");
        if (goOn) {
            kitchen.notebook().finishStage(stage.name(), seconds);
        }
        kitchen.notebook().spend(stage.name(), (System.nanoTime() - started) / 1e9);
        kitchen.watcher().stageFinished(stage, seconds);
        return goOn;
    }

    private static Entry provenance(Kitchen kitchen) {
        TreeMap<String, String> details = new TreeMap<>();
        details.put("java", System.getProperty("java.version"));
        details.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        kitchen.order().pretrained().ifPresent(net -> details.put("features", net.describe()));
        Task task = kitchen.task();
        return new Entry.Provenance(
                kitchen.notebook().now(),
                "",
                kitchen.order().command(),
                Version.TEXT,
                "libtorch " + Engine.version() + " cpu, " + Engine.threadsInWords(),
                kitchen.seed(),
                kitchen.dataset().name(),
                "sha256 " + kitchen.dataset().source().version(),
                task instanceof Task.Classification c ? "classification, " + c.classes() + " classes" : "regression",
                kitchen.order().budget().map(Duration::toSeconds).orElse(0L),
                details);
    }
}
