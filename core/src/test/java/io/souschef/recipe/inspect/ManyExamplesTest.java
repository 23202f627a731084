package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.noise.Suspicions;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Source;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.inspect.images.OtherParts;
import io.souschef.recipe.inspect.images.OutliersByFeatures;
import io.souschef.recipe.inspect.labels.CheapProperties;
import io.souschef.recipe.inspect.labels.LabelNoise;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.splits.SplitDrift;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** More pictures than there is time for: each look that draws some says so, and what it says of them is right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyExamplesTest {
    private static final int TRAIN = 26_000, KNOWN = 29_000, SIZE = 32_000, EVERY = 100;

    private Inspection seen;

    @BeforeAll
    void looked_at_in_no_time(@TempDir Path folder) {
        seen = Inspection.of(pictures(), RunDirectory.create(folder), 1337, 0.01, what -> Progress.SILENT);
    }

    @Test
    void not_all_labels_are_judged_and_the_suspects_are_those_that_are_wrong() {
        assertThat(measured(new LabelNoise()))
                .endsWith("of 20,000 that were judged; train and validation have 29,000)");
        assertThat(seen.opinions().orElseThrow().how()).matches(".*, fitted on 10,00\\d, drawn at random, without.*");
        Suspicions held = LabelNoise.suspicions(seen).orElseThrow();
        int[] judged = IntStream.range(0, SIZE)
                .filter(id -> !Double.isNaN(held.suspicion()[id]))
                .toArray();
        assertThat(judged).hasSize(20_000);
        assertThat(IntStream.of(judged).filter(id -> held.suspect()[id] == 1))
                .containsExactly(IntStream.of(judged)
                        .filter(id -> id % EVERY == 0)
                        .boxed()
                        .toArray(Integer[]::new));
    }

    @Test
    void looks_at_some_say_at_how_many() {
        assertThat(measured(new OutliersByFeatures())).endsWith("; 1,000 of 32,000 were measured, drawn at random");
        assertThat(measured(new CheapProperties())).endsWith("; 10,000 examples)");
        assertThat(measured(new OtherParts())).endsWith("; 2,000 examples");
        assertThat(measured(new SplitDrift())).endsWith("; 20,000 drawn from each split that has more");
    }

    private String measured(Look look) {
        return look.at(seen).orElseThrow().measured();
    }

    /** Noise, brighter on the left or on the right; every hundredth is labelled the other way. */
    private static Dataset pictures() {
        byte[][] pixels = new byte[SIZE][64];
        for (int id = 0; id < SIZE; id++) {
            RandomStream random = RandomStream.of(2, "pixels").at(id);
            for (int p = 0; p < 64; p++) {
                pixels[id][p] = (byte) (random.below(p, 100) + ((p % 8 < 4) == (id % 2 == 0) ? 80 : 0));
            }
        }
        int[] labels = IntStream.range(0, SIZE)
                .map(id -> id % EVERY == 0 ? 1 - id % 2 : id % 2)
                .toArray();
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                Images.unscaled(
                        1,
                        8,
                        8,
                        pixels,
                        IntStream.range(0, SIZE).mapToObj(String::valueOf).toList()),
                new Labels(labels, List.of("left", "right")),
                new Split(Made.range(0, TRAIN), Made.range(TRAIN, KNOWN), Made.range(KNOWN, SIZE), "by hand"),
                List.of());
    }
}
