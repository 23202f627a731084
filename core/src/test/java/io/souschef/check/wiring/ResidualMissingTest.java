package io.souschef.check.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ResidualMissingTest {
    private static Finding found(LongFunction<Layer> net) {
        return Fed.found(
                new ResidualMissing(),
                Subject.of(seed ->
                        new MadeProgram(MadeData.BLOBS, Task.classification(4), net.apply(seed), 3e-3, 32, seed)));
    }

    /** Three nets side by side, whose answers are added up after the last of them, to a base rate. */
    private static final class Averaged extends Layer {
        private final List<Mlp> members = new ArrayList<>();
        private final Linear base = add("base", new Linear(8, 4));

        Averaged(long seed) {
            for (int i = 0; i < 3; i++) {
                members.add(add("member" + i, new Mlp(seed + i, 8, 16, 4)));
            }
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor start = base.forward(x);
            List<Tensor> said =
                    members.stream().map(member -> member.forward(x)).toList();
            return said.get(0).add(said.get(1)).add(said.get(2)).div(3).add(start);
        }
    }

    private static final class Block extends Layer {
        private final Linear in = add("in", new Linear(8, 16));
        private final Linear out = add("out", new Linear(16, 8));
        private final boolean adds;

        Block(boolean adds) {
            this.adds = adds;
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor y = out.forward(in.forward(x).relu());
            return adds ? x.add(y) : y;
        }
    }

    private static final class Stacked extends Layer {
        private final List<Block> blocks = new ArrayList<>();
        private final Linear head = add("head", new Linear(8, 4));

        Stacked(long seed, int without) {
            for (int i = 0; i < 3; i++) {
                blocks.add(add("block" + i, new Block(i != without)));
            }
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor h = x;
            for (Block block : blocks) {
                h = block.forward(h);
            }
            return head.forward(h);
        }
    }

    @Test
    void members_whose_answers_are_added_up_at_the_end_are_no_blocks() {
        assertThat(found(Averaged::new)).extracting(Finding::outcome).isNotEqualTo(Outcome.FAIL);
    }

    @Test
    void blocks_that_all_add_pass_the_first_of_which_takes_the_input_itself() {
        assertThat(found(seed -> new Stacked(seed, -1)))
                .extracting(Finding::outcome)
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void the_one_that_does_not_add_is_named() {
        for (int without = 0; without < 3; without++) {
            int missing = without;
            Finding finding = found(seed -> new Stacked(seed, missing));
            assertThat(finding.outcome()).as(finding.measured() + missing).isEqualTo(Outcome.FAIL);
            assertThat(finding.measured()).startsWith("block" + missing);
        }
    }
}
