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
import java.util.Locale;
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
    /** Different targets that are looked at. */
    private static final int VALUES = 2000;

    /** So many labels that are all zero are none of a rare class. */
    private static final int ENOUGH = 40;

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
        if (answers.task() instanceof Task.Regression) {
            throw new CouldNotJudge("the targets are numbers, which may have any range");
        }
        Streams streams = subject.measured(new Reading());
        List<float[]> targets = Stream.of(streams.first(), streams.evaluation())
                .map(pass -> pass.examples().stream().map(Example::target).toList())
                .filter(pass -> !shares(answers, pass))
                .flatMap(List::stream)
                .toList();
        if (targets.isEmpty()) {
            throw new CouldNotJudge("the targets are shares of the classes, which have no numbers");
        }
        NavigableMap<Float, Integer> counts = counts(targets, answers.ignored());
        if (counts.isEmpty()) {
            throw new CouldNotJudge("no target counts: each is %d or no number", answers.ignored());
        }
        if (!cause(answers, counts).isEmpty()) {
            Set<Float> marks = Marks.of(subject);
            if (!marks.containsAll(counts.keySet())) {
                counts.keySet().removeAll(marks);
            }
        }
        String cause = cause(answers, counts);
        return finding()
                .measured("%d different targets from %.4g to %.4g", counts.size(), counts.firstKey(), counts.lastKey())
                .expected(answers.ofClasses() ? "whole numbers from 0 to " + (answers.classes() - 1) : "zeros and ones")
                .cause("%s", cause)
                .fix("divide the images and not the labels; a mask of 0 and 255 becomes classes by mask > 0")
                .okIf(cause.isEmpty());
    }

    /** How often each target that counts occurs, of some thousand different ones. */
    private static NavigableMap<Float, Integer> counts(List<float[]> targets, long ignored) {
        TreeMap<Float, Integer> counts = new TreeMap<>();
        for (float[] target : targets) {
            for (float number : target) {
                boolean known = number != ignored && Float.isFinite(number);
                if (known && (counts.size() < VALUES || counts.containsKey(number))) {
                    counts.merge(number, 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private static String cause(Answers.View answers, NavigableMap<Float, Integer> counts) {
        return answers.ofClasses() ? ofClasses(answers.classes(), counts) : ofSeveral(counts);
    }

    private static String ofClasses(int classes, NavigableMap<Float, Integer> counts) {
        if (counts.keySet().stream().anyMatch(number -> number != Math.rint(number))) {
            return "classes are fractions: the labels were scaled with the inputs";
        }
        if (counts.lastKey() == 255 && classes < 255) {
            return "a mask of 0 and 255 is taken for classes";
        }
        return counts.size() == 1
                        && counts.firstKey() == 0
                        && counts.firstEntry().getValue() >= ENOUGH
                ? "every label is zero: they were scaled and made whole numbers again"
                : "";
    }

    /** Of several labels for each example, zeros and ones. */
    private static String ofSeveral(NavigableMap<Float, Integer> counts) {
        float low = counts.firstKey();
        float high = counts.lastKey();
        if (high > 1) {
            return String.format(Locale.ROOT, "labels from %.4g to %.4g in place of zeros and ones", low, high);
        }
        if (high > 0 && high <= 0.5) {
            return "labels are scaled down";
        }
        return low < 0 ? "labels below zero" : "";
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
