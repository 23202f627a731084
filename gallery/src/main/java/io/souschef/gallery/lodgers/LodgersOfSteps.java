package io.souschef.gallery.lodgers;

import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Beside;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** What is wrong is in the update, in its rate or in what goes backward. */
final class LodgersOfSteps {
    private static final double RATE = 0.02, DECAY = 5e-3;
    private static final int EVERY = 4;

    private LodgersOfSteps() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "a velocity that is subtracted twice",
                        "optimizer-stepped-twice",
                        "G4",
                        (seed, wrong) -> decayed(seed, wrong ? 2 : 1, false)),
                Guests.trap(
                        "a decay by hand that is on biases too",
                        "weight-decay-misplaced",
                        "G6",
                        (seed, wrong) -> decayed(seed, 1, wrong)),
                Guests.trap(
                        "a loss's scale that clipping hides, over four batches",
                        "loss-scale-wrong",
                        "H5",
                        LodgersOfSteps::scaled),
                Guests.trap(
                        "milestones that are epochs, in a count of steps",
                        "schedule-stepped-per-batch",
                        "K2",
                        LodgersOfSteps::milestones),
                Guests.trap(
                        "a checkpoint without the average that is evaluated",
                        "checkpoint-incomplete",
                        "H9",
                        (seed, wrong) -> new AverageKeeper(seed, !wrong)),
                Guests.trap(
                        "the error of a guess that is detached, beside a penalty",
                        "loss-detached",
                        "F12",
                        LodgersOfSteps::detached));
    }

    /** Momentum of 0.8 by hand, the decay added to the gradient. */
    private static TrainingProgram decayed(long seed, int times, boolean everything) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Beside velocity = Beside.zeros(net);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .owning(velocity)
                .rate(() -> RATE)
                .declares(Declared.nothing().withWeightDecay(DECAY));
        return own.step(batch -> {
            net.train();
            net.parameters().values().forEach(Tensor::clearGrad);
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            try (Scope scope = Scope.open("momentum");
                    NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, w) -> w.grad().ifPresent(g -> {
                    boolean decays = everything || w.dim() >= 2;
                    velocity.of(name).mulInPlace(0.8).addInPlace(decays ? g.add(w.mul(DECAY)) : g, 1);
                    w.addInPlace(velocity.of(name), -RATE * times);
                }));
            }
            return loss.item();
        });
    }

    /** A loss scaled as for half precision; clipped while the gradient has the scale, or after it was divided out. */
    private static TrainingProgram scaled(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        int[] waiting = {0};
        Own own = new Own(seed, Task.classification(4), net, World.table(), 16)
                .rate(() -> 0.1)
                .declares(Declared.nothing().withAccumulation(EVERY).withClipNorm(2));
        return own.step(batch -> {
            net.train();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.mul(1024.0 / EVERY).backward();
            if (++waiting[0] % EVERY == 0) {
                try (Scope scope = Scope.open("update");
                        NoGrad off = NoGrad.open()) {
                    if (!wrong) {
                        net.parameters().values().forEach(w -> w.grad().ifPresent(g -> g.mulInPlace(1 / 1024.0)));
                    }
                    Gradients.clipNorm(net.parameters().values(), 2);
                    net.parameters().values().forEach(w -> w.grad().ifPresent(g -> w.addInPlace(g, -0.1)));
                }
                net.parameters().values().forEach(Tensor::clearGrad);
            }
            return loss.item();
        });
    }

    /** Thirty epochs; a third of the rate after eighteen and a ninth after twenty-five. */
    private static TrainingProgram milestones(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Sgd sgd = new Sgd(net, 0.05, 0.9);
        int[] count = {0};
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(sgd)
                .declares(Declared.nothing().withPlannedSteps(300).withLearningRate(0.05))
                .epochEnded(epoch -> {
                    if (!wrong) {
                        count[0]++;
                    }
                });
        return own.step(batch -> {
            sgd.learningRate(count[0] < 18 ? 0.05 : count[0] < 25 ? 0.05 / 3 : 0.05 / 9);
            net.train();
            sgd.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            sgd.step();
            if (wrong) {
                count[0]++;
            }
            return loss.item();
        });
    }

    /** A price, and a small penalty on guesses far from zero, which is all that is left of the gradient. */
    private static TrainingProgram detached(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 6, 48, 1);
        Sgd sgd = new Sgd(net, 0.05, 0.9);
        Own own = new Own(seed, Task.regression(), net, World.houses(), 32).with(sgd);
        return own.step(batch -> {
            net.train();
            sgd.zeroGrad();
            Tensor guess = own.forward(batch);
            Tensor error = Losses.mse(wrong ? guess.detach() : guess, batch.target());
            error.add(guess.abs().mean().mul(0.01)).backward();
            sgd.step();
            return error.item();
        });
    }
}
