package io.souschef.gallery.guests;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Sgd;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What is wrong is in the loss or in the update. */
final class GuestsOfSteps {
    private GuestsOfSteps() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "minus log of what the net gives", "loss-expects-probabilities", "F2", GuestsOfSteps::minusLog),
                Guests.trap(
                        "only the head is clipped", "gradient-clipping-ineffective", "G5", GuestsOfSteps::headClipped),
                Guests.trap(
                        "Adam by hand without bias correction of the squares",
                        "optimizer-constants-wrong",
                        "G8",
                        GuestsOfSteps::uncorrected),
                Guests.trap(
                        "scaled by 1024, clipped to ten and unscaled nowhere",
                        "loss-scale-wrong",
                        "H5",
                        GuestsOfSteps::scaled),
                Guests.trap(
                        "a warm-up that divides whole numbers",
                        "warmup-never-ends",
                        "K3",
                        GuestsOfSteps::wholeNumbers));
    }

    private static TrainingProgram minusLog(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        return new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(new Adam(net, 2e-3))
                .loss((output, batch) -> {
                    Tensor p = wrong ? output : output.softmax(1);
                    return p.gather(1, batch.target().unsqueeze(1))
                            .clamp(1e-7, 1)
                            .log()
                            .mean()
                            .neg();
                });
    }

    private static TrainingProgram headClipped(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 6, 64, 64, 1);
        Sgd sgd = new Sgd(net, 0.02, 0.9);
        Own own = new Own(seed, Task.regression(), net, World.houses(), 32)
                .with(sgd)
                .declares(Declared.nothing().withClipNorm(0.25));
        return own.step(batch -> {
            net.train();
            sgd.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.backward();
            Map<String, Tensor> clipped = wrong ? net.head().parameters() : net.parameters();
            Gradients.clipNorm(clipped.values(), 0.25);
            sgd.step();
            return loss.item();
        });
    }

    private static TrainingProgram uncorrected(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 6, 64, 1);
        Beside m = Beside.zeros(net);
        Beside v = Beside.zeros(net);
        int[] t = {0};
        Own own = new Own(seed, Task.regression(), net, World.houses(), 32)
                .owning(m)
                .owning(v)
                .rate(() -> 2e-3);
        return own.step(batch -> plain(own, batch, () -> {
            t[0]++;
            double first = 1 - Math.pow(0.9, t[0]);
            double second = wrong ? 1 : 1 - Math.pow(0.999, t[0]);
            try (Scope scope = Scope.open("adam by hand");
                    NoGrad off = NoGrad.open()) {
                net.parameters().forEach((name, p) -> p.grad().ifPresent(g -> {
                    m.of(name).mulInPlace(0.9).addInPlace(g, 0.1);
                    v.of(name).mulInPlace(0.999).addcmulInPlace(g, g, 0.001);
                    Tensor root = v.of(name).div(second).sqrt().add(1e-8);
                    p.addcdivInPlace(m.of(name), root, -2e-3 / first);
                }));
            }
        }));
    }

    /** Training mode, gradients cleared, forward, backward, then {@code update}. */
    static double plain(TrainingProgram own, Batch batch, Runnable update) {
        own.net().train();
        own.net().parameters().values().forEach(Tensor::clearGrad);
        Tensor loss = own.loss(own.forward(batch), batch);
        loss.backward();
        update.run();
        return loss.item();
    }

    private static TrainingProgram scaled(long seed, boolean wrong) {
        Mlp net = new Mlp(seed, 8, 64, 4);
        Adam adam = new Adam(net, 2e-3);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32).with(adam);
        return own.step(batch -> {
            net.train();
            adam.zeroGrad();
            Tensor loss = own.loss(own.forward(batch), batch);
            loss.mul(1024).backward();
            if (!wrong) {
                try (Scope scope = Scope.open("unscale");
                        NoGrad off = NoGrad.open()) {
                    net.parameters().values().forEach(p -> p.grad().ifPresent(g -> g.mulInPlace(1 / 1024.0)));
                }
            }
            Gradients.clipNorm(net.parameters().values(), 10);
            adam.step();
            return loss.item();
        });
    }

    private static TrainingProgram wholeNumbers(long seed, boolean wrong) {
        int warmup = 40;
        int[] t = {0};
        Mlp net = new Mlp(seed, 8, 64, 4);
        Adam adam = new Adam(net, 3e-3);
        Own own = new Own(seed, Task.classification(4), net, World.table(), 32)
                .with(adam)
                .declares(Declared.nothing().withPlannedSteps(300));
        DoubleSupplier rate =
                () -> 3e-3 * (wrong ? Math.min(1, (t[0] + 1) / warmup) : Math.min(1.0, (t[0] + 1.0) / warmup));
        return own.rate(rate).step(batch -> {
            adam.learningRate(rate.getAsDouble());
            t[0]++;
            return plain(own, batch, adam::step);
        });
    }
}
