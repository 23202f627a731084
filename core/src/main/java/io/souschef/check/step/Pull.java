package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the backward pass inside the program's step asks of the batch's own inputs, beside what the mean loss asks of them with each
 * layer in the mode that it is in there. It shows which loss is really sent backward, whatever the optimiser makes of it afterwards.
 *
 * @param reached whether any gradient arrived at the inputs
 * @param ratio summed over the batches of one update, how many times the gradient of the mean loss it is
 * @param misfit the part that isn't a multiple of it
 * @param silenced share of the examples with a very large loss whose gradient was exactly zero
 * @param spared the same share with ordinary losses
 */
record Pull(boolean reached, double ratio, double misfit, double silenced, double spared) {
    private static final double STRAIN = 300;

    /**
     * Measures it.
     *
     * @param half whether on the first half of each batch alone
     */
    record Felt(boolean half) implements Probe<Pull> {
        Felt() {
            this(false);
        }

        @Override
        public Pull measure(Subject subject) {
            Rhythm rhythm = subject.measured(new Rhythm.Heard());
            List<Rows> mine = subject.fresh(program -> steps(program, rhythm, false, half));
            Map<String, Boolean> modes = subject.measured(new StepModes());
            List<Rows> standard = subject.fresh(program -> losses(program, rhythm, modes, false, half));
            if (standard.stream().allMatch(rows -> rows.norm() == 0)) {
                throw new CouldNotJudge("the inputs take no gradient: tokens, or a net that doesn't depend on them");
            }
            List<Rows> mineStrained = subject.fresh(program -> steps(program, rhythm, true, half));
            List<Rows> standardStrained = subject.fresh(program -> losses(program, rhythm, modes, true, half));
            double ratio = 0;
            double misfit = 0;
            for (int i = 0; i < mine.size(); i++) {
                double scale =
                        mine.get(i).dot(standard.get(i)) / standard.get(i).dot(standard.get(i));
                ratio += scale;
                misfit = Math.max(misfit, mine.get(i).misfit(standard.get(i), scale));
            }
            boolean reached = mine.stream().anyMatch(rows -> rows.norm() > 0);
            return new Pull(reached, ratio, misfit, silent(mineStrained, standardStrained), silent(mine, standard));
        }

        /** Of the examples that the mean loss pulls at noticeably, those that the step's doesn't at all. */
        private static double silent(List<Rows> mine, List<Rows> standard) {
            double silent = 0;
            double all = 0;
            for (int i = 0; i < mine.size(); i++) {
                double[] want = standard.get(i).byRow();
                double[] have = mine.get(i).byRow();
                double most = Arrays.stream(want).max().orElse(0);
                for (int row = 0; row < want.length; row++) {
                    if (want[row] > 1e-3 * most && want[row] > 0) {
                        all++;
                        silent += have[row] == 0 ? 1 : 0;
                    }
                }
            }
            return all == 0 ? 0 : silent / all;
        }
    }

    /** Gradients of one batch's inputs. */
    private record Rows(float[] values, int rows) {
        double norm() {
            return Math.sqrt(dot(this));
        }

        double dot(Rows other) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += (double) values[i] * other.values[i];
            }
            return sum;
        }

        double misfit(Rows other, double scale) {
            double left = 0;
            for (int i = 0; i < values.length; i++) {
                double off = values[i] - scale * other.values[i];
                left += off * off;
            }
            return Math.sqrt(left) / Math.max(norm(), 1e-30);
        }

        double[] byRow() {
            double[] norms = new double[rows];
            int width = values.length / rows;
            for (int i = 0; i < values.length; i++) {
                norms[i / width] += Math.abs(values[i]);
            }
            return norms;
        }
    }

    private static List<Rows> steps(TrainingProgram program, Rhythm rhythm, boolean strained, boolean half) {
        strain(program, strained);
        List<Rows> all = new ArrayList<>();
        for (int call = 0; call < rhythm.batches(); call++) {
            try (Batch batch = fed(program, call, half)) {
                List<Tensor> inputs = watched(batch);
                program.step(batch);
                all.add(rows(batch, inputs.stream().map(Tensor::grad).toList()));
            }
        }
        return all;
    }

    private static List<Rows> losses(
            TrainingProgram program, Rhythm rhythm, Map<String, Boolean> modes, boolean strained, boolean half) {
        strain(program, strained);
        List<Rows> all = new ArrayList<>();
        for (int call = 0; call < rhythm.batches(); call++) {
            try (Batch batch = fed(program, call, half)) {
                List<Tensor> inputs = watched(batch);
                StepModes.set(program.net(), modes);
                Tensor loss = program.loss(program.forward(batch), batch);
                if (!loss.requiresGrad()) {
                    throw new CouldNotJudge("the loss takes no gradient");
                }
                all.add(rows(batch, loss.gradOf(inputs)));
            }
        }
        return all;
    }

    private static Batch fed(TrainingProgram program, int call, boolean half) {
        Batch whole = Feeder.open(program, call);
        if (!half || whole.size() < 2) {
            return whole;
        }
        return Batch.open("half", () -> {
            int n = whole.size() / 2;
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            whole.inputs()
                    .forEach((name, input) ->
                            inputs.put(name, input.narrow(0, 0, n).copy()));
            return new Batch.Content(inputs, whole.target().narrow(0, 0, n).copy(), Arrays.copyOf(whole.ids(), n));
        });
    }

    private static List<Tensor> watched(Batch batch) {
        List<Tensor> inputs = batch.inputs().values().stream()
                .filter(input -> input.dtype().isFloat())
                .toList();
        if (inputs.isEmpty()) {
            throw new CouldNotJudge("the inputs are whole numbers, which take no gradient");
        }
        inputs.forEach(input -> input.requiresGrad(true));
        return inputs;
    }

    /** Example by example; inputs one after the other. */
    private static Rows rows(Batch batch, List<Optional<Tensor>> gradients) {
        List<Tensor> inputs = batch.inputs().values().stream()
                .filter(input -> input.dtype().isFloat())
                .toList();
        int n = batch.size();
        List<float[]> parts = new ArrayList<>();
        int width = 0;
        for (int i = 0; i < inputs.size(); i++) {
            long numel = inputs.get(i).numel();
            parts.add(gradients.get(i).map(Tensor::toFloats).orElseGet(() -> new float[(int) numel]));
            width += (int) (numel / n);
        }
        float[] all = new float[n * width];
        for (int row = 0; row < n; row++) {
            int at = row * width;
            for (float[] part : parts) {
                int each = part.length / n;
                System.arraycopy(part, row * each, all, at, each);
                at += each;
            }
        }
        return new Rows(all, n);
    }

    private static void strain(TrainingProgram program, boolean strained) {
        if (!strained) {
            return;
        }
        try (Scope scope = Scope.open("strain");
                NoGrad off = NoGrad.open()) {
            program.net().parameters().values().stream()
                    .filter(weight -> weight.dim() >= 2)
                    .reduce((first, second) -> second)
                    .ifPresent(head -> head.mulInPlace(STRAIN));
        }
    }
}
