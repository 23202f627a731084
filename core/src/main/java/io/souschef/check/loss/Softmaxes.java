package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.DType;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.Trace;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * The softmaxes on the way from the net's last layer through the loss, watched as they are computed: also those of a loss of several
 * terms, or of a focal one, whose values show nothing.
 *
 * @param twice whether the loss takes a softmax of probabilities that a softmax has just made
 * @param overExamples whether a softmax in the loss takes the net's outputs over the examples of the batch; not where each is a class of its own, so that
 *     a loss may well ask both ways, which image is the text's and which text the image's
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021, figure 3</a>
 */
record Softmaxes(boolean twice, boolean overExamples) {
    private static final Set<String> KINDS = Set.of("softmax", "logSoftmax", "crossEntropy", "logsumexp");

    /** What leaves probabilities as they are. */
    private static final Set<String> SHAPING =
            Set.of("reshape", "view", "permute", "transpose", "unsqueeze", "squeeze", "contiguous", "to", "copy");

    /** Of a sum over an axis. */
    private static final double ONE = 1e-4;

    /** Watches them. */
    record Seen() implements Probe<Softmaxes> {
        @Override
        public Softmaxes measure(Subject subject) {
            return subject.fresh(program -> {
                try (Batch batch = program.training(0).open(0);
                        NoGrad off = NoGrad.open()) {
                    program.net().train(); // what a loss gets; a net may take a softmax of its own in evaluation
                    Watch watch = new Watch(pairs(batch.target()));
                    try (Trace trace = Trace.open(watch::hear)) {
                        Tensor output = program.forward(batch);
                        watch.output = Optional.of(output);
                        program.loss(output, batch);
                    }
                    return new Softmaxes(watch.twice, watch.overExamples);
                }
            });
        }
    }

    /** Whether each example is a class of its own. */
    private static boolean pairs(Tensor target) {
        return target.dim() == 1
                && target.dtype() == DType.INT64
                && Arrays.stream(target.toLongs()).distinct().count() == target.size(0);
    }

    private static final class Watch {
        private final boolean pairs;
        private final Set<Tensor> probabilities = Collections.newSetFromMap(new IdentityHashMap<>());

        /** Of the net; empty until it is there. */
        private Optional<Tensor> output = Optional.empty();

        private boolean twice;
        private boolean overExamples;

        Watch(boolean pairs) {
            this.pairs = pairs;
        }

        void hear(Trace.Step step) {
            if (step.operands().isEmpty()) {
                return;
            }
            Tensor from = step.operands().get(0);
            String kind = kind(step.operation());
            if (KINDS.contains(kind)) {
                twice |= output.isPresent() && probabilities.contains(from);
                overExamples |= kind.endsWith("oftmax")
                        && output.filter(own -> own == from).isPresent()
                        && overExamples(
                                kind.equals("softmax")
                                        ? step.result()
                                        : step.result().exp());
            }
            if (kind.equals("softmax") || (SHAPING.contains(kind) && probabilities.contains(from))) {
                probabilities.add(step.result());
            }
        }

        /** Whether these, [N, K, ...] with several of both, add up to one over the first axis and over no other. */
        private boolean overExamples(Tensor made) {
            boolean bothWays = pairs && made.dim() == 2 && made.size(0) == made.size(1);
            if (bothWays || made.dim() < 2 || made.size(0) < 2 || made.size(1) < 2 || !addsUp(made, 0)) {
                return false;
            }
            for (int d = 1; d < made.dim(); d++) {
                if (addsUp(made, d)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean addsUp(Tensor made, int dim) {
            return made.sum(dim).sub(1).abs().max().item() < ONE;
        }

        private static String kind(String operation) {
            int space = operation.indexOf(' ');
            return space < 0 ? operation : operation.substring(0, space);
        }
    }
}
