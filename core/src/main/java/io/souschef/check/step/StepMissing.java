package io.souschef.check.step;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;

/**
 * A backward pass alone changes nothing: the optimiser's step is what moves the weights. Here gradients are there after the
 * program's step, or come and go while its optimiser counts no step, and the weights are where they were. Does not see a step that is skipped only
 * now and then.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"Neural net training fails silently", section "2)" of the recipe</a>
 */
public final class StepMissing implements Check {
    @Override
    public String name() {
        return "weights move";
    }

    @Override
    public String code() {
        return "optimizer-step-missing";
    }

    @Override
    public Finding run(Subject subject) {
        Anatomy anatomy = Dissection.of(subject);
        if (!anatomy.moves() && !anatomy.rhythm().silentWithRate()) {
            throw new CouldNotJudge(
                    "the learning rate is zero over the first %d steps, and nothing moves", Rhythm.CALLS);
        }
        Anatomy.Cycle last = anatomy.cycles().get(anatomy.cycles().size() - 1);
        boolean gradients = last.gradientsLeft()
                || (Stillness.noStepIsTaken(subject, anatomy) && Stillness.gradientsComeAndGo(subject, anatomy));
        boolean missing = !anatomy.moves() && gradients && !ScaledStepSkipped.scaled(subject);
        if (missing) {
            AtEpochEnd.isNone(subject);
        }
        return finding()
                .measured(
                        anatomy.moves()
                                ? "weights of norm %.3f move by %.2e in an update"
                                : "weights of norm %.3f move by %.0f in " + Rhythm.CALLS + " calls of step",
                        last.weightNorm(),
                        last.moved())
                .expected("an update after each backward pass")
                .cause(missing ? "gradients are computed and never applied" : "")
                .fix(missing ? "call optimizer.step() after loss.backward()" : "")
                .failIf(missing);
    }
}
