package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.Table;
import io.souschef.data.answers.BadAnswers;
import io.souschef.data.noise.Suspicions;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Source;
import io.souschef.data.table.NumberColumn;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.inspect.labels.LabelAudit;
import io.souschef.recipe.inspect.labels.LabelNoise;
import io.souschef.recipe.inspect.look.Inspection;
import io.souschef.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelNoiseTest {
    private static final int SIZE = 400, PLANTED = 30;

    @TempDir
    Path folder;

    @Test
    void right_labels_are_contradicted_by_nobody() {
        Finding finding = Made.look(new LabelNoise(), pictures(0), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).isEqualTo("0 labels are contradicted, 0 of them flatly (0.0 % of 340)");
    }

    @Test
    void planted_wrong_labels_head_the_suspects_with_the_likelier_label() {
        Finding finding = Made.look(new LabelNoise(), pictures(PLANTED), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.cause())
                .as("more than single ones")
                .startsWith(
                        "are these labels wrong, or do the classes overlap? Confident learning puts the wrong ones at ");
        assertThat(((Evidence.Pictures) finding.evidence().get(0)).pictures())
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(picture -> {
                    int id = Integer.parseInt(picture.caption().replaceAll("(?s).*\\n(\\d+)\\.png", "$1"));
                    assertThat(id).isLessThan(PLANTED);
                    assertThat(picture.caption())
                            .startsWith(id % 2 == 0 ? "right; likelier left" : "left; likelier right");
                });
    }

    @Test
    void one_flat_contradiction_is_to_be_looked_at_and_named() {
        Finding finding = Made.look(new LabelNoise(), pictures(1), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.measured()).isEqualTo("1 label is contradicted, 1 of them flatly (0.3 % of 340)");
        assertThat(finding.cause()).isEqualTo("is this label wrong: 0.png (right, or left?)");
        assertThat(finding.expected()).startsWith("none contradicted flatly; as they are, digits have 0.2 %");
    }

    @Test
    void every_label_has_its_suspicion_and_the_page_says_where_all_suspects_are() {
        Inspection seen = Made.seen(pictures(PLANTED), folder);
        Finding finding = new LabelNoise().at(seen).orElseThrow();
        Suspicions held = LabelNoise.suspicions(seen).orElseThrow();

        assertThat(((Evidence.Pictures) finding.evidence().get(0)).sentence())
                .matches("(?s).*These are 24 of (2[5-9]|3\\d); all of them: SELECT .* WHERE suspect ORDER BY .*");
        assertThat(Integer.parseInt(finding.measured().replaceAll(" .*", ""))).isEqualTo((int)
                IntStream.of(held.suspect()).filter(s -> s == 1).count());
        assertThat(held.suspicion()[0]).isGreaterThan(0.5).isGreaterThan(held.suspicion()[PLANTED]);
        assertThat(held.likelier()[0]).as("labelled right").isEqualTo(0);
        assertThat(held.likelier()[PLANTED]).as("nothing is likelier").isEqualTo(-1);
        assertThat(held.suspicion()[SIZE - 1]).as("a test label is not judged").isNaN();
        assertThat(held.suspect()[SIZE - 1]).isEqualTo(-1);
    }

    @Test
    void labels_that_cannot_be_told_at_all_are_not_called_uncontradicted() {
        byte[][] noise = new byte[SIZE][64];
        for (int id = 0; id < SIZE; id++) {
            for (int p = 0; p < 64; p++) {
                noise[id][p] = (byte) RandomStream.of(4, "noise").at(id).below(p, 256);
            }
        }
        List<String> names = IntStream.range(0, SIZE).mapToObj(i -> i + ".png").toList();

        Finding finding = Made.look(new LabelNoise(), dataset(Images.unscaled(1, 8, 8, noise, names), 0), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.headline())
                .doesNotContain("contradicted")
                .endsWith("can't be judged: the learner is at chance");
        assertThat(LabelNoise.suspicions(Made.seen(dataset(Images.unscaled(1, 8, 8, noise, names), 0), folder)))
                .isEmpty();
        assertThat(finding.fix()).contains("labels-to-audit.csv");
    }

    @Test
    void what_is_called_what_is_shown_where_it_is_more_than_a_few_and_no_empty_table_is() {
        Finding planted = Made.look(new LabelNoise(), pictures(PLANTED), folder);
        Finding digits = Made.look(new LabelNoise(), Pantry.open("digits", Options.standard()), folder);

        assertThat(planted.evidence())
                .filteredOn(Evidence.Grid.class::isInstance)
                .singleElement()
                .satisfies(grid -> assertThat(((Evidence.Grid) grid).rows()).isNotEmpty());
        assertThat(digits.measured()).doesNotStartWith("0 labels");
        assertThat(digits.evidence()).noneMatch(Evidence.Grid.class::isInstance);
    }

    @Test
    void rows_of_a_table_are_named() {
        double[] x = IntStream.range(0, SIZE)
                .mapToDouble(i -> 3 * (i % 2) + 0.3 * RandomStream.of(1, "x").gaussian(i))
                .toArray();
        Table table = new Table(
                List.of(new NumberColumn("x", x)),
                List.of(),
                IntStream.rangeClosed(1, SIZE).toArray());

        Finding finding = Made.look(new LabelNoise(), dataset(table, PLANTED), folder);

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows())
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(row ->
                        assertThat(Integer.parseInt(row.get(0).substring(4))).isLessThanOrEqualTo(PLANTED));
    }

    @Test
    void a_sheet_that_is_filled_in_gives_a_rate_with_an_interval() throws IOException {
        LabelAudit audit = new LabelAudit(RunDirectory.create(folder));
        Evidence shown = audit.prepare(Made.seen(pictures(PLANTED), folder)).orElseThrow();

        assertThat(audit.rate()).as("nobody has judged").isEmpty();
        int judged = fill(SIZE);
        Finding finding = audit.rate().orElseThrow();

        assertThat(((Evidence.Pictures) shown).pictures()).hasSize((judged + 19) / 20);
        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        double rate = Double.parseDouble(finding.measured().replaceAll(" %.*", ""));
        assertThat(rate).as("30 of 340").isBetween(7.0, 10.7);
        assertThat(finding.measured()).contains("95 % interval").contains("by %d that were judged".formatted(judged));
    }

    @Test
    void a_sheet_that_was_begun_is_not_drawn_anew_and_says_nothing_yet() throws IOException {
        LabelAudit audit = new LabelAudit(RunDirectory.create(folder));
        Inspection seen = Made.seen(pictures(0), folder);
        audit.prepare(seen);
        fill(10);
        audit.prepare(seen);

        Finding finding = audit.rate().orElseThrow();

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).matches("10 of \\d+ labels judged; 50 or more tell something");
    }

    @Test
    void of_fewer_than_two_hundred_labels_all_are_on_the_sheet() throws IOException {
        LabelAudit audit = new LabelAudit(RunDirectory.create(folder));
        Dataset few = Made.images(Made.pixels(), Made.labels());

        audit.prepare(Made.seen(few, folder));
        List<String> lines = Files.readAllLines(folder.resolve("labels-to-audit.csv"));
        Files.write(
                folder.resolve("labels-to-audit.csv"),
                IntStream.range(0, lines.size())
                        .mapToObj(i -> lines.get(i) + (i == 0 ? "" : "no"))
                        .toList());

        assertThat(lines).hasSizeBetween(80, 86); // 85 of train and validation
        assertThat(audit.rate().orElseThrow().outcome()).isEqualTo(Outcome.PASS);
        assertThat(audit.rate().orElseThrow().measured()).startsWith("0.0 % of the labels are wrong");
    }

    @Test
    void another_word_than_yes_or_no_is_refused() throws IOException {
        LabelAudit audit = new LabelAudit(RunDirectory.create(folder));
        audit.prepare(Made.seen(pictures(0), folder));
        Path sheet = folder.resolve("labels-to-audit.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(sheet));
        lines.set(1, lines.get(1) + "perhaps");
        Files.write(sheet, lines);

        assertThatThrownBy(audit::rate)
                .isInstanceOf(BadAnswers.class)
                .hasMessageContaining("the answers in labels-to-audit.csv can't be understood")
                .hasMessageContaining("got       'perhaps' in the column wrong");
    }

    /** The first so many lines, as a person who is never wrong would; says how many there were. */
    private int fill(int most) throws IOException {
        Path sheet = folder.resolve("labels-to-audit.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(sheet));
        int count = Math.min(most, lines.size() - 1);
        for (int i = 1; i <= count; i++) {
            int id = Integer.parseInt(lines.get(i).split(",", -1)[1]);
            lines.set(
                    i,
                    lines.get(i)
                            + (id < PLANTED && lines.get(i).contains(id % 2 == 0 ? "right" : "left") ? "yes" : "no"));
        }
        Files.write(sheet, lines);
        return count;
    }

    /** Noise, brighter on the left or on the right; the first {@code planted} are labelled the other way. */
    private static Dataset pictures(int planted) {
        byte[][] pixels = new byte[SIZE][64];
        for (int id = 0; id < SIZE; id++) {
            RandomStream random = RandomStream.of(2, "pixels").at(id);
            for (int p = 0; p < 64; p++) {
                boolean bright = (p % 8 < 4) == (id % 2 == 0);
                pixels[id][p] = (byte) (random.below(p, 100) + (bright ? 80 : 0));
            }
        }
        List<String> names = IntStream.range(0, SIZE).mapToObj(i -> i + ".png").toList();
        return dataset(Images.unscaled(1, 8, 8, pixels, names), planted);
    }

    private static Dataset dataset(io.souschef.data.Inputs inputs, int planted) {
        int[] labels = IntStream.range(0, SIZE)
                .map(i -> i < planted ? 1 - i % 2 : i % 2)
                .toArray();
        return new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "none"),
                inputs,
                new Labels(labels, List.of("left", "right")),
                new Split(Made.range(0, 280), Made.range(280, 340), Made.range(340, SIZE), "by hand"),
                List.of());
    }
}
