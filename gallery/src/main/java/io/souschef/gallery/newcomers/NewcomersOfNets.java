package io.souschef.gallery.newcomers;

import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Embedding;
import io.souschef.nn.Init;
import io.souschef.nn.LayerNorm;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.stream.IntStream;

/** What is wrong is in what enters the net, or in the net. */
final class NewcomersOfNets {
    private NewcomersOfNets() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap("one of two channels is empty", "inputs-constant", "A14", NewcomersOfNets::channels),
                Guests.trap(
                        "one in twenty is dropped, nothing is scaled",
                        "dropout-inverted",
                        "J1",
                        NewcomersOfNets::dropout),
                Guests.trap("rotary attention without a scale", "attention-not-scaled", "L7", NewcomersOfNets::rotary),
                Guests.trap(
                        "a state along the batch, read at the mark",
                        "recurrence-over-batch",
                        "D10",
                        NewcomersOfNets::marked));
    }

    /** A convolution along time, as windows and a product. */
    private static TrainingProgram channels(long seed, boolean wrong) {
        Written net = new Written();
        int width = 7;
        Tensor kernels = net.weight("kernels", Init.kaimingNormal(), 24, 2L * width);
        Tensor bias = net.weight("bias", Init.zeros(), 24);
        Linear out = net.put("out", new Linear(24, 3));
        net.as(seed, x -> {
            long times = x.size(2) - width + 1;
            List<Tensor> windows = IntStream.range(0, width)
                    .mapToObj(i -> x.narrow(2, i, times))
                    .toList();
            Tensor columns = Tensor.stack(windows, 2).reshape(x.size(0), 2L * width, times);
            Tensor h = kernels.matmul(columns).add(bias.unsqueeze(1)).relu(); // [N, 24, T]
            return out.forward(h.mean(2));
        });
        return new Own(seed, Task.classification(3), net, Fields.waves(wrong), 32).with(new Adam(net, 5e-3));
    }

    private static TrainingProgram dropout(long seed, boolean wrong) {
        double p = 0.05;
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 64));
        Linear mid = net.put("mid", new Linear(64, 64));
        Linear out = net.put("out", new Linear(64, 4));
        net.as(seed, x -> {
            Tensor h = dropped(net, in.forward(x).relu(), p, wrong);
            return out.forward(dropped(net, mid.forward(h).relu(), p, wrong));
        });
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 3e-3));
    }

    private static Tensor dropped(Written net, Tensor x, double p, boolean wrong) {
        if (!net.isTraining()) {
            return x;
        }
        Tensor mask = net.next().bernoulli(1 - p, x.shape().toArray());
        return wrong ? x.mul(mask) : x.mul(mask).div(1 - p);
    }

    /** Su et al. 2021: queries and keys turned by an angle that grows with their place. */
    private static TrainingProgram rotary(long seed, boolean wrong) {
        int width = 32;
        int heads = 2;
        int each = width / heads;
        Written net = new Written();
        Embedding letters = net.put("letters", new Embedding(11, width, Init.normal(0.3)));
        LayerNorm norm1 = net.put("norm1", new LayerNorm(width));
        LayerNorm norm2 = net.put("norm2", new LayerNorm(width));
        Linear qkv = net.put("qkv", new Linear(width, 3 * width));
        Linear mix = net.put("mix", new Linear(width, width));
        Linear up = net.put("up", new Linear(width, 2 * width));
        Linear down = net.put("down", new Linear(2 * width, width));
        Linear head = net.put("head", new Linear(width, 11));
        net.as(seed, ids -> {
            long n = ids.size(0);
            long t = ids.size(1);
            Tensor x = letters.forward(ids);
            Tensor all =
                    qkv.forward(norm1.forward(x)).view(n, t, 3, heads, each).permute(2, 0, 3, 1, 4);
            Tensor scores =
                    turned(all.select(0, 0)).matmul(turned(all.select(0, 1)).transpose(2, 3));
            Tensor later = Tensor.ones(t, t).tril().sub(1).mul(1e9);
            Tensor weights =
                    (wrong ? scores : scores.div(Math.sqrt(each))).add(later).softmax(3);
            Tensor seen = weights.matmul(all.select(0, 2)).transpose(1, 2).reshape(n, t, width);
            x = x.add(mix.forward(seen));
            x = x.add(down.forward(Functional.silu(up.forward(norm2.forward(x)))));
            return head.forward(x);
        });
        return new Own(seed, Task.nextToken(11), net, Fields.letters(), 16).with(Adam.w(net, 3e-3, 0.01));
    }

    /** [N, H, T, D], the two halves of D as the two axes of a plane each. */
    private static Tensor turned(Tensor x) {
        int times = (int) x.size(2);
        int half = (int) x.size(3) / 2;
        float[] cos = new float[times * half];
        float[] sin = new float[times * half];
        for (int i = 0; i < cos.length; i++) {
            int place = i / half;
            double angle = place * Math.pow(100, -(double) (i % half) / half);
            cos[i] = (float) Math.cos(angle);
            sin[i] = (float) Math.sin(angle);
        }
        Tensor c = Tensor.of(cos, times, half);
        Tensor s = Tensor.of(sin, times, half);
        Tensor a = x.narrow(3, 0, half);
        Tensor b = x.narrow(3, half, half);
        return Tensor.cat(List.of(a.mul(c).sub(b.mul(s)), a.mul(s).add(b.mul(c))), 3);
    }

    /** Every message begins with the same mark, and what is read there has gone through all of it: both ways. */
    private static TrainingProgram marked(long seed, boolean wrong) {
        Written net = new Written();
        Embedding words = net.put("words", new Embedding(11, 12));
        Lstm lstm = net.put("lstm", new Lstm(12, 20, Lstm.Options.DEFAULT.inBothDirections()));
        Linear out = net.put("out", new Linear(40, 2));
        net.as(seed, ids -> {
            Tensor x = words.forward(ids);
            Tensor h = wrong ? lstm.forward(x.transpose(0, 1)).transpose(0, 1) : lstm.forward(x);
            return out.forward(h.select(1, 0));
        });
        return new Own(seed, Task.classification(2), net, Fields.messages(), 32).with(new Adam(net, 5e-3));
    }
}
