package io.souschef.gallery.boarders;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Gathered;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is unusual, or wrong, is in a net, an update, a rate or an evaluation. */
final class BoardersOfLoops {
    private static final int EVERY = 4;

    private BoardersOfLoops() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "a state by hand both ways along the batch",
                        "recurrence-over-batch",
                        "D10",
                        (seed, wrong) -> classifier(seed, states(seed, wrong ? 0 : 1))),
                Guests.trap(
                        "halved every eight batches, not epochs",
                        "schedule-stepped-per-batch",
                        "K2",
                        BoardersOfLoops::halved),
                Guests.trap(
                        "an accuracy of batches of another size, averaged",
                        "mean-of-batch-means",
                        "I2",
                        BoardersOfLoops::reporting));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "sums of four batches, divided by all rows", "accumulation-not-divided", BoardersOfLoops::rows),
                new Healthy("three numbers a row, each evaluated", "evaluation-on-part", BoardersOfLoops::numbers),
                new Healthy(
                        "attention that starts sharp, without a mask",
                        "mask-can-be-beaten",
                        seed -> classifier(seed, attention(seed))),
                new Healthy(
                        "branches left out by chance, weighted in evaluation",
                        "dropout-inverted",
                        seed -> classifier(seed, deep(seed))));
    }

    private static TrainingProgram classifier(long seed, Layer net) {
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 4e-3));
    }

    /** Each loss times its rows goes backward; the sum is divided by all of them before the step. */
    private static TrainingProgram rows(long seed) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Adam adam = new Adam(net, 4e-3);
        int[] waiting = {0};
        int[] rows = {0};
        Own own = new Own(seed, Task.classification(4), net, World.table(), 16)
                .with(adam)
                .declares(Declared.nothing().withAccumulation(EVERY));
        Runnable update = () -> {
            try (Scope scope = Scope.open("update");
                    NoGrad off = NoGrad.open()) {
                net.parameters().values().forEach(w -> w.grad().ifPresent(g -> g.mulInPlace(1.0 / rows[0])));
                adam.step();
            }
            waiting[0] = 0;
            rows[0] = 0;
        };
        return own.step(batch -> {
                    net.train();
                    if (waiting[0] == 0) {
                        adam.zeroGrad();
                    }
                    Tensor loss = own.loss(own.forward(batch), batch);
                    loss.mul(batch.size()).backward();
                    rows[0] += batch.size();
                    if (++waiting[0] == EVERY) {
                        update.run();
                    }
                    return loss.item();
                })
                .epochEnded(epoch -> {
                    if (waiting[0] > 0) {
                        update.run();
                    }
                });
    }

    /** Three numbers for each example; in evaluation each of them is a prediction. */
    private static TrainingProgram numbers(long seed) {
        float[][] x = World.features("bearings", 448, 6);
        float[][] y = new float[x.length][3];
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < 3; k++) {
                y[i][k] = (float) (0.8 * x[i][k] + 0.6 * Math.sin(2 * x[i][k + 1]) + 0.3 * x[i][k + 2] * x[i][k + 3]);
            }
        }
        Mlp net = new Mlp(seed, 6, 48, 3);
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.reals(y, 3), x.length));
        Own own = new Own(seed, Task.regression(), net, data, 32).with(new Adam(net, 4e-3));
        return own.evaluate(() -> {
            boolean training = net.isTraining();
            net.eval();
            Gathered all = new Gathered();
            for (Batch batch : own.evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor output = own.forward(batch);
                    long[] ids = new long[3 * batch.size()];
                    for (int i = 0; i < ids.length; i++) {
                        ids[i] = batch.ids()[i / 3];
                    }
                    all.add(
                            ids,
                            Losses.mseEach(output, batch.target()).toDoubles(),
                            output.toFloats(),
                            batch.target().toFloats());
                }
            }
            if (training) {
                net.train();
            }
            return all.evaluation(own.task());
        });
    }

    /** Reports the share of right answers by a loop of his own, in batches that are larger than those of his evaluation split. */
    private static TrainingProgram reporting(long seed, boolean wrong) {
        World.Data table = World.table();
        Mlp net = new Mlp(seed, 8, 48, 4);
        Own own = new Own(seed, Task.classification(4), net, table, 32).with(new Adam(net, 4e-3));
        return own.reported(() -> {
            boolean training = net.isTraining();
            net.eval();
            double right = 0;
            double all = 0;
            for (Batch batch : table.test().batches(table.test().inOrder(), 50)) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    double weight = wrong ? 1 : batch.size();
                    right += weight * own.metric(own.forward(batch), batch.target());
                    all += weight;
                }
            }
            if (training) {
                net.train();
            }
            return right / all;
        });
    }

    /** Forty epochs of ten batches; halved after every eight, of epochs or of batches. */
    private static TrainingProgram halved(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Sgd sgd = new Sgd(net, 0.05, 0.9);
        int[] count = {0};
        Runnable tick = () -> {
            int halvings = ++count[0] / 8;
            sgd.learningRate(0.05 * Math.pow(0.5, halvings));
        };
        Own own = new Own(seed, Task.classification(4), net, World.table(), 16)
                .with(sgd)
                .declares(Declared.nothing().withPlannedSteps(800))
                .epochEnded(epoch -> {
                    if (!wrong) {
                        tick.run();
                    }
                });
        return own.step(batch -> {
            net.train();
            sgd.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            sgd.step();
            if (wrong) {
                tick.run();
            }
            return loss.item();
        });
    }

    /** A layer from its parts and what is done with them. */
    private static final class Made extends Layer {
        private UnaryOperator<Tensor> forward = x -> x;

        <L extends Layer> L part(String name, L layer) {
            return add(name, layer);
        }

        Made done(long seed, UnaryOperator<Tensor> with) {
            forward = with;
            initialize(seed);
            return this;
        }

        @Override
        public Tensor forward(Tensor x) {
            return forward.apply(x);
        }
    }

    /** Four steps of two features each; a state forwards and one backwards. */
    private static Layer states(long seed, int along) {
        Made made = new Made();
        Linear in = made.part("in", new Linear(2, 24));
        Linear on = made.part("on", new Linear(24, 24));
        Linear head = made.part("head", new Linear(8 * 24, 4));
        return made.done(seed, flat -> {
            Tensor x = flat.reshape(-1, 4, 2);
            int n = (int) x.size(along);
            Tensor[] forwards = new Tensor[n];
            Tensor[] backwards = new Tensor[n];
            for (Tensor[] states : List.of(forwards, backwards)) {
                Tensor state = Tensor.zeros(x.size(1 - along), 24);
                for (int i = 0; i < n; i++) {
                    int at = states == forwards ? i : n - 1 - i;
                    state = in.forward(x.select(along, at))
                            .add(on.forward(state))
                            .tanh();
                    states[at] = state;
                }
            }
            Tensor both = Tensor.cat(
                    List.of(Tensor.stack(List.of(forwards), along), Tensor.stack(List.of(backwards), along)), 2);
            return head.forward(both.reshape(-1, 8 * 24));
        });
    }

    /** Eight positions that look at each other, with scores in the tens from the start. */
    private static Layer attention(long seed) {
        Made made = new Made();
        Linear lift = made.part("lift", new Linear(8, 8 * 16));
        LayerNorm norm = made.part("norm", new LayerNorm(16));
        Linear q = made.part("q", new Linear(16, 16, Init.normal(0.6), Init.zeros()));
        Linear k = made.part("k", new Linear(16, 16, Init.normal(0.6), Init.zeros()));
        Linear v = made.part("v", new Linear(16, 16));
        Linear head = made.part("head", new Linear(16, 4));
        return made.done(seed, x -> {
            Tensor h = lift.forward(x).reshape(-1, 8, 16);
            Tensor n = norm.forward(h);
            Tensor scores = q.forward(n).matmul(k.forward(n).transpose(1, 2)).mul(0.25);
            return head.forward(
                    h.add(scores.softmax(2).matmul(v.forward(n))).relu().mean(1));
        });
    }

    /** Three branches, each left out of three examples in ten; in evaluation all are there, at seven tenths. */
    private static Layer deep(long seed) {
        double kept = 0.7;
        Made made = new Made();
        Linear in = made.part("in", new Linear(8, 48));
        Linear one = made.part("one", new Linear(48, 48));
        Linear two = made.part("two", new Linear(48, 48));
        Linear three = made.part("three", new Linear(48, 48));
        Linear head = made.part("head", new Linear(48, 4));
        RandomStream drawn = RandomStream.of(seed, "depth");
        long[] draws = {0};
        return made.done(seed, x -> {
            Tensor h = in.forward(x);
            for (Linear branch : List.of(one, two, three)) {
                Tensor more = branch.forward(h).relu();
                h = h.add(
                        made.isTraining()
                                ? more.mul(drawn.at(draws[0]++).bernoulli(kept, x.size(0), 1))
                                : more.mul(kept));
            }
            return head.forward(h);
        });
    }
}
