package io.souschef.check.init;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.InBatchTargets;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What fresh nets of some seeds bet on average, beside how often the classes and labels occur. */
record Prior() implements Probe<Prior.Known> {
    private static final int BATCHES = 8;
    private static final int NETS = 5;

    /**
     * The nats that a fresh net's average bet costs more than the shares of the classes, and that even bets cost more.
     *
     * @param most that the shares of so many classes can be worth, if all examples but a few are of one
     * @param pays whether the program's own loss is lower for the shares than for even bets, in either mode: with class weights, or the
     *     shares added to what the net says in training, it may not be
     */
    record Known(double said, double expected, double most, boolean pays) {}

    @Override
    public Known measure(Subject subject) {
        if (subject.measured(new InBatchTargets())) {
            throw new CouldNotJudge("examples of a batch are told from each other: their places have no shares");
        }
        List<Known> fresh = LongStream.range(0, NETS)
                .mapToObj(net -> subject.fresh(subject.seed() + net, program -> of(program, net == 0)))
                .toList();
        return new Known(
                fresh.stream().mapToDouble(Known::said).average().orElse(0),
                fresh.stream().mapToDouble(Known::expected).average().orElse(0),
                fresh.get(0).most(),
                fresh.get(0).pays());
    }

    private static Known of(TrainingProgram program, boolean first) {
        program.net().eval();
        Task task = program.task();
        if (task instanceof Task.Classification classification) {
            return classes(program, classification.classes(), first);
        }
        if (task instanceof Task.MultiLabel labels && labels.labels() == 1) {
            return classes(program, 2, first);
        }
        if (task instanceof Task.MultiLabel labels) {
            return labels(program, labels.labels(), first);
        }
        throw new CouldNotJudge(
                "only the targets of a regression and the shares of classes and labels are known beforehand");
    }

    private static Known classes(TrainingProgram program, int classes, boolean first) {
        double[] shares = new double[classes];
        double[] bets = new double[classes];
        int[] counts = new int[1];
        each(program, (output, batch) -> {
            double[] all = logits(output).softmax(1).toDoubles();
            if (batch.target().dtype().isFloat() && batch.target().numel() == (long) batch.size() * classes) {
                counts[0] += add(batch.target().toDoubles(), all, shares, bets);
                return;
            }
            long[] wanted = batch.target().to(DType.INT64).toLongs();
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i] < 0 || wanted[i] >= classes) {
                    continue; // an example that has no label, on purpose
                }
                shares[(int) wanted[i]]++;
                counts[0]++;
                for (int k = 0; k < classes; k++) {
                    bets[k] += all[i * classes + k];
                }
            }
        });
        if (counts[0] == 0) {
            throw new CouldNotJudge("no target is a class");
        }
        Optional<Rare> rare = several(shares) ? Optional.empty() : Optional.of(Rare.of(program, classes));
        int looked = counts[0];
        rare.ifPresent(more -> {
            System.arraycopy(more.shares(), 0, shares, 0, classes);
            counts[0] = more.targets();
        });
        if (!several(shares)) {
            throw new CouldNotJudge(
                    "all %,d targets that were looked at are of one class: pairs, perhaps, whose order is the answer",
                    counts[0]);
        }
        // of so few examples of so many classes the shares are uneven by chance, worth (K − 1) / 2n nats
        double said = 0;
        double even = Math.log(classes);
        for (int k = 0; k < classes; k++) {
            double share = shares[k] / counts[0];
            if (share > 0) {
                said += share * Math.log(share * looked / bets[k]);
                even += share * Math.log(share);
            }
        }
        double chance = (classes - 1) / (2.0 * counts[0]);
        return new Known(
                Math.max(0, said - chance),
                Math.max(0, even - chance),
                Math.log(classes),
                first && pays(program, shares, rare, even));
    }

    private static boolean several(double[] shares) {
        return Arrays.stream(shares).filter(share -> share > 0).count() > 1;
    }

    /**
     * The targets of a whole epoch, where a few batches hold one class alone.
     *
     * @param shares how often each class occurs in it
     * @param with the first few batches that hold another class than most do
     * @param often share of the batches that do
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Rare(double[] shares, int targets, List<Integer> with, double often) {
        /** Where a batch takes long to make, those of so many seconds. */
        private static final double SECONDS = 1;

        static Rare of(TrainingProgram program, int classes) {
            Batches batches = program.training(0);
            long begun = System.nanoTime();
            double[] shares = new double[classes];
            List<double[]> each = new ArrayList<>();
            for (int b = 0; b < batches.count() && System.nanoTime() - begun < SECONDS * 1e9; b++) {
                double[] of = new double[classes];
                try (Batch batch = batches.open(b)) {
                    for (long wanted : batch.target().to(DType.INT64).toLongs()) {
                        if (wanted >= 0 && wanted < classes) {
                            of[(int) wanted]++;
                            shares[(int) wanted]++;
                        }
                    }
                }
                each.add(of);
            }
            double most = Arrays.stream(shares).max().orElse(0);
            int common = IntStream.range(0, classes)
                    .filter(k -> shares[k] == most)
                    .findFirst()
                    .orElse(0);
            List<Integer> with = IntStream.range(0, each.size())
                    .filter(b -> Arrays.stream(each.get(b)).sum() > each.get(b)[common])
                    .boxed()
                    .toList();
            return new Rare(
                    shares,
                    (int) Arrays.stream(shares).sum(),
                    with.subList(0, Math.min(BATCHES, with.size())),
                    (double) with.size() / each.size());
        }
    }

    /** Of targets that are the shares of the classes themselves, as several readers gave them; returns how many. */
    private static int add(double[] wanted, double[] all, double[] shares, double[] bets) {
        int classes = shares.length;
        for (int i = 0; i < wanted.length; i++) {
            shares[i % classes] += wanted[i];
            bets[i % classes] += all[i];
        }
        return wanted.length / classes;
    }

    /** Each label by itself, yes or no; the mean over all. */
    private static Known labels(TrainingProgram program, int labels, boolean first) {
        double[] shares = new double[labels];
        double[] bets = new double[labels];
        int[] counts = new int[labels];
        each(program, (output, batch) -> {
            double[] all = (inUnit(output) ? output : output.sigmoid()).toDoubles();
            double[] wanted = batch.target().toDoubles();
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i] >= 0 && wanted[i] <= 1) { // others are labels that nobody gave
                    shares[i % labels] += wanted[i];
                    bets[i % labels] += all[i];
                    counts[i % labels]++;
                }
            }
        });
        double said = 0;
        double even = 0;
        float[] logits = new float[labels];
        for (int l = 0; l < labels; l++) {
            if (counts[l] == 0) {
                continue;
            }
            double share = shares[l] / counts[l];
            double bet = bets[l] / counts[l];
            said += (term(share, bet) + term(1 - share, 1 - bet)) / labels;
            even += (term(share, 0.5) + term(1 - share, 0.5)) / labels;
            double kept = Math.min(Math.max(share, 0.5 / counts[l]), 1 - 0.5 / counts[l]);
            logits[l] = (float) Math.log(kept / (1 - kept));
        }
        boolean pays = first && paysLabels(program, logits, even);
        return new Known(said, even, Math.log(2), pays);
    }

    private static double term(double share, double bet) {
        return share > 0 ? share * Math.log(share / Math.max(bet, 1e-12)) : 0;
    }

    private static boolean paysLabels(TrainingProgram program, float[] logits, double worth) {
        return meanGain(program, (output, batch) -> {
                    boolean sure = inUnit(output);
                    long[] shape = output.shape().toArray(); // [N, L], or [N, …] with L of them
                    long[] one = shape.clone();
                    one[0] = 1;
                    Tensor known = Tensor.of(logits, one).expand(shape);
                    Tensor even = known.mul(0);
                    return gain(program, batch, sure ? even.sigmoid() : even, sure ? known.sigmoid() : known);
                })
                > worth / 2;
    }

    private static boolean inUnit(Tensor output) {
        return output.min().item() >= 0 && output.max().item() <= 1;
    }

    /** Two classes where there is one logit, for yes: that of no is zero. */
    private static Tensor logits(Tensor output) {
        return output.size(1) > 1 ? output : Tensor.cat(List.of(output.mul(0), output), 1);
    }

    /** Whether the program's own loss of the shares is lower than that of even bets by half of what it should be. */
    private static boolean pays(TrainingProgram program, double[] shares, Optional<Rare> rare, double worth) {
        double total = Arrays.stream(shares).sum();
        float[] logs = new float[shares.length];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = (float) Math.log(Math.max(shares[k], 0.5) / total);
        }
        boolean one = program.task().outputs() == 1;
        ToDoubleBiFunction<Tensor, Batch> gain = (output, batch) -> {
            Tensor known = one
                    ? Tensor.full(logs[1] - logs[0], batch.size(), 1)
                    : Tensor.of(logs, 1, logs.length).expand(batch.size(), logs.length);
            return gain(program, batch, known.mul(0), known);
        };
        double without = meanGain(program, gain);
        return rare.map(more -> {
                            double often = more.often();
                            return (1 - often) * without + often * gainWith(program, more.with(), gain);
                        })
                        .orElse(without)
                > worth / 2;
    }

    /** Over whole batches that hold a rare class: a loss that weighs the classes says there how dear it is. */
    private static double gainWith(
            TrainingProgram program, List<Integer> some, ToDoubleBiFunction<Tensor, Batch> gain) {
        Batches batches = program.training(0);
        double sum = 0;
        for (int b : some) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                sum += gain.applyAsDouble(program.forward(batch), batch) / some.size();
            }
        }
        return sum;
    }

    /** Over several batches: a single one may hold none of the rare class. */
    private static double meanGain(TrainingProgram program, ToDoubleBiFunction<Tensor, Batch> gain) {
        double[] sum = new double[1];
        int[] batches = new int[1];
        each(program, (output, batch) -> {
            sum[0] += gain.applyAsDouble(output, batch);
            batches[0]++;
        });
        return sum[0] / batches[0];
    }

    /** By how much the loss of what is known is lower, in the mode in which that is less. */
    private static double gain(TrainingProgram program, Batch batch, Tensor even, Tensor known) {
        double evaluated =
                program.loss(even, batch).item() - program.loss(known, batch).item();
        program.net().train();
        double trained =
                program.loss(even, batch).item() - program.loss(known, batch).item();
        program.net().eval();
        return Math.min(evaluated, trained);
    }

    private static void each(TrainingProgram program, BiConsumer<Tensor, Batch> each) {
        Batches batches = Portion.of(program, program.training(0));
        for (int b = 0; b < Math.min(BATCHES, batches.count()); b++) {
            try (Batch batch = batches.open(b);
                    NoGrad off = NoGrad.open()) {
                each.accept(program.forward(batch), batch);
            }
        }
    }
}
