package io.souschef.gallery.lodgers;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is wrong is in what the loss takes, or the optimiser; and a head on a body from elsewhere, which is right. */
final class LodgersOfLosses {
    private static final int ALL = 600, LABELS = 3;

    private LodgersOfLosses() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "a softmax over one answer, in the loss", "softmax-on-one-unit", "D9", LodgersOfLosses::one),
                Guests.trap("logits cut to between 0 and 1", "loss-expects-probabilities", "F2", LodgersOfLosses::cut),
                Guests.trap("a yes counts by its share", "class-weights-inverted", "F9", LodgersOfLosses::shares),
                Guests.trap("a decay that nobody tells Adam", "regularization-missing", "J6", LodgersOfLosses::decay));
    }

    static List<Healthy> healthy() {
        return List.of(new Healthy("a new head on loud features", "loss-at-init", LodgersOfLosses::borrowed));
    }

    /** [N, 8] → labels [N, k], each a yes where a sum is above {@code level}. */
    private static World.Data labels(int labels, double level) {
        float[][] x = World.features("labels", ALL, 8);
        float[][] y = new float[ALL][labels];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < labels; l++) {
                y[i][l] = x[i][l] + 0.5 * x[i][l + 3] > level ? 1 : 0;
            }
        }
        return World.split(Examples.of(Column.reals(x, 8), Column.reals(y, labels), ALL), 450);
    }

    private static Own labeller(long seed, int labels, double level) {
        Mlp net = new Mlp(seed, 8, 32, labels);
        return new Own(seed, Task.multiLabel(labels), net, labels(labels, level), 32).with(new Adam(net, 3e-3));
    }

    /** Cross-entropy of yes or no, written out for probabilities. */
    private static Tensor entropy(Tensor p, Tensor y) {
        return y.mul(p.log())
                .add(y.neg().add(1).mul(p.neg().add(1).log()))
                .mean()
                .neg();
    }

    private static TrainingProgram one(long seed, boolean wrong) {
        return labeller(seed, 1, 0)
                .loss((output, batch) ->
                        entropy((wrong ? output.softmax(1) : output.sigmoid()).clamp(1e-6, 1 - 1e-6), batch.target()));
    }

    private static TrainingProgram cut(long seed, boolean wrong) {
        return labeller(seed, LABELS, 0)
                .loss((output, batch) ->
                        entropy((wrong ? output : output.sigmoid()).clamp(1e-5, 1 - 1e-5), batch.target()));
    }

    /** A yes is one in twenty: it counts twenty times as much, or a twentieth. */
    private static TrainingProgram shares(long seed, boolean wrong) {
        double weight = wrong ? 1 / 19.0 : 19;
        return labeller(seed, LABELS, 1.84).loss((output, batch) -> {
            Tensor weights = batch.target().mul(weight - 1).add(1);
            return Losses.binaryCrossEntropyEach(output, batch.target())
                    .mul(weights)
                    .mean();
        });
    }

    private static TrainingProgram decay(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(wrong ? new Adam(net, 3e-3) : Adam.w(net, 3e-3, 0.02))
                .declares(Declared.nothing().withWeightDecay(0.02));
    }

    /** A body from elsewhere, the same for every seed, whose features are several times those of a fresh one. */
    private static TrainingProgram borrowed(long seed) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        try (Scope scope = Scope.open("checkpoint");
                NoGrad off = NoGrad.open()) {
            Map.Entry<String, Tensor> first =
                    net.parameters().entrySet().iterator().next();
            first.getValue()
                    .copyInPlace(RandomStream.of(9, "checkpoint")
                            .normal(0, 1.4, first.getValue().shape().toArray()));
            return new Own(seed, Task.classification(4), net, World.table(), 32)
                    .with(new Adam(net, 2e-3))
                    .declares(Declared.nothing().withPretrained(Set.of(first.getKey())));
        }
    }
}
