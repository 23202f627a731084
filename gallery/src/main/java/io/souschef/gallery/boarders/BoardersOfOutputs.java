package io.souschef.gallery.boarders;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** What the last operation of a net lets through. */
final class BoardersOfOutputs {
    private static final int ALL = 520, LABELS = 5;

    private BoardersOfOutputs() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "two tables multiplied, through a tanh",
                        "output-cannot-reach-targets",
                        "D14",
                        BoardersOfOutputs::tables),
                Guests.trap(
                        "scores of labels below zero are cut",
                        "activation-on-logits",
                        "D8",
                        BoardersOfOutputs::cutBelowZero));
    }

    static List<Healthy> healthy() {
        return List.of(new Healthy(
                "two answers in three are yes", "softmax-before-cross-entropy", BoardersOfOutputs::mostlyYes));
    }

    /** Who likes what, from −3 to 3: a product of two embeddings, and what each brings. */
    private static TrainingProgram tables(long seed, boolean wrong) {
        long[][] pairs = new long[ALL][2];
        float[][] y = new float[ALL][1];
        RandomStream taste = RandomStream.of(12, "taste");
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(12, "pairs").at(i);
            pairs[i] = new long[] {row.below(0, 20), row.below(1, 15)};
            for (int d = 0; d < 3; d++) {
                y[i][0] += (float) (taste.at(pairs[i][0], 1).gaussian(d)
                        * taste.at(pairs[i][1], 2).gaussian(d));
            }
            y[i][0] = Math.max(-3, Math.min(3, y[i][0]));
        }
        World.Data data = World.split(Examples.of(Column.wholes(pairs, 2), Column.reals(y, 1), ALL), 400);
        Written net = new Written();
        Embedding who = net.put("who", new Embedding(20, 5, Init.normal(0.4)));
        Embedding what = net.put("what", new Embedding(15, 5, Init.normal(0.4)));
        Embedding bias = net.put("bias", new Embedding(15, 1, Init.zeros()));
        net.as(seed, x -> {
            Tensor product = who.forward(x.select(1, 0))
                    .mul(what.forward(x.select(1, 1)))
                    .sum(1)
                    .unsqueeze(1)
                    .add(bias.forward(x.select(1, 1)));
            return wrong ? product.tanh() : product;
        });
        return new Own(seed, Task.regression(), net, data, 40).with(new Adam(net, 1e-2));
    }

    private static TrainingProgram cutBelowZero(long seed, boolean wrong) {
        float[][] x = World.features("scores", ALL, 8);
        float[][] y = new float[ALL][LABELS];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < LABELS; l++) {
                y[i][l] = x[i][l] + x[i][l + 1] * x[i][l + 2] > 0 ? 1 : 0;
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.reals(y, LABELS), ALL), 400);
        Written net = new Written();
        Mlp body = net.put("body", new Mlp(seed, 8, 48, LABELS));
        net.as(seed, input -> wrong ? body.forward(input).relu() : body.forward(input));
        return new Own(seed, Task.multiLabel(LABELS), net, data, 40).with(new Adam(net, 4e-3));
    }

    /** Two answers in three are yes, and the final bias says so: the logits of a fresh net are all a little above one half. */
    private static TrainingProgram mostlyYes(long seed) {
        float[][] x = World.features("mostly yes", ALL, 8);
        float[][] y = new float[ALL][LABELS];
        for (int i = 0; i < ALL; i++) {
            for (int l = 0; l < LABELS; l++) {
                y[i][l] = x[i][l] + 0.5 * x[i][l + 1] * x[i][l + 2] > -0.45 ? 1 : 0;
            }
        }
        World.Data data = World.split(Examples.of(Column.reals(x, 8), Column.reals(y, LABELS), ALL), 400);
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 48));
        Linear out = net.put("out", new Linear(48, LABELS, Init.normal(0.015), Init.constant(0.65)));
        net.as(seed, input -> out.forward(in.forward(input).relu()));
        return new Own(seed, Task.multiLabel(LABELS), net, data, 40).with(new Adam(net, 4e-3));
    }
}
