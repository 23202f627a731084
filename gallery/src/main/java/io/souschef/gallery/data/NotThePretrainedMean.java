package io.souschef.gallery.data;

import io.souschef.gallery.fed.Data;
import io.souschef.gallery.fed.Fed;
import io.souschef.gallery.fed.Rows;
import io.souschef.nn.ConvNet;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.List;
import java.util.function.UnaryOperator;

/** The backbone is pretrained on images with a mean and a deviation of their own; fine-tuning shows it plain pixels from 0 to 1. */
final class NotThePretrainedMean {
    private NotThePretrainedMean() {}

    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> DEVIATION = List.of(0.229, 0.224, 0.225);

    static TrainingProgram wrong(long seed) {
        return program(seed, NotThePretrainedMean::zeroToOne);
    }

    static TrainingProgram right(long seed) {
        return program(seed, NotThePretrainedMean::likeTheCheckpoint);
    }

    private static float[] zeroToOne(float[] bytes) {
        float[] out = new float[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = bytes[i] / 255f;
        }
        return out;
    }

    private static float[] likeTheCheckpoint(float[] bytes) {
        float[] out = zeroToOne(bytes);
        for (int i = 0; i < out.length; i++) {
            int c = i / 100;
            out[i] = (float) ((out[i] - MEAN.get(c)) / DEVIATION.get(c));
        }
        return out;
    }

    private static TrainingProgram program(long seed, UnaryOperator<float[]> prepare) {
        Rows rows = Data.fruit().map(prepare);
        return Fed.of(
                        Task.classification(3),
                        new ConvNet(seed, 3, 10, 10, 3, new ConvNet.Options(6, 1, 0)),
                        epoch -> rows.batches(Rows.shuffled(Data.TRAINING, seed, epoch), 32),
                        () -> rows.batches(Data.HELD, 50))
                .declaring(Declared.nothing().withInputStatistics(MEAN, DEVIATION));
    }
}
