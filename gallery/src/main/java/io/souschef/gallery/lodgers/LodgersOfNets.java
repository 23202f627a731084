package io.souschef.gallery.lodgers;

import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.nn.Relu;
import io.souschef.nn.Sequential;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** What is wrong is in the net's forward pass, or in the loss. */
final class LodgersOfNets {
    private static final int WIDTH = 48, ROWS = 32, LABELLED = 448;

    private LodgersOfNets() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "a recurrence by hand that goes on from the last batch",
                        "hidden-state-carried",
                        "H7",
                        LodgersOfNets::recurrent),
                Guests.trap(
                        "BatchNorm's momentum of another library",
                        "batch-norm-momentum-wrong",
                        "J4",
                        LodgersOfNets::normalized),
                Guests.trap("a dropout whose result is thrown away", "dropout-inactive", "J2", LodgersOfNets::dropping),
                Guests.trap(
                        "the squared error of an expected class number",
                        "loss-wrong-for-task",
                        "F8",
                        LodgersOfNets::numbered),
                Guests.trap(
                        "a likelihood of those that say yes alone",
                        "loss-wrong-for-task",
                        "F8",
                        LodgersOfNets::yesAlone));
    }

    /** What is kept of the running statistics elsewhere is what is replaced here. */
    private static TrainingProgram normalized(long seed, boolean wrong) {
        Sequential net = new Sequential(
                new Linear(8, WIDTH, false),
                new BatchNorm1d(WIDTH, wrong ? 0.99 : 0.01, 1e-3),
                new Relu(),
                new Linear(WIDTH, 4));
        net.initialize(seed);
        return new Own(seed, Task.classification(4), net, World.table(), ROWS).with(new Adam(net, 3e-3));
    }

    /** Reads a row number by number. */
    private static final class Reader extends Layer {
        private final Linear next = add("next", new Linear(1 + WIDTH, WIDTH));
        private final Linear head = add("head", new Linear(WIDTH, 4));

        Reader(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(read(x, Tensor.zeros(x.size(0), WIDTH)));
        }

        Tensor read(Tensor x, Tensor state) { // [N, 8], [N, WIDTH] → [N, WIDTH]
            Tensor h = state;
            for (int t = 0; t < x.size(1); t++) {
                h = next.forward(Tensor.cat(List.of(x.narrow(1, t, 1), h), 1)).tanh();
            }
            return h;
        }
    }

    private static TrainingProgram recurrent(long seed, boolean wrong) {
        Reader net = new Reader(seed);
        Adam adam = new Adam(net, 3e-3);
        Shelf shelf = new Shelf("state");
        Tensor[] state = {made(shelf)};
        Own own = new Own(seed, Task.classification(4), net, World.table(), ROWS)
                .with(adam)
                .owning(shelf);
        return own.step(batch -> {
            net.train();
            adam.zeroGrad();
            boolean goesOn = wrong && batch.size() == ROWS;
            Tensor h = net.read(batch.input(), goesOn ? state[0] : Tensor.zeros(batch.size(), WIDTH));
            Tensor loss = own.loss(net.head.forward(h), batch);
            loss.backward();
            adam.step();
            if (goesOn) {
                state[0].copyInPlace(h.detach());
            }
            return loss.item();
        });
    }

    private static Tensor made(Shelf shelf) {
        try (Scope scope = Scope.open("state")) {
            return shelf.keep(Tensor.zeros(ROWS, WIDTH));
        }
    }

    private static final class Dropping extends Layer {
        private final Linear in = add("in", new Linear(8, 64)), out = add("out", new Linear(64, 4));
        private final Dropout dropout = add("dropout", new Dropout(0.2));
        private final boolean wrong;

        Dropping(long seed, boolean wrong) {
            this.wrong = wrong;
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor h = in.forward(x).relu();
            Tensor dropped = dropout.forward(h);
            return out.forward(wrong ? h : dropped);
        }
    }

    private static TrainingProgram dropping(long seed, boolean wrong) {
        Dropping net = new Dropping(seed, wrong);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 3e-3))
                .declares(Declared.nothing().withDropout(0.2));
    }

    private static TrainingProgram numbered(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> wrong
                        ? Losses.mse(
                                output.softmax(1).matmul(Tensor.arange(4).to(DType.FLOAT32)),
                                batch.target().to(DType.FLOAT32))
                        : Losses.crossEntropy(output, batch.target()));
    }

    private static TrainingProgram yesAlone(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        return new Own(seed, Task.multiLabel(4), net, labels(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> {
                    Tensor y = batch.target();
                    Tensor yes = y.mul(log(output.sigmoid()));
                    Tensor no = y.neg().add(1).mul(log(output.neg().sigmoid()));
                    return (wrong ? yes : yes.add(no)).mean().neg();
                });
    }

    private static Tensor log(Tensor share) {
        return share.clamp(1e-7, 1).log();
    }

    /** [N, 8] → four times yes or no. */
    private static World.Data labels() {
        float[][] x = World.features("labels", LABELLED, 8);
        float[][] y = new float[LABELLED][4];
        for (int i = 0; i < LABELLED; i++) {
            for (int k = 0; k < 4; k++) {
                y[i][k] = x[i][k] + 0.5 * x[i][k + 4] > 0.2 ? 1 : 0;
            }
        }
        return World.split(Examples.of(Column.reals(x, 8), Column.reals(y, 4), LABELLED));
    }
}
