package io.souschef.gallery.tenants;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Programs with nets and steps of their own. */
final class TenantsOfNets {
    private static final int ALL = 448, WIDTH = 8, CLASSES = 4, WORDS = 24, LENGTH = 14;

    private TenantsOfNets() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "two halves through the same two layers, no activation between",
                        "missing-non-linearity",
                        "D7",
                        TenantsOfNets::halves),
                Guests.trap(
                        "the sum of the words that are kept",
                        "dropout-inverted",
                        "J1",
                        (seed, wrong) -> words(seed, !wrong)));
    }

    static List<Healthy> healthy() {
        return List.of(
                new Healthy(
                        "a code that is decoded as it is, and a step on", "missing-non-linearity", TenantsOfNets::code),
                new Healthy(
                        "an embedding that is pulled together, read by a head",
                        "missing-non-linearity",
                        TenantsOfNets::pulled),
                new Healthy(
                        "parts of four channels at four by four places",
                        "view-instead-of-permute",
                        TenantsOfNets::parts),
                new Healthy("a code that has to follow", "learning-rate-unfit", TenantsOfNets::follows),
                new Healthy("what is wanted, drawn beside itself", "cannot-overfit-one-batch", TenantsOfNets::drawn),
                new Healthy("the mean of the words that are kept", "dropout-inverted", seed -> words(seed, true)),
                new Healthy(
                        "the table stands still until the second epoch ends",
                        "parameters-frozen-by-accident",
                        TenantsOfNets::thaws));
    }

    private static TrainingProgram halves(long seed, boolean wrong) {
        Written net = new Written();
        Linear one = net.put("one", new Linear(WIDTH / 2, 24));
        Linear two = net.put("two", new Linear(24, 16));
        Linear head = net.put("head", new Linear(32, CLASSES));
        net.as(seed, x -> {
            Tensor both = Tensor.cat(
                    List.of(
                            half(x.narrow(1, 0, WIDTH / 2), one, two, wrong),
                            half(x.narrow(1, WIDTH / 2, WIDTH / 2), one, two, wrong)),
                    1);
            return head.forward(both);
        });
        return Own.withAdam(seed, Task.classification(CLASSES), net, World.table(), 4e-3);
    }

    private static Tensor half(Tensor x, Linear one, Linear two, boolean wrong) {
        Tensor first = one.forward(x);
        return two.forward(wrong ? first : first.relu()).relu();
    }

    /** The next state by a linear step of a code; the code must also say what is now. */
    private static TrainingProgram code(long seed) {
        float[][] x = World.features("states", ALL, WIDTH);
        float[][] y = new float[ALL][WIDTH];
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < WIDTH; j++) {
                y[i][j] = (float) (0.8 * x[i][(j + 1) % WIDTH] + 0.3 * Math.sin(2 * x[i][j]));
            }
        }
        Written net = new Written();
        Mlp encoder = net.put("encoder", new Mlp(seed, WIDTH, 40, 20));
        Linear step = net.put("step", new Linear(20, 20));
        Linear in = net.put("in", new Linear(20, 40));
        Linear out = net.put("out", new Linear(40, WIDTH));
        Tensor[] now = new Tensor[1];
        net.as(seed, state -> {
            Tensor code = encoder.forward(state);
            now[0] = out.forward(in.forward(code).tanh());
            return out.forward(in.forward(step.forward(code)).tanh());
        });
        World.Data data = World.split(Column.reals(x, WIDTH), Column.reals(y, WIDTH));
        return Own.withAdam(seed, Task.regression(), net, data, 4e-3)
                .loss((output, batch) -> Losses.mse(output, batch.target())
                        .add(Losses.mse(now[0], batch.input()).mul(0.3)));
    }

    /** What is alike lies together already before the head. */
    private static TrainingProgram pulled(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(WIDTH, 32));
        Linear embed = net.put("embed", new Linear(32, 12));
        Linear head = net.put("head", new Linear(12, CLASSES));
        Tensor[] seen = new Tensor[1];
        net.as(seed, x -> {
            seen[0] = embed.forward(in.forward(x).relu());
            return head.forward(seen[0]);
        });
        return Own.withAdam(seed, Task.classification(CLASSES), net, World.table(), 4e-3)
                .loss((output, batch) -> Losses.crossEntropy(output, batch.target())
                        .add(apart(seen[0], batch.target()).mul(0.05)));
    }

    /** The mean square of the distances within the classes of a batch. */
    private static Tensor apart(Tensor z, Tensor classes) {
        Tensor gap = z.unsqueeze(0).sub(z.unsqueeze(1));
        Tensor alike = classes.unsqueeze(0).eq(classes.unsqueeze(1)).to(DType.FLOAT32);
        return gap.mul(gap).sum(2).mul(alike).mean();
    }

    /** Sixteen channels are four parts of four numbers; sixteen places are merged. The sizes look as if two had changed places. */
    private static TrainingProgram parts(long seed) {
        int side = 8;
        float[][] x = World.features("fields", ALL, side * side);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            for (int j = 0; j < side; j++) {
                y[i][0] += Math.abs(x[i][side * j + j]) / 2;
            }
            y[i][0] -= 3.2f;
        }
        Written net = new Written();
        Conv2d fields = net.put(
                "fields",
                new Conv2d(1, 16, 3, Conv2d.Options.DEFAULT.withPadding(1).withStride(2)));
        Linear each = net.put("each", new Linear(4, 6));
        Linear out = net.put("out", new Linear(4 * 16 * 6, 1));
        net.as(seed, picture -> {
            Tensor h = fields.forward(picture).relu();
            Tensor parts = h.reshape(h.size(0), 4, 4, 16).transpose(2, 3);
            return out.forward(each.forward(parts).relu().reshape(h.size(0), 4 * 16 * 6));
        });
        World.Data data = World.split(Column.reals(x, 1, side, side), Column.reals(y, 1));
        return Own.withAdam(seed, Task.regression(), net, data, 3e-3);
    }

    /** The code's own loss is small at first, grows with what it has to follow, and falls again. */
    private static TrainingProgram follows(long seed) {
        int groups = 4;
        int codes = 16;
        Written net = new Written();
        Mlp encoder = net.put("encoder", new Mlp(seed, WIDTH, 64, 16));
        Tensor table = net.weight("codes", Init.normal(0.6), groups, codes, 4);
        Mlp decoder = net.put("decoder", new Mlp(seed, 16, 32, CLASSES));
        Tensor[] own = new Tensor[1];
        net.as(seed, x -> {
            Tensor z = encoder.forward(x).mul(3).reshape(-1, groups, 4);
            Tensor gap = z.unsqueeze(2).detach().sub(table.detach().unsqueeze(0));
            Tensor nearest = gap.mul(gap).sum(3).neg().argmax(2).oneHot(codes).to(DType.FLOAT32);
            Tensor code = nearest.unsqueeze(2).matmul(table.unsqueeze(0)).squeeze(2);
            own[0] = Losses.mse(code, z.detach())
                    .add(Losses.mse(z, code.detach()).mul(0.25));
            return decoder.forward(z.add(code.sub(z).detach()).reshape(-1, 4L * groups));
        });
        return Own.withAdam(seed, Task.classification(CLASSES), net, World.table(), 4e-3)
                .loss((output, batch) ->
                        Losses.crossEntropy(output, batch.target()).add(own[0].mul(0.2)));
    }

    /** One that goes with the first word and five that are drawn, among them now and then the one that is wanted. */
    private static TrainingProgram drawn(long seed) {
        int candidates = 6;
        long[][] x = new long[ALL][1 + candidates];
        float[][] y = new float[ALL][candidates];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(21, "candidates").at(i);
            int word = row.below(0, WORDS);
            int place = row.below(1, candidates);
            x[i][0] = word;
            for (int k = 0; k < candidates; k++) {
                x[i][1 + k] = row.below(2 + k, WORDS / 2);
            }
            x[i][1 + place] = word / 2;
            y[i][place] = 1;
        }
        Written net = new Written();
        Embedding words = net.put("words", new Embedding(WORDS, 10, Init.normal(0.5)));
        Embedding other = net.put("other", new Embedding(WORDS, 10, Init.normal(0.5)));
        net.as(seed, row -> other.forward(row.narrow(1, 1, candidates))
                .matmul(words.forward(row.select(1, 0)).unsqueeze(2))
                .squeeze(2)
                .sub(1.6));
        World.Data data = World.split(Column.wholes(x, 1 + candidates), Column.reals(y, candidates));
        return Own.withAdam(seed, Task.multiLabel(candidates), net, data, 1e-2);
    }

    private static World.Data texts() {
        long[][] x = new long[ALL][LENGTH];
        long[][] y = new long[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(22, "texts").at(i);
            y[i][0] = row.below(0, CLASSES);
            for (int t = 0; t < LENGTH; t++) {
                int any = row.below(1 + t, WORDS);
                x[i][t] = row.uniform(40L + t) < 0.4 ? (long) (any / CLASSES) * CLASSES + y[i][0] : any;
            }
        }
        return World.split(Column.wholes(x, LENGTH), Column.wholes(y));
    }

    /** Words are left out in training; a mean over the others makes up for them, a sum doesn't. */
    private static TrainingProgram words(long seed, boolean counted) {
        Written net = new Written();
        Embedding table = net.put("table", new Embedding(WORDS, 20, Init.normal(0.3)));
        Mlp rest = net.put("rest", new Mlp(seed, 20, 24, CLASSES));
        net.as(seed, text -> {
            Tensor words = table.forward(text);
            if (!net.isTraining()) {
                return rest.forward(words.mean(1));
            }
            Tensor kept = net.next().bernoulli(0.7, text.size(0), text.size(1), 1);
            Tensor sum = words.mul(kept).sum(1);
            return rest.forward(counted ? sum.div(kept.sum(1).clamp(1, LENGTH)) : sum.div(LENGTH));
        });
        return Own.withAdam(seed, Task.classification(CLASSES), net, texts(), 8e-3);
    }

    private static TrainingProgram thaws(long seed) {
        Written net = new Written();
        Embedding table = net.put("table", new Embedding(WORDS, 20, Init.normal(0.3)));
        Mlp rest = net.put("rest", new Mlp(seed, 20, 24, CLASSES));
        net.as(seed, text -> rest.forward(table.forward(text).mean(1)));
        table.freeze();
        return Own.withAdam(seed, Task.classification(CLASSES), net, texts(), 8e-3)
                .epochEnded(epoch -> {
                    if (epoch == 1) {
                        table.parameters().values().forEach(weight -> weight.requiresGrad(true));
                    }
                });
    }
}
