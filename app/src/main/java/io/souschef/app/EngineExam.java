package io.souschef.app;

import io.souschef.experiment.Finding;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Engine;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Place;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;

/** libtorch, looked at and timed. */
final class EngineExam {
    private static final int REPEATS = 9;
    private static final int SIDE = 1024;
    private static final int BATCH = 64;

    /**
     * Milliseconds. On two cores of 2023 the step takes 0.6; where the threads of OpenMP and of BLAS get into each other's way, 17
     * to 100.
     */
    private static final double SLOW_STEP = 5;

    private EngineExam() {}

    static Finding libtorch() {
        Engine.threads();
        return Finding.of("libtorch", "libtorch")
                .measured("%s, %s", Engine.version(), Engine.blas())
                .okIf(true);
    }

    static Finding threads(Machine machine) {
        int threads = Engine.threads();
        String asked = System.getenv().getOrDefault("OMP_NUM_THREADS", "");
        return Finding.of("threads", "threads")
                .measured("%d, on %d cores", threads, machine.cores())
                .expected("as many threads as cores")
                .cause(
                        threads == machine.cores()
                                ? ""
                                : asked.isEmpty() ? "libtorch counts other cores" : "OMP_NUM_THREADS=" + asked)
                .fix(asked.isEmpty() ? "export OMP_NUM_THREADS=" + machine.cores() : "unset OMP_NUM_THREADS")
                .warnIf(threads != machine.cores());
    }

    static Finding instructions() {
        String widest = Engine.instructions();
        boolean plain =
                widest.equals("DEFAULT") && System.getProperty("os.arch").equals("amd64");
        return Finding.of("vector instructions", "instructions")
                .measured("%s", widest)
                .expected("AVX2 or AVX512 on x86")
                .cause(plain ? "libtorch uses none of them" : "")
                .fix("unset ATEN_CPU_CAPABILITY, or a processor made after 2013")
                .warnIf(plain);
    }

    static Finding device() {
        return Finding.of("device", "device")
                .measured(
                        Engine.best() == Place.CUDA
                                ? "cuda"
                                : "cpu; no CUDA device, or a build without CUDA (SOUSCHEF_CUDA=1 makes one with it)")
                .okIf(true);
    }

    static Finding product() {
        try (Scope scope = Scope.open("doctor", Engine.best());
                NoGrad off = NoGrad.open()) {
            Tensor a = Tensor.full(0.5, SIDE, SIDE);
            Tensor b = Tensor.full(0.25, SIDE, SIDE);
            Stopwatch time = Stopwatch.of(REPEATS, 2, () -> {
                try (Scope inner = Scope.open("product")) {
                    a.matmul(b).sum().item();
                }
            });
            return Finding.of("matrix product", "matrix-product")
                    .measured("%s, %d x %d in fp32", time.gigaflops(2.0 * SIDE * SIDE * SIDE), SIDE, SIDE)
                    .okIf(true);
        }
    }

    static Finding smallStep() {
        try (Scope scope = Scope.open("doctor", Engine.best());
                Mlp net = new Mlp(0, 784, 128, 64, 10)) {
            Stopwatch time = step(net, random(BATCH, 784), 20);
            boolean slow = 1e3 * time.median() > SLOW_STEP;
            return Finding.of("training step, small", "step-small")
                    .measured("%s, MLP 784-128-64-10, batch %d", time.millis(), BATCH)
                    .expected("%.0f ms or less", SLOW_STEP)
                    .cause(slow ? "threads get into each other's way, or other programs compute" : "")
                    .fix("stop the other programs; if there are none: export OMP_NUM_THREADS=1")
                    .warnIf(slow);
        }
    }

    static Finding convolutionalStep() {
        try (Scope scope = Scope.open("doctor", Engine.best());
                ConvNet net = new ConvNet(0, 1, 28, 28, 10, new ConvNet.Options(32, 2, 0))) {
            Stopwatch time = step(net, random(BATCH, 1, 28, 28), 1);
            return Finding.of("training step, images", "step-images")
                    .measured(
                            "%s, ConvNet 32x2 on 28x28, batch %d: %,.0f images a second",
                            time.millis(), BATCH, BATCH / time.median())
                    .okIf(true);
        }
    }

    private static Stopwatch step(Layer net, Tensor input, int times) {
        long[] classes = new long[BATCH];
        for (int i = 0; i < BATCH; i++) {
            classes[i] = i % 10;
        }
        Tensor target = Tensor.of(classes, BATCH);
        net.train();
        try (Adam adam = new Adam(net, 1e-3)) {
            return Stopwatch.of(REPEATS, times, () -> {
                try (Scope inner = Scope.open("step")) {
                    adam.zeroGrad();
                    Tensor loss = Losses.crossEntropy(net.forward(input), target);
                    loss.backward();
                    adam.step();
                    loss.item();
                }
            });
        }
    }

    private static Tensor random(long... shape) {
        int n = 1;
        for (long size : shape) {
            n *= (int) size;
        }
        RandomStream stream = RandomStream.of(0, "doctor");
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) stream.uniform(i);
        }
        return Tensor.of(values, shape);
    }
}
