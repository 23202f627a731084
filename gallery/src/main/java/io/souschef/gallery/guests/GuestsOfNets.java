package io.souschef.gallery.guests;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.tensor.Functional;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/** What is wrong is in the net, or in how it is evaluated. */
final class GuestsOfNets {
    private GuestsOfNets() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap("gelu called and its result dropped", "missing-non-linearity", "D7", GuestsOfNets::dropped),
                Guests.trap(
                        "one block of six without its residual", "residual-missing", "D13", GuestsOfNets::noResidual),
                Guests.trap(
                        "BatchNorm recalibrated on the evaluation split",
                        "evaluation-changes-the-net",
                        "I4",
                        GuestsOfNets::recalibrated));
    }

    private static TrainingProgram dropped(long seed, boolean wrong) {
        final class Customers extends Layer {
            private final Embedding first = add("first", new Embedding(6, 4));
            private final Embedding second = add("second", new Embedding(5, 4));
            private final Linear in = add("in", new Linear(12, 32));
            private final Linear head = add("head", new Linear(32, 3));

            Customers() {
                initialize(seed);
            }

            @Override
            public Tensor forward(Tensor x) {
                throw new UnsupportedOperationException("numbers and codes");
            }

            Tensor forward(Tensor numbers, Tensor codes) {
                Tensor h = in.forward(Tensor.cat(
                        List.of(numbers, first.forward(codes.select(1, 0)), second.forward(codes.select(1, 1))), 1));
                Tensor bent = Functional.gelu(h);
                return head.forward(wrong ? h : bent);
            }
        }
        Customers net = new Customers();
        return new Own(seed, Task.classification(3), net, World.customers(), 32)
                .with(new Adam(net, 3e-3))
                .forward(batch -> net.forward(batch.input("numbers"), batch.input("codes")));
    }

    private static TrainingProgram noResidual(long seed, boolean wrong) {
        final class Six extends Layer {
            private final Linear in = add("in", new Linear(8, 32));
            private final List<LayerNorm> norms = new ArrayList<>();
            private final List<Linear> ups = new ArrayList<>(), downs = new ArrayList<>();
            private final Linear head = add("head", new Linear(32, 4));

            Six() {
                for (int i = 0; i < 6; i++) {
                    norms.add(add("norm" + i, new LayerNorm(32)));
                    ups.add(add("up" + i, new Linear(32, 32)));
                    downs.add(add("down" + i, new Linear(32, 32)));
                }
                initialize(seed);
            }

            @Override
            public Tensor forward(Tensor x) {
                Tensor h = in.forward(x);
                for (int i = 0; i < 6; i++) {
                    Tensor f = downs.get(i)
                            .forward(Functional.gelu(
                                    ups.get(i).forward(norms.get(i).forward(h))));
                    h = wrong && i == 3 ? f : h.add(f);
                }
                return head.forward(h);
            }
        }
        Six net = new Six();
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 1e-3));
    }

    private static TrainingProgram recalibrated(long seed, boolean wrong) {
        Layer net = normed(seed);
        World.Data data = World.table();
        Own own = new Own(seed, Task.classification(4), net, data, 32).with(new Adam(net, 3e-3));
        return own.evaluate(() -> {
            if (wrong) {
                net.train();
                for (Batch batch : own.evaluation()) {
                    try (batch;
                            NoGrad off = NoGrad.open()) {
                        net.forward(batch.input());
                    }
                }
            }
            net.eval();
            Evaluation all = gathered(own);
            net.train();
            return all;
        });
    }

    private static Layer normed(long seed) {
        final class Normed extends Layer {
            private final Linear in = add("in", new Linear(8, 48, false));
            private final BatchNorm1d norm = add("norm", new BatchNorm1d(48));
            private final Linear head = add("head", new Linear(48, 4));

            Normed() {
                initialize(seed);
            }

            @Override
            public Tensor forward(Tensor x) {
                return head.forward(norm.forward(in.forward(x)).relu());
            }
        }
        return new Normed();
    }

    private static Evaluation gathered(TrainingProgram own) {
        io.souschef.train.Gathered all = new io.souschef.train.Gathered();
        for (Batch batch : own.evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                Tensor out = own.forward(batch);
                all.add(
                        batch.ids(),
                        own.task().lossEach(out, batch.target()).toDoubles(),
                        out.toFloats(),
                        batch.target().toFloats());
            }
        }
        return all.evaluation(own.task());
    }
}
