package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Example;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Classes numbered from 1 to K, outputs from 0 to K − 1: the last class has no output, or an output has no class, and who widened
 * the net until the error went away has hidden it. A number at which the loss has no gradient anywhere is a mark and no class. It can't see classes that are all shifted and still all there.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class LabelsOffByOne implements Check {
    /** So many examples per class, and the first one is not missing by chance. */
    private static final int ENOUGH = 8;

    @Override
    public String name() {
        return "classes are numbered from zero";
    }

    @Override
    public String code() {
        return "labels-off-by-one";
    }

    @Override
    public Finding run(Subject subject) {
        Answers.View answers = subject.measured(new Answers());
        int classes = answers.needed();
        NavigableMap<Long, Integer> counts = counts(
                subject.measured(new Reading()),
                answers.ignored() >= 0 && answers.ignored() < classes ? Long.MIN_VALUE : answers.ignored());
        if (counts.isEmpty()) {
            throw new CouldNotJudge("no target is a whole number that counts");
        }
        if (counts.firstKey() < 0 || counts.lastKey() >= classes) {
            Set<Float> marks = Marks.of(subject);
            if (!counts.keySet().stream().allMatch(target -> marks.contains(target.floatValue()))) {
                counts.keySet()
                        .removeIf(target -> (target < 0 || target >= classes) && marks.contains(target.floatValue()));
            }
        }
        boolean bytes = counts.lastKey() == 255 && counts.size() <= 2;
        boolean outside = (counts.firstKey() < 0 || counts.lastKey() >= classes) && !bytes;
        boolean shifted = !outside
                && !(answers.task() instanceof Task.NextToken)
                && !counts.containsKey(0L)
                && counts.size() == classes - 1
                && counts.values().stream().mapToInt(n -> n).sum() >= ENOUGH * classes;
        return finding()
                .measured(
                        "%d classes from %d to %d for %d outputs",
                        counts.size(), counts.firstKey(), counts.lastKey(), classes)
                .expected("classes from 0 to %d", classes - 1)
                .cause(outside || shifted ? cause(shifted || counts.lastKey() == classes) : "")
                .fix(
                        "subtract one from every label where they are read, and give the net as many outputs as there are classes")
                .failIf(outside || shifted);
    }

    private static String cause(boolean fromOne) {
        return fromOne ? "classes are numbered from one" : "a class has no output";
    }

    /** How often each target occurs, in training and evaluation. */
    static NavigableMap<Long, Integer> counts(Streams streams, long ignored) {
        TreeMap<Long, Integer> counts = new TreeMap<>();
        Stream.of(streams.first(), streams.evaluation())
                .filter(pass -> pass.wholeTargets())
                .flatMap(pass -> pass.examples().stream())
                .map(Example::target)
                .forEach(targets -> {
                    for (float target : targets) {
                        if ((long) target != ignored) {
                            counts.merge((long) target, 1, Integer::sum);
                        }
                    }
                });
        return counts;
    }
}
