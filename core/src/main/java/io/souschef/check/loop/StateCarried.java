package io.souschef.check.loop;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Feeder;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the net says to a batch must not depend on which batch came before it, unless it goes on from its hidden state on
 * purpose. The same batch is shown after two different ones, with the running statistics put back; and where the step has a forward pass of its own, the state is looked at
 * from which an LSTM starts in it, or any tensor with a row for each example that the step before has left.
 */
public final class StateCarried implements Check {
    @Override
    public String name() {
        return "batches are independent";
    }

    @Override
    public String code() {
        return "hidden-state-carried";
    }

    @Override
    public Finding run(Subject subject) {
        if (subject.fresh(program -> program.declares().looping().carriesState())) {
            return finding()
                    .measured("state is carried from batch to batch, as declared")
                    .okIf(true);
        }
        double[] differences = subject.measured(new After());
        if (differences[1] > 0) {
            throw new CouldNotJudge("the net's output isn't the same from the same seed");
        }
        double started = Math.max(differences[0], subject.measured(new CarriedState.InStep()));
        double moved = started > 0 ? started : subject.measured(new LeftOver.InStep());
        boolean carried = moved > 1e-5;
        return finding()
                .measured(
                        moved > started
                                ? "in the step a tensor that the one before left meets the batch, and changes by %.2e when that had another"
                                : moved > differences[0]
                                        ? "in the step an LSTM starts from a state that changes by %.2e when another batch comes before"
                                        : "outputs change by %.2e when another batch comes before",
                        moved)
                .expected("no change")
                .cause(carried ? "a state inside the net is carried over to the next, unrelated batch" : "")
                .fix(carried ? "start every batch from a zero state; or declare carryingState()" : "")
                .failIf(carried);
    }

    /** Largest change of an output after another predecessor, and after the same one again. */
    private record After() implements Probe<double[]> {
        /** Of the largest number in a buffer: what sums in another order differ by. */
        private static final double SAME = 1e-4;

        @Override
        public double[] measure(Subject subject) {
            int count = subject.fresh(program -> program.training(0).count());
            if (count < 3) {
                throw new CouldNotJudge("needs three batches in an epoch, got %d", count);
            }
            Set<String> ofNoBatch = ofNoBatch(subject);
            float[] once = subject.fresh(program -> after(program, 1, ofNoBatch));
            float[] again = subject.fresh(program -> after(program, 1, ofNoBatch));
            float[] other = subject.fresh(program -> after(program, 2, ofNoBatch));
            return new double[] {CarriedState.largest(once, other), CarriedState.largest(once, again)};
        }

        private static float[] after(TrainingProgram program, int before, Set<String> ofNoBatch) {
            program.net().train();
            try (Scope scope = Scope.open("statistics");
                    NoGrad off = NoGrad.open()) {
                IdentityHashMap<Tensor, Tensor> statistics = new IdentityHashMap<>();
                try (Batch batch = Feeder.open(program, before)) {
                    statistics(program, batch.size(), ofNoBatch).forEach(one -> statistics.put(one, one));
                }
                statistics.replaceAll((one, same) -> one.copy());
                try (Batch batch = Feeder.open(program, before)) {
                    program.forward(batch);
                }
                statistics.forEach(Tensor::copyInPlace);
                try (Batch batch = Feeder.open(program, 0)) {
                    return program.forward(batch).toFloats();
                }
            }
        }

        /** Buffers that have no row for each example: what a norm keeps of all batches together is no state of one of them. */
        private static Stream<Tensor> statistics(TrainingProgram program, int rows, Set<String> ofNoBatch) {
            return program.net().buffers().entrySet().stream()
                    .filter(entry -> !hasRow(entry.getValue(), rows) || ofNoBatch.contains(entry.getKey()))
                    .map(Map.Entry::getValue);
        }

        private static boolean hasRow(Tensor buffer, int rows) {
            return buffer.dim() >= 2 && (buffer.size(0) == rows || buffer.size(1) == rows);
        }

        /**
         * Buffers that happen to have as many rows as a batch has examples, and are the same after these examples in reverse: what a codebook
         * takes from all of them together is of none of them.
         */
        private static Set<String> ofNoBatch(Subject subject) {
            Map<String, float[]> forwards = subject.fresh(program -> buffers(program, false));
            if (forwards.isEmpty()) {
                return Set.of();
            }
            Map<String, float[]> backwards = subject.fresh(program -> buffers(program, true));
            Set<String> names = new HashSet<>(forwards.keySet());
            names.removeIf(name ->
                    !near(Objects.requireNonNull(forwards.get(name)), Objects.requireNonNull(backwards.get(name))));
            return names;
        }

        private static Batch reversed(Batch batch) {
            long[] ids = batch.ids();
            long[] other = new long[ids.length];
            for (int i = 0; i < ids.length; i++) {
                other[i] = ids[ids.length - 1 - i];
            }
            return Cut.changed(batch, tensor -> tensor.flip(0), other);
        }

        private static Map<String, float[]> buffers(TrainingProgram program, boolean backwards) {
            Map<String, float[]> copies = new HashMap<>();
            program.net().train();
            try (Batch batch = Feeder.open(program, 0);
                    NoGrad off = NoGrad.open()) {
                program.net().buffers().keySet().stream()
                        .filter(name -> hasRow(buffer(program, name), batch.size()))
                        .forEach(name -> copies.put(name, new float[0]));
                if (copies.isEmpty()) {
                    return copies;
                }
                if (backwards) {
                    try (Batch other = reversed(batch)) {
                        program.forward(other);
                    }
                } else {
                    program.forward(batch);
                }
                copies.replaceAll((name, nothing) -> buffer(program, name).toFloats());
            }
            return copies;
        }

        private static Tensor buffer(TrainingProgram program, String name) {
            return Objects.requireNonNull(program.net().buffers().get(name));
        }

        private static boolean near(float[] some, float[] others) {
            double size = 0;
            for (float number : some) {
                size = Math.max(size, Math.abs(number));
            }
            return CarriedState.largest(some, others) <= SAME * size;
        }
    }
}
