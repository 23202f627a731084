package io.souschef.gallery.guests;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Layer;
import io.souschef.nn.Lstm;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sound programs with updates, losses and nets of their own. */
final class HealthyGuests {
    private HealthyGuests() {}

    static List<Healthy> all() {
        return List.of(
                new Healthy("LARS by hand on pictures", "accumulation-not-divided", HealthyGuests::lars),
                new Healthy("two backward passes for one update", "optimizer-stepped-twice", HealthyGuests::sharpness),
                new Healthy("two rows in a hundred, weighted", "final-bias-not-set", HealthyGuests::weighted),
                new Healthy(
                        "an LSTM that goes on through a long song",
                        "cannot-overfit-one-batch",
                        HealthyGuests::longSong),
                new Healthy("the ninth of ten", "training-loss-rises", HealthyGuests::ninthOfTen));
    }

    private static TrainingProgram lars(long seed) {
        Layer net = new ConvNet(
                seed, 1, 10, 10, 4, ConvNet.Options.DEFAULT.withWidth(12).withDepth(1));
        Beside m = Beside.zeros(net);
        Own own = new Own(seed, Task.classification(4), net, Sights.figures(), 32)
                .owning(m)
                .rate(() -> 1.0);
        return own.step(batch -> GuestsOfSteps.plain(own, batch, () -> {
            try (Scope scope = Scope.open("lars");
                    NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, p) -> p.grad().ifPresent(g -> {
                    double w = p.norm().item();
                    double d = g.norm().item();
                    double trust = p.dim() > 1 && w > 0 && d > 0 ? 0.02 * w / (d + 1e-4 * w) : 0.02;
                    m.of(name).mulInPlace(0.9).addInPlace(g.add(p.mul(p.dim() > 1 ? 1e-4 : 0)), trust);
                    p.addInPlace(m.of(name), -1.0);
                }));
            }
        }));
    }

    private static TrainingProgram sharpness(long seed) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Sgd sgd = new Sgd(net, 0.05, 0.9);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32).with(sgd);
        return own.step(batch -> {
            net.train();
            sgd.zeroGrad();
            own.loss(own.forward(batch), batch).backward();
            double norm = Gradients.norm(net.parameters().values());
            Map<String, Tensor> climbed = new LinkedHashMap<>();
            try (NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, p) -> p.grad().ifPresent(g -> {
                    Tensor e = g.mul(0.05 / (norm + 1e-12));
                    p.addInPlace(e, 1);
                    climbed.put(name, e);
                }));
            }
            sgd.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            try (NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, p) -> Optional.ofNullable(climbed.get(name))
                        .ifPresent(e -> p.addInPlace(e, -1)));
            }
            sgd.step();
            return loss.item();
        });
    }

    private static TrainingProgram weighted(long seed) {
        int n = 900;
        float[][] x = World.features("rarer", n, 6);
        long[][] y = new long[n][1];
        for (int i = 0; i < n; i++) {
            y[i][0] = x[i][0]
                                    + 0.5 * x[i][1] * x[i][2]
                                    + 0.5 * RandomStream.of(9, "rarer").gaussian(i)
                            > 2.4
                    ? 1
                    : 0;
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.wholes(y), n), 600);
        Mlp net = new Mlp(seed, 6, 32, 2);
        return new Own(seed, Task.classification(2), net, data, 50)
                .with(new Adam(net, 2e-3))
                .loss((output, batch) ->
                        Losses.crossEntropy(output, batch.target(), Tensor.of(new float[] {0.52f, 14}, 2)));
    }

    private static TrainingProgram longSong(long seed) {
        World.Data data = Songs.pieces();
        Singer net = new Singer(seed, Songs.NOTES);
        Adam adam = new Adam(net, 5e-3);
        Shelf[] shelf = {new Shelf("state")};
        Lstm.@Nullable State[] last = new Lstm.@Nullable State[1];
        Own own = new Own(seed, Task.nextToken(Songs.NOTES), net, data, 8)
                .with(adam)
                .training(epoch -> data.train().batches(data.train().inOrder(), 8))
                .evaluation(() -> data.test().batches(data.test().inOrder(), 8))
                .declares(Declared.nothing().carryingState().inOrder())
                .owning(() -> shelf[0].close());
        return own.step(batch -> {
                    net.train();
                    adam.zeroGrad();
                    Lstm.State start = last[0];
                    if (start == null || start.hidden().size(1) != batch.size()) {
                        start = new Lstm.State(
                                Tensor.zeros(1, batch.size(), Singer.HIDDEN),
                                Tensor.zeros(1, batch.size(), Singer.HIDDEN));
                    }
                    Lstm.Output out = net.lstm.forward(net.embedding.forward(batch.input()), start);
                    Tensor loss = own.loss(net.head.forward(out.sequence()), batch);
                    loss.backward();
                    adam.step();
                    Shelf fresh = new Shelf("state");
                    last[0] = new Lstm.State(
                            fresh.keep(out.state().hidden().detach().copy()),
                            fresh.keep(out.state().cell().detach().copy()));
                    shelf[0].close();
                    shelf[0] = fresh;
                    return loss.item();
                })
                .epochEnded(epoch -> last[0] = null);
    }

    private static TrainingProgram ninthOfTen(long seed) {
        Mlp net = new Mlp(seed, 6, 48, 1);
        return new Own(seed, Task.regression(), net, World.houses(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> {
                    Tensor e = batch.target().sub(output);
                    return e.mul(0.9).maximum(e.mul(-0.1)).mean();
                });
    }
}
