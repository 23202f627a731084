package io.souschef.check.skeleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.CouldNotJudge;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackpropDependenciesTest {
    @ParameterizedTest
    @EnumSource(names = {"MLP", "CONVNET", "RESNET", "DROPOUT", "MULTI_LABEL", "FIFTY_WITH_BIAS"})
    void passes_where_examples_stay_apart_also_with_batch_norm(Healthy program) {
        Finding finding = new BackpropDependencies().run(program.from(1));

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).startsWith("largest gradient at another example's input 0.00, at the own ");
        Evidence.Grid chart = (Evidence.Grid) finding.evidence().get(0);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                assertThat(chart.rows().get(i).get(1 + j).equals("0"))
                        .as("output %d on input %d", i, j)
                        .isEqualTo(i != j);
            }
        }
    }

    @Test
    void fails_when_a_view_stands_for_a_transpose() {
        Finding finding = found(hidden -> hidden.transpose(0, 1).reshape(hidden.size(0), hidden.size(1)));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(finding.cause()).isEqualTo("the net mixes information across the batch");
        assertThat(finding.fix())
                .isEqualTo(
                        "look for view or reshape where permute is meant, for reductions and norms over dimension 0");
    }

    @Test
    void fails_when_the_mean_of_the_batch_is_taken_off() {
        Finding finding = found(hidden -> hidden.sub(hidden.mean(0)));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fails_when_each_example_sees_the_next() {
        Finding finding = found(
                hidden -> Tensor.cat(List.of(hidden.narrow(0, 1, hidden.size(0) - 1), hidden.narrow(0, 0, 1)), 0));

        assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
        Evidence.Grid chart = (Evidence.Grid) finding.evidence().get(0);
        assertThat(chart.rows().get(2).get(1 + 3)).as("output 2 on input 3").isNotEqualTo("0");
        assertThat(chart.rows().get(2).get(1 + 4)).as("output 2 on input 4").isEqualTo("0");
    }

    @Test
    void one_example_is_mixed_with_none() {
        assertThatThrownBy(() -> found(hidden -> hidden.sub(hidden.mean(0)), 1))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("of one example");
    }

    @Test
    void what_is_not_finite_is_compared_with_nothing() {
        assertThatThrownBy(
                        () -> found(hidden -> hidden.sub(hidden.mean(0)).mul(0).sqrt()))
                .isInstanceOf(CouldNotJudge.class)
                .hasMessageContaining("not finite");
    }

    private static Finding found(UnaryOperator<Tensor> mix) {
        return found(mix, 32);
    }

    private static Finding found(UnaryOperator<Tensor> mix, int batchSize) {
        return new BackpropDependencies()
                .run(Subject.of(seed ->
                        new MadeProgram(
                                MadeData.BLOBS,
                                Task.classification(4),
                                new Mlp(seed, 8, 32, 4),
                                3e-3,
                                batchSize,
                                seed) {
                            @Override
                            public Tensor forward(Batch batch) {
                                return net().forward(mix.apply(batch.input()));
                            }
                        }));
    }

    /** Tokens whose table is read by a mean over places, of one's own or of everybody's. */
    private static Finding ofTokens(boolean mixed) {
        return new BackpropDependencies()
                .run(Subject.of(seed -> new Retargeted(
                        MadeData.BLOBS,
                        Task.classification(4),
                        net(seed, mixed),
                        3e-3,
                        32,
                        seed,
                        batch -> new Batch.Content(
                                Map.of(
                                        "input",
                                        batch.inputs()
                                                .values()
                                                .iterator()
                                                .next()
                                                .mul(3)
                                                .clamp(-4, 4)
                                                .add(4)
                                                .to(DType.INT64)),
                                batch.target(),
                                batch.ids()))));
    }

    private static Formula net(long seed, boolean mixed) {
        Formula net = new Formula();
        Embedding table = net.has("table", new Embedding(9, 12));
        Linear out = net.has("out", new Linear(12, 4));
        return net.is(seed, x -> {
            Tensor h = table.forward(x);
            return out.forward((mixed ? h.add(h.mean(0)) : h).relu().mean(1));
        });
    }

    @Test
    void fails_when_tokens_of_others_are_seen() {
        assertThat(ofTokens(true).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void passes_where_tokens_stay_apart() {
        assertThat(ofTokens(false).outcome()).isEqualTo(Outcome.PASS);
    }
}
