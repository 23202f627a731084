package io.souschef.gallery.visitors;

import io.souschef.data.Batch;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Rows;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Gradients;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;
import java.util.Optional;

/**
 * The loss is scaled up, and the gradients are clipped before the scale is divided out: next to nothing is left of them. What to see: the
 * gradient that is left, times the scale, is just the declared norm.
 *
 * @see <a href="https://arxiv.org/abs/1710.03740">Micikevicius et al. 2018, section 3.2</a>
 */
final class ClippedBeforeUnscaled {
    private ClippedBeforeUnscaled() {}

    static Trap trap() {
        return new Trap(
                "clipping before the loss scale is divided out",
                "gradient-clipping-ineffective",
                "G5",
                seed -> new Program(seed, true),
                seed -> new Program(seed, false));
    }

    private static final class Program extends Visitor {
        private static final double SCALE = 65_536;

        private final boolean wrong;
        private final Sgd sgd;

        Program(long seed, boolean wrong) {
            super(seed, Rows.clouds(), new Mlp(seed, 8, 32, 3));
            this.wrong = wrong;
            this.sgd = new Sgd(net(), 0.1, 0.9);
        }

        @Override
        public Optional<Optimizer> optimizer() {
            return Optional.of(sgd);
        }

        @Override
        public double step(Batch batch) {
            net().train();
            sgd.zeroGrad();
            Tensor loss = loss(forward(batch), batch);
            loss.mul(SCALE).backward();
            if (wrong) {
                clip();
            }
            try (NoGrad off = NoGrad.open()) {
                net().parameters().values().forEach(weight -> weight.grad().ifPresent(g -> g.mulInPlace(1 / SCALE)));
            }
            if (!wrong) {
                clip();
            }
            sgd.step();
            return loss.item();
        }

        private void clip() {
            Gradients.clipNorm(net().parameters().values(), 1);
        }

        @Override
        public Declared declares() {
            return Declared.nothing().withClipNorm(1);
        }
    }
}
