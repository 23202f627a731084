package io.souschef.recipe;

import io.souschef.data.Batches;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Judge;
import io.souschef.experiment.Result;
import io.souschef.experiment.Verdict;
import io.souschef.nn.Safetensors;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Checkpoint;
import io.souschef.train.Curve;
import io.souschef.train.Evaluation;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import io.souschef.train.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Where experiments are run: each once, whatever happens in between; its result, curve and weights are kept. */
public final class Lab {
    /** How many of the examples trained on are evaluated afterwards, to see how well they were fitted. */
    private static final int FITTED = 2000;

    /** Seconds between checkpoints of a training. */
    private static final double CHECKPOINT = 20;

    private final Kitchen kitchen;
    private final Stage stage;

    public Lab(Kitchen kitchen, Stage stage) {
        this.kitchen = kitchen;
        this.stage = stage;
    }

    /**
     * Runs an experiment over {@code seeds}, or takes what the notebook has of it.
     *
     * @param seconds for each training, where time is limited
     */
    public Tried run(
            String name,
            Hypothesis hypothesis,
            Settings settings,
            Optional<Tried> control,
            List<Long> seeds,
            double seconds) {
        Experiment alone = Experiment.of(stage.name(), name, settings.map(), hypothesis, seeds, kitchen.basis());
        Experiment experiment = control.map(c -> alone.against(c.experiment())).orElse(alone);
        if (kitchen.notebook().results(experiment.id()).isEmpty()) {
            kitchen.notebook().start(experiment);
        }
        kitchen.watcher().started(experiment);
        List<Trial> trials = new ArrayList<>();
        for (long seed : seeds) {
            trials.add(trial(experiment, settings, seed, seconds));
        }
        return new Tried(experiment, settings, trials);
    }

    private Trial trial(Experiment experiment, Settings settings, long seed, double seconds) {
        Optional<Result> finished = kitchen.notebook().results(experiment.id()).stream()
                .filter(result -> result.seed() == seed)
                .findFirst();
        Result result = finished.orElseGet(() -> trained(experiment, settings, seed, seconds));
        return new Trial(settings, seed, result, evaluation(file(result, "validation")), file(result, "weights"));
    }

    private Path file(Result result, String role) {
        return kitchen.notebook()
                .run()
                .path()
                .resolve(Objects.requireNonNull(result.files().get(role), role));
    }

    private Result trained(Experiment experiment, Settings settings, long seed, double seconds) {
        String id = experiment.id() + "-" + seed;
        Path folder = kitchen.notebook().run().checkpoints();
        Horizon horizon = kitchen.budget().isPresent()
                ? Horizon.within(seconds, settings.steps())
                : Horizon.steps(settings.steps());
        try (SettingsProgram program = new SettingsProgram(kitchen.feed(), kitchen.task(), settings, seed)) {
            FinalBias.set(program, kitchen.feed());
            Loop.Trained trained = Loop.train(
                    program,
                    horizon,
                    settings.schedule(),
                    watched(experiment, seed),
                    Optional.of(new Checkpoint(folder.resolve(id + ".resume.safetensors"), CHECKPOINT)));
            kitchen.watcher().progressed();
            Batches sample = program.trained(FITTED);
            Evaluation fitted = Evaluation.of(program, sample);
            Path weights = folder.resolve(id + ".safetensors");
            try (Scope scope = Scope.open("save")) {
                Safetensors.write(weights, program.net().state(), Map.of("experiment", experiment.id()));
            }
            Path validation = kitchen.notebook().run().metrics().resolve(id + ".validation.safetensors");
            write(validation, trained.best());
            Result result = Result.of(experiment, seed, metrics(trained, fitted), trained.seconds())
                    .withEvidence(curves(experiment.name(), trained.curve()))
                    .withFile("weights", kitchen.notebook().run().nameOf(weights))
                    .withFile("validation", kitchen.notebook().run().nameOf(validation));
            kitchen.notebook().add(stage.name(), result);
            kitchen.watcher().trained(experiment, result);
            return result;
        }
    }

    private Loop.Listener watched(Experiment experiment, long seed) {
        return new Loop.Listener() {
            @Override
            public void stepped(long step, Horizon horizon, double loss) {
                kitchen.watcher()
                        .progress(
                                experiment.name() + ", seed " + seed,
                                horizon.fraction(step),
                                "loss %.3f".formatted(loss));
            }
        };
    }

    private static Map<String, Double> metrics(Loop.Trained trained, Evaluation fitted) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("validation loss", trained.best().loss());
        metrics.put(
                "validation " + trained.best().task().metric(), trained.best().metric());
        metrics.put("training loss", fitted.loss());
        metrics.put("training " + fitted.task().metric(), fitted.metric());
        metrics.put("best step", (double) trained.bestStep());
        metrics.put("steps", (double) trained.steps());
        return metrics;
    }

    private static Evidence curves(String name, Curve curve) {
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
                "Training loss before each update, validation loss over the whole split. A gap that widens is overfitting.",
                Evidence.Line.of("training", steps, losses),
                Evidence.Line.of("validation", at, validation));
    }

    /** Judges {@code changed} against {@code control}: over seeds where there are several, else over validation examples. */
    public Verdict judge(Tried control, Tried changed) {
        Verdict verdict = verdict(control, changed);
        kitchen.notebook().add(changed.experiment(), verdict);
        kitchen.watcher().judged(changed.experiment(), verdict);
        return verdict;
    }

    private Verdict verdict(Tried control, Tried changed) {
        Task task = kitchen.task();
        if (task instanceof Task.Classification) {
            if (changed.trials().size() > 2) {
                return Judge.accuracy().fromSeeds(metrics(control), metrics(changed));
            }
            return Judge.accuracy().fromExamples(merits(control), merits(changed));
        }
        double scale = 1;
        Judge judge = new Judge("squared error", "of the variance", scale, task.higherIsBetter(), 0);
        return judge.fromExamples(merits(control), merits(changed));
    }

    private static double[] metrics(Tried tried) {
        return tried.trials().stream()
                .mapToDouble(trial -> trial.validation().metric())
                .toArray();
    }

    /** Per validation example, the mean over seeds of what it adds to the metric. */
    private static double[] merits(Tried tried) {
        double[] sum = new double[tried.first().validation().size()];
        for (Trial trial : tried.trials()) {
            double[] merits = trial.validation().merits();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += merits[i] / tried.trials().size();
            }
        }
        return sum;
    }

    private static void write(Path file, Evaluation evaluation) {
        try (Scope scope = Scope.open("save evaluation")) {
            int n = evaluation.size();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("ids", Tensor.of(evaluation.ids(), n));
            tensors.put("losses", Tensor.of(evaluation.losses(), n));
            tensors.put("outputs", Tensor.of(evaluation.outputs(), n, evaluation.outputs().length / n));
            tensors.put("targets", Tensor.of(evaluation.targets(), n, evaluation.targets().length / n));
            Safetensors.write(file, tensors, Map.of());
        }
    }

    private Evaluation evaluation(Path file) {
        try (Scope scope = Scope.open("load evaluation")) {
            Map<String, Tensor> saved = Safetensors.read(file).tensors();
            return new Evaluation(
                    kitchen.task(),
                    Objects.requireNonNull(saved.get("ids")).toLongs(),
                    Objects.requireNonNull(saved.get("losses")).toDoubles(),
                    Objects.requireNonNull(saved.get("outputs")).toFloats(),
                    Objects.requireNonNull(saved.get("targets")).toFloats());
        }
    }
}
