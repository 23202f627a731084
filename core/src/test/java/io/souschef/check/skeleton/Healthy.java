package io.souschef.check.skeleton;

import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.nn.ConvNet;
import io.souschef.nn.Embedding;
import io.souschef.nn.Gpt;
import io.souschef.nn.HeadedNet;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.nn.Mlp;
import io.souschef.nn.ResNet;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.function.LongFunction;

/** Sound programs, chosen to provoke false alarms. No check may fail on any of them, from any seed. */
public enum Healthy {
    MLP(seed -> program(MadeData.BLOBS, new Mlp(seed, 8, 32, 4), 3e-3, 32, seed)),
    DEEP_MLP(seed -> program(MadeData.BLOBS, new Mlp(seed, 8, 32, 32, 32, 32, 32, 4), 1e-3, 32, seed)),
    LINEAR(seed -> program(MadeData.BLOBS, new Mlp(seed, 8, 4), 1e-2, 32, seed)),
    HUNDRED_CLASSES(seed -> program(MadeData.HUNDRED, new Mlp(seed, 32, 64, 100), 3e-3, 50, seed)),
    CONVNET(seed -> program(MadeData.PICTURES, convNet(seed), 3e-3, 32, seed)),
    RESNET(seed ->
            program(MadeData.PICTURES, new ResNet(seed, ResNet.Plan.cifar(8).withWidth(8), 1, 8), 3e-3, 32, seed)),
    TINY_BATCHES(seed -> program(MadeData.BLOBS, new Mlp(seed, 8, 32, 4), 1e-3, 2, seed)),
    SMALL_RATE(seed -> program(MadeData.BLOBS, new Mlp(seed, 8, 32, 4), 1e-5, 32, seed)),
    LARGE_RATE(seed -> program(MadeData.BLOBS, new Mlp(seed, 8, 32, 4), 3e-2, 32, seed)),
    DROPOUT(seed -> program(MadeData.BLOBS, new Mlp(seed, 0.5, 8, 64, 64, 4), 3e-3, 32, seed)),
    NOISY_LABELS(seed -> program(MadeData.NOISE, new Mlp(seed, 8, 64, 4), 3e-3, 32, seed)),
    IMBALANCE(seed -> program(MadeData.RARE, new Mlp(seed, 8, 32, 2), 3e-3, 64, seed)),
    IMBALANCE_WITH_BIAS(seed -> program(
            MadeData.RARE,
            biased(new Mlp(seed, 8, 32, 2), (float) Math.log(100 / 101.0), (float) Math.log(1 / 101.0)),
            3e-3,
            64,
            seed)),
    FIFTY_WITH_BIAS(seed -> program(MadeData.FIFTY, biased(new Mlp(seed, 8, 32, 1), 50), 1e-2, 32, seed)),
    STANDARDISED(seed -> program(MadeData.STANDARDISED, new Mlp(seed, 8, 32, 1), 3e-3, 32, seed)),
    MULTI_LABEL(seed -> program(MadeData.LABELS, new Mlp(seed, 8, 32, 3), 3e-3, 32, seed)),
    GPT(seed -> program(MadeData.TOKENS, new Gpt(seed, Gpt.Options.of(11, 12, 2, 2, 16)), 3e-3, 16, seed)),
    LSTM(seed -> program(MadeData.TOKENS, new TokenLstm(seed), 1e-2, 16, seed)),
    LABEL_SMOOTHING(
            seed -> new MadeProgram(MadeData.BLOBS, task(MadeData.BLOBS), new Mlp(seed, 8, 32, 4), 3e-3, 32, seed) {
                @Override
                public Tensor loss(Tensor output, Batch batch) {
                    return Losses.crossEntropy(output, batch.target(), 0.1);
                }
            });

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
    private final LongFunction<TrainingProgram> make;

    Healthy(LongFunction<TrainingProgram> make) {
        this.make = make;
    }

    public TrainingProgram of(long seed) {
        return make.apply(seed);
    }

    public Subject from(long seed) {
        return Subject.of(make).withSeed(seed);
    }

    static Task task(MadeData data) {
        return switch (data) {
            case FIFTY, STANDARDISED -> Task.regression();
            case LABELS -> Task.multiLabel(3);
            case TOKENS -> Task.nextToken(11);
            default -> Task.classification(data.outputs);
        };
    }

    static MadeProgram program(MadeData data, Layer net, double rate, int batchSize, long seed) {
        return new MadeProgram(data, task(data), net, rate, batchSize, seed);
    }

    static ConvNet convNet(long seed) {
        return new ConvNet(seed, 1, 8, 8, 8, new ConvNet.Options(8, 1, 0.2));
    }

    /** The same net with this bias of its last layer. */
    static Mlp biased(Mlp net, float... bias) {
        try (Scope scope = Scope.open("bias");
                NoGrad off = NoGrad.open()) {
            net.head().bias().orElseThrow().copyInPlace(Tensor.of(bias, bias.length));
        }
        return net;
    }

    /** The same net with the weights of its last layer so many times larger. */
    static <N extends Layer & HeadedNet> N scaled(N net, double factor) {
        try (Scope scope = Scope.open("head");
                NoGrad off = NoGrad.open()) {
            net.head().weight().mulInPlace(factor);
        }
        return net;
    }

    /** Embedding, LSTM, linear layer: tokens [N, T] → [N, T, 11]. */
    static final class TokenLstm extends Layer {
        private final Embedding tokens = add("tokens", new Embedding(11, 8));
        private final Lstm lstm = add("lstm", new Lstm(8, 24));
        private final Linear head = add("head", new Linear(24, 11));

        TokenLstm(long seed) {
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return head.forward(lstm.forward(tokens.forward(x)));
        }
    }
}
