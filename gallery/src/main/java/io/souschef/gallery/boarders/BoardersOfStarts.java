package io.souschef.gallery.boarders;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.gallery.newcomers.Written;
import io.souschef.nn.Init;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** Nets that start in an unusual way, on purpose. */
final class BoardersOfStarts {
    private static final int ALL = 480, TIMES = 12, WARM = 290, DEGREES = 8;

    private BoardersOfStarts() {}

    static List<Healthy> healthy() {
        return List.of(
                new Healthy("what was measured, corrected", "loss-at-init", BoardersOfStarts::corrected),
                new Healthy("angles to prototypes, twelve times", "loss-at-init", BoardersOfStarts::angles),
                new Healthy("blocks behind gates that are shut", "missing-non-linearity", BoardersOfStarts::gates),
                new Healthy("kelvins, standardised in the net", "missing-non-linearity", BoardersOfStarts::kelvins));
    }

    /** The next value of a series is the last one and a step, which the net gives. */
    private static TrainingProgram corrected(long seed) {
        float[][] x = new float[ALL][TIMES];
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(13, "series").at(i);
            double phase = 6.28 * row.uniform(0);
            double speed = 0.2 + 0.4 * row.uniform(1);
            for (int t = 0; t <= TIMES; t++) {
                float value = (float) (1.4 * Math.sin(phase + speed * t) + 0.05 * row.gaussian(10 + t));
                if (t < TIMES) {
                    x[i][t] = value;
                } else {
                    y[i][0] = value;
                }
            }
        }
        Written net = new Written();
        Mlp step = net.put("step", new Mlp(seed, TIMES, 32, 1));
        net.as(seed, input -> {
            Tensor last = input.narrow(1, TIMES - 1, 1);
            return last.add(step.forward(input.sub(last)));
        });
        World.Data data = World.split(Examples.of(Column.reals(x, TIMES), Column.reals(y, 1), ALL), 360);
        return new Own(seed, Task.regression(), net, data, 32).with(new Adam(net, 3e-3));
    }

    /** Wang et al. 2018: cosines between an example and a vector for each class, times a number that is chosen. */
    private static TrainingProgram angles(long seed) {
        Written net = new Written();
        Mlp body = net.put("body", new Mlp(seed, 8, 48, 6));
        Tensor classes = net.weight("classes", Init.normal(1), 4, 6);
        net.as(
                seed,
                x -> unit(body.forward(x)).matmul(unit(classes).transpose(0, 1)).mul(12));
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 3e-3));
    }

    private static Tensor unit(Tensor x) {
        return x.div(x.mul(x).sum(1).add(1e-8).sqrt().unsqueeze(1));
    }

    /** Bachlechner et al. 2020: each block counts for nothing until its gate has learnt to open. */
    private static TrainingProgram gates(long seed) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(8, 32));
        Linear one = net.put("one", new Linear(32, 32));
        Linear two = net.put("two", new Linear(32, 32));
        Linear out = net.put("out", new Linear(32, 4));
        Tensor gate = net.weight("gate", Init.zeros(), 2);
        net.as(seed, x -> {
            Tensor h = in.forward(x);
            h = h.add(one.forward(h).relu().mul(gate.select(0, 0)));
            h = h.add(two.forward(h).relu().mul(gate.select(0, 1)));
            return out.forward(h);
        });
        return new Own(seed, Task.classification(4), net, World.table(), 32).with(new Adam(net, 5e-3));
    }

    /** Temperatures as they come; their mean and deviation belong to the net. */
    private static TrainingProgram kelvins(long seed) {
        float[][] x = World.features("kelvins", ALL, 6);
        float[][] y = new float[ALL][1];
        for (int i = 0; i < ALL; i++) {
            y[i][0] = World.price(x[i], i);
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] = WARM + DEGREES * x[i][j];
            }
        }
        Written net = new Written();
        Tensor mean = net.kept("mean", Init.constant(WARM), 6);
        Tensor deviation = net.kept("deviation", Init.constant(DEGREES), 6);
        Mlp rest = net.put("rest", new Mlp(seed, 6, 40, 1));
        net.as(seed, input -> rest.forward(input.sub(mean).div(deviation)));
        World.Data data = World.split(Examples.of(Column.reals(x, 6), Column.reals(y, 1), ALL), 360);
        return new Own(seed, Task.regression(), net, data, 32).with(new Adam(net, 4e-3));
    }
}
