package io.souschef.check.sequence;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.check.wiring.Statement;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;

/**
 * An autoregressive net that is given what it is to predict, by an off-by-one in the data, the mask or the loss, reaches a loss of
 * nearly zero and has learned to copy. So the token that an output is asked for must be the first that it cannot see.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">neural net training fails silently: "accidentally takes the thing
 *     it's trying to predict as an input due to an off-by-one bug"</a>
 */
public final class InputLeaksIntoTarget implements Check {
    /**
     * So few tokens of a text are asked for where they are blanks; and so many different ones stand around them, more than marks and padding.
     * Reasoned: BERT asks for 0.15.
     */
    private static final double BLANKS = 0.5;

    private static final int OTHERS = 5;

    @Override
    public String name() {
        return "the input doesn't hold the target";
    }

    @Override
    public String code() {
        return "input-leaks-into-target";
    }

    @Override
    public Finding run(Subject subject) {
        TargetRead.Read read = subject.measured(new TargetRead());
        if (read.leaks()) {
            return read(subject, read);
        }
        return subject.measured(new Statement()).declared().sequences().seesTheFuture()
                ? uncovered(subject)
                : shifted(subject);
    }

    /** The target itself goes into the forward pass. */
    private Finding read(Subject subject, TargetRead.Read read) {
        if (read.columns().stream().noneMatch(column -> subject.measured(new LossReads(column)))) {
            throw new CouldNotJudge(
                    "forward() reads the target, and the loss doesn't, or not the same of it: what is given is its density, say");
        }
        return finding()
                .measured("the output moves by %.2g when only batch.target() changes", read.move())
                .expected("forward() computes the same, whatever the target is")
                .cause("forward() reads the target%s", read.sequence() ? " of the same position or a later one" : "")
                .fix("take the target out of forward(); a decoder is fed the target shifted by one position")
                .okIf(false);
    }

    /** Blanks that are not blank, where later tokens may be seen. */
    private Finding uncovered(Subject subject) {
        Asked.Tokens blanks = subject.measured(new Asked());
        if (blanks.inputs().stream().noneMatch(name -> isUncovered(blanks, name))) {
            throw new CouldNotJudge("declared to see the future: what is asked for may stand in the input");
        }
        return finding()
                .measured(
                        "the loss asks for %.0f %% of the tokens, and they stand in the input, each at its place",
                        100 * blanks.share())
                .expected("what is asked for is hidden from the net")
                .cause("the tokens that are asked for aren't masked in the input")
                .fix("put the mask's token in their place, or another one")
                .okIf(false);
    }

    /** A token that is asked for and seen, by an off-by-one in data, mask or loss. */
    private Finding shifted(Subject subject) {
        Asked.Tokens asked = subject.measured(new Asked());
        int wanted = asked.ahead();
        List<String> inputs = asked.inputs().stream()
                .filter(name -> !subject.measured(new Sight.Of(name))
                        .readsFirst(asked.ahead(name).orElseThrow()))
                .toList();
        if (inputs.isEmpty()) {
            throw new CouldNotJudge(
                    "what is asked for stands %d ahead in the input, and outputs see later tokens too: an echo, an autoencoder, or one that reads backwards",
                    wanted);
        }
        Optional<String> leaking =
                inputs.stream().filter(name -> leaks(subject, asked, name)).findFirst();
        String shown = leaking.orElse(inputs.get(0));
        int ahead = asked.ahead(shown).orElseThrow();
        return finding()
                .measured(
                        "the loss asks for the token %d ahead; an output sees up to %d ahead",
                        ahead, subject.measured(new Sight.Of(shown)).ahead())
                .expected("what is asked for is one further than what is seen")
                .cause(leaking.isPresent() ? cause(ahead) : "")
                .fix(
                        ahead <= 0
                                ? "shift by one: input x[0 … T−1], target x[1 … T]"
                                : "mask the diagonal above: a position sees itself and those before it, tril() with no offset")
                .okIf(leaking.isEmpty());
    }

    /** Few tokens are asked for, among many others, and they are the input's: an autoencoder asks for all but the padding. */
    private static boolean isUncovered(Asked.Tokens asked, String input) {
        return asked.share() < BLANKS
                && asked.others().getOrDefault(input, 0) >= OTHERS
                && asked.ahead(input).orElse(1) == 0;
    }

    private static boolean leaks(Subject subject, Asked.Tokens asked, String input) {
        int ahead = asked.ahead(input).orElseThrow();
        Sight.Seen seen = subject.measured(new Sight.Of(input));
        return seen.ahead() >= ahead && !(seen.seesAll() && ahead >= 1);
    }

    private static String cause(int ahead) {
        return ahead <= 0
                ? "off by one: the target at a position is the input at that position or an earlier one"
                : "off by one: a layer sees one token too far, which is the one that it is to predict";
    }
}
