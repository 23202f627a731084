package io.souschef.check.skeleton;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * An evaluation is over the whole split: every example once, not some batches and a smoothed curve. It must say the same when it
 * is asked twice, and its loss must be the mean over examples, not over batches of unequal size.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"add significant digits to your eval", section 2 of the recipe</a>
 */
public final class WholeTestSet implements Check {
    /** Of the loss. Over 40 seeds x 19 healthy programs nothing differs at all; an evaluation of one's own may add in another order. */
    private static final double ROUNDING = 1e-5;

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
        Evaluated.Measured seen = subject.measured(new Evaluated());
        Complaint complaint = complaint(seen);
        Finding.Draft draft = finding()
                .measured(
                        "%s %.6g, loss %.8g, over %,d of %,d examples%s",
                        seen.metricName(),
                        seen.metric(),
                        seen.loss(),
                        seen.split() - seen.missing(),
                        seen.split(),
                        seen.unknown() == 0 ? "" : ", and %,d from elsewhere".formatted(seen.unknown()))
                .expected("every example of the split once, the mean over examples, the same number twice")
                .cause("%s", complaint.cause())
                .fix("%s", complaint.fix());
        return complaint.doubtful()
                ? draft.warnIf(true)
                : draft.okIf(complaint.cause().isEmpty());
    }

    private record Complaint(String cause, String fix, boolean doubtful) {
        Complaint(String cause, String fix) {
            this(cause, fix, false);
        }
    }

    private static Complaint complaint(Evaluated.Measured seen) {
        if (seen.missing() > 0) {
            return new Complaint(
                    "the evaluation leaves %,d examples out".formatted(seen.missing()),
                    "go through all of evaluation(), also its last and smaller batch");
        }
        if (seen.unknown() > 0) {
            return new Complaint(
                    "it evaluates examples that are not in evaluation()",
                    "evaluate on evaluation(), not on the training split");
        }
        if (seen.repeated() > 0) {
            return new Complaint(
                    "%,d predictions count for more than one".formatted(seen.repeated()),
                    "go through evaluation() once, and add each example up once");
        }
        if (seen.carries() || seen.drawn()) {
            return new Complaint("", "");
        }
        if (seen.otherInputs()) { // the whole split, but another one: evaluation-augmented judges that
            return new Complaint(
                    "evaluation() gives other inputs each time it is read: a second evaluation says %.8g"
                            .formatted(seen.again()),
                    "no augmentation in evaluation(), and what is made for it made once, from a seed of its own",
                    true);
        }
        if (!equal(seen.loss(), seen.again())) {
            return new Complaint(
                    "a second evaluation says %.8g".formatted(seen.again()),
                    "net.eval() before it, and no augmentation in evaluation(): nothing may be drawn, and nothing learnt, while it evaluates");
        }
        boolean theirs = seen.plainAtStart() || seen.severalViews() || equal(seen.loss(), seen.mean());
        boolean own = seen.ownLoss() || seen.another() == Evaluated.Another.THE_AUTHORS;
        return theirs || (own && !equal(seen.loss(), seen.meanOfBatches())) ? new Complaint("", "") : unequal(seen);
    }

    private static Complaint unequal(Evaluated.Measured seen) {
        if (seen.another() == Evaluated.Another.UNLIKE_TRAINING && !equal(seen.loss(), seen.meanOfBatches())) {
            return new Complaint(
                    "it evaluates by another loss than the one that it is trained for, which over the same examples is %.8g"
                            .formatted(seen.mean()),
                    "give the loss that is trained for in losses(), and a number in another unit by metric() or reported()",
                    true);
        }
        return equal(seen.loss(), seen.meanOfBatches())
                ? new Complaint(
                        "it averages the means of batches, the last of which is smaller: over examples the loss is %.8g"
                                .formatted(seen.mean()),
                        "add up the losses of all examples, and divide by their number at the end")
                : new Complaint(
                        "in evaluation mode the mean loss over the same examples is %.8g".formatted(seen.mean()),
                        "net.eval() before it; and take the task's loss of every example, without what is added for training");
    }

    static boolean equal(double a, double b) {
        return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b)) || Double.compare(a, b) == 0;
    }
}
