package io.souschef.check.loss;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;

/**
 * Whether the author's metric takes the labels of an example in the order of their outputs only: then it says the same when one number is
 * added to all of them, and no label has to be judged by itself.
 *
 * @see <a href="https://arxiv.org/abs/1802.05814">Liang et al. 2018, a multinomial likelihood for what a user clicks on</a>
 */
record Ranked() implements Probe<Boolean> {
    private static final double[] MOVED = {5, -5};

    private static final double SAME = 1e-6;

    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(program -> {
            try (Batch batch = program.training(0).open(0);
                    NoGrad off = NoGrad.open()) {
                Tensor said = new MadeOutputs(program, batch).drawn("ranked");
                double own = program.metric(said, batch.target());
                double ofTask = Evaluation.metric(program.task(), said, batch.target());
                boolean ranked = true;
                boolean judged = false;
                for (double by : MOVED) {
                    Tensor moved = said.add(by);
                    ranked &= Math.abs(program.metric(moved, batch.target()) - own) <= SAME * (1 + Math.abs(own));
                    judged |= Evaluation.metric(program.task(), moved, batch.target()) != ofTask;
                }
                return ranked && judged && Double.isFinite(own);
            } catch (RuntimeException refused) {
                return false;
            }
        });
    }
}
