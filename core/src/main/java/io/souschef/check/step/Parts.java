package io.souschef.check.step;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step that goes through its batch in parts and adds up their gradients: what it leaves as the gradient is compared with what the
 * parts' own gradients make, each part counting by its examples, by its targets, or the same as any other.
 *
 * @param sizes of the parts
 * @param times how many times the gradient of the mean it is
 * @param meanOfMeans whether parts with few targets count as much as those with many
 * @param lastOnly whether it is the gradient of the last part alone
 */
record Parts(List<Integer> sizes, double times, boolean meanOfMeans, boolean lastOnly) {
    Parts {
        sizes = List.copyOf(sizes);
    }

    /** Measures it. */
    record Taken() implements Probe<Parts> {
        @Override
        public Parts measure(Subject subject) {
            if (subject.measured(new Rhythm.Heard()).batches() != 1) {
                throw new CouldNotJudge("an update takes several batches");
            }
            int passes = subject.fresh(program -> passes(program).size());
            List<Integer> all = subject.fresh(Taken::inStep);
            int batch = subject.fresh(program -> {
                try (Batch first = Feeder.open(program, 0)) {
                    return first.size();
                }
            });
            List<Integer> sizes = new ArrayList<>();
            for (int i = 0; i < all.size(); i += Math.max(1, passes)) {
                sizes.add(all.get(i));
            }
            if (sizes.size() < 2 || sizes.stream().mapToInt(n -> n).sum() != batch) {
                throw new CouldNotJudge("a step takes its batch as a whole");
            }
            Weights mine = subject.fresh(Taken::left);
            return subject.fresh(program -> judged(program, sizes, mine));
        }

        /** What the first weight of the net was applied to in one forward pass: the number of rows, each time. */
        private static List<Integer> passes(TrainingProgram program) {
            try (Batch batch = Feeder.open(program, 0);
                    NoGrad off = NoGrad.open()) {
                return watched(program, () -> program.forward(batch));
            }
        }

        private static List<Integer> inStep(TrainingProgram program) {
            try (Batch batch = Feeder.open(program, 0)) {
                return watched(program, () -> program.step(batch));
            }
        }

        private static List<Integer> watched(TrainingProgram program, Runnable run) {
            Set<Tensor> weights = Collections.newSetFromMap(new IdentityHashMap<>());
            weights.addAll(program.net().parameters().values());
            List<Integer> rows = new ArrayList<>();
            Tensor[] first = new Tensor[1];
            try (Trace trace = Trace.open(step -> {
                Optional<Tensor> weight =
                        step.operands().stream().filter(weights::contains).findFirst();
                if (first[0] == null && weight.isPresent() && step.result().dim() > 1) {
                    first[0] = weight.get();
                }
                if (weight.isPresent()
                        && weight.get() == first[0]
                        && step.result() != first[0]
                        && step.result().dim() > 0) { // an optimiser of one's own may take its norm
                    rows.add((int) step.result().size(0));
                }
            })) {
                run.run();
            }
            return rows;
        }

        /** The gradient that a step leaves. */
        private static Weights left(TrainingProgram program) {
            try (Batch batch = Feeder.open(program, 0)) {
                program.step(batch);
            }
            Weights left = Weights.gradients(program.net());
            if (left.norm() == 0) {
                throw new CouldNotJudge("a step leaves no gradient to look at");
            }
            return left;
        }

        private static Parts judged(TrainingProgram program, List<Integer> sizes, Weights mine) {
            List<Weights> each = new ArrayList<>();
            double[] examples = sizes.stream().mapToDouble(n -> n).toArray();
            double[] targets = examples.clone();
            program.net().train();
            try (Batch whole = Feeder.open(program, 0)) {
                int from = 0;
                for (int part = 0; part < examples.length; part++) {
                    each.add(gradient(program, whole, from, sizes.get(part)));
                    targets[part] = counted(program.task(), whole, from, sizes.get(part));
                    from += sizes.get(part);
                }
            }
            double[] same = new double[examples.length];
            Arrays.fill(same, 1);
            Fit byTargets = fit(mine, each, targets);
            Fit byExamples = fit(mine, each, examples);
            Fit alike = fit(mine, each, same);
            if (byTargets.misfit() < Anatomy.SAME) {
                return new Parts(sizes, byTargets.scale(), false, false);
            }
            boolean counts = program.task() instanceof Task.NextToken || program.task() instanceof Task.Dense;
            Fit other = byExamples.misfit() < alike.misfit() ? byExamples : alike;
            double[] last = new double[examples.length];
            last[last.length - 1] = 1;
            Fit onlyLast = fit(mine, each, last);
            if (onlyLast.misfit() < Anatomy.SAME) {
                return new Parts(sizes, onlyLast.scale(), false, true);
            }
            if (other.misfit() >= Anatomy.SAME) {
                throw new CouldNotJudge("the parts' own gradients don't make up that of the step");
            }
            return new Parts(sizes, other.scale(), counts, false);
        }

        private static Weights gradient(TrainingProgram program, Batch whole, int from, int size) {
            Collection<Tensor> weights = program.net().parameters().values();
            weights.forEach(Tensor::clearGrad);
            try (Batch part = Cut.changed(
                    whole,
                    tensor -> tensor.narrow(0, from, size),
                    Arrays.copyOfRange(whole.ids(), from, from + size))) {
                Tensor loss = program.loss(program.forward(part), part);
                if (!loss.requiresGrad()) {
                    throw new CouldNotJudge("the loss takes no gradient");
                }
                loss.backward();
                return Weights.gradients(program.net());
            }
        }

        private static double counted(Task task, Batch whole, int from, int size) {
            long ignored;
            if (task instanceof Task.NextToken next) {
                ignored = next.ignoreIndex();
            } else if (task instanceof Task.Dense dense) {
                ignored = dense.ignoreIndex();
            } else {
                return size;
            }
            return Arrays.stream(whole.target().narrow(0, from, size).toLongs())
                    .filter(target -> target != ignored)
                    .count();
        }

        private static Fit fit(Weights mine, List<Weights> each, double[] shares) {
            double all = Arrays.stream(shares).sum();
            Weights sum = each.get(0).with(each.get(0), (a, b) -> 0);
            for (int part = 0; part < shares.length; part++) {
                double share = shares[part] / all;
                sum = sum.with(each.get(part), (a, b) -> a + share * b);
            }
            return Fit.plain(mine, sum, mine, mine.byName().keySet());
        }
    }
}
