package io.souschef.recipe.inspect.files;

import io.souschef.data.Images;
import io.souschef.data.axis.Axis;
import io.souschef.data.picture.PictureFiles;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.look.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * What the files of pictures are, beside what they seem to be. A file that is named as another format, one with several frames and one in
 * the colours of print are warned of: what another program shows of them is not what was read here. What is read in a way that others may
 * not share (turned upright, shown on white, 16 bits cut to 8) is said.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class FileFormats implements Look {
    private static final int NAMED = 5;

    /**
     * Something that a file can be.
     *
     * @param files as a sentence has them, after their number
     * @param done what is made of them
     * @param suspicious whether somebody should look
     */
    private record Kind(String axis, DoublePredicate is, String files, String done, boolean suspicious) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("wrong extension", v -> v == 1, "named as another format", "read as what they are", true),
            new Kind("frames", v -> v > 1, "with several frames", "the first one is shown", true),
            new Kind("cmyk", v -> v == 1, "in CMYK", "turned into red, green and blue without a profile", true),
            new Kind("bits per channel", v -> v > 8, "of 16 bits per channel", "the upper 8 are kept", false),
            new Kind("exif orientation", v -> v > 1, "stored turned, by EXIF", "turned upright", false),
            new Kind("alpha channel", v -> v == 1, "with an alpha channel", "shown on white", false));

    /** A kind, and those that are of it. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Found(Kind kind, int[] ids) {}

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().filter(images -> !images.files().isEmpty()).map(images -> finding(seen, images));
    }

    private static Finding finding(Inspection seen, Images images) {
        PictureFiles files = images.files();
        List<Found> found = KINDS.stream()
                .map(kind -> new Found(kind, ids(files.axis(kind.axis).orElseThrow(), kind.is)))
                .filter(one -> one.ids.length > 0)
                .toList();
        List<Found> suspicious =
                found.stream().filter(one -> one.kind.suspicious).toList();
        Finding.Draft draft = Finding.of("formats of the files", "file-formats")
                .measured("%s%s", formats(files), listed(found))
                .expected("every file what its name says, one picture in it, in grey or red, green and blue");
        if (!found.isEmpty()) {
            draft.evidence(grid(seen, found));
        }
        if (!suspicious.isEmpty()) {
            int[] first = suspicious.get(0).ids;
            draft.cause(
                            "%s",
                            Phrases.some(
                                    IntStream.of(first).mapToObj(seen::nameOf).toList(), NAMED))
                    .fix("write them anew, as what they are to be: convert IN -colorspace sRGB OUT.png");
        }
        return draft.warnIf(!suspicious.isEmpty());
    }

    private static int[] ids(Axis axis, DoublePredicate is) {
        return IntStream.range(0, axis.values().length)
                .filter(id -> is.test(axis.values()[id]))
                .toArray();
    }

    private static String formats(PictureFiles files) {
        Map<String, Integer> counts = new TreeMap<>();
        files.formats().forEach(format -> counts.merge(format, 1, Integer::sum));
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(each -> "%,d %s".formatted(each.getValue(), each.getKey()))
                        .toList());
    }

    private static String listed(List<Found> found) {
        StringBuilder text = new StringBuilder();
        found.forEach(one -> text.append("; %,d %s, %s".formatted(one.ids.length, one.kind.files, one.kind.done)));
        return text.toString();
    }

    private static Evidence grid(Inspection seen, List<Found> found) {
        List<List<String>> rows = new ArrayList<>();
        for (Found one : found) {
            rows.add(List.of(
                    one.kind.files,
                    "%,d".formatted(one.ids.length),
                    one.kind.done,
                    Phrases.some(IntStream.of(one.ids).mapToObj(seen::nameOf).toList(), NAMED)));
        }
        return new Evidence.Grid(
                "Files that are more than they seem",
                "All of them: '%s' and the other columns of files in examples.parquet.".formatted(KINDS.get(0).axis),
                List.of("", "files", "here", "which"),
                rows,
                "lrll");
    }
}
