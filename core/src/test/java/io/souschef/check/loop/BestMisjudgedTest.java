package io.souschef.check.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.evaluation.MetricDisagreesWithLoss;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Mlp;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Task;
import org.junit.jupiter.api.Test;

/** How long something lasts: the net says a risk, which is the higher the sooner it ends. */
class BestMisjudgedTest {
    private static Batch.Content lives(int[] rows) {
        float[] x = new float[rows.length * 3];
        float[] y = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            RandomStream row = RandomStream.of(3, "lives").at(rows[i]);
            for (int j = 0; j < 3; j++) {
                x[3 * i + j] = (float) row.gaussian(j);
            }
            y[i] = (float) Math.exp(0.3 * row.gaussian(3) - x[3 * i] + 0.5 * x[3 * i + 1]);
        }
        return Batch.Content.of(Tensor.of(x, rows.length, 3), Tensor.of(y, rows.length, 1), Dealt.ids(rows));
    }

    private static final class Lives extends Dealt {
        private final boolean wrong;

        Lives(long seed, boolean wrong) {
            super(seed, Task.regression(), new Mlp(seed, 3, 16, 1), (rows, epoch) -> lives(rows));
            this.wrong = wrong;
        }

        /** Pairs: who ends first should have the higher risk. */
        @Override
        public Tensor loss(Tensor output, Batch batch) {
            Tensor sooner = batch.target().transpose(0, 1).sub(batch.target()).gt(0);
            Tensor higher = output.sub(output.transpose(0, 1)).sigmoid();
            return higher.log()
                    .neg()
                    .mul(sooner.to(io.souschef.tensor.DType.FLOAT32))
                    .mean();
        }

        /** The share of the pairs in the right order. */
        @Override
        public double metric(Tensor output, Tensor target) {
            return concordance(output.toFloats(), target.toFloats());
        }

        @Override
        public boolean better(Evaluation one, Evaluation other) {
            boolean better = concordance(one.outputs(), one.targets()) > concordance(other.outputs(), other.targets());
            return better != wrong;
        }

        private static double concordance(float[] risks, float[] times) {
            double right = 0;
            double all = 0;
            for (int i = 0; i < times.length; i++) {
                for (int j = 0; j < times.length; j++) {
                    if (times[i] < times[j]) {
                        all++;
                        right += risks[i] > risks[j] ? 1 : 0;
                    }
                }
            }
            return right / Math.max(1, all);
        }
    }

    @Test
    void a_risk_that_is_higher_for_shorter_times_is_sound() {
        Finding finding = Fed.found(new BestMisjudged(), Subject.of(seed -> new Lives(seed, false)));

        assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).contains("the evaluation after them for the better one");
    }

    @Test
    void fails_when_the_lower_concordance_is_taken_for_the_better() {
        assertThat(Fed.found(new BestMisjudged(), Subject.of(seed -> new Lives(seed, true)))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
    }

    @Test
    void what_a_metric_says_of_times_as_risks_is_no_judgement() {
        assertThat(Fed.found(new MetricDisagreesWithLoss(), Subject.of(seed -> new Lives(seed, false)))
                        .outcome())
                .isNotEqualTo(Outcome.FAIL);
    }

    /** A teacher's shares of three classes, or what each of three actions costs, the less the better. */
    private static final class Taught extends Dealt {
        private final boolean costs;
        private final boolean wrong;

        Taught(long seed, boolean costs, boolean wrong) {
            super(seed, Task.classification(3), new Mlp(seed, 3, 16, 3), (rows, epoch) -> taught(rows, costs));
            this.costs = costs;
            this.wrong = wrong;
        }

        private static Batch.Content taught(int[] rows, boolean costs) {
            float[] x = new float[rows.length * 3];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) RandomStream.of(3, "taught").at(rows[i / 3]).gaussian(i % 3);
            }
            Tensor inputs = Tensor.of(x, rows.length, 3);
            return Batch.Content.of(
                    inputs, costs ? inputs.mul(2) : inputs.mul(2).softmax(1), Dealt.ids(rows));
        }

        @Override
        public Tensor loss(Tensor output, Batch batch) {
            return costs
                    ? output.softmax(1).mul(batch.target()).sum(1).mean()
                    : output.logSoftmax(1).mul(batch.target()).sum(1).mean().neg();
        }

        @Override
        public boolean better(Evaluation one, Evaluation other) {
            boolean better = costs ? costs(one) < costs(other) : one.betterThan(other);
            return better != wrong;
        }

        private static double costs(Evaluation all) {
            double sum = 0;
            for (int i = 0; i < all.size(); i++) {
                sum += all.targets()[3 * i + ((Task.Classification) all.task()).predicted(all.outputs(), i)];
            }
            return sum;
        }
    }

    @Test
    void of_shares_the_largest_is_the_right_answer_and_of_costs_none_is_known() {
        for (boolean costs : new boolean[] {false, true}) {
            Finding sound = Fed.found(new BestMisjudged(), Subject.of(seed -> new Taught(seed, costs, false)));
            Finding broken = Fed.found(new BestMisjudged(), Subject.of(seed -> new Taught(seed, costs, true)));

            assertThat(sound.outcome()).as(sound.headline()).isEqualTo(Outcome.PASS);
            assertThat(broken.outcome()).as(broken.headline()).isEqualTo(Outcome.FAIL);
        }
    }
}
