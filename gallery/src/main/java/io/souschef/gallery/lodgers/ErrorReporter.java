package io.souschef.gallery.lodgers;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;

/** Prices from a table. The package evaluates; beside it the author reports a mean absolute error, by a loop of his own. */
final class ErrorReporter implements TrainingProgram {
    /** What is wrong with what he reports; evaluate() is sound in any case. */
    enum Slip {
        NONE,
        STAYS_IN_TRAINING_MODE,
        FIRST_BATCH,
        MEAN_OF_MEANS,
        TRAINING_DATA,
        SIGNED,
        EACH_AGAINST_ALL
    }

    private static final World.Data HOUSES = World.houses();

    private final long seed;
    private final Slip slip;
    private final Layer net;
    private final Adam adam;

    ErrorReporter(long seed, Slip slip) {
        this.seed = seed;
        this.slip = slip;
        this.net = new Mlp(seed, 0.2, 6, 48, 1);
        this.adam = new Adam(net, 3e-3);
    }

    @Override
    public Task task() {
        return Task.regression();
    }

    @Override
    public Layer net() {
        return net;
    }

    @Override
    public Batches training(int epoch) {
        Examples train = HOUSES.train();
        return train.batches(train.shuffled(seed, epoch), 32);
    }

    @Override
    public Batches evaluation() {
        Examples test = HOUSES.test();
        return test.batches(test.inOrder(), 50);
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return Optional.of(adam);
    }

    @Override
    public double metric(Tensor output, Tensor target) {
        return switch (slip) {
            case SIGNED -> output.sub(target).mean().item();
            case EACH_AGAINST_ALL -> output.sub(target.reshape(-1)).abs().mean().item(); // [N, 1] − [N] → [N, N]
            default -> output.sub(target).abs().mean().item();
        };
    }

    @Override
    public double reported() {
        boolean training = net.isTraining();
        if (slip != Slip.STAYS_IN_TRAINING_MODE) {
            net.eval();
        }
        double sum = 0;
        double count = 0;
        for (Batch batch : slip == Slip.TRAINING_DATA ? training(0) : evaluation()) {
            try (batch;
                    NoGrad off = NoGrad.open()) {
                int n = slip == Slip.MEAN_OF_MEANS ? 1 : batch.size();
                sum += n * metric(forward(batch), batch.target());
                count += n;
            }
            if (slip == Slip.FIRST_BATCH) {
                break;
            }
        }
        if (training) {
            net.train();
        }
        return sum / count;
    }
}
