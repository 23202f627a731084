package io.souschef.recipe.inspect.copies;

import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.experiment.Evidence;
import io.souschef.recipe.inspect.look.Inspection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Shows groups of equal examples: the picture that they share, or their rows or texts by name. */
public final class Copies {
    private static final int PICTURES = 8;
    private static final int ROWS = 30;

    /** Members that are named. */
    private static final int NAMED = 4;

    /** In a table of which more rows than this are copies of others, repeating is its nature and not an accident. */
    private static final double NATURE = 0.2;

    private Copies() {}

    /** Whether equal rows are to be expected in this table. */
    static boolean byNature(Inspection seen) {
        return seen.table().isPresent()
                && seen.duplicates().extra() > NATURE * seen.dataset().size();
    }

    static Evidence show(Inspection seen, List<Duplicates.Group> groups, String name, String title, String sentence) {
        return seen.images()
                .map(images -> pictures(seen, images, groups, name, title, sentence))
                .orElseGet(() -> rows(seen, groups, title, sentence));
    }

    private static Evidence pictures(
            Inspection seen, Images images, List<Duplicates.Group> groups, String name, String title, String sentence) {
        List<Evidence.Picture> pictures = new ArrayList<>();
        for (int i = 0; i < Math.min(PICTURES, groups.size()); i++) {
            int[] ids = groups.get(i).ids();
            pictures.add(seen.prints().one(name + "-" + i, images, ids[0], members(seen, ids)));
        }
        return new Evidence.Pictures(title, sentence + more(groups, PICTURES), pictures, 4);
    }

    private static Evidence rows(Inspection seen, List<Duplicates.Group> groups, String title, String sentence) {
        List<List<String>> rows = groups.stream()
                .limit(ROWS)
                .map(group -> List.of(String.valueOf(group.ids().length), members(seen, group.ids())))
                .toList();
        return new Evidence.Grid(
                title,
                sentence + more(groups, ROWS),
                List.of(seen.table().isPresent() ? "rows" : "texts", "which"),
                rows,
                "rl");
    }

    private static String more(List<Duplicates.Group> groups, int shown) {
        return groups.size() > shown ? " The first %d of %,d groups.".formatted(shown, groups.size()) : "";
    }

    /** "a/1.png (a, train) = b/7.png (b, test)". */
    private static String members(Inspection seen, int[] ids) {
        String[] parts = seen.parts();
        return Arrays.stream(ids)
                        .limit(NAMED)
                        .mapToObj(id -> "%s (%s, %s)".formatted(seen.nameOf(id), seen.targetOf(id), parts[id]))
                        .collect(Collectors.joining(" = "))
                + (ids.length > NAMED ? " and %,d more".formatted(ids.length - NAMED) : "");
    }
}
