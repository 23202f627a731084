package io.souschef.check.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Gradients;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loss of sixteen times its size goes backward, and is halved where it overflows, or not. */
class ScaledStepSkippedTest {
    private enum Scale {
        KEPT(Outcome.FAIL),
        DIVIDED_OUT(Outcome.PASS),
        DIVIDED_OUT_OF_THE_RATE(Outcome.PASS),
        A_WEIGHT_OF_THE_LOSS(Outcome.PASS),
        A_WEIGHT_BESIDE_A_RATE_THAT_IS_HALVED(Outcome.PASS);

        private final Outcome outcome;

        Scale(Outcome outcome) {
            this.outcome = outcome;
        }
    }

    private static final class Program extends Fed {
        private final Scale what;
        private final Sgd sgd;
        private double scale = 16;
        private double rate = 0.01;

        Program(long seed, Scale what) {
            super(seed, 5, 2);
            this.what = what;
            this.sgd = new Sgd(net, 0.01, 0.9);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(sgd);
        }

        /** What its author takes it to be. */
        @Override
        public OptionalDouble learningRate() {
            return OptionalDouble.of(0.01);
        }

        @Override
        public double step(Batch batch) {
            net.train();
            sgd.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.mul(scale).backward();
            if (!Double.isFinite(Gradients.norm(net.parameters().values()))) {
                if (what == Scale.A_WEIGHT_BESIDE_A_RATE_THAT_IS_HALVED) {
                    rate /= 2;
                } else if (what != Scale.A_WEIGHT_OF_THE_LOSS) {
                    scale /= 2;
                }
                return loss.item();
            }
            if (what == Scale.DIVIDED_OUT) {
                try (Scope scope = Scope.open("unscale");
                        NoGrad off = NoGrad.open()) {
                    net.parameters().values().forEach(w -> w.grad().ifPresent(g -> g.mulInPlace(1 / scale)));
                }
            }
            sgd.learningRate(what == Scale.DIVIDED_OUT_OF_THE_RATE ? rate / scale : rate);
            sgd.step();
            return loss.item();
        }

        @Override
        public void close() {
            sgd.close();
            super.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_scale_that_adapts_is_divided_out_somewhere(Scale scale) {
        Finding finding = Fed.found(new ScaledStepSkipped(), Subject.of(seed -> new Program(seed, scale)));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(scale.outcome);
    }
}
