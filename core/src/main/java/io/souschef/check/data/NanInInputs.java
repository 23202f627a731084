package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One NaN among the inputs or the targets makes every weight NaN at the first step that meets it, or, masked by a ReLU or a
 * comparison, quietly takes part. Every number of three epochs and of evaluation is looked
 * at, of 20,000 examples of each. Who fills them in inside the net, or leaves them out of the loss, has
 * finite outputs, losses and gradients all the same, and passes. It can't see what a program makes NaN on its way.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class NanInInputs implements Check {
    @Override
    public String name() {
        return "every input and target is a number";
    }

    @Override
    public String code() {
        return "nan-in-inputs";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        List<Example> all = Stream.concat(streams.training().stream(), Stream.of(streams.evaluation()))
                .flatMap(pass -> pass.examples().stream())
                .toList();
        long inputs = all.stream().filter(example -> !example.finite()).count();
        long targets =
                all.stream().filter(example -> place(example.target()) >= 0).count();
        Optional<Example> first = all.stream()
                .filter(example -> !example.finite() || place(example.target()) >= 0)
                .findFirst();
        boolean coped = first.isPresent() && subject.measured(new Coped());
        boolean broken = first.isPresent() && !coped;
        String cause = inputs > 0 ? "NaN in the inputs" : "NaN in the targets";
        return finding()
                .measured(
                        "%d of %d inputs and %d targets hold NaN or infinity%s%s",
                        inputs,
                        all.size(),
                        targets,
                        first.map(NanInInputs::text).orElse(""),
                        coped ? "; the program copes with them: its outputs, loss and gradients are finite" : "")
                .expected("finite numbers")
                .cause("%s", broken ? cause : "")
                .fix(
                        "fill or drop missing values, or give them a column of their own; and look where a zero was divided by")
                .failIf(broken);
    }

    private static String text(Example example) {
        boolean input = !example.finite();
        int place = place(input ? example.input() : example.target());
        return ", first example " + example.id() + (place < 0 ? "" : ", number " + place)
                + (input ? " of its inputs" : " of its target");
    }

    private static int place(float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (!Float.isFinite(numbers[i])) {
                return i;
            }
        }
        return -1;
    }
}
