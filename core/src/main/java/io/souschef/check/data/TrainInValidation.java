package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Locale;
import java.util.Optional;

/**
 * Examples that are in training and in evaluation are remembered, not predicted, and the number that is reported is too good.
 * Inputs are compared to the last bit, over three epochs, flipped ones too; where whole examples repeat by nature, as in tables
 * of a few categories, it can't judge. Copies with a little noise are told by how much closer
 * they are than their other neighbours. It can't see the same thing photographed twice.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class TrainInValidation implements Check {
    /** From this share on, evaluation is training: another bug, with a name of its own. */
    static final double ALL = 0.9;

    /**
     * Share of the evaluation examples with a near copy in training, how many at least, and how many times as many as by chance. Of 740
     * healthy programs and twins at most 1.6 times as many as by chance where that is more than one, else 2 of 96; with noisy copies made
     * before the split 160 of 200, where none was due.
     */
    private static final double NEAR = 0.05, TIMES = 10;

    private static final int ENOUGH = 8;

    @Override
    public String name() {
        return "evaluation is held out";
    }

    @Override
    public String code() {
        return "train-in-validation";
    }

    @Override
    public Finding run(Subject subject) {
        Overlap.Shared shared = subject.measured(new Overlap());
        double share = shared.share();
        boolean some = shared.examples() > 0 && share < ALL;
        Optional<NearCopies.View> near = shared.examples() > 0 ? Optional.empty() : near(subject);
        boolean copies = near.isPresent()
                && near.get().copies() >= ENOUGH
                && near.get().share() > NEAR
                && near.get().copies() > TIMES * near.get().chance();
        String cause =
                some ? "the splits overlap" : "copies, changed a little, of the same examples are in both splits";
        return finding()
                .measured(
                        "%d of %d evaluation examples are in training too%s%s",
                        shared.examples(),
                        shared.of(),
                        shared.first().isEmpty() ? "" : ", first " + shared.first(),
                        near.map(TrainInValidation::text).orElse(""))
                .expected("none")
                .cause("%s", some || copies ? cause : "")
                .fix("split by example before anything else: shuffle the ids once, cut them, and prepare each part")
                .failIf(some || copies);
    }

    private static Optional<NearCopies.View> near(Subject subject) {
        try {
            return Optional.of(subject.measured(new NearCopies()));
        } catch (CouldNotJudge words) {
            return Optional.empty();
        }
    }

    private static String text(NearCopies.View near) {
        return String.format(
                Locale.ROOT,
                "; %d of %d have a near copy there, %.1f would by chance in %.1f dimensions",
                near.copies(),
                near.of(),
                near.chance(),
                near.dimensions());
    }
}
