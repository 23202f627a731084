package io.souschef.check.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One attention over ten positions of 64 numbers, whose scores are divided by something. */
class AttentionNotScaledTest {
    private static final int POSITIONS = 10, WIDTH = 64;

    private static final class Attending extends Layer {
        private final Linear in = add("in", new Linear(2, WIDTH));
        private final Linear q = add("q", new Linear(WIDTH, WIDTH));
        private final Linear k = add("k", new Linear(WIDTH, WIDTH));
        private final Linear head = add("head", new Linear(WIDTH, 2));
        private final double divisor;

        Attending(long seed, double divisor) {
            this.divisor = divisor;
            initialize(seed);
        }

        /** [N, positions · 2] → [N, 2]. */
        @Override
        public Tensor forward(Tensor x) {
            Tensor h = in.forward(x.view(x.size(0), POSITIONS, 2));
            Tensor scores = q.forward(h).matmul(k.forward(h).transpose(1, 2));
            return head.forward(scores.div(divisor).softmax(2).matmul(h).mean(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, FAIL, the scores are not divided by √d",
        "1.4142, WARN, 'the scores are divided by 1.414, not by √64 = 8.000: by the root of another size?'",
        "4, PASS, ''", // sharper on purpose
        "8, PASS, ''",
        "64, PASS, ''"
    })
    void the_divisor_is_about_the_root_of_the_width_or_more(double divisor, Outcome outcome, String cause) {
        Finding finding = Fed.found(
                new AttentionNotScaled(),
                Subject.of(seed -> new Fed(
                        seed,
                        Task.classification(2),
                        new Attending(seed, divisor),
                        (row, epoch, slot) -> Fed.features(row, 2 * POSITIONS),
                        (row, epoch, slot) -> new float[] {Fed.features(row, 2 * POSITIONS)[0] > 0 ? 1 : 0})));

        assertThat(finding.outcome()).as(finding.toString()).isEqualTo(outcome);
        assertThat(finding.cause()).isEqualTo(cause);
    }
}
