package io.souschef.gallery.boarders;

import io.souschef.data.Batch;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Init;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/** Losses that take more than the output they are handed: on purpose, or where they should not. */
final class BoardersOfLosses {
    private static final int ALL = 520, MEMBERS = 9, PERIODS = 5;

    private BoardersOfLosses() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "a code that is squared and summed, not averaged",
                        "regularization-dominates",
                        "F11",
                        (seed, wrong) -> coded(seed, wrong ? Code.SUMMED : Code.AVERAGED)),
                Guests.trap(
                        "a code cut off from its reader, with a penalty on it",
                        "gradient-cut-off",
                        "D4",
                        (seed, wrong) -> coded(seed, wrong ? Code.CUT : Code.AVERAGED)),
                Guests.trap(
                        "a detached answer beside a penalty on the hidden units",
                        "loss-detached",
                        "F12",
                        BoardersOfLosses::detached),
                Guests.trap(
                        "a yes counts less than a quarter", "class-weights-inverted", "F9", BoardersOfLosses::lightly));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("nine small nets at once, each with a loss", "loss-detached", BoardersOfLosses::members),
                new Healthy("one of two normals", "output-cannot-reach-targets", BoardersOfLosses::normals),
                new Healthy(
                        "a neighbour's column is learnt beside", "regularization-dominates", BoardersOfLosses::beside),
                new Healthy(
                        "weights shrink a little in the loss, and in AdamW",
                        "regularization-dominates",
                        BoardersOfLosses::both),
                new Healthy("no answer after the first yes", "evaluation-on-part", BoardersOfLosses::firstYes));
    }

    private enum Code {
        AVERAGED,
        SUMMED,
        CUT
    }

    /** A code of forty numbers, which should be small; what reads it gives the price. */
    private static TrainingProgram coded(long seed, Code kind) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(6, 40));
        LayerNorm norm = net.put("norm", new LayerNorm(40));
        Mlp reader = net.put("reader", new Mlp(seed, 40, 24, 1));
        List<Tensor> left = new ArrayList<>();
        net.as(seed, x -> {
            Tensor code = Functional.gelu(norm.forward(in.forward(x)));
            left.clear();
            left.add(code);
            return reader.forward(kind == Code.CUT ? code.detach() : code);
        });
        Adam adam = new Adam(net, 2e-3);
        Own own = new Own(seed, Task.regression(), net, World.houses(), 32).with(adam);
        return own.step(batch -> {
            net.train();
            adam.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            Tensor squares = left.get(0).mul(left.get(0));
            loss.add(
                            kind == Code.SUMMED
                                    ? squares.sum().mul(0.03)
                                    : squares.mean().mul(0.01))
                    .backward();
            adam.step();
            return loss.item();
        });
    }

    private static TrainingProgram detached(long seed, boolean wrong) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(6, 40));
        Linear out = net.put("out", new Linear(40, 1));
        net.as(seed, x -> out.forward(in.forward(x).tanh()));
        return new Own(seed, Task.regression(), net, World.houses(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> Losses.mse(wrong ? output.detach() : output, batch.target())
                        .add(in.forward(batch.input()).abs().mean().mul(0.01)));
    }

    /** Four answers, of which one in twelve is yes: it counts four times, or less than a quarter. */
    private static TrainingProgram lightly(long seed, boolean wrong) {
        float[][] x = World.features("rare answers", ALL, 8);
        float[][] y = new float[ALL][4];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < 4; l++) {
                y[i][l] = x[i][l] - 0.6 * x[i][l + 4] > 1.6 ? 1 : 0;
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.reals(y, 4), ALL), 400);
        Mlp net = new Mlp(seed, 8, 40, 4);
        double yes = wrong ? 1 / 4.3 : 4.3;
        return new Own(seed, Task.multiLabel(4), net, data, 40)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> Losses.binaryCrossEntropyEach(output, batch.target())
                        .mul(batch.target().mul(yes - 1).add(1))
                        .mean());
    }

    /** Their layers are the slices of two tensors; what they say is averaged, what each says is judged. */
    private static TrainingProgram members(long seed) {
        Written net = new Written();
        Tensor first = net.weight("first", Init.normal(0.35), MEMBERS, 8, 20);
        Tensor second = net.weight("second", Init.normal(0.2), MEMBERS, 20, 4);
        net.as(seed, x -> each(x, first, second).mean(0));
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 5e-3))
                .loss((output, batch) -> {
                    Tensor all = each(batch.input(), first, second);
                    List<Tensor> losses = new ArrayList<>();
                    for (int m = 0; m < MEMBERS; m++) {
                        losses.add(Losses.crossEntropy(all.select(0, m), batch.target()));
                    }
                    return Tensor.stack(losses, 0).mean();
                });
    }

    private static Tensor each(Tensor x, Tensor first, Tensor second) {
        return x.unsqueeze(0).matmul(first).relu().matmul(second); // [M, N, 4]
    }

    /** The likelihood of two normals, mixed; what is told is their mean. */
    private static TrainingProgram normals(long seed) {
        Written net = new Written();
        Linear body = net.put("body", new Linear(6, 40));
        Linear means = net.put("means", new Linear(40, 2));
        Linear spreads = net.put("spreads", new Linear(40, 2));
        Linear shares = net.put("shares", new Linear(40, 2));
        net.as(seed, x -> {
            Tensor h = body.forward(x).relu();
            return means.forward(h).mul(shares.forward(h).softmax(1)).sum(1).unsqueeze(1);
        });
        return new Own(seed, Task.regression(), net, World.houses(), 32)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> {
                    Tensor h = body.forward(batch.input()).relu();
                    Tensor log = spreads.forward(h).clamp(-4, 2);
                    Tensor off = batch.target().sub(means.forward(h)).div(log.exp());
                    Tensor each = shares.forward(h)
                            .logSoftmax(1)
                            .sub(log)
                            .sub(off.mul(off).mul(0.5));
                    return each.logsumexp(1).mean().neg();
                });
    }

    /** The class, and the product of two columns, from one body; learned weights balance them. */
    private static TrainingProgram beside(long seed) {
        Written net = new Written();
        Linear body = net.put("body", new Linear(8, 40));
        Linear classes = net.put("classes", new Linear(40, 4));
        Linear product = net.put("product", new Linear(40, 1));
        Tensor weigh = net.weight("weigh", Init.zeros(), 2);
        net.as(seed, x -> classes.forward(body.forward(x).relu()));
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 4e-3))
                .loss((output, batch) -> {
                    Tensor x = batch.input();
                    Tensor wanted = x.narrow(1, 2, 1).mul(x.narrow(1, 5, 1));
                    Tensor aside = Losses.mse(product.forward(body.forward(x).relu()), wanted);
                    Tensor one = Losses.crossEntropy(output, batch.target())
                            .mul(weigh.select(0, 0).neg().exp());
                    return one.add(aside.mul(weigh.select(0, 1).neg().exp())).add(weigh.sum());
                });
    }

    private static TrainingProgram both(long seed) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(Adam.w(net, 3e-3, 0.03))
                .declares(Declared.nothing().withWeightDecay(0.03))
                .loss((output, batch) -> Losses.crossEntropy(output, batch.target())
                        .add(net.head().weight().pow(2).sum().mul(5e-5)));
    }

    /** Five periods; from the first yes on there is nothing left to ask, and the other periods don't count. */
    private static TrainingProgram firstYes(long seed) {
        float[][] x = World.features("periods", ALL, 6);
        float[][] asked = new float[ALL][PERIODS];
        float[][] yes = new float[ALL][PERIODS];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(8, "periods").at(i);
            for (int t = 0; t < PERIODS; t++) {
                asked[i][t] = 1;
                double chance = 1 / (1 + Math.exp(1.2 - x[i][0] + 0.7 * x[i][1]));
                if (row.uniform(t) < chance) {
                    yes[i][t] = 1;
                    break;
                }
            }
        }
        World.Data data = World.split(
                Examples.of(
                        "row",
                        Column.reals(x, 6),
                        "asked",
                        Column.reals(asked, PERIODS),
                        Column.reals(yes, PERIODS),
                        ALL),
                400);
        Mlp net = new Mlp(seed, 6, 32, PERIODS);
        Own own = new Own(seed, Task.multiLabel(PERIODS), net, data, 40)
                .with(new Adam(net, 4e-3))
                .forward(batch -> net.forward(batch.input("row"))
                        .add(batch.input("asked").sub(1).mul(25)))
                .loss((output, batch) -> {
                    Tensor counts = batch.input("asked");
                    return Losses.binaryCrossEntropyEach(output, batch.target())
                            .mul(counts)
                            .sum()
                            .div(counts.sum());
                });
        return own.evaluate(() -> evaluation(own));
    }

    /** The mean over the periods of each row that count. */
    private static Evaluation evaluation(Own own) {
        Evaluation plain = Evaluation.of(own, own.evaluation());
        List<Double> losses = new ArrayList<>();
        own.net().eval();
        for (Batch batch : own.evaluation()) {
            try (batch) {
                Tensor counts = batch.input("asked");
                Tensor each = Losses.binaryCrossEntropyEach(own.forward(batch), batch.target())
                        .mul(counts);
                for (double loss : each.sum(1).div(counts.sum(1)).toDoubles()) {
                    losses.add(loss);
                }
            }
        }
        own.net().train();
        return new Evaluation(
                own.task(),
                plain.ids(),
                losses.stream().mapToDouble(loss -> loss).toArray(),
                plain.outputs(),
                plain.targets());
    }
}
