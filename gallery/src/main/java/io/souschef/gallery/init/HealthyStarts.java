package io.souschef.gallery.init;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.gallery.base.Shapes;
import io.souschef.gallery.base.Sketch;
import io.souschef.nn.BatchNorm2d;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Dropout;
import io.souschef.nn.Init;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Functional;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Declared;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Healthy programs that start in an unusual way. */
final class HealthyStarts {
    private HealthyStarts() {}

    static List<Healthy> all() {
        return List.of(
                new Healthy(
                        "residual branches that end in zeros", "constant-initial-weights", HealthyStarts::zeroBranches),
                new Healthy("last layer of zeros", "constant-initial-weights", HealthyStarts::zeroHead),
                new Healthy("twelve layers without a norm", "initial-weights-too-small", HealthyStarts::deep),
                new Healthy("SELU with LeCun's weights", "initial-weights-too-large", HealthyStarts::selu),
                new Healthy("GELU, three layers", "missing-non-linearity", HealthyStarts::gelu),
                new Healthy(
                        "very wide",
                        "initial-weights-too-small",
                        seed -> Plain.of(seed, new Mlp(seed, 8, 512, 3), Rows.clouds())),
                new Healthy(
                        "very narrow",
                        "initial-weights-too-large",
                        seed -> Plain.of(seed, new Mlp(seed, 8, 4, 4, 3), Rows.clouds())),
                new Healthy("dropout everywhere", "layer-never-called", HealthyStarts::dropout),
                new Healthy("loaded backbone, declared, and a new head", "drawn-after-loading", HealthyStarts::loaded),
                new Healthy(
                        "weights of deviation one, outputs divided by √n",
                        "initial-weights-too-large",
                        HealthyStarts::tangent),
                new Healthy("identity and small noise", "constant-initial-weights", HealthyStarts::identity),
                new Healthy(
                        "a deep ConvNet with BatchNorm and large weights",
                        "initial-weights-too-large",
                        HealthyStarts::largeButNormed),
                new Healthy("an ensemble of three seeds", "same-seed-for-every-layer", HealthyStarts::ensemble));
    }

    private static Plain zeroBranches(long seed) {
        Sketch net = Sketch.of((n, x) -> {
                    Tensor out = n.call("stem", x);
                    out = out.add(n.call("out1", n.call("in1", out).relu()));
                    out = out.add(n.call("out2", n.call("in2", out).relu()));
                    return n.call("head", out.relu());
                })
                .with("stem", new Linear(8, 24))
                .with("in1", new Linear(24, 24))
                .with("out1", new Linear(24, 24, Init.zeros(), Init.zeros()))
                .with("in2", new Linear(24, 24))
                .with("out2", new Linear(24, 24, Init.zeros(), Init.zeros()))
                .with("head", new Linear(24, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain zeroHead(long seed) {
        Sketch net = Sketch.of((n, x) ->
                        n.call("head", n.call("fc2", n.call("fc1", x).relu()).relu()))
                .with("fc1", new Linear(8, 32))
                .with("fc2", new Linear(32, 32))
                .with("head", new Linear(32, 3, Init.zeros(), Init.zeros()))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain deep(long seed) {
        return Plain.of(seed, new Mlp(seed, 6, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 1), Rows.surface());
    }

    private static Plain selu(long seed) {
        Init lecun = Init.kaimingNormal().times(Math.sqrt(0.5));
        Sketch net = Sketch.of(
                        (n, x) -> n.call("fc3", Functional.selu(n.call("fc2", Functional.selu(n.call("fc1", x))))))
                .with("fc1", new Linear(6, 32, lecun, Init.zeros()))
                .with("fc2", new Linear(32, 32, lecun, Init.zeros()))
                .with("fc3", new Linear(32, 1, lecun, Init.zeros()))
                .drawn(seed);
        return Plain.of(seed, net, Rows.surface());
    }

    private static Plain gelu(long seed) {
        Sketch net = Sketch.of(
                        (n, x) -> n.call("fc3", Functional.gelu(n.call("fc2", Functional.gelu(n.call("fc1", x))))))
                .with("fc1", new Linear(8, 32))
                .with("fc2", new Linear(32, 32))
                .with("fc3", new Linear(32, 4))
                .drawn(seed);
        return Plain.of(seed, net, Rows.labels());
    }

    private static Plain dropout(long seed) {
        Sketch net = Sketch.of((n, x) -> n.call(
                        "fc2", n.call("drop2", n.call("fc1", n.call("drop1", x)).relu())))
                .with("drop1", new Dropout(0.2))
                .with("fc1", new Linear(8, 64))
                .with("drop2", new Dropout(0.5))
                .with("fc2", new Linear(64, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain loaded(long seed) {
        Sketch net = Sketch.of((n, x) ->
                        n.call("head", n.call("fc2", n.call("fc1", x).relu()).relu()))
                .with("fc1", new Linear(8, 32))
                .with("fc2", new Linear(32, 32))
                .with("head", new Linear(32, 3))
                .drawn(seed);
        try (Mlp pretrained = new Mlp(99, 8, 32, 32, 3)) {
            net.load(renamed(pretrained));
        }
        net.layer("head").initialize(seed);
        return Plain.of(seed, net, Rows.clouds()).declaring(Declared.nothing().withPretrained(Set.of("fc1", "fc2")));
    }

    private static Map<String, Tensor> renamed(Layer mlp) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        mlp.parameters().forEach((name, tensor) -> state.put(name.replace("fc3", "head"), tensor));
        return state;
    }

    /** Outputs divided by √fan-in instead of weights drawn with it. */
    private static final class Tangent extends Layer {
        private final Tensor weight;
        private final double scale;

        Tangent(int in, int out) {
            weight = parameter("weight", Init.normal(1), out, in);
            scale = Math.sqrt(1.0 / in);
        }

        @Override
        public Tensor forward(Tensor x) {
            return Functional.linear(x, weight, Optional.empty()).mul(scale);
        }
    }

    private static Plain tangent(long seed) {
        Sketch net = Sketch.of((n, x) ->
                        n.call("fc3", n.call("fc2", n.call("fc1", x).relu()).relu()))
                .with("fc1", new Tangent(8, 64))
                .with("fc2", new Tangent(64, 64))
                .with("fc3", new Tangent(64, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds()).withOptimizer(new Adam(net, 0.02));
    }

    private static Plain identity(long seed) {
        Init near = (stream, shape) -> {
            Tensor eye = Tensor.arange(shape[0])
                    .unsqueeze(1)
                    .eq(Tensor.arange(shape[1]))
                    .to(io.souschef.tensor.DType.FLOAT32);
            return eye.add(stream.normal(0, 0.01, shape));
        };
        Sketch net = Sketch.of((n, x) ->
                        n.call("head", n.call("fc2", n.call("fc1", x).relu()).relu()))
                .with("fc1", new Linear(8, 24))
                .with("fc2", new Linear(24, 24, near, Init.zeros()))
                .with("head", new Linear(24, 3))
                .drawn(seed);
        return Plain.of(seed, net, Rows.clouds());
    }

    private static Plain largeButNormed(long seed) {
        Conv2d.Options large =
                Conv2d.Options.DEFAULT.withPadding(1).withoutBias().withInit(Init.normal(1));
        Sketch net = Sketch.of((n, x) -> {
                    Tensor one = n.call("norm1", n.call("conv1", x)).relu();
                    return n.call(
                            "head", n.call("norm2", n.call("conv2", one)).relu().mean(2, 3));
                })
                .with("conv1", new Conv2d(2, 12, 3, large))
                .with("norm1", new BatchNorm2d(12))
                .with("conv2", new Conv2d(12, 16, 3, large))
                .with("norm2", new BatchNorm2d(16))
                .with("head", new Linear(16, 4))
                .drawn(seed);
        return Plain.of(seed, net, Shapes.bars());
    }

    private static Plain ensemble(long seed) {
        Sketch net = Sketch.of((n, x) -> Tensor.stack(List.of(n.call("a", x), n.call("b", x), n.call("c", x)), 0)
                        .mean(0))
                .with("a", new Mlp(seed, 6, 24, 1))
                .with("b", new Mlp(seed + 1, 6, 24, 1))
                .with("c", new Mlp(seed + 2, 6, 24, 1));
        return Plain.of(seed, net, Rows.surface());
    }
}
