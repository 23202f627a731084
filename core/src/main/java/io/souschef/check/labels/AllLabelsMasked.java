package io.souschef.check.labels;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Arrays;

/**
 * A loss of exactly zero, batch after batch, is no perfect net: all targets are masked away, or multiplied by a mask of zeros. The
 * gradient of the loss with respect to the output is zero then, for every prediction of five batches.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">verify loss @ init</a>
 */
public final class AllLabelsMasked implements Check {
    /**
     * Share of the predictions that count for nothing; of padded sequences seldom more than 0.9 is padding. Where somebody marked a point or two
     * of each picture it is more, and yet no batch counts for nothing: most have to.
     */
    private static final double ALL = 0.99;

    @Override
    public String name() {
        return "labels that count";
    }

    @Override
    public String code() {
        return "all-labels-masked";
    }

    @Override
    public Finding run(Subject subject) {
        if (!subject.measured(new Answers()).ofClasses()) {
            return ofNumbers(subject.measured(new Pulls()));
        }
        Counted.View counted = subject.measured(new Counted());
        boolean all = counted.without() >= ALL * counted.targets() && 2 * counted.silent() > counted.losses().length;
        long ignored = subject.measured(new Answers()).ignored();
        Counted.Share masked = counted.classes().getOrDefault(ignored, new Counted.Share(0, 0));
        return finding()
                .measured(
                        "%d of %d predictions have no gradient, %d targets are %d, losses %s",
                        counted.without(),
                        counted.targets(),
                        masked.targets(),
                        ignored,
                        Arrays.toString(counted.losses()))
                .expected("predictions that count")
                .cause(all ? cause(counted, masked.targets()) : "")
                .fix("look at the targets just before the loss, and at what masks them")
                .failIf(all);
    }

    /** Where next to no silent target is the one that is ignored, something else silences them. */
    private static String cause(Counted.View counted, int masked) {
        return masked >= ALL * counted.without() ? "all labels are masked" : "the loss counts no prediction";
    }

    private Finding ofNumbers(Pulls.View pulls) {
        boolean none = pulls.silent() == pulls.batches();
        return finding()
                .measured("in %d of %d batches no prediction has a gradient", pulls.silent(), pulls.batches())
                .expected("predictions that count")
                .cause(none ? "the loss counts no prediction" : "")
                .fix("look at the targets just before the loss, and at what masks them")
                .failIf(none);
    }
}
