package io.souschef.gallery.neighbours;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.base.Sketch;
import io.souschef.gallery.guests.Examples;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.BatchNorm1d;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Sequences with gaps: of which some positions are asked for, or which look at each other. */
final class NeighboursOfSequences {
    private static final int ALL = 448, WIDE = 24, ITEMS = 16, LONGEST = 10, PROMPT = 7, LETTERS = 9, FRAMES = 12;

    private NeighboursOfSequences() {}

    /** The planted bugs. */
    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "the next item, by one who reads both ways",
                        "sees-the-future",
                        "L3",
                        NeighboursOfSequences::next),
                Guests.trap(
                        "blanks that were left filled in",
                        "input-leaks-into-target",
                        "L1",
                        NeighboursOfSequences::blanks),
                Guests.trap(
                        "words that look at those of other sentences",
                        "batch-mixed",
                        "D5",
                        NeighboursOfSequences::overTheBatch));
    }

    /** Healthy programs that look as if they had one. */
    static List<Healthy> healthy() {
        return List.of(
                new Healthy("a prompt that sees all of itself", "sees-the-future", NeighboursOfSequences::prompt),
                new Healthy(
                        "two sentences that look at each other", "softmax-over-queries", NeighboursOfSequences::pairs),
                new Healthy(
                        "one net with BatchNorm for each of twelve frames",
                        "batch-norm-momentum-wrong",
                        NeighboursOfSequences::frames));
    }

    private static RandomStream drawn(String name, int row) {
        return RandomStream.of(5, name).at(row);
    }

    private interface Row {
        long[] of(int row);
    }

    private static Column column(Row row, int length) {
        return Column.wholes(IntStream.range(0, ALL).mapToObj(row::of).toArray(long[][]::new), length);
    }

    /** Items from 1 on, counted up, {@code from} up to {@code to}; {@code none} from {@code length} on. */
    private static long[] counted(int row, int from, int to, int length, long none) {
        int step = 1 + drawn("step", row).below(1, 4);
        int begin = drawn("step", row).below(0, ITEMS - 1);
        return IntStream.range(from, to)
                .mapToLong(t -> t - from < length ? 1 + (begin + t * step) % (ITEMS - 1) : none)
                .toArray();
    }

    /** Up to ten items, filled up with 0; after each the next, also after the last. */
    private static TrainingProgram next(long seed, boolean wrong) {
        Sketch net = Sketch.of((n, x) -> n.call("head", n.call("lstm", n.call("items", x))))
                .with("items", new Embedding(ITEMS, WIDE))
                .with(
                        "lstm",
                        wrong ? new Lstm(WIDE, WIDE, Lstm.Options.DEFAULT.inBothDirections()) : new Lstm(WIDE, WIDE))
                .with("head", new Linear(wrong ? 2 * WIDE : WIDE, ITEMS))
                .drawn(seed);
        World.Data data = World.split(
                column(row -> counted(row, 0, LONGEST, length(row), 0), LONGEST),
                column(row -> counted(row, 1, LONGEST + 1, length(row), -100), LONGEST));
        return Own.withAdam(seed, Task.nextToken(ITEMS), net, data, 5e-3)
                .declares(Declared.nothing().withPadding(0));
    }

    private static int length(int row) {
        return 4 + drawn("length", row).below(0, LONGEST - 3);
    }

    private static boolean isBlank(int row, int t) {
        return drawn("blank", row).uniform(t) < 0.2;
    }

    /** One in five is asked for, and should be a blank. */
    private static TrainingProgram blanks(long seed, boolean wrong) {
        World.Data data = World.split(
                column(row -> blanked(row, false, wrong ? -1 : 0), LONGEST),
                column(row -> blanked(row, true, -100), LONGEST));
        Looking net = new Looking(seed, ITEMS, LONGEST, ITEMS, LONGEST);
        return Own.withAdam(seed, Task.nextToken(ITEMS), net, data, 3e-3)
                .declares(Declared.nothing().seeingTheFuture());
    }

    /** @param others whether {@code instead} stands for all but the blanks; below zero but −100 for nothing */
    private static long[] blanked(int row, boolean others, long instead) {
        long[] items = counted(row, 0, LONGEST, LONGEST, 0);
        for (int t = 0; t < LONGEST; t++) {
            items[t] = isBlank(row, t) != others && instead != -1 ? instead : items[t];
        }
        return items;
    }

    /** Ten letters; whether the first comes after the second. */
    private static TrainingProgram overTheBatch(long seed, boolean wrong) {
        Row letters = row -> IntStream.range(0, LONGEST)
                .mapToLong(t -> drawn("letters", row).below(t, LETTERS))
                .toArray();
        World.Data data = World.split(
                column(letters, LONGEST),
                Column.wholes(IntStream.range(0, ALL)
                        .mapToObj(row -> new long[] {letters.of(row)[0] > letters.of(row)[1] ? 1 : 0})
                        .toArray(long[][]::new)));
        Looking net = new Looking(seed, LETTERS, LONGEST, 2, LONGEST);
        return Own.withAdam(seed, Task.classification(2), net, data, 5e-3)
                .forward(batch -> net.looked(batch.input(), wrong).mean(1));
    }

    /** Six letters, a mark, and the six again, which alone are asked for. */
    private static TrainingProgram prompt(long seed) {
        World.Data data = World.split(
                column(row -> Arrays.copyOf(twice(row), 12), 12),
                column(
                        row -> {
                            long[] next = Arrays.copyOfRange(twice(row), 1, 13);
                            Arrays.fill(next, 0, PROMPT - 1, -100);
                            return next;
                        },
                        12));
        Looking net = new Looking(seed, LETTERS, 12, LETTERS, PROMPT);
        return Own.withAdam(seed, Task.nextToken(LETTERS), net, data, 3e-3);
    }

    private static long[] twice(int row) {
        long[] letters = new long[2 * PROMPT];
        for (int t = 0; t < letters.length; t++) {
            letters[t] = t % PROMPT == PROMPT - 1
                    ? LETTERS - 1
                    : drawn("prompt", row).below(t % PROMPT, LETTERS - 1);
        }
        return letters;
    }

    /** A look at all, or at what comes before and the first so many. */
    private static final class Looking extends Layer {
        private final Embedding tokens, places;
        private final Linear query = add("query", new Linear(WIDE, WIDE));
        private final Linear key = add("key", new Linear(WIDE, WIDE));
        private final Linear value = add("value", new Linear(WIDE, WIDE));
        private final Linear middle = add("middle", new Linear(WIDE, 2 * WIDE));
        private final Linear head;
        private final float[] mask;
        private final int length;

        Looking(long seed, int vocabulary, int length, int outputs, int seen) {
            this.length = length;
            tokens = add("tokens", new Embedding(vocabulary, WIDE));
            places = add("places", new Embedding(length, WIDE));
            head = add("head", new Linear(2 * WIDE, outputs));
            mask = new float[length * length];
            for (int t = 0; t < length; t++) {
                for (int other = t + 1; other < length; other++) {
                    mask[t * length + other] = other < seen ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
            initialize(seed);
        }

        @Override
        public Tensor forward(Tensor x) {
            return looked(x, false);
        }

        /** @param across the batch, not the sentence */
        Tensor looked(Tensor x, boolean across) {
            Tensor h = tokens.forward(x).add(places.forward(Tensor.arange(length)));
            Tensor of = across ? h.transpose(0, 1) : h;
            Tensor scores =
                    query.forward(of).matmul(key.forward(of).transpose(1, 2)).div(Math.sqrt(WIDE));
            Tensor masked = across ? scores : scores.add(Tensor.of(mask, length, length));
            Tensor more = masked.softmax(-1).matmul(value.forward(of));
            return head.forward(
                    middle.forward(h.add(across ? more.transpose(0, 1) : more)).relu());
        }
    }

    /** Two sentences of eight words; whether one is the other in another order. Their scores serve both, one way and the other. */
    private static TrainingProgram pairs(long seed) {
        long[][] one = new long[ALL][8];
        long[][] other = new long[ALL][8];
        long[][] same = new long[ALL][1];
        for (int row = 0; row < ALL; row++) {
            RandomStream own = drawn("pair", row);
            int[] order = own.permutation(8);
            same[row][0] = own.below(50, 2);
            Arrays.setAll(one[row], t -> own.below(t, 20));
            for (int t = 0; t < 8; t++) {
                other[row][t] = same[row][0] == 1 ? one[row][order[t]] : own.below(20L + t, 20);
            }
        }
        World.Data data = World.split(
                Examples.of("one", Column.wholes(one, 8), "other", Column.wholes(other, 8), Column.wholes(same), ALL));
        Sketch net = Sketch.of((n, x) -> x)
                .with("words", new Embedding(20, WIDE))
                .with("match", new Linear(WIDE, WIDE))
                .with("compare", new Linear(2 * WIDE, WIDE))
                .with("head", new Linear(2 * WIDE, 2))
                .drawn(seed);
        return Own.withAdam(seed, Task.classification(2), net, data, 5e-3).forward(batch -> {
            Tensor a = net.call("words", batch.input("one"));
            Tensor b = net.call("words", batch.input("other"));
            Tensor scores = net.call("match", a)
                    .relu()
                    .matmul(net.call("match", b).relu().transpose(1, 2));
            Tensor forA = scores.softmax(2).matmul(b);
            Tensor forB = scores.softmax(1).transpose(1, 2).matmul(a);
            return net.call("head", Tensor.cat(List.of(compared(net, a, forA), compared(net, b, forB)), 1));
        });
    }

    private static Tensor compared(Sketch net, Tensor own, Tensor found) {
        return net.call("compare", Tensor.cat(List.of(own, own.sub(found).abs()), 2))
                .relu()
                .mean(1);
    }

    /** Twelve frames of six numbers, one of three motions. */
    private static TrainingProgram frames(long seed) {
        float[][] x = new float[ALL][FRAMES * 6];
        long[][] motion = new long[ALL][1];
        for (int row = 0; row < ALL; row++) {
            RandomStream own = drawn("motion", row);
            motion[row][0] = own.below(99, 3);
            for (int i = 0; i < x[row].length; i++) {
                int frame = i / 6;
                double at = frame * (0.4 + 0.4 * motion[row][0]);
                x[row][i] = (float) (Math.sin(at) + 0.8 * own.gaussian(i));
            }
        }
        Sketch net = Sketch.of((n, in) -> {
                    List<Tensor> frames = IntStream.range(0, FRAMES)
                            .mapToObj(t -> n.call("norm", n.call("frame", in.select(1, t)))
                                    .relu())
                            .toList();
                    return n.call(
                            "head", n.call("lstm", Tensor.stack(frames, 1)).select(1, FRAMES - 1L));
                })
                .with("frame", new Linear(6, 16))
                .with("norm", new BatchNorm1d(16))
                .with("lstm", new Lstm(16, 16))
                .with("head", new Linear(16, 3))
                .drawn(seed);
        World.Data data = World.split(Column.reals(x, FRAMES, 6), Column.wholes(motion));
        return Own.withAdam(seed, Task.classification(3), net, data, 3e-3);
    }
}
