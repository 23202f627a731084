package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.check.data.Example;
import io.souschef.check.data.Pass;
import io.souschef.check.data.Reading;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.List;
import java.util.Map;

/**
 * The target that doesn't count is also the number of a class: that class is never learnt, and the loss looks as it should. For
 * each class the gradient of the loss with respect to its outputs is asked for; where it is always zero, also where the class is
 * predicted wrongly and all others rightly, and the other way round, the class is ignored. In sequences a padding that stands only at
 * the end is meant. It sees the program's loss, not one that is written out in its step.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">use backprop to chart dependencies</a>
 */
public final class IgnoreIndexIsAClass implements Check {
    private static final int LEAST = 3;

    @Override
    public String name() {
        return "every class counts in the loss";
    }

    @Override
    public String code() {
        return "ignore-index-is-a-class";
    }

    @Override
    public Finding run(Subject subject) {
        Answers.View answers = subject.measured(new Answers());
        int classes = answers.needed();
        Counted.View counted = subject.measured(new Counted());
        boolean some = counted.without() < counted.targets();
        List<Long> ignored = counted.classes().entrySet().stream()
                .filter(entry -> some
                        && entry.getKey() >= 0
                        && entry.getKey() < classes
                        && entry.getValue().targets() >= LEAST
                        && counted.unheard().contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .filter(target ->
                        !padding(answers, subject.measured(new Reading()).first(), target))
                .toList();
        return finding()
                .measured(
                        "the loss of %d targets has no gradient; classes that it never counts, right or wrong: %s",
                        counted.without(), ignored.isEmpty() ? "none" : ignored)
                .expected("a gradient for every class from 0 to %d", classes - 1)
                .cause(ignored.isEmpty() ? "" : "the index that is ignored is a class")
                .fix("ignore a number that is no class, −100 or 255, and give the rest of the targets that one")
                .okIf(ignored.isEmpty());
    }

    /** Whether a target fills up the end of sequences and nothing else. */
    private static boolean padding(Answers.View answers, Pass pass, long target) {
        if (!(answers.task() instanceof Task.NextToken)) {
            return false;
        }
        var declared = answers.declared().sequences().padding();
        if (declared.isPresent() && declared.getAsInt() == target) {
            return true;
        }
        return pass.examples().stream().map(Example::target).allMatch(row -> onlyAtTheEnd(row, target));
    }

    private static boolean onlyAtTheEnd(float[] row, long target) {
        for (int i = 0; i + 1 < row.length; i++) {
            if ((long) row[i] == target && (long) row[i + 1] != target) {
                return false;
            }
        }
        return true;
    }
}
