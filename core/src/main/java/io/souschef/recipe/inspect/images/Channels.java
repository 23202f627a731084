package io.souschef.recipe.inspect.images;

import io.souschef.data.Images;
import io.souschef.data.summary.Summary.Channel;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The statistics of every channel over the training images: what the input is normalised by. A channel that is the same everywhere
 * tells nothing; pixels that use little of their range were probably read wrongly.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"corrupted images / labels", section 1 of the recipe</a>
 */
public final class Channels implements Look {
    /** Of 255: the least range that a sound channel uses. Fashion-MNIST and the digits use all of it. */
    private static final int NARROW = 32;

    @Override
    public Optional<Finding> at(Inspection seen) {
        return seen.images().map(images -> finding(images, seen.summary().channels()));
    }

    private static Finding finding(Images images, List<Channel> channels) {
        List<String> names = names(images.channels());
        List<String> narrow = IntStream.range(0, channels.size())
                .filter(c -> channels.get(c).max() - channels.get(c).min() < NARROW)
                .mapToObj(names::get)
                .toList();
        List<String> means = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < channels.size(); c++) {
            Channel one = channels.get(c);
            means.add("%s %.3f ± %.3f".formatted(names.get(c), one.mean(), one.std()));
            rows.add(List.of(
                    names.get(c),
                    "%.4f".formatted(one.mean()),
                    "%.4f".formatted(one.std()),
                    String.valueOf(one.min()),
                    String.valueOf(one.max())));
        }
        return Finding.of("statistics of every channel", "channels")
                .measured("%s of 1 over the training pixels", String.join(", ", means))
                .expected("pixels that use more than %d of the levels 0 … 255", NARROW)
                .cause(narrow.isEmpty() ? "" : "nearly constant: " + String.join(", ", narrow))
                .fix(narrow.isEmpty() ? "" : "check how the pixels were written: 0 … 1 stored as whole numbers?")
                .evidence(new Evidence.Grid(
                        "Pixels of the training images",
                        "Mean and standard deviation of pixels as 0 … 1; least and greatest as 0 … 255.",
                        List.of("channel", "mean", "std", "min", "max"),
                        rows,
                        "lrrrr"))
                .warnIf(!narrow.isEmpty());
    }

    private static List<String> names(int count) {
        return switch (count) {
            case 1 -> List.of("grey");
            case 3 -> List.of("red", "green", "blue");
            default -> IntStream.range(0, count).mapToObj(c -> "channel " + c).toList();
        };
    }
}
