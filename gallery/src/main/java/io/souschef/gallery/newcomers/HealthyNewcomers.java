package io.souschef.gallery.newcomers;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Beside;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.Sights;
import io.souschef.gallery.guests.World;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Gathered;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Sound programs with evaluations, optimisers and nets of their own. */
final class HealthyNewcomers {
    private HealthyNewcomers() {}

    static List<Healthy> all() {
        return List.of(
                new Healthy("evaluated with its mirror image", "evaluation-on-part", HealthyNewcomers::mirrored),
                new Healthy("squares by row and column", "optimizer-constants-wrong", HealthyNewcomers::factored),
                new Healthy("weights divided by their norm", "evaluation-changes-the-net", HealthyNewcomers::spectral));
    }

    /** None of the figures has a side: the mean over a picture and its mirror image is a better answer than either. */
    private static TrainingProgram mirrored(long seed) {
        ConvNet net = new ConvNet(
                seed,
                1,
                Sights.SIDE,
                Sights.SIDE,
                4,
                ConvNet.Options.DEFAULT.withWidth(12).withDepth(1));
        Own own = new Own(seed, Task.classification(4), net, Sights.figures(), 32).with(new Adam(net, 2e-3));
        return own.evaluate(() -> {
            boolean trained = net.isTraining();
            net.eval();
            Gathered all = new Gathered();
            for (Batch batch : own.evaluation()) {
                try (batch;
                        NoGrad off = NoGrad.open()) {
                    Tensor output = net.forward(batch.input())
                            .add(net.forward(batch.input().flip(3)))
                            .mul(0.5);
                    double[] losses =
                            own.task().lossEach(output, batch.target()).toDoubles();
                    all.add(
                            batch.ids(),
                            losses,
                            output.toFloats(),
                            batch.target().toFloats());
                }
            }
            if (trained) {
                net.train();
            }
            return all.evaluation(own.task());
        });
    }

    /** Shazeer and Stern 2018, algorithm 4. */
    private static TrainingProgram factored(long seed) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Beside squares = Beside.zeros(net);
        int[] steps = {0};
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .owning(squares)
                .rate(() -> 5e-3);
        return own.step(batch -> {
            net.train();
            NewcomersOfSteps.clear(net);
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            double kept = Math.min(0.999, 1 - Math.pow(++steps[0], -0.8));
            NewcomersOfSteps.each(net, (name, w, g) -> {
                Tensor square = g.mul(g).add(1e-30);
                if (w.dim() == 2) {
                    Tensor rows = square.mean(1).unsqueeze(1);
                    square = rows.mul(square.mean(0).unsqueeze(0)).div(rows.mean());
                }
                squares.of(name).lerpInPlace(square, 1 - kept);
                Tensor u = g.div(squares.of(name).sqrt());
                w.addInPlace(u, -5e-3 / Math.max(1, Math.sqrt(u.mul(u).mean().item())));
            });
            return loss.item();
        });
    }

    /** Miyato et al. 2018: one step of the power iteration in each forward pass of training. */
    private static TrainingProgram spectral(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 64));
        Linear out = net.put("out", new Linear(64, 4));
        Tensor left = net.kept("left", Init.normal(1), 64);
        net.as(seed, x -> {
            Tensor w = in.weight();
            if (net.isTraining()) {
                try (NoGrad off = NoGrad.open()) {
                    Tensor right = w.transpose(0, 1).matmul(left.unsqueeze(1));
                    Tensor next = w.matmul(right.div(right.norm())).squeeze(1);
                    left.copyInPlace(next.div(next.norm()));
                }
            }
            Tensor u = left.detach().copy();
            Tensor right = w.detach().transpose(0, 1).matmul(u.unsqueeze(1));
            Tensor largest =
                    u.unsqueeze(0).matmul(w).matmul(right.div(right.norm())).reshape(1);
            Tensor h = x.matmul(w.div(largest).mul(2).transpose(0, 1))
                    .add(in.bias().orElseThrow());
            return out.forward(h.relu());
        });
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 5e-3));
    }
}
