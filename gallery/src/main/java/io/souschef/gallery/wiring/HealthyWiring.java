package io.souschef.gallery.wiring;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.Shapes;
import io.souschef.gallery.base.Sketch;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Embedding;
import io.souschef.nn.Gpt;
import io.souschef.nn.GroupNorm;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.LinearClassifier;
import io.souschef.nn.Lstm;
import io.souschef.nn.Mlp;
import io.souschef.nn.ResNet;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Healthy programs whose wiring looks suspicious. */
final class HealthyWiring {
    private HealthyWiring() {}

    static List<Healthy> all() {
        return List.of(
                new Healthy(
                        "GPT with a tied head",
                        "weights-tied-by-accident",
                        seed -> Plain.of(seed, new Gpt(seed, Gpt.Options.of(13, 12, 2, 2, 24)), Tokens.counting())),
                new Healthy(
                        "GPT with a head of its own",
                        "weights-not-tied",
                        seed -> Plain.of(
                                seed,
                                new Gpt(seed, Gpt.Options.of(9, 12, 2, 2, 24).untied()),
                                Tokens.copying())),
                new Healthy("weight norm", "parameters-not-registered", HealthyWiring::weightNorm),
                new Healthy("embedding with unused rows", "gradient-cut-off", HealthyWiring::unusedRows),
                new Healthy(
                        "GroupNorm after convolutions with a bias", "bias-before-batch-norm", HealthyWiring::groupNorm),
                new Healthy(
                        "ResNet with BatchNorm",
                        "residual-missing",
                        seed -> Plain.of(seed, ResNet.cifar(seed, 8, 2, 4), Shapes.bars())),
                new Healthy("frozen convolutions, declared", "parameters-frozen-by-accident", HealthyWiring::frozen),
                new Healthy(
                        "linear classifier by design",
                        "missing-non-linearity",
                        seed -> Plain.of(seed, new LinearClassifier(seed, 8, 3), Rows.clouds())),
                new Healthy("a layer factored into two thin ones", "missing-non-linearity", HealthyWiring::factored),
                new Healthy(
                        "separable convolutions and linear bottlenecks",
                        "missing-non-linearity",
                        HealthyWiring::separable),
                new Healthy("two inputs, two towers", "layer-never-called", HealthyWiring::towers),
                new Healthy("stochastic depth", "layer-never-called", HealthyWiring::stochasticDepth),
                new Healthy("tanh for targets between −1 and 1", "output-cannot-reach-targets", HealthyWiring::tanh),
                new Healthy("ReLU for counts", "activation-on-logits", HealthyWiring::counts),
                new Healthy("logits capped softly at 30", "activation-on-logits", HealthyWiring::softCapped),
                new Healthy("blocks that concatenate", "residual-missing", HealthyWiring::dense),
                new Healthy(
                        "one block of plain layers among residual ones",
                        "residual-missing",
                        HealthyWiring::stemAndBlocks),
                new Healthy("flat targets, made alike before the loss", "loss-broadcasts", HealthyWiring::flatTargets),
                new Healthy("LSTM over rows of a picture", "recurrence-over-batch", HealthyWiring::rows),
                new Healthy(
                        "a quantised middle, gradients passed straight through",
                        "gradient-cut-off",
                        HealthyWiring::quantised));
    }

    /** w = g v / |v|, by hand. */
    private static final class WeightNormed extends Layer {
        private final Tensor direction, length, bias;

        WeightNormed(int in, int out) {
            direction = parameter("v", Init.kaimingUniform(), out, in);
            length = parameter("g", Init.ones(), out, 1);
            bias = parameter("bias", Init.zeros(), out);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor norm = direction.pow(2).sum(1).sqrt().unsqueeze(1);
            return x.matmul(direction.div(norm).mul(length).transpose(0, 1)).add(bias);
        }
    }

    private static Plain weightNorm(long seed) {
        Sketch net = Sketch.of((n, x) -> n.call("fc2", n.call("fc1", x).relu()))
                .with("fc1", new WeightNormed(8, 32))
                .with("fc2", new WeightNormed(32, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain unusedRows(long seed) {
        Sketch net = Sketch.of((n, x) -> n.call("head", n.call("lstm", n.call("tokens", x))))
                .with("tokens", new Embedding(200, 16))
                .with("lstm", new Lstm(16, 24))
                .with("head", new Linear(24, 13))
                .drawn(seed);
        return Plain.of(seed, net, Tokens.counting());
    }

    private static Plain groupNorm(long seed) {
        Conv2d.Options same = Conv2d.Options.DEFAULT.withPadding(1);
        Sketch net = Sketch.of((n, x) -> {
                    Tensor first = n.call("norm1", n.call("conv1", x)).relu();
                    return n.call(
                            "head",
                            n.call("norm2", n.call("conv2", first)).relu().mean(2, 3));
                })
                .with("conv1", new Conv2d(2, 8, 3, same))
                .with("norm1", new GroupNorm(2, 8))
                .with("conv2", new Conv2d(8, 16, 3, same))
                .with("norm2", new GroupNorm(4, 16))
                .with("head", new Linear(16, 4))
                .drawn(seed);
        return Plain.of(seed, net, Shapes.bars());
    }

    private static Plain frozen(long seed) {
        Sketch net = Sketch.of((n, x) -> n.call(
                        "head",
                        n.call("conv2", n.call("conv1", x).relu()).relu().mean(2, 3)))
                .with("conv1", new Conv2d(2, 8, 3))
                .with("conv2", new Conv2d(8, 16, 3))
                .with("head", new Linear(16, 4))
                .drawn(seed);
        net.layer("conv1").freeze();
        return Plain.of(seed, net, Shapes.bars()).declaring(Declared.nothing().withFrozen(Set.of("conv1")));
    }

    private static Plain factored(long seed) {
        Sketch net = Sketch.of((n, x) -> n.call(
                        "head",
                        n.call("up", n.call("down", n.call("stem", x).relu())).relu()))
                .with("stem", new Linear(8, 48))
                .with("down", new Linear(48, 6))
                .with("up", new Linear(6, 48))
                .with("head", new Linear(48, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain separable(long seed) {
        Conv2d.Options plain = Conv2d.Options.DEFAULT.withoutBias();
        Sketch net = Sketch.of((n, x) -> {
                    Tensor stem = n.call("norm", n.call("stem", x)).relu();
                    Tensor first = n.call("point", n.call("depth", stem)).relu();
                    Tensor narrow = n.call("project", first);
                    return n.call("head", n.call("expand", narrow).relu().mean(2, 3));
                })
                .with("stem", new Conv2d(2, 12, 3, plain.withPadding(1)))
                .with("norm", new BatchNorm2d(12))
                .with("depth", new Conv2d(12, 12, 3, plain.withPadding(1).withGroups(12)))
                .with("point", new Conv2d(12, 24, 1, plain))
                .with("project", new Conv2d(24, 8, 1, plain))
                .with("expand", new Conv2d(8, 32, 1, plain))
                .with("head", new Linear(32, 4))
                .drawn(seed);
        return Plain.of(seed, net, Shapes.bars());
    }

    private static Plain towers(long seed) {
        Material clouds = Rows.clouds();
        Map<String, Material.Column> inputs = new LinkedHashMap<>();
        inputs.put("left", half(clouds, 0));
        inputs.put("right", half(clouds, 4));
        Sketch net = Sketch.of((n, x) -> n.call("head", x.relu()))
                .with("left", new Linear(4, 16))
                .with("right", new Linear(4, 16))
                .with("head", new Linear(32, 3))
                .drawn(seed);
        return Plain.of(seed, net, Material.of(clouds.task(), inputs, clouds.column("target")))
                .withForward((n, batch) -> n.forward(Tensor.cat(
                        List.of(net.call("left", batch.input("left")), net.call("right", batch.input("right"))), 1)));
    }

    private static Material.Column half(Material clouds, int from) {
        return new Material.Column(
                new long[] {4},
                false,
                row -> Arrays.copyOfRange(clouds.column("input").of().apply(row), from, from + 4));
    }

    private static Plain stochasticDepth(long seed) {
        RandomStream coins = RandomStream.of(seed, "depth");
        int[] calls = new int[1];
        Sketch net = Sketch.of((n, x) -> {
                    Tensor out = n.call("stem", x).relu();
                    for (int i = 0; i < 3; i++) {
                        boolean skipped = n.isTraining() && coins.uniform(calls[0]++) < 0.3;
                        out = skipped ? out : out.add(n.call("block" + i, out).relu());
                    }
                    return n.call("head", out);
                })
                .with("stem", new Linear(8, 24))
                .with("block0", new Linear(24, 24))
                .with("block1", new Linear(24, 24))
                .with("block2", new Linear(24, 24))
                .with("head", new Linear(24, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain tanh(long seed) {
        Mlp mlp = new Mlp(seed, 6, 32, 1);
        return Plain.of(seed, mlp, Rows.surfaceMapped(y -> Math.tanh(y)))
                .withForward((n, batch) -> mlp.forward(batch.input()).tanh());
    }

    private static Plain counts(long seed) {
        Mlp mlp = new Mlp(seed, 6, 32, 1);
        return Plain.of(seed, mlp, Rows.surfaceMapped(y -> Math.floor(Math.exp(0.5 * y))))
                .withForward((n, batch) -> mlp.forward(batch.input()).add(1).relu());
    }

    private static Plain softCapped(long seed) {
        Mlp mlp = new Mlp(seed, 8, 32, 3);
        return Plain.of(seed, mlp, Rows.clouds())
                .withForward((n, batch) ->
                        mlp.forward(batch.input()).mul(1 / 30.0).tanh().mul(30));
    }

    private static Plain dense(long seed) {
        Sketch net = Sketch.of((n, x) -> {
                    Tensor one = Tensor.cat(List.of(x, n.call("fc1", x).relu()), 1);
                    Tensor two = Tensor.cat(List.of(one, n.call("fc2", one).relu()), 1);
                    return n.call("head", two);
                })
                .with("fc1", new Linear(8, 16))
                .with("fc2", new Linear(24, 16))
                .with("head", new Linear(40, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain stemAndBlocks(long seed) {
        Sketch net = Sketch.of((n, x) -> {
                    Tensor out = n.call("out", n.call("in", x).relu()).relu();
                    out = out.add(n.call("block1", out));
                    return n.call("head", out.add(n.call("block2", out)));
                })
                .with("in", new Linear(8, 24))
                .with("out", new Linear(24, 24))
                .with("block1", new Mlp(seed, 24, 24, 24))
                .with("block2", new Mlp(seed + 1, 24, 24, 24))
                .with("head", new Linear(24, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain flatTargets(long seed) {
        Task task = Task.regression();
        return Plain.of(seed, new Mlp(seed, 6, 32, 1), Rows.surfaceWithFlatTargets())
                .withForward((n, batch) -> n.forward(batch.input()).squeeze(1))
                .withLoss((output, batch) ->
                        task.loss(output.unsqueeze(1), batch.target().unsqueeze(1)));
    }

    private static Plain rows(long seed) {
        Sketch net = Sketch.of((n, x) -> {
                    Tensor rows = x.permute(0, 2, 1, 3).reshape(x.size(0), 10, 20);
                    return n.call("head", n.call("lstm", rows).select(1, 9));
                })
                .with("lstm", new Lstm(20, 24))
                .with("head", new Linear(24, 4))
                .drawn(seed);
        return Plain.of(seed, net, Shapes.bars());
    }

    /** Rounded going forwards, as if it weren't going backwards: x + (round(x) − x).detach(). */
    private static Plain quantised(long seed) {
        Sketch net = Sketch.of((n, x) -> {
                    Tensor soft = n.call("fc1", x).tanh();
                    Tensor hard = soft.gt(0)
                            .to(io.souschef.tensor.DType.FLOAT32)
                            .mul(2)
                            .sub(1);
                    return n.call("fc2", soft.add(hard.sub(soft).detach()));
                })
                .with("fc1", new Linear(8, 48))
                .with("fc2", new Linear(48, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }
}
