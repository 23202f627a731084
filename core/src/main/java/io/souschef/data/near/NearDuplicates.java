package io.souschef.data.near;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Targets;
import io.souschef.data.source.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Images that are nearly the same: resized, recompressed, brighter or darker, cropped by up to about 5 %, mirrored or turned by 90°.
 *
 * <p>Two signals have to agree. A hash of 63 bits proposes all pairs within {@value #RADIUS} bits, found exactly by {@link HammingIndex};
 * each image also asks with its seven other {@link Turn}s and nine crops. A correlation of 16x16 pixels decides, at a {@link Chance
 * threshold} that follows from how alike the images of this set are by chance. Images that are equal are taken once: {@link Duplicates}
 * has them.
 *
 * @param pairs all that are nearly the same, by their ids
 * @param groups of images that resemble their first one: no member is there only because of another member
 * @param threshold the correlation that was asked for, 0 … 1
 */
public record NearDuplicates(List<Pair> pairs, List<Group> groups, double threshold) {
    /** Bits of the hash that may differ. */
    static final int RADIUS = 8;

    /**
     * Where more is asked for, fewer bits differ, and no crop is found any more: its window lies up to 1.25 % beside the nearest of the
     * nine.
     */
    private static final double STRICT = 0.985;

    private static final int FEW = 4;

    /** Work for one image, about, by what a million of 28x28 take: its likeness, its hash, and finding those that are near. */
    private static final int LOOKING = 1, SEARCHING = 4;

    /** Is told so often. */
    private static final long SHARES = 1000;

    /**
     * Two examples that are nearly the same.
     *
     * @param first the lower id
     * @param words how the second differs from the first, or the first from the second: "mirrored", "cropped", or ""
     * @param correlation of 16x16 pixels; of two texts their Jaccard index
     */
    public record Pair(int first, int second, String words, double correlation) {}

    /**
     * Images that are all nearly the same as the first of them.
     *
     * @param ids the one that the others resemble first, then ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
    public record Group(int[] ids) {}

    public NearDuplicates {
        pairs = List.copyOf(pairs);
        groups = List.copyOf(groups);
    }

    /** On all cores; 70,000 images of 28x28 take two seconds, 100,000 of 64x64 about half a minute. */
    public static NearDuplicates of(Dataset dataset, Duplicates equal, long seed, Progress progress) {
        return new Search((Images) dataset.inputs(), dataset.targets(), equal, seed, progress).run();
    }

    /** Says of two ids whether they are to be kept apart, whatever they look like. */
    public interface Apart {
        boolean are(int first, int second);
    }

    /** The same without these pairs, and with no group in which two of them are together. */
    public NearDuplicates keptApart(Apart apart) {
        List<Pair> left = pairs.stream()
                .filter(pair -> !apart.are(pair.first, pair.second))
                .toList();
        return new NearDuplicates(left, Groups.of(left, apart), threshold);
    }

    /** Of the images once equal ones are taken together. */
    private static final class Search {
        private final Views views;
        private final int[] ids;
        private final long[] hashes;
        private final byte[][] likenesses;
        private final HammingIndex index;
        private final double threshold;
        private final Progress progress;
        private final long work;
        private long done;

        Search(Images images, Targets targets, Duplicates equal, long seed, Progress progress) {
            boolean[] copy = new boolean[images.size()];
            for (Duplicates.Group group : equal.groups()) {
                for (int i = 1; i < group.ids().length; i++) {
                    copy[group.ids()[i]] = true;
                }
            }
            this.progress = progress;
            this.work = (2 * LOOKING + SEARCHING) * (long) images.size();
            views = new Views(images);
            byte[][] all = IntStream.range(0, images.size())
                    .parallel()
                    .mapToObj(id -> {
                        byte[] likeness = views.likeness(id);
                        tell(LOOKING);
                        return likeness;
                    })
                    .toArray(byte[][]::new);
            ids = IntStream.range(0, images.size())
                    .filter(id -> !copy[id] && !Likeness.isNothing(all[id]))
                    .toArray();
            likenesses = IntStream.of(ids).mapToObj(id -> all[id]).toArray(byte[][]::new);
            done = work - (LOOKING + SEARCHING) * (long) ids.length; // no time goes into copies
            hashes = IntStream.of(ids)
                    .parallel()
                    .mapToLong(id -> {
                        long hash = views.hash(id);
                        tell(LOOKING);
                        return hash;
                    })
                    .toArray();
            int[] labels = targets instanceof Labels classes
                    ? IntStream.of(ids).map(id -> classes.values()[id]).toArray()
                    : new int[ids.length];
            double comparisons = 0.5 * ids.length * (ids.length - 1.0) * (Turn.values().length + 9);
            threshold = Chance.threshold(likenesses, labels, comparisons, seed);
            index = new HammingIndex(hashes, threshold > STRICT ? FEW : RADIUS);
        }

        NearDuplicates run() {
            Map<Long, Pair> best = new HashMap<>();
            IntStream.range(0, ids.length)
                    .parallel()
                    .mapToObj(this::pairsOf)
                    .toList()
                    .forEach(found -> found.forEach(pair -> best.merge(
                            (long) pair.first << 32 | pair.second,
                            pair,
                            (a, b) -> a.correlation >= b.correlation ? a : b)));
            List<Pair> pairs = best.values().stream()
                    .sorted(Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second))
                    .toList();
            return new NearDuplicates(pairs, Groups.of(pairs), threshold);
        }

        private List<Pair> pairsOf(int place) {
            List<Pair> pairs = new ArrayList<>();
            for (Turn turn : Turn.values()) {
                byte[] turned = turn == Turn.NONE ? likenesses[place] : Likeness.turned(likenesses[place], turn);
                // turned one way or the other way round: the pair is found from its lower id
                index.near(turn.of(hashes[place]), place + 1, other -> {
                    double correlation = Likeness.correlation(turned, likenesses[other]);
                    if (correlation >= threshold) {
                        pairs.add(new Pair(ids[place], ids[other], turn.words(), correlation));
                    }
                });
            }
            if (threshold <= STRICT) {
                cropped(place, pairs);
            }
            tell(SEARCHING);
            return pairs;
        }

        /** In order, whichever thread is done first. */
        private synchronized void tell(int more) {
            long before = SHARES * done / work;
            done += more;
            if (SHARES * done / work > before) {
                progress.at(SHARES * done / work, SHARES);
            }
        }

        /** Of those whose hash is near that of a crop, the likeness is compared with all nine crops. */
        private void cropped(int place, List<Pair> pairs) {
            Map<Integer, Boolean> asked = new HashMap<>();
            for (long hash : views.cropHashes(ids[place])) {
                index.near(hash, 0, other -> asked.put(other, true));
            }
            asked.remove(place);
            if (asked.isEmpty()) {
                return;
            }
            byte[][] crops = views.cropLikenesses(ids[place]);
            for (int other : asked.keySet()) {
                double most = 0;
                for (byte[] crop : crops) {
                    most = Math.max(most, Likeness.correlation(crop, likenesses[other]));
                }
                if (most >= threshold) {
                    int first = Math.min(ids[place], ids[other]);
                    pairs.add(new Pair(first, Math.max(ids[place], ids[other]), "cropped", most));
                }
            }
        }
    }
}
