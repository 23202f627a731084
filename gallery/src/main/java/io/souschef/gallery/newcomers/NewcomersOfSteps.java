package io.souschef.gallery.newcomers;

import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Beside;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.Sights;
import io.souschef.gallery.guests.World;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** What is wrong is in the update. */
final class NewcomersOfSteps {
    /** What an optimiser does with one parameter and its gradient. */
    interface Update {
        void of(String name, Tensor weight, Tensor gradient);
    }

    private NewcomersOfSteps() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap("Lion that clears nothing", "gradients-not-cleared", "G1", NewcomersOfSteps::lion),
                Guests.trap("RMSprop by hand, applied twice", "optimizer-stepped-twice", "G4", NewcomersOfSteps::rms),
                Guests.trap(
                        "a rate that is rounded away from every scale of one",
                        "learning-rate-unfit",
                        "G7",
                        NewcomersOfSteps::tinyRate),
                Guests.trap(
                        "Adam from memory, without root or correction",
                        "optimizer-constants-wrong",
                        "G8",
                        NewcomersOfSteps::unrooted),
                Guests.trap(
                        "parts of a batch of which each counts as a whole",
                        "accumulation-not-divided",
                        "H3",
                        NewcomersOfSteps::parts));
    }

    /** Goes through the parameters that have a gradient. */
    static void each(Layer net, Update update) {
        try (Scope scope = Scope.open("update");
                NoGrad off = NoGrad.open()) {
            net.parameters().forEach((name, w) -> w.grad().ifPresent(g -> update.of(name, w, g)));
        }
    }

    static void clear(Layer net) {
        net.parameters().values().forEach(Tensor::clearGrad);
    }

    /** Chen et al. 2023, algorithm 2. */
    private static TrainingProgram lion(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Beside mean = Beside.zeros(net);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .owning(mean)
                .rate(() -> 1e-3);
        return own.step(batch -> {
            net.train();
            if (!wrong) {
                clear(net);
            }
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            each(net, (name, w, g) -> {
                Tensor c = mean.of(name).mul(0.9).add(g.mul(0.1));
                w.addInPlace(c.div(c.abs().add(1e-30)), -1e-3);
                mean.of(name).lerpInPlace(g, 0.01);
            });
            return loss.item();
        });
    }

    private static TrainingProgram rms(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 6, 48, 1);
        Beside squares = Beside.zeros(net);
        Own own = new Own(seed, Task.regression(), net, World.houses(), 32)
                .owning(squares)
                .rate(() -> 2e-3);
        return own.step(batch -> {
            net.train();
            clear(net);
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            for (int times = wrong ? 2 : 1; times > 0; times--) {
                each(net, (name, w, g) -> {
                    squares.of(name).mulInPlace(0.99).addcmulInPlace(g, g, 0.01);
                    w.addcdivInPlace(g, squares.of(name).sqrt().add(1e-8), -2e-3);
                });
            }
            return loss.item();
        });
    }

    private static TrainingProgram tinyRate(long seed, boolean wrong) {
        Written net = new Written();
        Conv2d in = net.put(
                "in", new Conv2d(1, 12, 3, Conv2d.Options.DEFAULT.withPadding(1).withoutBias()));
        BatchNorm2d norm = net.put("norm", new BatchNorm2d(12));
        Linear out = net.put("out", new Linear(12 * 25, 4));
        net.as(
                seed,
                x -> out.forward(
                        Functional.maxPool2d(norm.forward(in.forward(x)).relu(), 2, 2, 0)
                                .flatten()));
        return new Own(seed, Task.classification(4), net, Sights.figures(), 32)
                .with(new Adam(net, wrong ? 1e-8 : 3e-3));
    }

    private static TrainingProgram unrooted(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Beside means = Beside.zeros(net);
        Beside squares = Beside.zeros(net);
        double rate = wrong ? 3e-6 : 3e-3;
        int[] steps = {0};
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .owning(means)
                .owning(squares)
                .rate(() -> rate);
        return own.step(batch -> {
            net.train();
            clear(net);
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            steps[0]++;
            each(net, (name, w, g) -> {
                means.of(name).lerpInPlace(g, 0.1);
                squares.of(name).mulInPlace(0.999).addcmulInPlace(g, g, 0.001);
                Tensor second = squares.of(name);
                double first = 1 - Math.pow(0.9, steps[0]);
                Tensor root = second.div(1 - Math.pow(0.999, steps[0])).sqrt();
                w.addcdivInPlace(means.of(name), (wrong ? second : root).add(1e-8), wrong ? -rate : -rate / first);
            });
            return loss.item();
        });
    }

    /** A batch of 32 in pieces of 12, 12 and 8. */
    private static TrainingProgram parts(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32).rate(() -> 0.05);
        return own.step(batch -> {
            net.train();
            clear(net);
            double sum = 0;
            for (int from = 0; from < batch.size(); from += 12) {
                int n = Math.min(12, batch.size() - from);
                Tensor output = net.forward(batch.input().narrow(0, from, n));
                Tensor loss = Losses.crossEntropy(output, batch.target().narrow(0, from, n));
                double share = (double) n / batch.size();
                (wrong ? loss : loss.mul(share)).backward();
                sum += loss.item() * share;
            }
            each(net, (name, w, g) -> w.addInPlace(g, -0.05));
            return sum;
        });
    }
}
