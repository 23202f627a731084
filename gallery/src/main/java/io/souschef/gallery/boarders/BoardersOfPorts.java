package io.souschef.gallery.boarders;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Sound, and as people write them who come from elsewhere. */
final class BoardersOfPorts {
    private static final int ROWS = 32, WIDTH = 48, ALL = 448, TRAIN = 320, CLASSES = 4, ITEMS = 4;

    private BoardersOfPorts() {}

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "a net that ends in logarithms, and the mean of the right ones",
                        "loss-wrong-for-task",
                        BoardersOfPorts::logarithms),
                new Healthy(
                        "counts by their logarithms, evaluated as counts", "input-ignored", BoardersOfPorts::counts),
                new Healthy(
                        "a loss scale that happens to be the batch's size",
                        "loss-summed-over-batch",
                        BoardersOfPorts::scaled),
                new Healthy("shares of a whole, each a row of its own", "evaluation-on-part", BoardersOfPorts::shares),
                new Healthy("a density that is given the target", "input-leaks-into-target", BoardersOfPorts::density),
                new Healthy(
                        "epochs that are mostly of one class, in turn",
                        "labels-shuffled-against-inputs",
                        BoardersOfPorts::turns),
                new Healthy("a next state that the loss values", "input-ignored", BoardersOfPorts::valued),
                new Healthy("noise on a code, between its two nets", "residual-missing", BoardersOfPorts::coded),
                new Healthy("a trend and what is left, both linear", "missing-non-linearity", BoardersOfPorts::linear));
    }

    /** What ends a net's forward pass. */
    private static Layer ending(long seed, int in, int out, UnaryOperator<Tensor> last) {
        Layer net = new Layer() {
            private final Mlp body = add("body", new Mlp(seed, in, WIDTH, out));

            @Override
            public Tensor forward(Tensor x) {
                return last.apply(body.forward(x));
            }
        };
        return net;
    }

    private static TrainingProgram logarithms(long seed) {
        Layer net = ending(seed, 8, CLASSES, logits -> logits.logSoftmax(1));
        return new Own(seed, Task.classification(CLASSES), net, World.table(), ROWS)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) ->
                        output.gather(1, batch.target().unsqueeze(1)).mean().neg());
    }

    /** What an author says of his own numbers: squared errors, one row for each number. */
    private static Evaluation said(Own own, UnaryOperator<Tensor> numbers) {
        own.net().eval();
        Gathered all = new Gathered();
        for (Batch batch : own.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                Tensor output = numbers.apply(own.forward(batch));
                int each = (int) (batch.target().numel() / batch.size());
                long[] ids = IntStream.range(0, batch.size() * each)
                        .mapToLong(i -> batch.ids()[i / each])
                        .toArray();
                float[] losses = output.sub(batch.target()).pow(2).toFloats();
                all.add(
                        ids,
                        IntStream.range(0, losses.length)
                                .mapToDouble(i -> losses[i])
                                .toArray(),
                        output.toFloats(),
                        batch.target().toFloats());
            }
        }
        own.net().train();
        return all.evaluation(Task.regression());
    }

    private static TrainingProgram counts(long seed) {
        float[][] x = World.features("claims", ALL, 5);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(6, "claims").at(i);
            double rate = Math.exp(1.6 + 0.5 * x[i][0] - 0.4 * x[i][1]);
            y[i][0] = Math.max(0, Math.round(rate + Math.sqrt(rate) * row.gaussian(0)));
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 5), Column.reals(y, 1), ALL), TRAIN);
        Mlp net = new Mlp(seed, 5, WIDTH, 1);
        Own own = new Own(seed, Task.regression(), net, data, ROWS)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) ->
                        output.exp().sub(output.mul(batch.target())).mean());
        return own.evaluate(() -> said(own, Tensor::exp));
    }

    private static TrainingProgram scaled(long seed) {
        Mlp net = new Mlp(seed, 8, WIDTH, CLASSES);
        Adam adam = new Adam(net, 4e-3);
        Own own = new Own(seed, Task.classification(CLASSES), net, World.table(), ROWS).with(adam);
        return own.step(batch -> {
            net.train();
            adam.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.mul(ROWS).backward();
            try (NoGrad off = NoGrad.open()) {
                net.parameters().values().forEach(w -> w.grad().ifPresent(g -> g.mulInPlace(1.0 / ROWS)));
            }
            adam.step();
            return loss.item();
        });
    }

    private static TrainingProgram shares(long seed) {
        float[][] x = World.features("ore", ALL, 6);
        float[][] y = new float[ALL][ITEMS];
        for (int i = 0; i < ALL; i++) {
            double sum = 0;
            for (int k = 0; k < ITEMS; k++) {
                y[i][k] = (float) Math.exp(x[i][k] - 0.5 * x[i][(k + 2) % 6]);
                sum += y[i][k];
            }
            for (int k = 0; k < ITEMS; k++) {
                y[i][k] /= (float) sum;
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.reals(y, ITEMS), ALL), TRAIN);
        Mlp net = new Mlp(seed, 6, WIDTH, ITEMS);
        Own own = new Own(seed, Task.regression(), net, data, ROWS)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) ->
                        output.logSoftmax(1).mul(batch.target()).sum(1).mean().neg());
        return own.evaluate(() -> said(own, output -> output.softmax(1)));
    }

    /** What is given is how many deviations a price is off, and the logarithm of one over that deviation. */
    private static TrainingProgram density(long seed) {
        Mlp net = new Mlp(seed, 6, WIDTH, 2);
        Own own = new Own(seed, Task.regression(), net, World.houses(), ROWS).with(new Adam(net, 3e-3));
        own.forward(batch -> {
            Tensor said = net.forward(batch.input());
            Tensor sharpness = said.narrow(1, 1, 1).clamp(-3, 3);
            Tensor off = batch.target().sub(said.narrow(1, 0, 1)).mul(sharpness.exp());
            return Tensor.cat(List.of(off, sharpness), 1);
        });
        own.loss((output, batch) -> output.narrow(1, 0, 1)
                .pow(2)
                .mul(0.5)
                .sub(output.narrow(1, 1, 1))
                .mean());
        return own.evaluate(() -> {
            net.eval();
            Gathered all = new Gathered();
            for (Batch batch : own.evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor mean = net.forward(batch.input()).narrow(1, 0, 1).copy();
                    float[] losses = mean.sub(batch.target()).pow(2).toFloats();
                    all.add(
                            batch.ids(),
                            IntStream.range(0, losses.length)
                                    .mapToDouble(i -> losses[i])
                                    .toArray(),
                            mean.toFloats(),
                            batch.target().toFloats());
                }
            }
            net.train();
            return all.evaluation(Task.regression());
        });
    }

    /** A class at a time is practised, a tenth of the others beside it. */
    private static TrainingProgram turns(long seed) {
        World.Data data = World.table();
        Mlp net = new Mlp(seed, 8, WIDTH, CLASSES);
        long[] classes = data.train().target().wholes();
        return new Own(seed, Task.classification(CLASSES), net, data, ROWS)
                .with(new Adam(net, 2e-3))
                .training(epoch -> {
                    RandomStream draw = RandomStream.of(seed, "turns").at(epoch);
                    int[] order = Arrays.stream(data.train().shuffled(seed, epoch))
                            .filter(i -> classes[i] == epoch % CLASSES || draw.uniform(i) < 0.1)
                            .toArray();
                    return data.train().batches(order, ROWS);
                })
                .declares(Declared.nothing().withResampling());
    }

    /** What a state is worth: what it brings, and half of what the next one is worth. */
    private static TrainingProgram valued(long seed) {
        float[][] states = World.features("states", ALL, 6);
        float[][] next = World.features("next", ALL, 6);
        float[][] brings = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            brings[i][0] = World.price(states[i], i);
        }
        World.Data data = World.split(
                Examples.of(
                        "state", Column.reals(states, 6), "next", Column.reals(next, 6), Column.reals(brings, 1), ALL),
                TRAIN);
        Mlp net = new Mlp(seed, 6, WIDTH, 1);
        return new Own(seed, Task.regression(), net, data, ROWS)
                .with(new Adam(net, 2e-3))
                .forward(batch -> net.forward(batch.input("state")))
                .loss((output, batch) -> {
                    Tensor later = net.forward(batch.input("next")).detach();
                    return Losses.mse(output, batch.target().add(later.mul(0.5)));
                });
    }

    private static TrainingProgram coded(long seed) {
        Layer net = new Layer() {
            private final Sequential encoder =
                    add("encoder", new Sequential(new Linear(8, WIDTH), new Relu(), new Linear(WIDTH, 12)));
            private final Dropout noise = add("noise", new Dropout(0.3));
            private final Sequential decoder =
                    add("decoder", new Sequential(new Linear(12, WIDTH), new Relu(), new Linear(WIDTH, CLASSES)));

            @Override
            public Tensor forward(Tensor x) {
                Tensor code = encoder.forward(x);
                return decoder.forward(code.add(noise.forward(code.sigmoid()).mul(0.2)));
            }
        };
        net.initialize(seed);
        return new Own(seed, Task.classification(CLASSES), net, World.table(), ROWS).with(new Adam(net, 4e-3));
    }

    /** The mean of a series' last numbers and what is left of them, each through a layer of its own. */
    private static TrainingProgram linear(long seed) {
        int times = 12;
        float[][] x = new float[ALL][times];
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(6, "trend").at(i);
            double level = row.gaussian(0);
            double pace = 0.1 * row.gaussian(1);
            for (int t = 0; t <= times; t++) {
                float value = (float) (level + pace * (t - times / 2.0) + 0.1 * row.gaussian(2 + t));
                if (t < times) {
                    x[i][t] = value;
                } else {
                    y[i][0] = value;
                }
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, times), Column.reals(y, 1), ALL), TRAIN);
        Layer net = new Layer() {
            private final Linear trend = add("trend", new Linear(times, 1));
            private final Linear rest = add("rest", new Linear(times, 1));

            @Override
            public Tensor forward(Tensor x) {
                Tensor mean = x.mean(1).unsqueeze(1).expand(x.shape().toArray());
                return trend.forward(mean).add(rest.forward(x.sub(mean)));
            }
        };
        net.initialize(seed);
        return new Own(seed, Task.regression(), net, data, ROWS).with(new Adam(net, 1e-2));
    }
}
