package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import io.souschef.train.Declared;
import java.util.stream.IntStream;

/**
 * The same batches in the same order, epoch after epoch: the epoch never reached whoever shuffles. The gradient's noise then
 * repeats itself, and BatchNorm always sees the same company. Orders of three epochs are compared, by id and by target, and
 * where they are one, those of later ones, each asked for when the one before has ended. It doesn't judge an epoch of one batch, nor a declared order.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class SameOrderEveryEpoch implements Check {
    @Override
    public String name() {
        return "each epoch has an order of its own";
    }

    @Override
    public String code() {
        return "same-order-every-epoch";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        Declared declared = subject.fresh(program -> program.declares());
        if (declared.feeding().inOrder() || declared.looping().carriesState()) {
            throw new CouldNotJudge("the program declares that its order is meant");
        }
        if (streams.first().sizes().size() < 2) {
            throw new CouldNotJudge("an epoch is one batch, its order doesn't matter");
        }
        if (streams.first().sizes().get(0) >= streams.first().byId().size()) {
            throw new CouldNotJudge("every batch holds all examples, their order doesn't matter");
        }
        double[] same = IntStream.of(1, 2)
                .mapToDouble(epoch -> same(streams.first(), streams.training().get(epoch)))
                .toArray();
        boolean first = Math.min(same[0], same[1]) == 1;
        boolean fixed = first && stays(subject.measured(new LaterEpochs()));
        return finding()
                .measured(
                        "%.0f %% of the places hold the same example in the second epoch as in the first, %.0f %% in the third%s",
                        100 * same[0], 100 * same[1], first && !fixed ? ", fewer in later ones: a curriculum" : "")
                .expected("another order in each epoch")
                .cause(fixed ? "the order never changes: the epoch doesn't reach the shuffle" : "")
                .fix("derive the order from the epoch: RandomStream.of(seed, \"shuffle\").at(epoch).permutation(n)")
                .failIf(fixed);
    }

    /** Whether later epochs have the order of the first one that the same program was asked for. */
    private static boolean stays(LaterEpochs.View epochs) {
        return epochs.later().stream().allMatch(later -> same(epochs.first(), later) == 1);
    }

    /** Share of places where id and target are the same, whatever an augmentation has made of the input. */
    private static double same(Pass a, Pass b) {
        int n = Math.min(a.size(), b.size());
        long same = IntStream.range(0, n)
                .filter(i -> a.examples().get(i).id() == b.examples().get(i).id()
                        && a.examples().get(i).sameTarget(b.examples().get(i)))
                .count();
        return a.size() == b.size() ? (double) same / n : 0;
    }
}
