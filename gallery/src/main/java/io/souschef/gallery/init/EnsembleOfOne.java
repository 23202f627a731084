package io.souschef.gallery.init;

import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Five members, each made with the same seed: five times the same net. What to see: members that start from the same random numbers.
 */
final class EnsembleOfOne {
    private EnsembleOfOne() {}

    static Trap trap() {
        return new Trap(
                "EnsembleOfOne on an ensemble",
                "same-seed-for-every-layer",
                "E6",
                seed -> Plain.of(seed, new Net(seed, true), Rows.surface()),
                seed -> Plain.of(seed, new Net(seed, false), Rows.surface()));
    }

    /** The mean of five nets: [N, 6] → [N, 1]. */
    private static final class Net extends Layer {
        private final List<Mlp> members = new ArrayList<>();

        Net(long seed, boolean wrong) {
            for (int i = 0; i < 5; i++) {
                members.add(add("member" + i, new Mlp(wrong ? seed : seed + i, 6, 24, 1)));
            }
        }

        @Override
        public Tensor forward(Tensor x) {
            return Tensor.stack(
                            members.stream().map(member -> member.forward(x)).toList(), 0)
                    .mean(0);
        }
    }
}
