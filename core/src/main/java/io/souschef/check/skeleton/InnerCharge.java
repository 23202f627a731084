package io.souschef.check.skeleton;

import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;

/**
 * Whether the program's own loss of the same outputs is another when the net has seen zeros last: it charges for what inner layers say
 * of them, as a variational bound does. Such a net tells of its inputs only what is worth the charge, and may tell nothing for long.
 *
 * @see <a href="https://arxiv.org/abs/1511.06349">Bowman et al. 2015, section 3.1</a>
 */
record InnerCharge() implements Probe<Boolean> {
    /** Of the loss: rounding leaves less. */
    private static final double OTHER = 1e-5;

    @Override
    public Boolean measure(Subject subject) {
        return subject.fresh(program -> {
            program.net().eval();
            try (Batch batch = program.training(0).open(0);
                    Batch zeros = SmallBatch.of(program.training(0).first(1), batch.size(), true)
                            .open(0);
                    NoGrad off = NoGrad.open()) {
                Tensor output = program.forward(batch);
                double own = program.loss(output, batch).item();
                return Math.abs(after(program, zeros, output, batch) - own) > OTHER * Math.abs(own)
                        && Math.abs(after(program, batch, output, batch) - own) <= OTHER * Math.abs(own);
            }
        });
    }

    /** The loss of these outputs, the net having seen {@code seen} last. */
    private static double after(TrainingProgram program, Batch seen, Tensor output, Batch batch) {
        program.forward(seen);
        return program.loss(output, batch).item();
    }
}
