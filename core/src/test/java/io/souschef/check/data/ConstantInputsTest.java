package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.WithSecond;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number beside each example that varies while training and is one throughout in evaluation. */
class ConstantInputsTest {
    private static Tensor varies(long... ids) {
        float[] known = new float[ids.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = (float) RandomStream.of(8, "known").gaussian(ids[i]);
        }
        return Tensor.of(known, known.length, 1);
    }

    private static Tensor constant(long... ids) {
        return Tensor.full(1, ids.length, 1);
    }

    private static final class Weighed extends WithSecond {
        private final boolean enters;

        Weighed(long seed, boolean enters) {
            super(seed, new Mlp(seed, enters ? 9 : 8, 24, 4), ConstantInputsTest::varies, ConstantInputsTest::constant);
            this.enters = enters;
        }

        @Override
        public Tensor forward(Batch batch) {
            Tensor x = batch.input("input");
            return net().forward(enters ? Tensor.cat(List.of(x, batch.input("second")), 1) : x);
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return task().lossEach(output, batch.target())
                    .mul(batch.input("second").squeeze(1))
                    .mean();
        }
    }

    private static Finding found(long seed, boolean enters) {
        return Fed.found(
                new ConstantInputs(), Subject.of(s -> new Weighed(s, enters)).withSeed(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void the_weight_of_an_example_in_the_loss_may_be_one_where_nothing_is_trained(long seed) {
        assertThat(found(seed, false)).extracting(Finding::outcome).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_feature_may_not(long seed) {
        Finding finding = found(seed, true);
        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).contains("feature 8");
    }
}
