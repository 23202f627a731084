package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.data.Example;
import io.souschef.check.data.Reading;
import io.souschef.check.data.Streams;
import io.souschef.experiment.Finding;
import io.souschef.train.Task;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The line that divides the pixels by 255 takes the labels or the mask along: classes become fractions, or all zero once they are
 * whole numbers again; or a mask keeps its 255, which is no class. Seen from the range of the targets; a value at which the loss has no gradient anywhere is a
 * mark for what nobody knows, and no label.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class LabelsScaled implements Check {
    @Override
    public String name() {
        return "labels are left as they are";
    }

    @Override
    public String code() {
        return "labels-scaled";
    }

    @Override
    public Finding run(Subject subject) {
        Answers.View answers = subject.measured(new Answers());
        Streams streams = subject.measured(new Reading());
        List<float[]> targets = Stream.of(streams.first(), streams.evaluation())
                .map(pass -> pass.examples().stream().map(Example::target).toList())
                .filter(pass -> !shares(answers, pass))
                .flatMap(List::stream)
                .toList();
        if (targets.isEmpty()) {
            throw new CouldNotJudge("the targets are shares of the classes, which have no numbers");
        }
        TreeMap<Float, Integer> counts = new TreeMap<>();
        for (float[] target : targets) {
            for (float number : target) {
                if ((long) number != answers.ignored() && counts.size() < 2000) {
                    counts.merge(number, 1, Integer::sum);
                }
            }
        }
        if (answers.task() instanceof Task.Regression || counts.isEmpty()) {
            throw new CouldNotJudge("the targets are numbers, which may have any range");
        }
        if (!cause(answers, counts, counts.firstKey(), counts.lastKey()).isEmpty()) {
            Set<Float> marks = Marks.of(subject);
            if (!marks.containsAll(counts.keySet())) {
                counts.keySet().removeAll(marks);
            }
        }
        float low = counts.firstKey();
        float high = counts.lastKey();
        String cause = cause(answers, counts, low, high);
        return finding()
                .measured("%d different targets from %.4g to %.4g", counts.size(), low, high)
                .expected(answers.ofClasses() ? "whole numbers from 0 to " + (answers.classes() - 1) : "zeros and ones")
                .cause("%s", cause)
                .fix("divide the images and not the labels; a mask of 0 and 255 becomes classes by mask > 0")
                .okIf(cause.isEmpty());
    }

    private static String cause(Answers.View answers, NavigableMap<Float, Integer> counts, float low, float high) {
        if (!answers.ofClasses()) {
            return high > 1
                    ? "labels from 0 to " + Math.round(high) + " in place of zeros and ones"
                    : high <= 0.5 && high > 0 ? "labels are scaled down" : low < 0 ? "labels below zero" : "";
        }
        if (counts.keySet().stream().anyMatch(number -> number != Math.rint(number))) {
            return "classes are fractions: the labels were scaled with the inputs";
        }
        if (high == 255 && answers.classes() < 255) {
            return "a mask of 0 and 255 is taken for classes";
        }
        return counts.size() == 1 && low == 0 && counts.getOrDefault(low, 0) >= 40
                ? "every label is zero: they were scaled and made whole numbers again"
                : "";
    }

    /** Whether each of these targets is the shares of all classes; evaluation may have one class each where training has such. */
    private static boolean shares(Answers.View answers, List<float[]> targets) {
        return answers.task() instanceof Task.Classification
                && targets.stream().allMatch(target -> target.length == answers.classes() && sumsToOne(target));
    }

    private static boolean sumsToOne(float[] target) {
        double sum = 0;
        for (float share : target) {
            sum += share;
        }
        return Math.abs(sum - 1) < 1e-3;
    }
}
