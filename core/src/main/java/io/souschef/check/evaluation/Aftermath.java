package io.souschef.check.evaluation;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.step.Rhythm;
import io.souschef.check.step.Weights;
import io.souschef.data.Batch;
import io.souschef.tensor.Tensor;
import io.souschef.train.Glance;
import io.souschef.train.TrainingProgram;
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

    private Aftermath() {}

    /** Whether the steps after an evaluation take the weights where they would have taken them without it. */
    record Undone() implements Probe<Boolean> {
        @Override
        public Boolean measure(Subject subject) {
            int more = Math.max(2, subject.measured(new Rhythm.Heard()).batches());
            Weights before = subject.fresh(program -> trained(program, false, 0));
            Weights without = subject.fresh(program -> trained(program, false, more));
            Weights with = subject.fresh(program -> trained(program, true, more));
            return with.minus(without).norm() <= SAME * without.minus(before).norm();
        }

        private static Weights trained(TrainingProgram program, boolean evaluates, int more) {
            steps(program, 0, FIRST);
            if (evaluates) {
                Map<String, Long> draws = program.net().drawsByLayer();
                program.evaluate();
                program.net().drawsByLayer(draws);
            }
            steps(program, FIRST, more);
            return Weights.of(program.net());
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
                steps(program, 0, FIRST);
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

    private static void steps(TrainingProgram program, int from, int count) {
        for (int call = from; call < from + count; call++) {
            try (Batch batch = Feeder.open(program, call)) {
                program.step(batch);
            }
        }
    }
}
