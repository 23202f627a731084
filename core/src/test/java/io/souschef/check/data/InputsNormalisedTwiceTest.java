package io.souschef.check.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.check.skeleton.MadeData;
import io.souschef.check.skeleton.MadeProgram;
import io.souschef.data.Batch;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Conv2d;
import io.souschef.nn.Linear;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the numbers that enter a net tell of how often they were normalised. */
class InputsNormalisedTwiceTest {
    private static Outcome entering(UnaryOperator<Tensor> prepared) {
        return Fed.found(new InputsNormalisedTwice(), Subject.of(seed -> {
                    Formula net = new Formula();
                    Conv2d conv = net.has("conv", new Conv2d(1, 4, 3));
                    Linear head = net.has("head", new Linear(4 * 36, 8));
                    net.is(seed, x -> head.forward(conv.forward(x).relu().flatten()));
                    return new MadeProgram(MadeData.PICTURES, Task.classification(8), net, 3e-3, 32, seed) {
                        @Override
                        public Tensor forward(Batch batch) {
                            return net().forward(prepared.apply(batch.input()));
                        }
                    };
                }))
                .outcome();
    }

    @Test
    void pictures_that_are_standardised_by_the_numbers_of_bytes_once_more_hardly_differ() {
        assertThat(entering(pixels -> pixels)).isEqualTo(Outcome.PASS);
        assertThat(entering(pixels -> pixels.sub(58).div(75))).isEqualTo(Outcome.FAIL);
        assertThat(entering(pixels -> pixels.sub(1))).as("darker than most").isEqualTo(Outcome.PASS);
    }
}
