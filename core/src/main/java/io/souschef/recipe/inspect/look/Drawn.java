package io.souschef.recipe.inspect.look;

import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rows drawn at random, where a look has no time for all of them. */
public final class Drawn {
    private Drawn() {}

    /** At most so many, ascending; all of them where there are no more. */
    public static int[] of(int[] ids, int most, long seed) {
        return ids.length <= most
                ? ids
                : Arrays.stream(RandomStream.of(seed, "rows drawn").permutation(ids.length))
                        .limit(most)
                        .map(i -> ids[i])
                        .sorted()
                        .toArray();
    }

    /** Of all rows of a data set. */
    public static int[] of(Inspection seen, int most) {
        return of(IntStream.range(0, seen.dataset().size()).toArray(), most, seen.seed());
    }

    /** "of 20,000 rows drawn at random" where not all were taken; else "". */
    public static String said(int drawn, int all) {
        return drawn < all ? String.format(Locale.ROOT, ", on %,d rows drawn of %,d", drawn, all) : "";
    }
}
