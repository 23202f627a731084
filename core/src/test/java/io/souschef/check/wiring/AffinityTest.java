package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.WithSecond;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mask of minus a billion is most of what an output is; what the net makes of the other input is still seen. */
class AffinityTest {
    /** Some of the four answers can't be given; the mask says which, by a zero. */
    private static final class Masked extends WithSecond {
        Masked(long seed, Layer net) {
            super(seed, net, Masked::answers, Masked::answers);
        }

        private static Tensor answers(long... ids) {
            return RandomStream.of(6, "answers")
                    .at(ids[0])
                    .uniform(0, 1, ids.length, 4)
                    .gt(0.3)
                    .to(DType.FLOAT32);
        }

        @Override
        public Tensor forward(Batch batch) {
            return super.forward(batch).add(batch.input("second").sub(1).mul(1e9));
        }
    }

    private static Finding found(long seed, UnaryOperator<Tensor> between) {
        return Fed.found(
                new MissingNonLinearity(),
                Subject.of(s -> {
                            Formula net = new Formula();
                            Linear in = net.has("in", new Linear(8, 24));
                            Linear out = net.has("out", new Linear(24, 4));
                            return new Masked(s, net.is(s, x -> out.forward(between.apply(in.forward(x)))));
                        })
                        .withSeed(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void an_activation_is_seen_beside_a_mask(long seed) {
        assertThat(found(seed, Tensor::relu)).extracting(Finding::outcome).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void none_is_missed_beside_a_mask(long seed) {
        Finding finding = found(seed, h -> h.mul(1));
        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("affine");
    }
}
