package io.souschef.check.loop;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The states from which the LSTMs of a net start in a step, after different batches and with the weights put back. */
final class CarriedState {
    private CarriedState() {}

    /** The largest change of such a state when another batch comes before; 0 where there is no LSTM, or it can't be known. */
    record InStep() implements Probe<Double> {
        @Override
        public Double measure(Subject subject) {
            int each = subject.fresh(InStep::inForward);
            if (each == 0) {
                return 0.0;
            }
            List<float[]> once = subject.fresh(program -> starts(program, 1, each));
            List<float[]> again = subject.fresh(program -> starts(program, 1, each));
            List<float[]> other = subject.fresh(program -> starts(program, 2, each));
            return largest(once, again) > 0 ? 0 : largest(once, other);
        }

        /** How many LSTMs there are in one forward pass. */
        private static int inForward(TrainingProgram program) {
            List<float[]> starts = new ArrayList<>();
            program.net().eval();
            try (Batch batch = Feeder.open(program, 0);
                    NoGrad off = NoGrad.open();
                    Trace trace = Trace.open(step -> look(step, starts))) {
                program.forward(batch);
            }
            return starts.size();
        }

        private static List<float[]> starts(TrainingProgram program, int before, int each) {
            List<float[]> starts = new ArrayList<>();
            second(program, before, 0, batch -> step -> look(step, starts));
            return starts.subList(0, Math.min(each, starts.size()));
        }

        private static void look(Trace.Step step, List<float[]> starts) {
            if (step.operation().equals("lstm")) {
                starts.add(step.operands().get(1).toFloats());
            }
        }
    }

    /**
     * Listens to the step on the first batch after one on another, {@code before}, with the weights put back between them.
     *
     * @param fewer examples than the batches have
     */
    static void second(TrainingProgram program, int before, int fewer, Function<Batch, Consumer<Trace.Step>> listener) {
        try (Scope scope = Scope.open("second step")) {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            program.net()
                    .state()
                    .forEach((name, tensor) -> weights.put(name, tensor.detach().copy()));
            with(program, before, fewer, program::step);
            program.net().load(weights);
            with(program, 0, fewer, batch -> {
                try (Trace trace = Trace.open(listener.apply(batch))) {
                    program.step(batch);
                }
            });
        }
    }

    private static void with(TrainingProgram program, int n, int fewer, Consumer<Batch> use) {
        try (Batch whole = Feeder.open(program, n)) {
            if (fewer == 0) {
                use.accept(whole);
                return;
            }
            try (Batch batch = Cut.first(whole, whole.size() - fewer)) {
                use.accept(batch);
            }
        }
    }

    static double largest(List<float[]> some, List<float[]> others) {
        double most = some.size() == others.size() ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
            if (some.get(i).length == others.get(i).length) {
                most = Math.max(most, largest(some.get(i), others.get(i)));
            }
        }
        return most;
    }

    /** The largest difference; two that are equal have none, minus infinity of a mask either. */
    static double largest(float[] some, float[] others) {
        double most = some.length == others.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(some.length, others.length); i++) {
            most = some[i] == others[i] ? most : Math.max(most, Math.abs(some[i] - others[i]));
        }
        return most;
    }
}
