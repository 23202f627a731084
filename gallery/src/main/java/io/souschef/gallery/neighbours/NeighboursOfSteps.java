package io.souschef.gallery.neighbours;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Steps that gather in no steady rhythm, that go through the net in both modes, or that are left out. */
final class NeighboursOfSteps {
    private NeighboursOfSteps() {}

    /** The planted bugs. */
    static List<Trap> traps() {
        return List.of(Guests.trap(
                "gradients cleared at the end, and no step before that",
                "optimizer-step-missing",
                "G4",
                NeighboursOfSteps::unapplied));
    }

    /** Healthy programs that look as if they had one. */
    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "what is left of an epoch's gradients applied at its end",
                        "gradients-not-cleared",
                        NeighboursOfSteps::flushed),
                new Healthy(
                        "adversarial examples made in evaluation mode",
                        "trained-in-evaluation-mode",
                        NeighboursOfSteps::adversarial));
    }

    private static TrainingProgram unapplied(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        Adam adam = new Adam(net, 4e-3);
        Own program = new Own(seed, Task.classification(4), net, World.table(), 32).with(adam);
        return program.step(batch -> {
            net.train();
            Tensor loss = program.loss(program.forward(batch), batch);
            loss.backward();
            if (!wrong) {
                adam.step();
            }
            adam.zeroGrad();
            return loss.item();
        });
    }

    /** Six of the ten batches of an epoch, and then four. */
    private static TrainingProgram flushed(long seed) {
        int every = 6;
        Mlp net = new Mlp(seed, 8, 48, 4);
        Adam adam = new Adam(net, 4e-3);
        Own program = new Own(seed, Task.classification(4), net, World.table(), 32).with(adam);
        int perEpoch = program.training(0).count();
        int[] done = new int[1];
        return program.step(batch -> {
                    net.train();
                    Tensor loss = program.loss(program.forward(batch), batch);
                    loss.div(every).backward();
                    done[0] = done[0] % perEpoch + 1;
                    if (done[0] % every == 0 || done[0] == perEpoch) {
                        adam.step();
                        adam.zeroGrad();
                    }
                    return loss.item();
                })
                .declares(Declared.nothing().withAccumulation(every));
    }

    /** Goodfellow et al. 2015: a step uphill from each input, seen by the net as it will be used. */
    private static TrainingProgram adversarial(long seed) {
        Dropped net = new Dropped(seed);
        Adam adam = new Adam(net, 3e-3);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(adam)
                .step(batch -> {
                    net.eval();
                    Tensor worse = worse(net, batch, 0.05);
                    net.train();
                    adam.zeroGrad();
                    Tensor loss = Losses.crossEntropy(net.forward(worse), batch.target());
                    loss.backward();
                    adam.step();
                    return loss.item();
                });
    }

    private static Tensor worse(Layer net, Batch batch, double by) {
        Tensor x = batch.input().copy().requiresGrad(true);
        Tensor up = Losses.crossEntropy(net.forward(x), batch.target())
                .gradOf(List.of(x))
                .get(0)
                .orElseThrow()
                .detach();
        return batch.input().add(up.div(up.abs().add(1e-12)).mul(by));
    }

    private static final class Dropped extends Layer {
        private final Linear body = add("body", new Linear(8, 48));
        private final Dropout dropout = add("dropout", new Dropout(0.2));
        private final Linear head = add("head", new Linear(48, 4));

        Dropped(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(dropout.forward(body.forward(x).relu()));
        }
    }
}
