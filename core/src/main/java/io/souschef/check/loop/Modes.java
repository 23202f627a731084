package io.souschef.check.loop;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.data.Batch;
import io.souschef.nn.Layer;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Trace;
import io.souschef.train.Glance;
import io.souschef.train.TrainingProgram;
import java.util.HashSet;
import java.util.Set;

/**
 * Which layers are in training mode when a step computes: in the first step, in the one after an evaluation, in the one after
 * the end of an epoch.
 *
 * @param matter whether the net does anything else in training mode than in evaluation mode; else nothing is looked at
 */
record Modes(Set<String> first, Set<String> afterEvaluation, Set<String> afterEpoch, boolean matter) {
    /** What rounding leaves between the two. */
    private static final double SAME = 1e-5;

    /** Measures it. */
    record Watched() implements Probe<Modes> {
        @Override
        public Modes measure(Subject subject) {
            return subject.fresh(program -> {
                if (!subject.fresh(Watched::differ)) {
                    return new Modes(Set.of(), Set.of(), Set.of(), false);
                }
                Set<String> first = step(program, 0);
                evaluate(program);
                Set<String> evaluated = step(program, 1);
                program.epochEnded(0);
                return new Modes(first, evaluated, step(program, 2), true);
            });
        }

        /** Briefly; in full where its author counts on all of it. */
        private static void evaluate(TrainingProgram program) {
            try (Glance glance = Glance.open()) {
                program.evaluate();
            } catch (RuntimeException whole) {
                program.evaluate();
            }
        }

        /** The layers that are in training mode at the step's first operation on the way forward. */
        private static Set<String> step(TrainingProgram program, int call) {
            Set<String> training = new HashSet<>();
            boolean[] seen = {false};
            try (Batch batch = Feeder.open(program, call);
                    Trace trace = Trace.open(operation -> {
                        if (operation.recorded() && operation.result().requiresGrad() && !seen[0]) {
                            seen[0] = true;
                            training.addAll(training(program.net()));
                        }
                    })) {
                program.step(batch);
            }
            if (!seen[0]) {
                training.addAll(training(program.net()));
            }
            return training;
        }

        private static Set<String> training(Layer net) {
            Set<String> names = new HashSet<>();
            net.layers().forEach((name, layer) -> {
                if (layer.isTraining()) {
                    names.add(name);
                }
            });
            return names;
        }

        private static boolean differ(TrainingProgram program) {
            try (Batch batch = Feeder.open(program, 0);
                    NoGrad off = NoGrad.open()) {
                program.net().eval();
                float[] evaluated = program.forward(batch).toFloats();
                program.net().train();
                float[] trained = program.forward(batch).toFloats();
                return CarriedState.largest(evaluated, trained) > SAME;
            }
        }
    }
}
