package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * Attention alone sees a bag of tokens: without positions "dog bites man" is "man bites dog". So what the last position gets from
 * the first attention should change when two tokens before it change places. Rows of numbers may be a set; where a row is more like
 * the next than like others, it is asked whether they are. So may tokens be, or each place may have tokens of its own; and what comes
 * beside an attention that sees all, or after it, may know the order.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, section 3.5</a>
 */
public final class PositionsMissing implements Check {
    /** Over 40 seeds each: without positions 3e-7 at most, by rounding; 39 nets with them 0.016 and more, GPT's small weights too. */
    private static final double SAME = 5e-6;

    /**
     * Rows of numbers are in order where a row is nearer to the next: readings of sensors, sounds and series 0.06 to 0.80, sets of points and
     * of members 0.93 to 1.05; sound programs of the gallery and of eleven authors who didn't know the check, seed 1.
     */
    private static final double ALIKE = 0.75;

    /** An output that moves by less has not seen the order: rounding. */
    private static final double SEEN = 1e-4;

    @Override
    public String name() {
        return "the order of tokens matters";
    }

    @Override
    public String code() {
        return "positions-missing";
    }

    @Override
    public Finding run(Subject subject) {
        TokensSwapped.Moved moved = subject.measured(new TokensSwapped());
        boolean blind = moved.change() < SAME;
        boolean ofNumbers = moved.ofNumbers();
        if (blind && Double.isNaN(moved.output())) {
            throw new CouldNotJudge(
                    "the first attention doesn't see an order, and a fresh net puts out nothing but zeros: whether something after it does can't be told");
        }
        if (blind && moved.output() > SEEN) {
            throw new CouldNotJudge(
                    "the first attention doesn't see an order, and the output moves by %.2g of its size with it: something beside it, or after it, does",
                    moved.output());
        }
        if (blind && !ofNumbers) {
            Order.Told told = subject.measured(new Order());
            if (told == Order.Told.PLACES) {
                throw new CouldNotJudge("each place has tokens of its own, which say where they stand: columns");
            }
            if (told == Order.Told.SET && !moved.each()) {
                throw new CouldNotJudge(
                        "no token is twice in a sequence, and none follows another more often than by chance, or all are sorted: a set");
            }
        }
        if (blind && moved.neighbours() > ALIKE) {
            throw new CouldNotJudge(
                    "the net doesn't see an order; nor does the data show one: a row is as far from the next as from others, %.2f times",
                    moved.neighbours());
        }
        Finding.Draft draft = finding()
                .measured(
                        "when two %s change places, what the last one gets from the first attention moves by %.2g of its size",
                        ofNumbers ? "rows" : "tokens", moved.change())
                .expected("it moves")
                .cause(
                        !blind
                                ? ""
                                : "positions are not encoded, or the same for all"
                                        + (ofNumbers ? ", unless the rows are a set" : ""))
                .fix("add a position to each token: tokens.forward(x).add(positions.forward(Tensor.arange(t)))");
        return ofNumbers ? draft.warnIf(blind) : draft.okIf(!blind);
    }
}
