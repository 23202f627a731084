package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.Scope;
import io.souschef.train.TrainingProgram;

/**
 * Whether no weights make the outputs large: those of log densities, of classes and inputs together say, have an upper bound of their own
 * and sum to what they like, while raw logits grow with the weights. A loss that asks for them to be higher can't fall without end then.
 *
 * @see <a href="https://arxiv.org/abs/1912.03263">Grathwohl et al. 2019, section 3</a>
 */
record Ceiling() implements Probe<Boolean> {
    /** Matrices of weights so many times as large, or as small below zero. */
    private static final double[] BLOWN_UP = {10, 100, -10, -100};

    /** Nats above the highest output: raw logits of the least net rise by a hundred and more. */
    private static final double ROOM = 20;

    @Override
    public Boolean measure(Subject subject) {
        double highest = subject.fresh(program -> highest(program, 1));
        for (double factor : BLOWN_UP) {
            double high = subject.fresh(program -> highest(program, factor));
            if (!(high <= highest + ROOM)) {
                return false;
            }
        }
        return true;
    }

    private static double highest(TrainingProgram program, double factor) {
        try (Scope scope = Scope.open("ceiling");
                Batch batch = program.training(0).open(0)) {
            return new MadeOutputs(program, batch).withMatrices(factor).max().item();
        }
    }
}
