package io.souschef.check.wiring;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a step sends backward beside the gradient of the loss, where the targets have no part in it: a penalty on what the layers put
 * out, say. It is what is left in the weights' gradients after the first step, less that of the loss, and it stays as it is when the
 * targets are others.
 *
 * @param loss norm of the gradient of the loss
 * @param beside norm of the rest; 0 where the targets have a part in it, or it can't be known
 * @param inward cosine between the rest and the weights: above zero where it makes them smaller
 */
public record BesideTheData(double loss, double beside, double inward) {
    /**
     * Cosine. Penalties on what layers put out have 0.40 to 0.45, on embeddings 0.64 to 0.71, on hidden units 0.89; tasks that are learnt beside −0.05
     * to 0.14. Over 15 programs, 1 to 3 seeds each. A task that starts out too loud may pull inward, too; a penalty alone pulls inward also where the weights are
     * {@link #SMALL} already.
     */
    static final double INWARD = 0.2;

    /** So many times as large as they are. */
    public static final double SMALL = 0.1;

    /** How many times as hard a penalty pulls as the loss does; 0 where there is none, or nothing is known. */
    public static double penalty(Subject subject) {
        try {
            BesideTheData seen = subject.measured(new Seen(List.of(), 1));
            boolean penalty = seen.pullsInward()
                    && subject.measured(new Seen(List.of(), SMALL)).pullsInward();
            return penalty ? seen.beside / Math.max(seen.loss, 1e-12) : 0;
        } catch (RuntimeException unknown) {
            return 0;
        }
    }

    /** Whether such a penalty is all that pulls at weights with these names. */
    static boolean isAllThatPullsAt(List<String> weights, Subject subject) {
        try {
            BesideTheData seen = subject.measured(new Seen(weights, 1));
            return seen.loss == 0
                    && seen.pullsInward()
                    && subject.measured(new Seen(weights, SMALL)).pullsInward();
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    private boolean pullsInward() {
        return beside > 0 && inward > INWARD;
    }

    /**
     * Measures it.
     *
     * @param weights at which; none for all
     * @param size that all weights are multiplied by beforehand
     */
    record Seen(List<String> weights, double size) implements Probe<BesideTheData> {
        Seen {
            weights = List.copyOf(weights);
        }

        @Override
        public BesideTheData measure(Subject subject) {
            float[] loss = subject.fresh(program -> ofLoss(program, false));
            float[] rest = less(subject.fresh(program -> ofStep(program, false)), loss);
            double far = norm(rest);
            if (!(far > norm(loss))) {
                return new BesideTheData(norm(loss), 0, 0); // no use in asking whose it is
            }
            float[] other = less(
                    subject.fresh(program -> ofStep(program, true)), subject.fresh(program -> ofLoss(program, true)));
            float[] numbers = subject.fresh(program -> {
                try (Scope scope = Scope.open("weights")) {
                    return all(program, weight -> Optional.of(weight.detach()));
                }
            });
            return new BesideTheData(
                    norm(loss), Aside.differs(rest, other) ? 0 : far, dot(rest, numbers) / (far * norm(numbers)));
        }

        private float[] ofLoss(TrainingProgram program, boolean others) {
            Aside.scale(program, size);
            try (Batch batch = program.training(0).open(0);
                    Batch asked = others ? Aside.otherTargets(program.task(), batch) : Cut.first(batch, batch.size())) {
                program.net().train();
                program.loss(program.forward(asked), asked).backward();
                return all(program, Tensor::grad);
            }
        }

        private float[] ofStep(TrainingProgram program, boolean others) {
            Aside.scale(program, size);
            try (Batch batch = program.training(0).open(0);
                    Batch asked = others ? Aside.otherTargets(program.task(), batch) : Cut.first(batch, batch.size())) {
                program.step(asked);
                return all(program, Tensor::grad);
            }
        }

        private float[] all(TrainingProgram program, Function<Tensor, Optional<Tensor>> of) {
            List<float[]> parts = new ArrayList<>();
            int width = 0;
            for (Map.Entry<String, Tensor> named : program.net().parameters().entrySet()) {
                if (!weights.isEmpty() && !weights.contains(named.getKey())) {
                    continue;
                }
                Tensor weight = named.getValue();
                float[] part = of.apply(weight).map(Tensor::toFloats).orElseGet(() -> new float[(int) weight.numel()]);
                parts.add(part);
                width += part.length;
            }
            float[] all = new float[width];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }

        private static float[] less(float[] one, float[] other) {
            float[] left = one.clone();
            for (int i = 0; i < left.length; i++) {
                left[i] -= other[i];
            }
            return left;
        }

        private static double norm(float[] values) {
            return Math.sqrt(dot(values, values));
        }

        private static double dot(float[] one, float[] other) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                sum += (double) one[i] * other[i];
            }
            return sum;
        }
    }
}
