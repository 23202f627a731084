package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Programs whose losses their authors wrote: of counts, directions and lengths, or of a part of a batch. */
final class TenantsOfLosses {
    private static final int ALL = 448, TRAIN = 320;

    private TenantsOfLosses() {}

    static List<Trap> traps() {
        return List.of(Guests.trap(
                "counts by their logarithms, losses of two at most",
                "loss-clipped-instead-of-gradient",
                "F6",
                TenantsOfLosses::counts));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "directions as unit vectors, the cosine", "loss-wrong-for-task", TenantsOfLosses::directions),
                new Healthy("lengths of capsules with margins", "loss-wrong-for-task", TenantsOfLosses::margins),
                new Healthy("shares added to the logits in training", "final-bias-not-set", TenantsOfLosses::adjusted),
                new Healthy(
                        "the easier three quarters of a batch",
                        "loss-clipped-instead-of-gradient",
                        TenantsOfLosses::easier));
    }

    /** What a rate is the logarithm of is limited before the exponential is taken; or what an example costs. */
    private static TrainingProgram counts(long seed, boolean wrong) {
        float[][] x = World.features("spikes", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, "counts").at(i);
            double left = Math.exp(-Math.exp(0.3 + 0.5 * x[i][0] + 0.4 * Math.sin(2 * x[i][1])));
            for (double p = row.uniform(0); p > left; y[i][0]++) {
                p *= row.uniform((int) y[i][0] + 1);
            }
        }
        Mlp net = new Mlp(seed, 6, 40, 1);
        return Own.withAdam(seed, Task.regression(), net, World.split(Column.reals(x, 6), Column.reals(y, 1)), 4e-3)
                .loss((output, batch) -> {
                    Tensor log = wrong ? output : output.clamp(-8, 4);
                    Tensor each = log.exp().sub(batch.target().mul(log));
                    return (wrong ? each.minimum(each.mul(0).add(2)) : each).mean();
                });
    }

    private static TrainingProgram directions(long seed) {
        float[][] x = World.features("vanes", ALL, 5);
        float[][] y = new float[ALL][2];
        for (int i = 0; i < ALL; i++) {
            double angle = 1.5 * x[i][0] + x[i][1] * x[i][2] + 0.2 * x[i][3];
            y[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
        }
        Mlp net = new Mlp(seed, 5, 40, 2);
        return Own.withAdam(seed, Task.regression(), net, World.split(Column.reals(x, 5), Column.reals(y, 2)), 5e-3)
                .forward(batch -> {
                    Tensor out = net.forward(batch.input());
                    return out.div(out.pow(2).sum(1).add(1e-6).sqrt().unsqueeze(1));
                })
                .loss((output, batch) ->
                        output.mul(batch.target()).sum(1).mean().neg().add(1));
    }

    /** Sabour et al. 2017, equation 4. */
    private static TrainingProgram margins(long seed) {
        Mlp net = new Mlp(seed, 8, 48, 16);
        return Own.withAdam(seed, Task.classification(4), net, World.table(), 4e-3)
                .forward(batch -> {
                    Tensor square = net.forward(batch.input())
                            .reshape(-1, 4, 4)
                            .pow(2)
                            .sum(2)
                            .add(1e-6);
                    return square.div(square.add(1));
                })
                .loss((output, batch) -> {
                    Tensor is = batch.target().oneHot(4).to(DType.FLOAT32);
                    Tensor near = output.neg().add(0.9).relu().pow(2);
                    Tensor far = output.sub(0.1).relu().pow(2).mul(0.5);
                    return is.mul(near).add(is.neg().add(1).mul(far)).sum(1).mean();
                });
    }

    /** Menon et al. 2021: what is evaluated takes all classes for equally frequent. */
    private static TrainingProgram adjusted(long seed) {
        float[][] x = World.features("tail", ALL, 8);
        long[][] y = new long[ALL][1];
        double[] counts = new double[3];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = x[i][0] + 0.3 * x[i][1] < 1.3 ? 0 : x[i][2] > 0 ? 1 : 2;
            counts[(int) y[i][0]] += i < TRAIN ? 1.0 / TRAIN : 0;
        }
        float[] logs = new float[3];
        for (int k = 0; k < 3; k++) {
            logs[k] = (float) Math.log(counts[k]);
        }
        Mlp net = new Mlp(seed, 8, 48, 3);
        return Own.withAdam(seed, Task.classification(3), net, World.split(Column.reals(x, 8), Column.wholes(y)), 4e-3)
                .loss((output, batch) -> Losses.crossEntropy(
                        net.isTraining() ? output.add(Tensor.of(logs, 3)) : output, batch.target()));
    }

    /** Robust against wrong labels: the hardest quarter of a batch doesn't count. */
    private static TrainingProgram easier(long seed) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        return Own.withAdam(seed, Task.classification(4), net, World.table(), 4e-3)
                .loss((output, batch) -> {
                    Tensor each = Losses.crossEntropyEach(output, batch.target());
                    return each.neg().topk(3 * each.size(0) / 4).get(0).mean().neg();
                });
    }
}
