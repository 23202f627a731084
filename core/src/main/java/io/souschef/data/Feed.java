package io.souschef.data;

import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a net from a data set: gathers examples into batches, prepared exactly as {@link Preparation} says. Images go in as
 * float32 [N, C, H, W], normalised by the training split's mean and deviation per channel; rows of a table and
 * texts as float32 [N, D];
 * classes as int64 [N], numbers as standardised float32 [N, 1].
 *
 * <p>The data stay where they are, as one byte per pixel or one float per feature, made of tables and texts when the first batch is asked for; a batch
 * is one gather.
 */
public final class Feed {
    /** Rows that are encoded at a time. */
    private static final int BLOCK = 4096;

    private final Dataset dataset;
    private final Preparation preparation;
    private TextEncoding.Bag @Nullable [] bags;
    private float @Nullable [][] rows;

    public Feed(Dataset dataset) {
        this(dataset, Preparation.fit(dataset));
    }

    public Feed(Dataset dataset, Preparation preparation) {
        this.dataset = dataset;
        this.preparation = preparation;
    }

    private synchronized float[][] rows() {
        if (rows == null) {
            rows = encoded((Table) dataset.inputs(), preparation.table().orElseThrow());
        }
        return rows;
    }

    private static float[][] encoded(Table table, TableEncoding encoding) {
        int width = encoding.width();
        float[][] rows = new float[table.size()][];
        for (int from = 0; from < rows.length; from += BLOCK) {
            int[] ids =
                    IntStream.range(from, Math.min(rows.length, from + BLOCK)).toArray();
            float[] block = encoding.encode(table, ids);
            for (int i = 0; i < ids.length; i++) {
                rows[ids[i]] = Arrays.copyOfRange(block, i * width, (i + 1) * width);
            }
        }
        return rows;
    }

    public Dataset dataset() {
        return dataset;
    }

    public Preparation preparation() {
        return preparation;
    }

    /** Batches of {@code ids} in their order, without augmentation: evaluation. */
    public Batches inOrder(int[] ids, int size) {
        return cut(ids, size, Augmentation.none(), RandomStream.of(0, "none"), 0);
    }

    /**
     * Batches of {@code ids} in the random order of this epoch. Every id once; batches differ in size by at most one.
     *
     * @param stream of the training; the order and the augmentation are drawn from it and the epoch
     */
    public Batches shuffled(int[] ids, int size, RandomStream stream, int epoch, Augmentation augmentation) {
        int[] order = stream.named("shuffle").at(epoch).permutation(ids.length);
        int[] shuffled = new int[ids.length];
        for (int i = 0; i < shuffled.length; i++) {
            shuffled[i] = ids[order[i]];
        }
        return cut(shuffled, size, augmentation, stream.named("augment"), epoch);
    }

    /** One batch of these examples, as training sees them without augmentation. */
    public Batch batch(int... ids) {
        return open("batch", ids, Augmentation.none(), RandomStream.of(0, "none"), 0);
    }

    private Batches cut(int[] ids, int size, Augmentation augmentation, RandomStream stream, int epoch) {
        int count = (ids.length + size - 1) / size;
        return Batches.of(count, ids.length, b -> {
            int from = (int) ((long) ids.length * b / count);
            int to = (int) ((long) ids.length * (b + 1) / count);
            return open("batch " + b, Arrays.copyOfRange(ids, from, to), augmentation, stream, epoch);
        });
    }

    private Batch open(String name, int[] ids, Augmentation augmentation, RandomStream stream, int epoch) {
        return Batch.open(name, () -> {
            long[] names = new long[ids.length];
            for (int i = 0; i < ids.length; i++) {
                names[i] = ids[i];
            }
            return Batch.Content.of(input(ids, augmentation, stream, epoch), target(ids), names);
        });
    }

    private Tensor input(int[] ids, Augmentation augmentation, RandomStream stream, int epoch) {
        if (dataset.inputs() instanceof Images images) {
            return preparation.normalised(pixels(images, ids, augmentation, stream, epoch));
        }
        int width = preparation.width();
        float[] gathered = new float[Math.multiplyExact(ids.length, width)];
        if (dataset.inputs() instanceof Texts texts) {
            TextEncoding.Bag[] all = bags(texts);
            for (int i = 0; i < ids.length; i++) {
                all[ids[i]].write(gathered, i * width);
            }
            return Tensor.of(gathered, ids.length, width);
        }
        float[][] encoded = rows();
        for (int i = 0; i < ids.length; i++) {
            System.arraycopy(encoded[ids[i]], 0, gathered, i * width, width);
        }
        return Tensor.of(gathered, ids.length, width);
    }

    /** All at once when the first batch is asked for: or the steps that come upon a text first would take several times as long as those later. */
    private synchronized TextEncoding.Bag[] bags(Texts texts) {
        if (bags == null) {
            TextEncoding.Encoder encoder = preparation.text().orElseThrow().encoder();
            bags = IntStream.range(0, texts.size())
                    .parallel()
                    .mapToObj(id -> encoder.bag(texts.get(id)))
                    .toArray(TextEncoding.Bag[]::new);
        }
        return bags;
    }

    private static Tensor pixels(Images images, int[] ids, Augmentation augmentation, RandomStream stream, int epoch) {
        int c = images.channels();
        int h = images.height();
        int w = images.width();
        byte[] all = new byte[Math.multiplyExact(ids.length, c * h * w)];
        for (int i = 0; i < ids.length; i++) {
            augmentation.write(images.pixels(ids[i]), c, h, w, stream, epoch, ids[i], all, i * c * h * w);
        }
        return Tensor.of(all, ids.length, c, h, w).to(DType.FLOAT32);
    }

    private Tensor target(int[] ids) {
        if (dataset.targets() instanceof Labels labels) {
            long[] classes = new long[ids.length];
            for (int i = 0; i < ids.length; i++) {
                classes[i] = labels.values()[ids[i]];
            }
            return Tensor.of(classes, ids.length);
        }
        double[] numbers = ((Numbers) dataset.targets()).values();
        float[] standardised = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            standardised[i] = (float) preparation.standardised(numbers[ids[i]]);
        }
        return Tensor.of(standardised, ids.length, 1);
    }
}
