package io.souschef.report;

import io.souschef.experiment.Basis;
import io.souschef.experiment.Entry;
import io.souschef.experiment.Entry.Gate;
import io.souschef.experiment.Entry.Role;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Evidence.Line;
import io.souschef.experiment.Evidence.Picture;
import io.souschef.experiment.Experiment;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Hypothesis;
import io.souschef.experiment.Judge;
import io.souschef.experiment.Notebook;
import io.souschef.experiment.Result;
import io.souschef.experiment.RunDirectory;
import io.souschef.statistics.Interval;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A made-up run over handwritten digits through all six stages, as a real one would write it: every kind of entry, a failed gate that
 * was overridden, and some names that want to be markup. {@code main} leaves its page in a folder, to be looked at.
 */
final class SyntheticRun {
    static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e\u0007</script><script>alert(2)</script>";

    private static final Basis BASIS = new Basis("sha256 6d95a4c1", "souschef 0.1.0, libtorch 2.10.0");
    private final Random random = new Random(7);
    private final Notebook notebook;
    private final RunDirectory run;

    private SyntheticRun(Notebook notebook) {
        this.notebook = notebook;
        this.run = notebook.run();
    }

    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
        System.out.println(Report.write(new RunDirectory(Path.of(args[0]))));
    }

    static void write(Path folder) throws IOException {
        try (Notebook notebook = Notebook.open(folder, new Ticking())) {
            SyntheticRun run = new SyntheticRun(notebook);
            run.provenance();
            run.inspect();
            run.skeleton();
            run.overfit();
            run.regularize();
            run.provenance(); // it was killed and went on
            run.tune();
            run.squeeze();
        }
    }

    private void provenance() {
        notebook.append(new Entry.Provenance(
                notebook.now(),
                "",
                "souschef run digits --budget 15m --continue",
                "0.1.0",
                "libtorch 2.10.0 cpu, 2 threads",
                1337,
                "digits",
                BASIS.data(),
                "classification, 10 classes",
                900,
                new TreeMap<>(Map.of("java", "17.0.12", "os", "Linux 6.1 amd64", "blas", "OpenBLAS 0.3.31"))));
    }

    private void inspect() throws IOException {
        notebook.startStage("inspect", 1, "Become one with the data");
        List<String> classes = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        double[] counts = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
        notebook.show(
                "inspect",
                Evidence.Bars.of(
                        "Examples per class",
                        "The classes are balanced: the rarest has 95 % of the examples of the most frequent.",
                        "examples",
                        classes,
                        counts));
        double[] ink = IntStream.range(0, 1797)
                .mapToDouble(i -> 4.9 + 0.85 * random.nextGaussian())
                .toArray();
        notebook.show(
                "inspect",
                Evidence.Histogram.of(
                        "Mean ink",
                        "One hump and no second: no group of pictures is darker than the rest.",
                        "mean pixel [0–16]",
                        ink,
                        36));
        notebook.add(
                "inspect",
                Finding.of("every example read", "every-example-read")
                        .measured("1,797 of 1,797 examples")
                        .expected("all files readable")
                        .okIf(true)
                        .withSeconds(0.12));
        notebook.add(
                "inspect",
                Finding.of("duplicates", "duplicates")
                        .measured("0 exact duplicates within, 0 across the splits")
                        .expected("none across the splits")
                        .okIf(true)
                        .withSeconds(0.05));
        notebook.add(
                "inspect",
                Finding.of("conflicting labels", "conflicting-labels")
                        .measured("3 pictures look alike and carry different labels")
                        .expected("no two near-identical pictures with different labels")
                        .cause("label noise, about 0.2 %")
                        .fix("look at them, then mend or drop them: souschef look --conflicting")
                        .evidence(pictures(
                                "Conflicting pairs",
                                "Each pair is nearly the same picture; the captions are their labels.",
                                6,
                                i -> "label " + "389178".charAt(i) + (i == 5 ? " " + HOSTILE : "")))
                        .warnIf(true)
                        .withSeconds(1.3));
        notebook.add(
                "inspect",
                Finding.of("contact sheet", "contact-sheet")
                        .evidence(pictures(
                                "32 random examples",
                                "Look for rotated, empty, cut-off or wrongly labelled ones.",
                                32,
                                i -> "label " + i % 10))
                        .needsEyes("Do these look like what you expect, and is each label right?")
                        .withSeconds(0.4));
        notebook.add(
                "inspect",
                Finding.of("extremes", "extremes")
                        .evidence(new Evidence.Pictures(
                                "The darkest and the lightest",
                                "",
                                List.of(
                                        new Picture("pictures/missing.png", "darkest"),
                                        new Picture("../../../etc/passwd", "outside")),
                                2))
                        .needsEyes("Are the extremes still digits?"));
        notebook.looked("inspect", "extremes", "Ada", "yes, all of them");
        notebook.gate("inspect", Gate.PASSED, "");
        notebook.finishStage("inspect", 3.9);
    }

    private void skeleton() {
        notebook.startStage("skeleton", 2, "Skeleton and dumb baselines");
        notebook.add(
                "skeleton",
                Finding.of("fix random seed", "fix-random-seed")
                        .measured("two runs, 40 steps, the same 4,810 parameters to the last bit")
                        .expected("the same bits")
                        .okIf(true)
                        .withSeconds(1.1));
        notebook.add(
                "skeleton",
                Finding.of("verify loss @ init", "loss-at-init")
                        .measured("2.3206 nats, over 10 batches")
                        .expected("ln(10) = 2.3026 nats, give or take 0.25")
                        .okIf(true)
                        .withSeconds(0.4));
        notebook.add(
                "skeleton",
                Finding.of("init well", "init-well")
                        .measured("loss after 20 steps 2.01 with the bias from the data, 2.02 without")
                        .expected("no worse with the bias set to the log of the class shares")
                        .evidence(Evidence.Curves.of(
                                "Loss with and without the final bias",
                                "step",
                                "loss [nats]",
                                "With balanced classes both begin at ln 10; the curves lie on each other.",
                                curve("bias from the data", 60, t -> 0.4 + 1.9 * Math.exp(-t * 2.2), 0.03),
                                curve("bias zero", 60, t -> 0.41 + 1.9 * Math.exp(-t * 2.15), 0.03)))
                        .okIf(true)
                        .withSeconds(2.2));
        notebook.add(
                "skeleton",
                Finding.of("human baseline", "human-baseline")
                        .fix("souschef label --n 100")
                        .skip("needs a person"));
        notebook.add(
                "skeleton",
                Finding.of("input-independent baseline", "input-independent-baseline")
                        .measured("zeroed 1.412, real 1.409 nats")
                        .expected("real below zeroed by 0.10 or more after 200 steps")
                        .cause("the net ignores its input")
                        .fix("check that images and labels are shuffled together: souschef look --n 16")
                        .evidence(Evidence.Curves.of(
                                "Training on real and on zeroed input",
                                "step",
                                "loss [nats]",
                                "The two curves should part within 50 steps. They do not: what is in the picture makes no difference.",
                                curve("zeroed input", 200, t -> 1.40 + 0.9 * Math.exp(-t * 6), 0.02),
                                curve("real input", 200, t -> 1.395 + 0.9 * Math.exp(-t * 6), 0.02)))
                        .okIf(false)
                        .withSeconds(3.8));
        notebook.add(
                "skeleton",
                Finding.of("overfit one batch", "overfit-one-batch")
                        .measured("0.0007 nats after 212 steps, 32 of 32 right")
                        .expected("below 0.01 nats within 500 steps")
                        .evidence(
                                Evidence.Curves.of(
                                                "One batch of 32",
                                                "step",
                                                "loss [nats]",
                                                "Falls by three orders of magnitude: the net can learn.",
                                                curve("loss", 212, t -> 2.3 * Math.exp(-8 * t), 0.0))
                                        .withLogY(),
                                new Evidence.Grid(
                                        "Labels and predictions",
                                        "Every prediction is the label.",
                                        List.of("example", "label", "predicted", "probability"),
                                        List.of(
                                                List.of("17", "3", "3", "0.9994"),
                                                List.of("204", "8", "8", "0.9991"),
                                                List.of("1,311", "1", "1", "0.9997")),
                                        "rrrr"))
                        .okIf(true)
                        .withSeconds(2.6));
        notebook.add(
                "skeleton",
                Finding.of("verify decreasing training loss", "decreasing-training-loss")
                        .measured("0.61, 0.22, 0.09 nats for 1k, 5k, 20k parameters")
                        .expected("falls as capacity grows")
                        .evidence(Evidence.Curves.of(
                                        "Training loss against capacity",
                                        "parameters",
                                        "loss [nats]",
                                        "Falls at every step: capacity is used.",
                                        Line.of(
                                                "loss",
                                                new double[] {1010, 4810, 20490, 79000},
                                                new double[] {0.61, 0.22, 0.09, 0.03},
                                                new double[] {0.55, 0.19, 0.07, 0.02},
                                                new double[] {0.66, 0.25, 0.11, 0.05}))
                                .withLogX())
                        .okIf(true)
                        .withSeconds(6.1));
        notebook.add(
                "skeleton",
                Finding.of("visualize just before the net", "just-before-the-net")
                        .needsEyes(
                                "Are these the pictures you mean to train on, in the right colours, each with its label?"));
        notebook.add(
                "skeleton",
                Finding.of("use backprop to chart dependencies", "backprop-dependencies")
                        .measured("gradient of example 3's loss is zero on all 31 others")
                        .expected("zero on every other example")
                        .okIf(true)
                        .withSeconds(0.2));
        score("skeleton", "majority class", Role.BASELINE, "test", 37, 360);
        score("skeleton", "linear classifier", Role.BASELINE, "test", 344, 360);
        score("skeleton", "nearest neighbour", Role.BASELINE, "test", 354, 360);
        notebook.gate("skeleton", Gate.CONTINUED, "input-independent baseline: the net ignores its input");
        notebook.finishStage("skeleton", 18.4);
    }

    private void overfit() {
        notebook.startStage("overfit", 3, "Overfit");
        for (int width : new int[] {8, 16, 32, 64}) {
            Experiment experiment = Experiment.of(
                    "overfit",
                    "ConvNet, width " + width,
                    Map.of("net", "convnet", "width", width, "rate", 3e-4, "optimizer", "adam", "epochs", 30),
                    new Hypothesis(
                            "a wider net fits the training set better",
                            "width " + width,
                            "training loss below that of the last step"),
                    List.of(1L),
                    BASIS);
            notebook.start(experiment);
            double floor = 0.9 / width;
            notebook.add(
                    "overfit",
                    Result.of(
                                    experiment,
                                    1,
                                    Map.of("training loss [nats]", floor, "validation accuracy", 0.985 - 0.1 / width),
                                    4.2)
                            .withEvidence(Evidence.Curves.of(
                                    "Training and validation loss",
                                    "step",
                                    "loss [nats]",
                                    "Training goes to its floor; validation turns up after step 400.",
                                    curve("training", 3000, t -> floor + 2.2 * Math.exp(-9 * t), 0.02),
                                    curve("validation", 3000, t -> 0.12 + 2.1 * Math.exp(-8 * t) + 0.06 * t, 0.004))));
        }
        notebook.decide(
                "overfit",
                "Width 64 is kept.",
                "It has the lowest training loss, and 128 did not fit the budget.",
                Map.of("parameters", 79_000, "training loss", 0.01406));
        notebook.gate("overfit", Gate.PASSED, "");
        notebook.finishStage("overfit", 21);
    }

    private void regularize() {
        notebook.startStage("regularize", 4, "Regularize");
        notebook.show(
                "regularize",
                new Evidence.Curves(
                        "Learning curve",
                        "training examples",
                        "validation error [%]",
                        "Still falling when all examples are used: twice the data would buy about 0.4 points (dashed band: 95 %).",
                        List.of(
                                Line.of(
                                        "measured, 3 seeds",
                                        new double[] {90, 180, 360, 720, 1077},
                                        new double[] {11.2, 6.9, 4.1, 2.6, 2.0},
                                        new double[] {10.1, 6.2, 3.6, 2.2, 1.7},
                                        new double[] {12.3, 7.6, 4.6, 3.0, 2.3}),
                                Line.of("power law", new double[] {90, 180, 360, 720, 1077, 2154}, new double[] {
                                    11.0, 6.9, 4.3, 2.7, 2.07, 1.6
                                })),
                        true,
                        true));
        Experiment control = Experiment.of(
                "regularize",
                "control",
                configuration("none", 0),
                new Hypothesis("", "", ""),
                List.of(1L, 2L, 3L, 4L),
                BASIS);
        double[] base = {0.9777, 0.9750, 0.9805, 0.9777};
        train(control, base);
        compare(
                control,
                base,
                "shifts by 1 pixel",
                "shift",
                1,
                "digits are not centred exactly, so shifted copies are as good as new ones",
                0.006,
                0.0012);
        compare(control, base, "weight decay 1e-4", "decay", 1e-4, "large weights fit noise", 0.001, 0.002);
        compare(control, base, "dropout 0.5", "dropout", 0.5, "units rely on each other too much", -0.007, 0.001);
        compare(control, base, "flips", "flip", true, "more data of any kind helps", -0.016, 0.003);
        Experiment half = Experiment.of(
                        "regularize",
                        "smaller batch",
                        configuration("batch", 16),
                        new Hypothesis(
                                "noisier steps find flatter minima",
                                "batch 16 instead of 64",
                                "validation accuracy up by 0.2 points or more"),
                        List.of(1L, 2L, 3L, 4L),
                        BASIS)
                .against(control);
        notebook.start(half);
        notebook.add("regularize", Result.of(half, 1, Map.of("validation accuracy", 0.978), 6));
        notebook.add(
                "regularize",
                Finding.of("first-layer filters", "first-layer-filters")
                        .measured("61 of 64 filters are smooth (neighbouring weights correlate above 0.3)")
                        .expected("most filters smooth")
                        .okIf(true)
                        .withSeconds(0.1));
        notebook.decide(
                "regularize",
                "Shifts are kept.",
                "They help on every seed; nothing else does.",
                Map.of("gain [points]", 0.61));
        notebook.gate("regularize", Gate.PASSED, "");
        notebook.finishStage("regularize", 166);
    }

    private void compare(
            Experiment control,
            double[] base,
            String name,
            String what,
            Object value,
            String belief,
            double gain,
            double spread) {
        Experiment experiment = Experiment.of(
                        "regularize",
                        name,
                        configuration(what, value),
                        new Hypothesis(belief, what + " " + value, "validation accuracy up by 0.2 points or more"),
                        control.seeds(),
                        BASIS)
                .against(control);
        double[] accuracies = new double[base.length];
        for (int i = 0; i < base.length; i++) accuracies[i] = base[i] + gain + spread * random.nextGaussian();
        train(experiment, accuracies);
        notebook.add(experiment, Judge.accuracy().withMatters(0.1).fromSeeds(base, accuracies));
    }

    private void train(Experiment experiment, double[] accuracies) {
        notebook.start(experiment);
        for (int i = 0; i < accuracies.length; i++)
            notebook.add(
                    experiment.stage(),
                    Result.of(
                                    experiment,
                                    experiment.seeds().get(i),
                                    Map.of(
                                            "validation accuracy",
                                            accuracies[i],
                                            "training loss [nats]",
                                            0.014 + 0.001 * i),
                                    6.4)
                            .withFile("checkpoint", "checkpoints/" + experiment.id() + ".safetensors"));
    }

    private static Map<String, Object> configuration(String what, Object value) {
        Map<String, Object> all = new TreeMap<>(Map.of("net", "convnet", "width", 64, "rate", 3e-4, "epochs", 30));
        if (!what.equals("none")) all.put(what, value);
        return all;
    }

    private void tune() {
        notebook.startStage("tune", 5, "Tune");
        String[] names = {"rate", "weight decay", "shift", "width", "epochs", HOSTILE};
        notebook.show(
                "tune",
                Evidence.Bars.of(
                        "Importance of each hyper-parameter",
                        "The learning rate decides; the others could have been left alone.",
                        "%",
                        List.of(names),
                        new double[] {61, 14, 11, 8, 4, 2}));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int trial = i;
            lines.add(curve("trial " + i, 60, t -> 0.08 + 0.02 * trial + 2 * Math.exp(-(3 + trial % 4) * t), 0.01));
        }
        notebook.show(
                "tune",
                new Evidence.Curves(
                        "Ten trials",
                        "step",
                        "validation loss [nats]",
                        "Three of ten end within noise of the best.",
                        lines,
                        false,
                        true));
        notebook.decide(
                "tune",
                "Rate 1.1e-3, weight decay 3e-5.",
                "Best of 24 trials, within noise of the second.",
                Map.of("trials", 24, "best", 0.0731));
        notebook.gate("tune", Gate.PASSED, "");
        notebook.finishStage("tune", 120);
    }

    private void squeeze() {
        notebook.startStage("squeeze", 6, "Squeeze out the juice");
        notebook.openTest("squeeze", "final figure of the ensemble");
        score("squeeze", "ensemble of 5", Role.MODEL, "test", 357, 360);
        score("squeeze", "scikit-learn SVC", Role.PEER, "test", 356, 360);
        notebook.show(
                "squeeze",
                new Evidence.Text(
                        "What the model got wrong",
                        "Three examples; two of them a person could not read either.",
                        "example  label  predicted\n   1553      8          1\n    912      9          5\n    181      3          <9>"));
        notebook.gate("squeeze", Gate.PASSED, "");
        notebook.finishStage("squeeze", 80);
        notebook.spend("squeeze", 201);
        notebook.conclude(
                false,
                "An ensemble of 5 ConvNets reads 99.2 % of the test digits, beside 98.3 % of the nearest neighbour; but it stands on a failed gate.");
    }

    private void score(String stage, String name, Role role, String split, long right, long count) {
        notebook.append(new Entry.Score(
                notebook.now(),
                stage,
                name,
                role,
                split,
                "accuracy",
                "%",
                Interval.proportion(right, count).times(100),
                true));
    }

    private Line curve(String name, int steps, DoubleUnaryOperator mean, double noise) {
        return Line.of(
                name,
                IntStream.range(0, steps)
                        .mapToDouble(i -> mean.applyAsDouble((double) i / steps) + noise * random.nextGaussian())
                        .toArray());
    }

    private Evidence.Pictures pictures(String title, String sentence, int count, IntFunction<String> caption)
            throws IOException {
        Files.createDirectories(run.pictures());
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = run.pictures().resolve(title.replace(' ', '-') + i + ".png");
            BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
            double angle = i * 0.7;
            for (int y = 0; y < 8; y++)
                for (int x = 0; x < 8; x++) {
                    double distance = Math.abs(
                            Math.hypot(x - 3.5, (y - 3.5) * (1 + 0.3 * Math.sin(angle))) - 2 - Math.cos(angle) * 0.5);
                    int grey = (int) (255 * Math.exp(-distance * distance * 1.5));
                    image.setRGB(x, y, grey * 0x010101);
                }
            ImageIO.write(image, "png", file.toFile());
            pictures.add(new Picture(run.nameOf(file), caption.apply(i)));
        }
        return new Evidence.Pictures(title, sentence, pictures, Math.min(count, 8));
    }

    /** A clock that is 1.7 seconds further on whenever one looks, so that the same page comes out every time. */
    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-03-01T09:30:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            now = now.plus(Duration.ofMillis(1700));
            return now;
        }
    }
}
