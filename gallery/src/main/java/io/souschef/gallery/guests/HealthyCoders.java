package io.souschef.gallery.guests;

import io.souschef.gallery.Healthy;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sound programs whose loss takes more than the output. */
final class HealthyCoders {
    private HealthyCoders() {}

    static List<Healthy> all() {
        return List.of(
                new Healthy("an autoencoder with a random code", "not-reproducible", HealthyCoders::variational),
                new Healthy("a main head and one that helps", "class-weights-inverted", HealthyCoders::twoHeads));
    }

    private static TrainingProgram variational(long seed) {
        final class Variational extends Layer {
            private final Linear in = add("in", new Linear(36, 48));
            private final Linear mean = add("mean", new Linear(48, 6));
            private final Linear spread = add("spread", new Linear(48, 6));
            private final Linear back = add("back", new Linear(6, 48));
            private final Linear out = add("out", new Linear(48, 36));
            private RandomStream stream = RandomStream.of(0, "code");
            private long calls;

            @Nullable
            Tensor mu;

            @Nullable
            Tensor logvar;

            Variational() {
                initialize(seed);
            }

            @Override
            protected void seeded(RandomStream own) {
                stream = own;
                calls = 0;
            }

            @Override
            protected long draws() {
                return calls;
            }

            @Override
            protected void draws(long n) {
                calls = n;
            }

            @Override
            public Tensor forward(Tensor x) {
                Tensor h = in.forward(x).relu();
                Tensor m = mean.forward(h);
                Tensor v = spread.forward(h);
                mu = m;
                logvar = v;
                Tensor z = isTraining()
                        ? m.add(v.div(2)
                                .exp()
                                .mul(stream.at(calls++).normal(0, 1, m.shape().toArray())))
                        : m;
                return out.forward(back.forward(z).relu());
            }
        }
        Variational net = new Variational();
        return new Own(seed, Task.multiLabel(36), net, Sights.strokes(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> {
                    Tensor data = Losses.binaryCrossEntropy(output, batch.target());
                    Tensor m = Objects.requireNonNull(net.mu);
                    Tensor v = Objects.requireNonNull(net.logvar);
                    Tensor kl =
                            v.exp().add(m.mul(m)).sub(v).sub(1).mul(0.5).sum(1).mean();
                    return data.add(kl.div(36).mul(0.2));
                });
    }

    private static TrainingProgram twoHeads(long seed) {
        final class Two extends Layer {
            private final Linear in = add("in", new Linear(8, 64));
            private final Linear mid = add("mid", new Linear(64, 32));
            private final Linear main = add("main", new Linear(32, 4));
            private final Linear help = add("help", new Linear(32, 1));

            @Nullable
            Tensor helped;

            Two() {
                initialize(seed);
            }

            @Override
            public Tensor forward(Tensor x) {
                Tensor h = mid.forward(in.forward(x).relu()).relu();
                helped = help.forward(h);
                return main.forward(h);
            }
        }
        Two net = new Two();
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> {
                    Tensor size = batch.input().mul(batch.input()).mean(1).unsqueeze(1);
                    Tensor side = Losses.mse(Objects.requireNonNull(net.helped), size);
                    return Losses.crossEntropy(output, batch.target()).add(side.mul(0.1));
                });
    }
}
