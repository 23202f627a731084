package io.souschef.check;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Evaluation;
import io.souschef.train.Generates;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * The author's program, watched: it is known in which of its methods it is, one that has hung isn't called again, and what comes out of it and
 * isn't finite is remembered. It changes nothing in what it gives.
 */
class WatchedProgram implements TrainingProgram {
    private final TrainingProgram author;
    private final Watch watch;
    private boolean used;

    private WatchedProgram(TrainingProgram author, Watch watch) {
        this.author = author;
        this.watch = watch;
    }

    static WatchedProgram of(TrainingProgram author, Watch watch) {
        return author instanceof Generates generates
                ? new Generating(author, generates, watch)
                : new WatchedProgram(author, watch);
    }

    /** One that generates, too. */
    private static final class Generating extends WatchedProgram implements Generates {
        private final Generates generates;
        private final Watch watch;

        Generating(TrainingProgram author, Generates generates, Watch watch) {
            super(author, watch);
            this.generates = generates;
            this.watch = watch;
        }

        @Override
        public Tensor nextLogits(Tensor prefix) {
            return watch.outputs("nextLogits()", () -> generates.nextLogits(prefix));
        }
    }

    TrainingProgram author() {
        return author;
    }

    /** Whether anybody had to do with its net. */
    boolean used() {
        return used;
    }

    @Override
    public Task task() {
        return watch.call("task()", author::task);
    }

    @Override
    public Layer net() {
        used = true;
        return watch.call("net()", author::net);
    }

    @Override
    public Batches training(int epoch) {
        return watched("training()", () -> author.training(epoch));
    }

    @Override
    public Batches evaluation() {
        return watched("evaluation()", author::evaluation);
    }

    @SuppressWarnings("NullAway") // an author may give nothing back
    private Batches watched(String method, Supplier<Batches> batches) {
        Batches all = watch.call(method, batches);
        return all == null ? all : new WatchedBatches(all, method, watch);
    }

    @Override
    public Tensor forward(Batch batch) {
        used = true;
        return watch.outputs("forward()", () -> author.forward(batch));
    }

    @Override
    public Tensor loss(Tensor output, Batch batch) {
        return watch.loss("loss()", () -> author.loss(output, batch));
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return watch.call("optimizer()", author::optimizer);
    }

    @Override
    public double step(Batch batch) {
        used = true;
        return watch.number("step()", () -> author.step(batch));
    }

    @Override
    public Evaluation evaluate() {
        used = true;
        return watch.evaluation("evaluate()", author::evaluate);
    }

    @Override
    public double metric(Tensor output, Tensor target) {
        return watch.number("metric()", () -> author.metric(output, target));
    }

    @Override
    public double reported() {
        return watch.number("reported()", author::reported);
    }

    @Override
    public void epochEnded(int epoch) {
        watch.run("epochEnded()", () -> author.epochEnded(epoch));
    }

    @Override
    public void trainingEnded() {
        watch.run("trainingEnded()", author::trainingEnded);
    }

    @Override
    public boolean better(Evaluation one, Evaluation other) {
        return watch.call("better()", () -> author.better(one, other));
    }

    @Override
    public OptionalDouble learningRate() {
        return watch.call("learningRate()", author::learningRate);
    }

    @Override
    public void save(Path file) {
        watch.run("save()", () -> author.save(file));
    }

    @Override
    public void resume(Path file) {
        watch.run("resume()", () -> author.resume(file));
    }

    @Override
    public Declared declares() {
        return watch.call("declares()", author::declares);
    }

    @Override
    public void close() {
        watch.close(author::close);
    }

    /** His batches, each looked at as it is opened. */
    private record WatchedBatches(Batches all, String method, Watch watch) implements Batches {
        @Override
        public int count() {
            return watch.call(method, all::count);
        }

        @Override
        public long examples() {
            return watch.call(method, all::examples);
        }

        @Override
        public Batch open(int index) {
            return looked(() -> all.open(index));
        }

        @Override
        public Iterator<Batch> iterator() {
            Iterator<Batch> each = watch.call(method, all::iterator);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return watch.call(method, each::hasNext);
                }

                @Override
                public Batch next() {
                    return looked(each::next);
                }
            };
        }

        @Override
        public Batches first(int n) {
            return new WatchedBatches(all.first(n), method, watch);
        }

        private Batch looked(Supplier<Batch> opens) {
            Batch batch = watch.call(method, opens);
            if (batch != null) {
                for (Map.Entry<String, Tensor> input : batch.inputs().entrySet()) {
                    if (!input.getValue().allFinite()) {
                        watch.inputs("'%s' of %s holds what is not finite".formatted(input.getKey(), method));
                    }
                }
                if (!batch.target().allFinite()) {
                    watch.targets("the targets of %s hold what is not finite".formatted(method));
                }
            }
            return batch;
        }
    }
}
