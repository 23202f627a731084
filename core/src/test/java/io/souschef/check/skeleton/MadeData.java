package io.souschef.check.skeleton;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Data of every kind that a program can be trained on, made up and the same for every seed of the program. */
public enum MadeData {
    /** Eight numbers around one of four centres. */
    BLOBS(4) {
        @Override
        public Batch.Content content(int... ids) {
            return blobs(4, id -> id % 4, ids);
        }
    },
    /** The same of a hundred classes, in 32 numbers. */
    HUNDRED(100) {
        @Override
        public Batch.Content content(int... ids) {
            float[] x = new float[ids.length * 32];
            for (int i = 0; i < ids.length; i++) {
                for (int d = 0; d < 32; d++) {
                    x[i * 32 + d] = (float) (0.9 * STREAM.at(-1, ids[i] % 100).gaussian(d)
                            + 0.4 * STREAM.at(ids[i]).gaussian(d));
                }
            }
            return Batch.Content.of(Tensor.of(x, ids.length, 32), classes(id -> id % 100, ids), longs(ids));
        }
    },
    /** Two classes, one of them a hundred times rarer. */
    RARE(2) {
        @Override
        public Batch.Content content(int... ids) {
            return blobs(2, id -> id % 101 == 7 ? 1 : 0, ids);
        }
    },
    /** Labels that nothing in the input explains. */
    NOISE(4) {
        @Override
        public Batch.Content content(int... ids) {
            return blobs(1, id -> 0, ids, id -> STREAM.named("noise").at(id).below(0, 4));
        }
    },
    /** Grey pictures of 8x8 pixels, one row of which is bright: the class is which one. */
    PICTURES(8) {
        @Override
        public Batch.Content content(int... ids) {
            float[] x = new float[ids.length * 64];
            for (int i = 0; i < ids.length; i++) {
                for (int p = 0; p < 64; p++) {
                    x[i * 64 + p] = (float) ((p / 8 == ids[i] % 8 ? 2.2 : -0.3)
                            + 0.5 * STREAM.at(ids[i]).gaussian(p));
                }
            }
            return Batch.Content.of(Tensor.of(x, ids.length, 1, 8, 8), classes(id -> id % 8, ids), longs(ids));
        }
    },
    /** A number of mean 50 and deviation about 10. */
    FIFTY(1) {
        @Override
        public Batch.Content content(int... ids) {
            return numbers(50, 10, ids);
        }
    },
    /** The same number, standardised. */
    STANDARDISED(1) {
        @Override
        public Batch.Content content(int... ids) {
            return numbers(0, 1, ids);
        }
    },
    /** Three yes-or-no labels, of shares 1/2, 1/2 and 1/10. */
    LABELS(3) {
        @Override
        public Batch.Content content(int... ids) {
            Tensor x = features(ids);
            float[] seen = x.toFloats();
            float[] y = new float[ids.length * 3];
            for (int i = 0; i < ids.length; i++) {
                y[3 * i] = seen[8 * i] > 0 ? 1 : 0;
                y[3 * i + 1] = seen[8 * i + 1] > seen[8 * i + 2] ? 1 : 0;
                y[3 * i + 2] = seen[8 * i + 3] > 1.28 ? 1 : 0;
            }
            return Batch.Content.of(x, Tensor.of(y, ids.length, 3), longs(ids));
        }
    },
    /** Sequences of twelve tokens out of eleven, each the one before plus a step that is the sequence's own. */
    TOKENS(11) {
        @Override
        public Batch.Content content(int... ids) {
            long[] x = new long[ids.length * 12];
            long[] y = new long[ids.length * 12];
            for (int i = 0; i < ids.length; i++) {
                long start = STREAM.at(ids[i]).below(0, 11);
                long step = 1L + STREAM.at(ids[i]).below(1, 10);
                for (int t = 0; t < 12; t++) {
                    x[12 * i + t] = (start + t * step) % 11;
                    y[12 * i + t] = (start + (t + 1) * step) % 11;
                }
            }
            return Batch.Content.of(Tensor.of(x, ids.length, 12), Tensor.of(y, ids.length, 12), longs(ids));
        }
    };

    private static final RandomStream STREAM = RandomStream.of(20190425, "made data");

    /** A function of an example's id. */
    interface OfId {
        int at(int id);
    }

    /** Classes, labels, tokens, or 1 for a number. */
    final int outputs;

    MadeData(int outputs) {
        this.outputs = outputs;
    }

    public abstract Batch.Content content(int... ids);

    /** One batch of these examples. */
    Batch batch(int... ids) {
        return Batch.open("made", () -> content(ids));
    }

    /** These examples in this order, in batches of this size, the last of which may be smaller. */
    Batches batches(int[] ids, int size) {
        return Batches.of(
                (ids.length + size - 1) / size,
                ids.length,
                b -> batch(Arrays.copyOfRange(ids, b * size, Math.min(ids.length, (b + 1) * size))));
    }

    private static Batch.Content blobs(int centres, OfId centre, int... ids) {
        return blobs(centres, centre, ids, centre);
    }

    private static Batch.Content blobs(int centres, OfId centre, int[] ids, OfId label) {
        float[] x = features(ids).toFloats();
        for (int i = 0; i < ids.length; i++) {
            for (int d = 0; d < 8; d++) {
                x[8 * i + d] = (float) (0.7 * x[8 * i + d]
                        + (centres == 1
                                ? 0
                                : 0.9 * STREAM.at(-1, centre.at(ids[i])).gaussian(d)));
            }
        }
        return Batch.Content.of(Tensor.of(x, ids.length, 8), classes(label, ids), longs(ids));
    }

    private static Batch.Content numbers(double mean, double deviation, int... ids) {
        Tensor x = features(ids);
        float[] seen = x.toFloats();
        float[] y = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            double z = (seen[8 * i] + seen[8 * i + 1] * seen[8 * i + 2]) / Math.sqrt(2);
            y[i] = (float) (mean + deviation * z);
        }
        return Batch.Content.of(x, Tensor.of(y, ids.length, 1), longs(ids));
    }

    private static Tensor features(int... ids) {
        float[] x = new float[ids.length * 8];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) STREAM.at(ids[i / 8]).gaussian(i % 8);
        }
        return Tensor.of(x, ids.length, 8);
    }

    private static Tensor classes(OfId label, int... ids) {
        return Tensor.of(IntStream.of(ids).mapToLong(id -> label.at(id)).toArray(), ids.length);
    }

    private static long[] longs(int... ids) {
        return IntStream.of(ids).mapToLong(id -> id).toArray();
    }
}
