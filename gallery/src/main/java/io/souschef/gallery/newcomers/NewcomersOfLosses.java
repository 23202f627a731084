package io.souschef.gallery.newcomers;

import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;

/** What is wrong is in the loss. */
final class NewcomersOfLosses {
    private NewcomersOfLosses() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "a focal loss of probabilities",
                        "softmax-before-cross-entropy",
                        "F1",
                        NewcomersOfLosses::focal),
                Guests.trap(
                        "Dice of a softmax over the examples",
                        "softmax-over-wrong-axis",
                        "F4",
                        NewcomersOfLosses::dice),
                Guests.trap("counts whose likelihood is lowered", "loss-sign-flipped", "F5", NewcomersOfLosses::counts),
                Guests.trap("yes or no for prices", "loss-wrong-for-task", "F8", NewcomersOfLosses::prices));
    }

    /** Lin et al. 2017: (1 − p)² in front of the logarithm. */
    private static TrainingProgram focal(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 48, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> {
                    Tensor logs = (wrong ? output.softmax(1) : output).logSoftmax(1);
                    Tensor log = logs.gather(1, batch.target().unsqueeze(1)).squeeze(1);
                    return log.exp().neg().add(1).pow(2).mul(log).mean().neg();
                });
    }

    private static TrainingProgram dice(long seed, boolean wrong) {
        Written net = new Written();
        Conv2d first = net.put("first", new Conv2d(1, 12, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        Conv2d second = net.put("second", new Conv2d(12, 12, 3, Conv2d.Options.DEFAULT.withPadding(1)));
        Conv2d head = net.put("head", new Conv2d(12, 2, 1));
        net.as(seed, x -> head.forward(second.forward(first.forward(x).relu()).relu()));
        Task task = Task.dense(2);
        return new Own(seed, task, net, Fields.discs(), 16)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> {
                    Tensor p = output.softmax(wrong ? 0 : 1).select(1, 1);
                    Tensor mask = batch.target().to(DType.FLOAT32);
                    Tensor overlap = p.mul(mask).sum().mul(2).add(1);
                    Tensor dice =
                            overlap.div(p.sum().add(mask.sum()).add(1)).neg().add(1);
                    return task.loss(output, batch.target()).add(dice.mul(0.5));
                });
    }

    private static TrainingProgram counts(long seed, boolean wrong) {
        Written net = new Written();
        Linear in = net.put("in", new Linear(5, 32));
        Linear out = net.put("out", new Linear(32, 1));
        net.as(seed, x -> out.forward(in.forward(x).tanh()).clamp(-8, 8).exp());
        return new Own(seed, Task.regression(), net, Fields.visits(), 32)
                .with(new Adam(net, 5e-3))
                .loss((rate, batch) -> {
                    Tensor likelihood =
                            batch.target().mul(rate.add(1e-6).log()).sub(rate).mean();
                    return wrong ? likelihood : likelihood.neg();
                });
    }

    private static TrainingProgram prices(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 6, 48, 1);
        return new Own(seed, Task.regression(), net, World.houses(), 32)
                .with(new Adam(net, 3e-3))
                .loss((output, batch) -> wrong
                        ? Losses.binaryCrossEntropyEach(output, batch.target()).mean()
                        : Losses.huber(output, batch.target(), 1));
    }
}
