package io.souschef.check.evaluation;

import io.souschef.train.Evaluation;
import io.souschef.train.Glance;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;

/**
 * What a program says when it is asked once more. It is first asked about a few batches, and where it says of them what it said
 * before, about no more.
 */
final class Repeated {
    private Repeated() {}

    /**
     * What it evaluates to, after it gave {@code whole}.
     *
     * @param few the plain evaluation of the batches that are glanced at
     * @param count of all batches
     */
    static Evaluation again(TrainingProgram program, Plain few, Evaluation whole, int count) {
        program.net().train();
        try (Glance glance = Glance.open()) {
            Evaluation brief = program.evaluate();
            if (glance.sawOneOf(count)
                    && Arrays.equals(brief.losses(), few.evaluation().losses())
                    && Arrays.equals(brief.outputs(), few.evaluation().outputs())) {
                return whole;
            }
        } catch (RuntimeException countsOnAll) {
            // asked in full below
        }
        program.net().train();
        return program.evaluate();
    }

    /**
     * The number that it reports, after it gave {@code whole}. It isn't asked about a few batches where these don't tell a metric over
     * them from one over some.
     *
     * @param sizes of all batches
     */
    static double reported(TrainingProgram program, Plain few, Evaluation whole, int[] sizes) {
        program.net().train();
        boolean equal = Arrays.stream(sizes).distinct().count() == 1;
        if (few.tellsMetricsApart(equal)) {
            try (Glance glance = Glance.open()) {
                double brief = program.reported();
                if (glance.sawOneOf(sizes.length)
                        && Double.compare(brief, few.evaluation().metric()) == 0) {
                    return whole.metric();
                }
            } catch (RuntimeException countsOnAll) {
                // asked in full below
            }
        }
        program.net().train();
        return program.reported();
    }
}
