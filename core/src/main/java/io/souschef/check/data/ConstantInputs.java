package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Cut;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.NoGrad;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Divided as whole numbers, pixels become zeros; a wrong column index gives a column that never changes. A channel that is
 * constant, most features, or one that varies only in the other split, says that something went wrong on the way. A single
 * constant column in both splits may be in the data and passes.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">visualize just before the net</a>
 */
public final class ConstantInputs implements Check {
    /** The gallery's healthy programs have up to a third of constant columns. */
    private static final double MOST = 0.5;

    /** Channels of a picture, each of which shows something. Of more one may be a plane of ones. */
    private static final int COLOURS = 3;

    /** Values of a feature that is a choice. */
    private static final int LEVELS = 20;

    /** So many times more times than channels. */
    private static final int TIMES = 4;

    /** So many examples that differ in one split don't all agree in the other by chance. */
    private static final int ENOUGH = 40;

    private static final int LEAST = 4;

    @Override
    public String name() {
        return "visualize just before the net: something to see";
    }

    @Override
    public String code() {
        return "inputs-constant";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        if (!streams.first().ofRealNumbers() || streams.first().kept().size() < LEAST) {
            throw new CouldNotJudge("it needs a few examples of real numbers");
        }
        Moments training = Moments.of(streams.first());
        Moments evaluation = Moments.of(streams.evaluation());
        int[] constant =
                IntStream.range(0, training.size()).filter(training::constant).toArray();
        int[] one = inOneSplit(subject, streams, training, evaluation);
        boolean image = streams.first().ofImages();
        boolean sparse = !image && constant.length > MOST * training.size() && sparse(streams.first(), training);
        boolean plane = image && training.size() > COLOURS && constant.length > 0;
        boolean most = (constant.length > MOST * training.size() && !sparse)
                || (image && training.size() <= COLOURS && constant.length > 0);
        boolean ofLevels = one.length > 0 && Arrays.stream(one).allMatch(g -> levels(streams, g));
        int lost = lostChannels(streams.first());
        boolean broken = most || lost > 0 || (one.length > 0 && !ofLevels);
        boolean doubtful = !broken && (sparse || plane || ofLevels);
        String what = image ? "channels" : "features";
        String cause = "";
        if (doubtful) {
            cause = doubt(sparse, plane, one.length > 0 && training.constant(one[0]));
        } else if (most || lost > 0) {
            cause = "the inputs lost their content: " + (lost > 0 ? "channels" : what) + " are constant";
        } else if (broken) {
            cause = "feature " + one[0] + " is constant in one split and varies in the other";
        }
        Finding.Draft draft = finding()
                .measured(
                        "%d of %d %s never change in training, %d in one of the splits alone though the net hears of them%s",
                        constant.length,
                        training.size(),
                        what,
                        one.length,
                        lost == 0 ? "" : "; %d of the signal's channels are one number throughout".formatted(lost))
                .expected("%s that vary, or that are constant in both splits", what)
                .cause("%s", cause)
                .fix("divide by 255.0 and not by 255; check the index of the column; look at what enters the net");
        return doubtful ? draft.warnIf(true) : draft.failIf(broken);
    }

    /** Features that are constant in one split and vary much in the other, not by an augmentation, if the net hears of them. */
    private static int[] inOneSplit(Subject subject, Streams streams, Moments training, Moments evaluation) {
        int kept = Math.min(
                streams.first().kept().size(), streams.evaluation().kept().size());
        return IntStream.range(0, kept < ENOUGH ? 0 : Math.min(training.size(), evaluation.size()))
                .filter(g -> training.constant(g) != evaluation.constant(g)
                        && spread(streams, g)
                        && !(evaluation.constant(g) && redrawn(streams, g))
                        && entersTheNet(subject, streams.first().inputOf(g)))
                .toArray();
    }

    private static String doubt(boolean sparse, boolean plane, boolean inTraining) {
        if (sparse) {
            return "most features are zero in all examples: buckets that no word falls into, or columns that were lost";
        }
        if (plane) {
            return "one of the planes never changes: it may be there to show the border, or be lost";
        }
        String split = inTraining ? "training" : "evaluation";
        return split + " is all of one level of a feature: a year, a place, or one that was lost";
    }

    /** Whether rows are mostly zeros by nature, words that are counted say, and still tell their examples apart. */
    private static boolean sparse(Pass pass, Moments moments) {
        float[][] rows = pass.rows();
        int[] groups = pass.groups();
        long zeros = 0;
        long numbers = 0;
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                boolean varies = !moments.constant(groups[i]);
                if (!varies && row[i] != 0) {
                    return false;
                }
                numbers += varies ? 1 : 0;
                zeros += varies && row[i] == 0 ? 1 : 0;
            }
        }
        long different = pass.kept().stream().map(Example::hash).distinct().count();
        return zeros > numbers / 2 && different > rows.length / 2;
    }

    /** Whether the feature has few values where it varies: a choice, of which the other split may be one. */
    private static boolean levels(Streams streams, int group) {
        Pass varying = Moments.of(streams.first()).constant(group) ? streams.evaluation() : streams.first();
        int column = column(varying, group);
        return Arrays.stream(varying.rows()).map(row -> row[column]).distinct().count() <= LEVELS;
    }

    /**
     * Channels of signals [C, T] that are one number throughout, over all times and examples. Far more times than channels, or the
     * first dimension may be the time, whose last steps are padding; and not of zeros and ones alone, where a letter may never occur.
     */
    private static int lostChannels(Pass pass) {
        List<Pass.Input> inputs = pass.inputs();
        List<Long> shape = inputs.get(0).shape();
        if (inputs.size() > 1 || shape.size() != 2 || shape.get(0) < 2 || shape.get(1) < TIMES * shape.get(0)) {
            return 0;
        }
        int times = shape.get(1).intValue();
        float[][] rows = pass.rows();
        if (Arrays.stream(rows).allMatch(ConstantInputs::zerosAndOnes)) {
            return 0;
        }
        int[] channel = new int[rows[0].length];
        Arrays.setAll(channel, i -> i / times);
        Moments each = Moments.of(rows, channel);
        return (int) IntStream.range(0, each.size()).filter(each::constant).count();
    }

    private static boolean zerosAndOnes(float[] row) {
        for (float number : row) {
            if (number != 0 && number != 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether the feature is another in the next epoch for most examples: noise that is added while training, and says nothing. */
    private static boolean redrawn(Streams streams, int group) {
        if (!streams.idsNameExamples()) {
            return false;
        }
        int column = column(streams.first(), group);
        List<Streams.Draws> draws = streams.draws(1);
        long other = draws.stream()
                .filter(draw -> draw.first().input()[column] != draw.second().input()[column])
                .count();
        return other > draws.size() / 2;
    }

    /**
     * Whether the net's answers depend on that input: what goes with an example into the loss alone, whether its label is known or how
     * much it weighs, may well be one number throughout where nothing is trained. Where that can't be asked, it is taken to.
     */
    private static boolean entersTheNet(Subject subject, String input) {
        try {
            return subject.fresh(program -> {
                program.net().eval();
                try (Batch batch = program.training(0).open(0);
                        NoGrad off = NoGrad.open();
                        Batch other = Cut.changed(
                                batch,
                                (name, tensor) -> name.equals(input) ? tensor.add(1) : tensor,
                                target -> target,
                                batch.ids())) {
                    return !Arrays.equals(
                            program.forward(batch).toFloats(),
                            program.forward(other).toFloats());
                }
            });
        } catch (RuntimeException refused) {
            return true;
        }
    }

    private static int column(Pass pass, int group) {
        int[] groups = pass.groups();
        return IntStream.range(0, groups.length)
                .filter(i -> groups[i] == group)
                .findFirst()
                .orElse(0);
    }

    /** Whether the feature varies often where it does: not just for one rare example. */
    private static boolean spread(Streams streams, int group) {
        Pass varying = Moments.of(streams.first()).constant(group) ? streams.evaluation() : streams.first();
        float[][] rows = varying.rows();
        int column = column(varying, group);
        Map<Float, Integer> counts = new HashMap<>();
        for (float[] row : rows) {
            counts.merge(row[column], 1, Integer::sum);
        }
        int commonest = counts.values().stream().mapToInt(n -> n).max().orElse(0);
        return commonest < 0.8 * rows.length;
    }
}
