package io.souschef.gallery.boarders;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.nn.Layer;
import io.souschef.tensor.Tensor;
import io.souschef.train.Evaluation;
import io.souschef.train.Optimizer;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Optional;

/** A program whose author keeps the evaluation in which outputs order the targets best, larger ones first; or worst. */
record Judging(TrainingProgram program, boolean wrong) implements TrainingProgram {
    @Override
    public Task task() {
        return program.task();
    }

    @Override
    public Layer net() {
        return program.net();
    }

    @Override
    public Batches training(int epoch) {
        return program.training(epoch);
    }

    @Override
    public Batches evaluation() {
        return program.evaluation();
    }

    @Override
    public Tensor loss(Tensor output, Batch batch) {
        return program.loss(output, batch);
    }

    @Override
    public Optional<Optimizer> optimizer() {
        return program.optimizer();
    }

    @Override
    public double metric(Tensor output, Tensor target) {
        return ordered(output.toFloats(), target.toFloats());
    }

    @Override
    public double reported() {
        Evaluation all = evaluate();
        return ordered(all.outputs(), all.targets());
    }

    @Override
    public boolean better(Evaluation one, Evaluation other) {
        double gain = ordered(one.outputs(), one.targets()) - ordered(other.outputs(), other.targets());
        return wrong ? gain < 0 : gain > 0;
    }

    @Override
    public void close() {
        program.close();
    }

    /** The share of the pairs in which the smaller target has the larger output. */
    private static double ordered(float[] outputs, float[] targets) {
        double right = 0;
        double all = 0;
        for (int i = 0; i < targets.length; i++) {
            for (int j = 0; j < targets.length; j++) {
                if (targets[i] < targets[j]) {
                    all++;
                    right += outputs[i] > outputs[j] ? 1 : 0;
                }
            }
        }
        return right / Math.max(1, all);
    }
}
