package io.souschef.check.step;

import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The step as it should be: training mode, gradients cleared, forward, loss, backward, clipped as declared. With one
 * ingredient changed where a {@link Variation} says so. It leaves the gradients; the update is the caller's.
 */
final class StandardStep {
    private final TrainingProgram program;
    private final int from;
    private final int batches;
    private final Variation variation;

    /** @param from number of the first batch of this update, counted from the start of training */
    StandardStep(TrainingProgram program, int from, int batches, Variation variation) {
        this.program = program;
        this.from = from;
        this.batches = batches;
        this.variation = variation;
    }

    void gradients() {
        Collection<Tensor> weights = program.net().parameters().values();
        if (variation != Variation.NOT_CLEARED && variation != Variation.NOT_CLEARED_IN_EVALUATION_MODE) {
            weights.forEach(Tensor::clearGrad);
        }
        double[] shares = shares();
        for (int i = 0; i < batches; i++) {
            if (variation == Variation.CLEARED_EACH_BATCH) {
                weights.forEach(Tensor::clearGrad);
            }
            try (Batch batch = Feeder.open(program, from + i)) {
                mode();
                if (variation == Variation.CLIPPED_BEFORE_BACKWARD) {
                    Gradients.clipNorm(weights, program.declares().clipNorm().orElse(Double.POSITIVE_INFINITY));
                }
                loss(batch).mul(shares[i]).backward();
            }
        }
        clip(weights);
    }

    private void mode() {
        if (variation == Variation.EVALUATION_MODE || variation == Variation.NOT_CLEARED_IN_EVALUATION_MODE) {
            program.net().eval();
        } else {
            program.net().train();
        }
        if (variation == Variation.FROZEN_PARTS_IN_EVALUATION_MODE) {
            frozen(program.net()).forEach(Layer::eval);
        }
    }

    /** Layers none of whose parameters is trained. */
    static Stream<Layer> frozen(Layer net) {
        return net.layers().values().stream().filter(layer -> {
            Collection<Tensor> own = layer.parameters().values();
            return !own.isEmpty() && own.stream().noneMatch(Tensor::requiresGrad);
        });
    }

    private Tensor loss(Batch batch) {
        Tensor output = program.forward(batch);
        return switch (variation) {
            case SOFTMAX_FIRST ->
                program.loss(output.softmax(program.task() instanceof Task.NextToken ? -1 : 1), batch);
            case SIGMOID_FIRST -> program.loss(output.sigmoid(), batch);
            default -> program.loss(output, batch);
        };
    }

    private double[] shares() {
        double[] shares = new double[batches];
        Arrays.fill(shares, variation == Variation.NOT_DIVIDED ? 1 : 1.0 / batches);
        if (variation == Variation.WEIGHTED || variation == Variation.WEIGHTED_BY_TARGETS) {
            double all = 0;
            for (int i = 0; i < batches; i++) {
                try (Batch batch = Feeder.open(program, from + i)) {
                    shares[i] = variation == Variation.WEIGHTED ? batch.size() : counted(batch);
                    all += shares[i];
                }
            }
            for (int i = 0; i < batches; i++) {
                shares[i] /= all;
            }
        }
        return shares;
    }

    private double counted(Batch batch) {
        long ignored = program.task() instanceof Task.NextToken next
                ? next.ignoreIndex()
                : ((Task.Dense) program.task()).ignoreIndex();
        long[] targets = batch.target().toLongs();
        return Arrays.stream(targets).filter(target -> target != ignored).count();
    }

    private void clip(Collection<Tensor> weights) {
        double declared = program.declares().clipNorm().orElse(Double.POSITIVE_INFINITY);
        switch (variation) {
            case NOT_CLIPPED, CLIPPED_BEFORE_BACKWARD -> {}
            case CLIPPED_BY_VALUE -> clamp(weights, declared);
            case CLIPPED_BY_VALUE_UNDECLARED -> clamp(weights, 1);
            case CLIPPED_WITH_SCALE -> {
                scale(weights);
                Gradients.clipNorm(weights, declared);
            }
            case CLIPPED_EACH -> weights.forEach(weight -> Gradients.clipNorm(List.of(weight), declared));
            case CLIPPED_TO_ONE -> Gradients.clipNorm(weights, 1);
            case CLIPPED_TO_HALF -> Gradients.clipNorm(weights, 0.5);
            case CLIPPED_TO_FIVE -> Gradients.clipNorm(weights, 5);
            case CLIPPED_TO_TEN -> Gradients.clipNorm(weights, 10);
            case CLIPPED_TO_TENTH -> Gradients.clipNorm(weights, 0.1);
            default -> {
                if (Double.isFinite(declared)) {
                    Gradients.clipNorm(weights, declared);
                }
            }
        }
    }

    private static void scale(Collection<Tensor> weights) {
        try (Scope scope = Scope.open("scale");
                NoGrad off = NoGrad.open()) {
            weights.forEach(weight -> weight.grad().ifPresent(g -> g.mulInPlace(1000)));
        }
    }

    private static void clamp(Collection<Tensor> weights, double most) {
        try (Scope scope = Scope.open("clip by value");
                NoGrad off = NoGrad.open()) {
            List<Tensor> all = new ArrayList<>(weights);
            all.forEach(weight -> weight.grad().ifPresent(g -> g.copyInPlace(g.clamp(-most, most))));
        }
    }
}
