package io.souschef.check.evaluation;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.step.Rhythm;
import io.souschef.check.step.Weights;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Glance;
import io.souschef.train.TrainingProgram;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What becomes of what an evaluation has changed. */
final class Aftermath {
    /** Of how far the weights move in the steps that follow: rounding, where they were put away and back. */
    private static final double SAME = 1e-4;

    /** Of how far a buffer was moved by an evaluation: what a second one may move it by, where it is computed anew. */
    private static final double ALMOST = 1e-2;

    private static final int FIRST = 12;

    /** Steps after the evaluation where updates come in no steady rhythm. */
    private static final int UNSTEADY = 16;

    private Aftermath() {}

    /**
     * Whether the steps after an evaluation take the weights where they would have taken them without it. The evaluation comes between two
     * updates, as in a loop.
     */
    record Undone() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            Span span = Span.of(subject);
            Weights before = subject.fresh(program -> trained(program, span.first, false, 0));
            Weights without = subject.fresh(program -> trained(program, span.first, false, span.more));
            Weights with = subject.fresh(program -> trained(program, span.first, true, span.more));
            return with.minus(without).norm() <= SAME * without.minus(before).norm();
        }

        private static Weights trained(TrainingProgram program, int first, boolean evaluates, int more) {
            Feeder.steps(program, 0, first);
            if (evaluates) {
                Map<String, Long> draws = program.net().drawsByLayer();
                IdentityHashMap<Layer, Boolean> modes = new IdentityHashMap<>();
                program.net().layers().values().forEach(layer -> modes.put(layer, layer.isTraining()));
                program.evaluate();
                program.net().drawsByLayer(draws);
                modes.forEach(Layer::training); // whether it leaves these behind is another check's question
            }
            Feeder.steps(program, first, more);
            return Weights.of(program.net());
        }
    }

    /** Steps before the evaluation and after it. */
    private record Span(int first, int more) {
        static Span of(Subject subject) {
            try {
                Rhythm rhythm = subject.measured(new Rhythm.Heard());
                return new Span(rhythm.wholeRounds(FIRST), Math.max(2, rhythm.batches()));
            } catch (CouldNotJudge unsteady) {
                return new Span(FIRST, UNSTEADY);
            }
        }
    }

    /**
     * Whether the buffers are computed anew for an evaluation, and not from what is evaluated: a second one brings them to where they are, and so
     * does one of the first and the last batch alone. BatchNorm's statistics over the training data are taken so.
     */
    record Anew() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            return subject.fresh(program -> {
                Feeder.steps(program, 0, FIRST);
                Map<String, double[]> before = buffers(program);
                program.evaluate();
                Map<String, double[]> once = buffers(program);
                program.evaluate();
                Map<String, double[]> twice = buffers(program);
                try (Glance glance = Glance.open()) {
                    program.evaluate();
                    return glance.sawOneOf(program.evaluation().count())
                            && program.evaluation().count() > 2
                            && near(before, once, twice)
                            && near(before, once, buffers(program));
                }
            });
        }

        private static boolean near(
                Map<String, double[]> before, Map<String, double[]> once, Map<String, double[]> then) {
            double moved = 0;
            double off = 0;
            for (String name : once.keySet()) {
                double[] at = Objects.requireNonNull(once.get(name));
                for (int i = 0; i < at.length; i++) {
                    moved += Math.abs(at[i] - Objects.requireNonNull(before.get(name))[i]);
                    off += Math.abs(at[i] - Objects.requireNonNull(then.get(name))[i]);
                }
            }
            return off <= ALMOST * moved;
        }

        /** Those of real numbers; others count. */
        private static Map<String, double[]> buffers(TrainingProgram program) {
            Map<String, double[]> copies = new LinkedHashMap<>();
            for (Map.Entry<String, Tensor> buffer : program.net().buffers().entrySet()) {
                if (buffer.getValue().dtype().isFloat()) {
                    copies.put(buffer.getKey(), buffer.getValue().toDoubles());
                }
            }
            return copies;
        }
    }
}
