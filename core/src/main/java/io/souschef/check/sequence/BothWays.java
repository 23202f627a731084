package io.souschef.check.sequence;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Generates;
import io.souschef.train.TrainingProgram;

/** The logits after prefixes of several lengths, by the forward pass in evaluation mode and by the program's own generation. */
record BothWays() implements Probe<BothWays.Difference> {
    private static final int EXAMPLES = 4;
    private static final double SAME = 1e-3;

    /**
     * The worst length.
     *
     * @param share of the largest logit
     * @param modeMatters whether they agree once the net is put into evaluation mode before
     */
    record Difference(int length, double share, boolean modeMatters) {}

    @Override
    public Difference measure(Subject subject) {
        return subject.fresh(program -> {
            if (!(program instanceof Generates generates)) {
                throw new CouldNotJudge("the program doesn't say how it generates: implements Generates");
            }
            try (Batch whole = program.training(0).open(0);
                    Batch batch = Cut.first(whole, Cut.size(program, whole, EXAMPLES));
                    NoGrad off = NoGrad.open()) {
                return difference(program, generates, batch);
            }
        });
    }

    private static Difference difference(TrainingProgram program, Generates generates, Batch batch) {
        program.net().eval();
        Tensor trained = program.forward(batch);
        int length = (int) trained.size(1);
        Difference worst = new Difference(1, 0, false);
        for (int t : new int[] {1, length / 2, length}) {
            Tensor prefix = batch.input().narrow(1, 0, t);
            Tensor expected = trained.select(1, t - 1);
            program.net().train(); // where a training loop calls it
            double share = share(expected, generates.nextLogits(prefix));
            program.net().eval();
            boolean mode = share > SAME && share(expected, generates.nextLogits(prefix)) <= SAME;
            if (!(share <= worst.share())) {
                worst = new Difference(t, share, mode);
            }
        }
        return worst;
    }

    private static double share(Tensor expected, Tensor got) {
        return expected.sub(got).abs().max().item() / expected.abs().max().item();
    }
}
