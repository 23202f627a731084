package io.souschef.check.init;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Portion;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.InBatchTargets;
import io.souschef.check.wiring.Unit;
import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.LongStream;

/** What fresh nets of some seeds bet on average, beside how often the classes and labels occur. */
record Prior() implements Probe<Prior.Known> {
    private static final int BATCHES = 8;
    private static final int NETS = 5;

    /** Of what probabilities add up to. */
    private static final double ROUNDING = 1e-4;

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
        boolean sure = givesProbabilities(program, true);
        double[] seen = new double[classes];
        double[] bets = new double[classes];
        int[] looked = new int[1];
        each(program, (output, batch) -> {
            double[] all = (sure ? ofTwo(output, true) : ofTwo(output, false).softmax(1)).toDoubles();
            TargetShares wanted = TargetShares.of(batch, classes);
            for (int i = 0; i < wanted.examples(); i++) {
                if (!wanted.isGiven(i)) {
                    continue;
                }
                wanted.addTo(seen, i);
                looked[0]++;
                for (int k = 0; k < classes; k++) {
                    bets[k] += all[i * classes + k];
                }
            }
        });
        if (looked[0] == 0) {
            throw new CouldNotJudge("no target is a class");
        }
        Optional<WholeEpoch> epoch =
                several(seen) ? Optional.empty() : Optional.of(WholeEpoch.of(program, classes, BATCHES));
        double[] shares = epoch.map(WholeEpoch::shares).orElse(seen);
        int targets = epoch.map(WholeEpoch::targets).orElse(looked[0]);
        if (!several(shares)) {
            throw new CouldNotJudge(
                    "all %,d targets that were looked at are of one class: pairs, perhaps, whose order is the answer",
                    targets);
        }
        double said = 0;
        double even = 0;
        for (int k = 0; k < classes; k++) {
            double share = shares[k] / targets;
            said += term(share, bets[k] / looked[0]);
            even += term(share, 1.0 / classes);
        }
        // of so few examples of so many classes the shares are uneven by chance, worth (K − 1) / 2n nats
        double chance = (classes - 1) / (2.0 * targets);
        return new Known(
                Math.max(0, said - chance),
                Math.max(0, even - chance),
                Math.log(classes),
                first && pays(program, shares, sure, epoch, even));
    }

    private static boolean several(double[] shares) {
        return Arrays.stream(shares).filter(share -> share > 0).count() > 1;
    }

    /**
     * Whether the net itself ends in a softmax, or in sigmoids: its outputs are no logits, but lie between 0 and 1 whatever its weights.
     *
     * @param oneOf whether those of several classes are to add up to one
     */
    private static boolean givesProbabilities(TrainingProgram program, boolean oneOf) {
        try (Batch batch = Portion.open(program, () -> program.training(0).open(0));
                NoGrad off = NoGrad.open()) {
            Tensor output = program.forward(batch);
            boolean sums = !oneOf
                    || output.size(1) == 1
                    || output.sum(1).sub(1).abs().max().item() < ROUNDING;
            return sums && Unit.bounds(program, output, batch);
        }
    }

    /** Two classes where there is one number, for yes: that of no is what is left of one, or, of logits, zero. */
    private static Tensor ofTwo(Tensor output, boolean probabilities) {
        if (output.size(1) > 1) {
            return output;
        }
        return Tensor.cat(List.of(probabilities ? output.neg().add(1) : output.mul(0), output), 1);
    }

    /** Each label by itself, yes or no; the mean over all. */
    private static Known labels(TrainingProgram program, int labels, boolean first) {
        double[] shares = new double[labels];
        double[] bets = new double[labels];
        int[] counts = new int[labels];
        boolean sure = givesProbabilities(program, false);
        each(program, (output, batch) -> {
            double[] all = (sure ? output : output.sigmoid()).toDoubles();
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
        boolean pays = first && paysLabels(program, logits, sure, even);
        return new Known(said, even, Math.log(2), pays);
    }

    private static double term(double share, double bet) {
        return share > 0 ? share * Math.log(share / Math.max(bet, 1e-12)) : 0;
    }

    private static boolean paysLabels(TrainingProgram program, float[] logits, boolean sure, double worth) {
        return meanGain(program, (output, batch) -> {
                    long[] shape = output.shape().toArray(); // [N, L], or [N, …] with L of them
                    long[] one = shape.clone();
                    one[0] = 1;
                    Tensor known = Tensor.of(logits, one).expand(shape);
                    Tensor even = known.mul(0);
                    return gain(program, batch, sure ? even.sigmoid() : even, sure ? known.sigmoid() : known);
                })
                > worth / 2;
    }

    /** Whether the program's own loss of the shares is lower than that of even bets by half of what it should be. */
    private static boolean pays(
            TrainingProgram program, double[] shares, boolean sure, Optional<WholeEpoch> epoch, double worth) {
        double[] alike = new double[shares.length];
        Arrays.fill(alike, 1);
        ToDoubleBiFunction<Tensor, Batch> gain = (output, batch) -> {
            boolean one = program.task().outputs() == 1;
            Tensor known = outputs(shares, one, sure);
            Tensor even = outputs(alike, one, sure);
            return gain(program, batch, repeated(even, batch), repeated(known, batch));
        };
        double without = meanGain(program, gain);
        return epoch.map(whole -> (1 - whole.often()) * without
                                + whole.often() * gainWith(program, whole.withRare(), gain))
                        .orElse(without)
                > worth / 2;
    }

    /** What a net gives that knows the shares and nothing else: their logarithms, or themselves; of one number for yes its logit, or its share. */
    private static Tensor outputs(double[] shares, boolean one, boolean sure) {
        double[] kept = Arrays.stream(shares).map(share -> Math.max(share, 0.5)).toArray();
        double total = Arrays.stream(kept).sum();
        float[] all = new float[kept.length];
        for (int k = 0; k < all.length; k++) {
            all[k] = (float) (sure ? kept[k] / total : Math.log(kept[k] / total));
        }
        if (one) {
            return Tensor.full(sure ? all[1] : all[1] - all[0], 1, 1);
        }
        return Tensor.of(all, 1, all.length);
    }

    private static Tensor repeated(Tensor row, Batch batch) {
        return row.expand(batch.size(), row.size(1));
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
