package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.train.Evaluation;
import io.souschef.train.TrainingProgram;
import java.util.HashMap;
import java.util.Map;

/**
 * An evaluation is over the whole split: every example once, not some batches and a smoothed curve. It counts the examples that
 * {@code evaluate()} reports against those that the evaluation batches hold.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"add significant digits to your eval", section 2 of the recipe</a>
 */
public final class WholeTestSet implements Check {
    @Override
    public String name() {
        return "add significant digits to your eval";
    }

    @Override
    public String code() {
        return "evaluation-on-part";
    }

    @Override
    public Finding run(Subject subject) {
        return subject.fresh(this::judged);
    }

    private Finding judged(TrainingProgram program) {
        Map<Long, Integer> split = new HashMap<>();
        for (Batch batch : program.evaluation()) {
            try (batch) {
                for (long id : batch.ids()) {
                    split.merge(id, 1, Integer::sum);
                }
            }
        }
        if (split.isEmpty()) {
            throw new CouldNotJudge("the evaluation split is empty");
        }
        Evaluation evaluation = program.evaluate();
        Map<Long, Integer> seen = new HashMap<>();
        for (long id : evaluation.ids()) {
            seen.merge(id, 1, Integer::sum);
        }
        long missing =
                split.keySet().stream().filter(id -> !seen.containsKey(id)).count();
        long unknown =
                seen.keySet().stream().filter(id -> !split.containsKey(id)).count();
        boolean whole = missing == 0 && unknown == 0;
        return finding()
                .measured(
                        "%s %s over %,d of %,d examples%s",
                        program.task().metric(),
                        evaluation.metric(),
                        split.size() - missing,
                        split.size(),
                        unknown == 0 ? "" : ", and %,d from elsewhere".formatted(unknown))
                .expected("every example of the split, once")
                .cause(
                        "%s",
                        whole ? "" : missing > 0 ? "the evaluation leaves examples out" : "it evaluates other examples")
                .fix("%s", whole ? "" : "go through all of evaluation(), and average over examples, not over batches")
                .okIf(whole);
    }
}
