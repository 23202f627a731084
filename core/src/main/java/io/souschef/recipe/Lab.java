package io.souschef.recipe;

import io.souschef.experiment.Entry;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Pages;
import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Scope;
import io.souschef.train.Checkpoint;
import io.souschef.train.Curve;
import io.souschef.train.Diverged;
import io.souschef.train.Evaluation;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import io.souschef.train.Task;
import io.souschef.train.TrainingDynamics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where experiments are run: each once, whatever happens in between; its result, curve and weights are kept. */
public final class Lab {
    /** How many of the examples trained on are evaluated afterwards, to see how well they were fitted. */
    private static final int FITTED = 2000;

    /** Seconds between checkpoints of a training. */
    private static final double CHECKPOINT = 20;

    private final Kitchen kitchen;
    private final Stage stage;
    private final double checkpointSeconds;
    private final Ahead ahead = new Ahead();

    public Lab(Kitchen kitchen, Stage stage) {
        this(kitchen, stage, CHECKPOINT);
    }

    Lab(Kitchen kitchen, Stage stage, double checkpointSeconds) {
        this.kitchen = kitchen;
        this.stage = stage;
        this.checkpointSeconds = checkpointSeconds;
    }

    /**
     * Runs an experiment, or takes what the notebook has of it. A training that diverges is a result of its own kind, not an end
     * of the search.
     */
    public Tried run(Attempt attempt) {
        Experiment experiment = experiment(attempt);
        if (kitchen.notebook().pages().experiment(experiment.id()).isEmpty()) {
            kitchen.notebook().start(experiment);
        }
        kitchen.watcher().started(experiment);
        List<Trial> trials = new ArrayList<>();
        List<Result> diverged = new ArrayList<>();
        for (long seed : attempt.seeds()) {
            Result result = kitchen.notebook()
                    .pages()
                    .result(experiment, seed)
                    .orElseGet(() -> fresh(experiment, attempt, seed));
            if (result.metrics().containsKey(Tried.DIVERGED)) {
                diverged.add(result);
            } else {
                trials.add(trial(attempt.settings(), seed, result));
            }
        }
        return new Tried(experiment, attempt.settings(), trials, diverged);
    }

    /**
     * These will be run, each whatever the others give. Without a budget small ones are begun now, several at once, each on one thread:
     * they give the same bits as one by one. With a budget nothing happens, for then the time of each is measured.
     */
    public void ahead(Stream<Attempt> attempts) {
        if (kitchen.budget().isPresent() || Engine.threads() == 1) {
            return; // not even planned: that would measure paces
        }
        Map<String, Function<Loop.Listener, Result>> trainings = new LinkedHashMap<>();
        attempts.filter(this::onOneThread).forEach(attempt -> {
            Experiment experiment = experiment(attempt);
            for (long seed : attempt.seeds()) {
                if (kitchen.notebook().pages().result(experiment, seed).isEmpty()) {
                    trainings.put(id(experiment, seed), listener -> trained(experiment, attempt, seed, listener));
                }
            }
        });
        if (trainings.size() > 1) {
            ahead.begin(trainings);
        }
    }

    /**
     * Whether all trainings of the experiment of this name, of this stage, have ended, be it in an earlier process. To run it again takes no
     * time: what was trained before an interruption counts also where little time is left after it.
     */
    public boolean knows(String name) {
        Pages pages = kitchen.notebook().pages();
        return pages.all(Entry.ExperimentStarted.class)
                .map(Entry.ExperimentStarted::experiment)
                .filter(known -> known.stage().equals(stage.name())
                        && known.name().equals(name)
                        && known.basis().equals(kitchen.basis()))
                .anyMatch(known -> pages.finished(known));
    }

    /** Gives up what was begun ahead and is not needed any more. */
    public void giveUp() {
        ahead.giveUp();
    }

    private Experiment experiment(Attempt attempt) {
        Experiment alone = Experiment.of(
                stage.name(),
                attempt.name(),
                attempt.configuration(),
                attempt.hypothesis(),
                attempt.seeds(),
                kitchen.basis());
        return attempt.control().map(c -> alone.against(c.experiment())).orElse(alone);
    }

    private static String id(Experiment experiment, long seed) {
        return experiment.id() + "-" + seed;
    }

    /** Whether a training is computed on one thread; with a budget, on all. It depends on the settings alone, and with it the bits. */
    private boolean onOneThread(Attempt attempt) {
        return kitchen.budget().isEmpty()
                && StepWork.of(kitchen, attempt.settings()).isSmall();
    }

    /** A result that the notebook does not have yet, written down. */
    private Result fresh(Experiment experiment, Attempt attempt, long seed) {
        Loop.Listener watched = watched(experiment, seed);
        Result result = ahead.take(id(experiment, seed), (share, loss) -> progress(experiment, seed, share, loss))
                .orElseGet(() ->
                        Engine.onOneThread(onOneThread(attempt), () -> trained(experiment, attempt, seed, watched)));
        kitchen.watcher().progressed();
        kitchen.notebook().add(stage.name(), result);
        kitchen.watcher().trained(experiment, result);
        return result;
    }

    private Trial trial(Settings settings, long seed, Result result) {
        Evaluation validation = SavedEvaluation.read(file(result, "validation"), kitchen.task());
        return new Trial(settings, seed, result, validation, file(result, "weights"));
    }

    private Path file(Result result, String role) {
        return kitchen.notebook()
                .run()
                .path()
                .resolve(Objects.requireNonNull(result.files().get(role), role));
    }

    /** Trains, also beside others: all that it touches is its own, or is only read. */
    private Result trained(Experiment experiment, Attempt attempt, long seed, Loop.Listener listener) {
        String id = id(experiment, seed);
        Path folder = kitchen.notebook().run().checkpoints();
        Optional<TrainingDynamics> dynamics = dynamics(attempt);
        Checkpoint checkpoint = new Checkpoint(folder.resolve(id + ".resume.safetensors"), checkpointSeconds, dynamics);
        try (SettingsProgram program = program(attempt, seed, dynamics)) {
            try {
                Loop.Trained trained = Loop.train(
                        program, horizon(attempt), attempt.settings().schedule(), listener, Optional.of(checkpoint));
                Result result = kept(experiment, seed, id, program, trained, attempt.everything());
                if (dynamics.isPresent()) {
                    Path map = kitchen.notebook().run().metrics().resolve(id + ".data-map.safetensors");
                    dynamics.get().map().write(map);
                    result = result.withFile(
                            Tried.DATA_MAP, kitchen.notebook().run().nameOf(map));
                }
                return result;
            } catch (Diverged diverged) {
                checkpoint.delete();
                return Result.of(experiment, seed, Map.of(Tried.DIVERGED, (double) diverged.step()), 0);
            }
        }
    }

    /** What remembers the examples, where that is asked for and they have labels. */
    private Optional<TrainingDynamics> dynamics(Attempt attempt) {
        return attempt.followed() && kitchen.task() instanceof Task.Classification classes
                ? Optional.of(new TrainingDynamics(kitchen.dataset().size(), classes.classes()))
                : Optional.empty();
    }

    private SettingsProgram program(Attempt attempt, long seed, Optional<TrainingDynamics> dynamics) {
        SettingsProgram program = new SettingsProgram(
                kitchen.feed(), kitchen.task(), attempt.settings(), seed, attempt.everything(), dynamics);
        FinalBias.set(program, kitchen.feed());
        attempt.start().ifPresent(trial -> {
            try (Scope scope = Scope.open("start")) {
                program.net().load(Safetensors.read(trial.weights()).tensors());
            }
        });
        return program;
    }

    private Horizon horizon(Attempt attempt) {
        long steps = attempt.settings().steps();
        if (kitchen.budget().isEmpty() || Double.isInfinite(attempt.seconds())) {
            return Horizon.steps(steps);
        }
        return attempt.most() > 0
                ? Horizon.filling(attempt.seconds(), steps, attempt.most())
                : Horizon.within(attempt.seconds(), steps);
    }

    /** Writes down what a training gave; its files first, so that a result has them. */
    private Result kept(
            Experiment experiment,
            long seed,
            String id,
            SettingsProgram program,
            Loop.Trained trained,
            boolean everything) {
        Evaluation fitted = Evaluation.of(program, program.trained(FITTED));
        Path weights = kitchen.notebook().run().checkpoints().resolve(id + ".safetensors");
        try (Scope scope = Scope.open("save")) {
            Safetensors.write(weights, program.net().state(), Map.of("experiment", experiment.id()));
        }
        Path validation = kitchen.notebook().run().metrics().resolve(id + ".validation.safetensors");
        SavedEvaluation.write(validation, trained.best());
        Path steps = Metrics.write(
                kitchen.notebook().run(),
                experiment,
                id,
                trained,
                kitchen.notebook().now());
        return Result.of(
                        experiment,
                        seed,
                        everything ? fitted(trained, fitted) : metrics(trained, fitted),
                        trained.seconds())
                .withEvidence(curves(experiment.name(), trained.curve(), everything))
                .withFile("weights", kitchen.notebook().run().nameOf(weights))
                .withFile("validation", kitchen.notebook().run().nameOf(validation))
                .withFile("metrics", kitchen.notebook().run().nameOf(steps));
    }

    private Loop.Listener watched(Experiment experiment, long seed) {
        return new Loop.Listener() {
            @Override
            public void stepped(long step, Horizon horizon, double loss) {
                progress(experiment, seed, horizon.fraction(step), loss);
            }
        };
    }

    private void progress(Experiment experiment, long seed, double share, double loss) {
        kitchen.watcher().progress(experiment.name() + ", seed " + seed, share, "loss %.3f".formatted(loss));
    }

    private static Map<String, Double> metrics(Loop.Trained trained, Evaluation fitted) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Curve.Point last = trained.curve().points().get(trained.curve().points().size() - 1);
        metrics.put("validation loss", trained.best().loss());
        metrics.put(
                "validation " + trained.best().task().metric(), trained.best().metric());
        metrics.put("validation loss at the end", last.loss());
        metrics.putAll(fitted(trained, fitted));
        return metrics;
    }

    /** All that is known of a training on everything. */
    private static Map<String, Double> fitted(Loop.Trained trained, Evaluation fitted) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("training loss", fitted.loss());
        metrics.put("training " + fitted.task().metric(), fitted.metric());
        metrics.put("best step", (double) trained.bestStep());
        metrics.put("steps", (double) trained.steps());
        return metrics;
    }

    private static Evidence curves(String name, Curve curve, boolean everything) {
        double[] losses = curve.losses();
        double[] steps = new double[losses.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = i + 1;
        }
        double[] at = curve.points().stream().mapToDouble(Curve.Point::step).toArray();
        double[] validation =
                curve.points().stream().mapToDouble(Curve.Point::loss).toArray();
        return Evidence.Curves.of(
                "Loss of " + name,
                "step",
                "loss",
                everything
                        ? "Training loss before each update, and the loss on the validation split, which is trained on as well."
                        : "Training loss before each update, validation loss over the whole split. A gap that widens is overfitting.",
                Evidence.Line.of("training", steps, losses),
                Evidence.Line.of(everything ? "validation, seen" : "validation", at, validation));
    }

    /**
     * Judges {@code changed} against {@code control} and writes the verdict down; nothing is to be compared where a training
     * diverged.
     */
    public Optional<Verdict> judge(Tried control, Tried changed) {
        return judge(control, changed, changed.experiment(), List.of(control, changed));
    }

    /**
     * The same, of several seeds.
     *
     * @param of the experiment whose verdict it is
     * @param like trainings of several seeds, by which it is known how far seeds differ; the two may be among them
     */
    public Optional<Verdict> judge(Tried control, Tried changed, Experiment of, List<Tried> like) {
        if (!control.feasible() || !changed.feasible()) {
            return Optional.empty();
        }
        Verdict verdict = new Comparison(kitchen.task(), control, changed, like).verdict();
        if (kitchen.notebook().pages().verdict(of.id()).isEmpty()) {
            kitchen.notebook().add(of, verdict);
        }
        kitchen.watcher().judged(of, verdict);
        return Optional.of(verdict);
    }

    /** Whether {@code changed} is better as far as one seed says, which decides nothing: it is worth another seed. */
    public boolean tends(Tried control, Tried changed) {
        return control.feasible() && changed.feasible() && new Comparison(kitchen.task(), control, changed).tends();
    }

    /**
     * Whether {@code changed} is to be taken rather than {@code control}, where neither costs more and one has to be: the lower loss, unless
     * its metric is worse beyond doubt. What diverged is never taken, nor preferred to what did not.
     */
    public boolean preferred(Tried control, Tried changed) {
        return changed.feasible()
                && (!control.feasible() || new Comparison(kitchen.task(), control, changed).preferred());
    }
}
