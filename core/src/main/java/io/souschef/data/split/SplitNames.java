package io.souschef.data.split;

import io.souschef.data.Split;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What people call the parts of a split, in the names of files and folders. */
public final class SplitNames {
    private static final List<Set<String>> NAMES = List.of(
            Set.of("train", "training"),
            Set.of("val", "valid", "validation", "dev"),
            Set.of("test", "testing", "t10k"));

    private SplitNames() {}

    /** Whether anybody calls a part of a split so; upper and lower case are the same. */
    public static boolean isOne(String name) {
        return NAMES.stream().anyMatch(names -> names.contains(name.toLowerCase(Locale.ROOT)));
    }

    /** 0 for train and for any other name, 1 for validation, 2 for test. */
    public static int place(String name) {
        for (int place = 1; place < NAMES.size(); place++) {
            if (NAMES.get(place).contains(name.toLowerCase(Locale.ROOT))) {
                return place;
            }
        }
        return 0;
    }

    /**
     * The split that files or folders of these names make. Where there is a validation but no test split, it is what results are
     * reported on, so it is taken for the test split and another validation split is made of train.
     */
    public static Split given(List<int[]> ids, List<String> names, String kind) {
        String origin = String.join(", ", names) + " " + kind;
        return ids.get(2).length == 0
                ? new Split(ids.get(0), new int[0], ids.get(1), origin + ", validation taken for test")
                : new Split(ids.get(0), ids.get(1), ids.get(2), origin);
    }
}
