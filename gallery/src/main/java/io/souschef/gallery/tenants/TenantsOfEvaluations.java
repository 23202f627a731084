package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;

/** Programs with evaluations of their own. */
final class TenantsOfEvaluations {
    private static final int ALL = Answering.ALL, TRAIN = Answering.TRAIN;

    private TenantsOfEvaluations() {}

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("counts, evaluated by their deviance", "evaluation-on-part", TenantsOfEvaluations::counts),
                new Healthy("whether, and how much", "evaluation-on-part", TenantsOfEvaluations::hurdle),
                new Healthy("weights that only training has", "evaluation-on-part", TenantsOfEvaluations::weighed),
                new Healthy("two kinds that are never said", "constant-predictions", TenantsOfEvaluations::neverSaid),
                new Healthy(
                        "it counts how often it was asked",
                        "evaluation-changes-the-net",
                        TenantsOfEvaluations::counting));
    }

    /** Counts of a rate; the net says its logarithm. */
    private static TrainingProgram counts(long seed) {
        float[][] x = World.features("rates", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(63, "counts").at(i);
            double rate = Math.exp(0.4 + 0.5 * World.price(x[i], i));
            double left = row.uniform(0);
            int n = 0;
            for (double chance = Math.exp(-rate); left > chance && n < 20; chance *= rate / n) {
                left -= chance;
                n++;
            }
            y[i][0] = n;
        }
        World.Data data = Answering.data(Column.reals(x, 6), Column.reals(y, 1));
        Task task = Task.regression();
        BinaryOperator<Tensor> each =
                (output, target) -> output.exp().sub(output.mul(target)).sum(1);
        Own program = Answering.program(seed, task, new Mlp(seed, 6, 40, 1), data)
                .loss((output, batch) -> each.apply(output, batch.target()).mean())
                .metric((output, target) -> Evaluation.metric(task, output.exp(), target));
        return Answering.evaluated(program, Tensor::exp, each);
    }

    /** Claims: whether there is one, and how much of it; the mean amount is over the claims of a batch, and evaluated row by row. */
    private static TrainingProgram hurdle(long seed) {
        float[][] x = World.features("claims", ALL, 6);
        float[][] y = new float[ALL][2];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = x[i][0] + 0.7 * x[i][1] > 0.2 ? 1 : 0;
            y[i][1] = y[i][0] * World.price(x[i], i);
        }
        World.Data data = Answering.data(Column.reals(x, 6), Column.reals(y, 2));
        Own program = Answering.program(seed, Task.regression(), new Mlp(seed, 6, 40, 2), data)
                .loss((output, batch) -> {
                    Tensor claims = batch.target().narrow(1, 0, 1).sum().add(1e-6);
                    return whether(output, batch.target())
                            .mean()
                            .add(amount(output, batch.target()).sum().div(claims));
                })
                .metric((output, target) -> {
                    Tensor expected = output.narrow(1, 0, 1).sigmoid().mul(output.narrow(1, 1, 1));
                    return expected.sub(target.narrow(1, 1, 1)).abs().mean().item();
                });
        return Answering.evaluated(
                program,
                output -> Tensor.cat(List.of(output.narrow(1, 0, 1).sigmoid(), output.narrow(1, 1, 1)), 1),
                (output, target) ->
                        whether(output, target).add(amount(output, target)).sum(1));
    }

    private static Tensor amount(Tensor output, Tensor target) {
        return Losses.huberEach(output.narrow(1, 1, 1), target.narrow(1, 1, 1), 1)
                .mul(target.narrow(1, 0, 1));
    }

    private static Tensor whether(Tensor output, Tensor target) {
        return Losses.binaryCrossEntropyEach(
                output.narrow(1, 0, 1).contiguous(), target.narrow(1, 0, 1).contiguous());
    }

    /** How far each row is trusted is known of the training split alone. */
    private static TrainingProgram weighed(long seed) {
        float[][] x = World.features("trusted", ALL, 8);
        float[][] trust = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            trust[i][0] = (float) (0.5 + RandomStream.of(64, "trust").uniform(i));
        }
        Column inputs = Column.reals(x, 8);
        Column target = Column.wholes(World.classes(x, 4, 0.3));
        World.Data trained =
                World.split(Examples.of("input", inputs, "trust", Column.reals(trust, 1), target, ALL), TRAIN);
        World.Data held = Answering.data(inputs, target);
        Mlp net = new Mlp(seed, 8, 40, 4);
        return Answering.program(seed, Task.classification(4), net, trained)
                .evaluation(() -> held.test().batches(held.test().inOrder(), 64))
                .forward(batch -> net.forward(batch.input("input")))
                .loss((output, batch) -> {
                    Tensor weights = batch.input("trust").reshape(-1);
                    return Losses.crossEntropyEach(output, batch.target())
                            .mul(weights)
                            .sum()
                            .div(weights.sum());
                });
    }

    /** The start of a sentence and the padding are in the list of words, and are never the next one. */
    private static TrainingProgram neverSaid(long seed) {
        float[][] x = World.features("never said", ALL, 8);
        long[][] y = World.classes(x, 4, 0.3);
        Arrays.stream(y).forEach(row -> row[0] += 2);
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 40));
        Linear out = net.put("out", new Linear(40, 6));
        net.as(seed, row -> out.forward(in.forward(row).relu())
                .mul(Tensor.of(new float[] {0, 0, 1, 1, 1, 1}, 6))
                .add(Tensor.of(new float[] {-1e9f, -1e9f, 0, 0, 0, 0}, 6)));
        return Answering.program(
                seed, Task.classification(6), net, Answering.data(Column.reals(x, 8), Column.wholes(y)));
    }

    private static TrainingProgram counting(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 40));
        Linear out = net.put("out", new Linear(40, 4));
        Tensor asked = net.kept("asked", Init.zeros(), 1);
        net.as(seed, row -> out.forward(in.forward(row).relu()));
        Own program = Answering.program(seed, Task.classification(4), net, World.table());
        return program.evaluate(() -> {
            try (Scope scope = Scope.open("count");
                    NoGrad off = NoGrad.open()) {
                asked.copyInPlace(asked.add(1));
            }
            return Evaluation.of(program, program.evaluation());
        });
    }
}
