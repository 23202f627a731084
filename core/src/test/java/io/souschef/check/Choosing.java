package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.nn.Mlp;
import io.souschef.tensor.Tensor;
import io.souschef.train.Task;

/** Its last of four answers can't be given. */
class Choosing extends Points {
    Choosing(long seed, double dropout) {
        super(seed, new Mlp(seed, dropout, 6, 32, 4));
    }

    @Override
    public Task task() {
        return Task.classification(4);
    }

    @Override
    public Tensor forward(Batch batch) {
        return super.forward(batch).add(Tensor.of(new float[] {0, 0, 0, Float.NEGATIVE_INFINITY}, 1, 4));
    }
}
