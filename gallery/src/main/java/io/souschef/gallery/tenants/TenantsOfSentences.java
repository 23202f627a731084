package io.souschef.gallery.tenants;

import io.souschef.data.Batch;
import io.souschef.data.Batches;
import io.souschef.gallery.Healthy;
import io.souschef.gallery.Trap;
import io.souschef.gallery.guests.Examples.Column;
import io.souschef.gallery.guests.Guests;
import io.souschef.gallery.guests.Own;
import io.souschef.gallery.guests.World;
import io.souschef.nn.Embedding;
import io.souschef.nn.Layer;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.Losses;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Programs whose sentences have tags for their words, and lengths of their own. */
final class TenantsOfSentences {
    private static final int ALL = 448, TRAIN = 320, LONG = 8, WORDS = 12, TAGS = 3;

    private TenantsOfSentences() {}

    static List<Trap> traps() {
        return List.of(
                Guests.trap(
                        "of the harder half of the tags one never counts",
                        "ignore-index-is-a-class",
                        "C4",
                        TenantsOfSentences::harder),
                Guests.trap(
                        "padding is told by the words, and counts in the mean",
                        "padding-counts-in-loss",
                        "F7",
                        TenantsOfSentences::tagged));
    }

    static List<Healthy> healthy() {
        return List.of(new Healthy(
                "sequences of one length in a batch", "padding-counts-in-loss", TenantsOfSentences::byLength));
    }

    /** A tag for each word: mostly the first. */
    private static long tag(long word, long before) {
        return word % 3 != 0 ? 0 : before % 2 == 0 ? 1 : 2;
    }

    /** Sentences [N, 8] of words from 1 on, then zeros; lengths from 4 on. */
    private static long[][] sentences(String name, boolean full) {
        long[][] words = new long[ALL][LONG];
        for (int i = 0; i < ALL; i++) {
            RandomStream row = RandomStream.of(5, name).at(i);
            int length = full ? LONG : 4 + row.below(99, LONG - 3);
            for (int t = 0; t < length; t++) {
                words[i][t] = 1L + row.below(t, WORDS - 1);
            }
        }
        return words;
    }

    private static long[][] tags(long[][] words, long none) {
        long[][] tags = new long[words.length][LONG];
        for (int i = 0; i < words.length; i++) {
            for (int t = 0; t < LONG; t++) {
                tags[i][t] = words[i][t] == 0 ? none : tag(words[i][t], t == 0 ? 0 : words[i][t - 1]);
            }
        }
        return tags;
    }

    private static World.Data data(long[][] words, long[][] tags) {
        return World.split(Column.wholes(words, LONG), Column.wholes(tags, LONG));
    }

    /** Looks at each word and at the one before it. */
    private static final class Tagger extends Layer {
        private final Embedding words = add("words", new Embedding(WORDS, 12));
        private final Linear in = add("in", new Linear(24, 32));
        private final Linear out;

        Tagger(long seed, int tags) {
            out = add("out", new Linear(32, tags));
            initialize(seed);
        }

        /** So that the first tag is what is expected. */
        Tagger expecting(float... odds) {
            try (Scope scope = Scope.open("odds");
                    NoGrad off = NoGrad.open()) {
                out.bias().orElseThrow().copyInPlace(Tensor.of(odds, odds.length));
            }
            return this;
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor here = words.forward(x);
            Tensor none = here.narrow(1, 0, 1).mul(0);
            Tensor before = Tensor.cat(List.of(none, here.narrow(1, 0, x.size(1) - 1)), 1);
            return out.forward(in.forward(Tensor.cat(List.of(here, before), 2)).relu());
        }
    }

    private static TrainingProgram harder(long seed, boolean wrong) {
        long[][] words = sentences("full", true);
        World.Data data = data(words, tags(words, 0));
        Tagger net = new Tagger(seed, TAGS).expecting(2, 0, 0);
        return Own.withAdam(seed, Task.nextToken(TAGS), net, data, 5e-3).loss((output, batch) -> {
            Tensor each = Losses.crossEntropyEach(
                    output.reshape(-1, TAGS), batch.target().reshape(-1), wrong ? 0 : -100);
            return each.topk(each.size(0) / 4).get(0).mean();
        });
    }

    private static TrainingProgram tagged(long seed, boolean wrong) {
        long[][] words = sentences("padded", false);
        long[][] tags = tags(words, -1);
        for (long[] row : tags) {
            Arrays.setAll(row, t -> row[t] + 1); // 0 is none
        }
        World.Data data = data(words, tags);
        Tagger net = new Tagger(seed, TAGS + 1);
        return Own.withAdam(seed, Task.nextToken(TAGS + 1, 0), net, data, 5e-3)
                .loss((output, batch) -> {
                    Tensor is = batch.input().gt(0).to(DType.FLOAT32).reshape(-1);
                    Tensor each = Losses.crossEntropyEach(
                            output.reshape(-1, TAGS + 1), batch.target().reshape(-1));
                    return wrong ? each.mul(is).mean() : each.mul(is).sum().div(is.sum());
                })
                .declares(Declared.nothing().withPadding(0));
    }

    private static TrainingProgram byLength(long seed) {
        long[][] words = sentences("grouped", false);
        World.Data data = data(words, tags(words, -100));
        Tagger net = new Tagger(seed, TAGS);
        return Own.withAdam(seed, Task.nextToken(TAGS), net, data, 5e-3)
                .training(epoch -> {
                    List<int[]> groups = groups(data.train().shuffled(seed, epoch), words);
                    int[] mixed = RandomStream.of(seed, "groups").at(epoch).permutation(groups.size());
                    return Batches.of(
                            groups.size(),
                            TRAIN,
                            b -> Batch.open("group", () -> {
                                int[] rows = groups.get(mixed[b]);
                                long length = length(words[rows[0]]);
                                Batch.Content all = data.train().rows(rows);
                                return Batch.Content.of(
                                        all.inputs()
                                                .values()
                                                .iterator()
                                                .next()
                                                .narrow(1, 0, length)
                                                .copy(),
                                        all.target().narrow(1, 0, length).copy(),
                                        all.ids());
                            }));
                })
                .declares(Declared.nothing().withPadding(0));
    }

    /** Rows of one length each, with 160 words at most. */
    private static List<int[]> groups(int[] order, long[][] words) {
        List<int[]> groups = new ArrayList<>();
        for (int length = 4; length <= LONG; length++) {
            int wanted = length;
            int[] same =
                    Arrays.stream(order).filter(i -> length(words[i]) == wanted).toArray();
            int rows = 160 / length;
            for (int from = 0; from < same.length; from += rows) {
                groups.add(Arrays.copyOfRange(same, from, Math.min(same.length, from + rows)));
            }
        }
        return groups;
    }

    private static long length(long[] words) {
        return Arrays.stream(words).filter(word -> word > 0).count();
    }
}
