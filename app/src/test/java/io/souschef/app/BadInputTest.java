package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Notebook;
import io.souschef.experiment.RunDirectory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that a user can get wrong ends in one clear error and exit code 2, or in a finding; never in a half-written run. */
class BadInputTest {
    /** What happened, what was got, what was expected, what to type; in STYLE's columns and nothing else. */
    private static final Pattern SHAPE = Pattern.compile(
            "[^\n]+\n  got       [^\n]+\n(            [^\n]+\n)*  expected  [^\n]+\n(  \\S+ +[^\n]+\n)*  fix       [^\n]+\n");

    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Ran run(Object data, Object... options) {
        List<Object> args = new ArrayList<>(List.of("run", data, "--out", out()));
        args.addAll(List.of(options));
        if (!args.contains("--stage")) {
            args.addAll(List.of("--stage", "inspect"));
        }
        return Ran.souschef(args.toArray());
    }

    private void assertRefused(Ran ran, String what) {
        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).contains(what).doesNotContain("Exception", "\tat ");
        assertThat(ran.out()).isEmpty();
        assertThat(out()).doesNotExist();
    }

    private Path table(String... lines) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), String.join("\n", lines) + "\n");
    }

    /** Rows of x, colour and price, where the price follows x. */
    private String[] rows(int count) {
        String[] lines = new String[count + 1];
        lines[0] = "x,colour,price";
        Random random = new Random(1);
        for (int i = 1; i <= count; i++) {
            double x = random.nextDouble();
            lines[i] = x + "," + (random.nextBoolean() ? "red" : "blue") + "," + (3 * x + 0.1 * random.nextDouble());
        }
        return lines;
    }

    private Path pictures(int classes, int each) throws IOException {
        Path top = folder.resolve("images");
        Random random = new Random(2);
        for (int k = 0; k < classes; k++) {
            Path label = Files.createDirectories(top.resolve("class" + k));
            for (int i = 0; i < each; i++) {
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
                for (int p = 0; p < 64; p++) {
                    image.getRaster().setSample(p % 8, p / 8, 0, random.nextInt(100) + 50 * k);
                }
                ImageIO.write(image, "png", label.resolve(i + ".png").toFile());
            }
        }
        return top;
    }

    @Test
    void a_missing_path() {
        assertRefused(run(folder.resolve("nowhere")), "there is no data set, file or folder");
    }

    @Test
    void an_empty_folder() throws IOException {
        assertRefused(run(Files.createDirectory(folder.resolve("empty"))), "empty");
    }

    @Test
    void a_folder_with_one_class_only() throws IOException {
        assertRefused(run(pictures(1, 20)), "class0");
    }

    @Test
    void a_truncated_idx_file() throws IOException {
        Path idx = Files.createDirectory(folder.resolve("idx"));
        Files.write(
                idx.resolve("train-images-idx3-ubyte"),
                new byte[] {0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 8, 0, 0, 0, 8, 1, 2});
        Files.write(
                idx.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertRefused(run(idx), "train-images-idx3-ubyte");
    }

    @Test
    void an_empty_and_a_corrupt_picture_among_good_ones_are_named_in_a_finding() throws IOException {
        Path images = pictures(2, 20);
        Files.write(images.resolve("class0/empty.jpg"), new byte[0]);
        byte[] whole = Files.readAllBytes(images.resolve("class1/3.png"));
        Files.write(images.resolve("class1/torn.png"), Arrays.copyOf(whole, whole.length / 2));

        Ran ran = run(images);

        assertThat(ran.code()).as(ran.toString()).isIn(Souschef.SOUND, Souschef.FAILED);
        assertThat(ran.out()).contains("2 unreadable");
        assertThat(Files.readString(new RunDirectory(out()).notebook()))
                .contains("class0/empty.jpg", "class1/torn.png");
        assertThat(Files.readString(new RunDirectory(out()).report())).contains("class0/empty.jpg", "class1/torn.png");
    }

    @Test
    void nothing_but_corrupt_pictures() throws IOException {
        Path images = folder.resolve("images");
        Files.createDirectories(images.resolve("a"));
        Files.createDirectories(images.resolve("b"));
        Files.write(images.resolve("a/1.jpg"), new byte[] {1, 2, 3});
        Files.write(images.resolve("b/1.jpg"), new byte[0]);

        assertRefused(run(images), "1.jpg");
    }

    @Test
    void a_missing_target_column() throws IOException {
        assertRefused(run(table(rows(60)), "--target", "prize"), "prize");
    }

    @Test
    void no_target_where_none_is_obvious() throws IOException {
        assertRefused(run(table(rows(60))), "--target");
    }

    @Test
    void text_in_a_number_column_is_missing_and_said() throws IOException {
        String[] rows = rows(60);
        rows[7] = "n/a?,red,1.5";

        Ran ran = run(table(rows), "--target", "price");

        assertThat(ran.code()).as(ran.toString()).isIn(Souschef.SOUND, Souschef.FAILED);
        assertThat(ran.out()).contains("column 'x' holds numbers").contains("row 7 'n/a?'");
    }

    @Test
    void nan_and_infinities_in_a_table_are_said() throws IOException {
        String[] rows = rows(60);
        rows[5] = "NaN,red,1.5";
        rows[6] = "inf,red,1.5";
        rows[7] = "-Infinity,red,1.5";

        Ran ran = run(table(rows), "--target", "price");

        assertThat(ran.code()).as(ran.toString()).isIn(Souschef.SOUND, Souschef.FAILED);
        assertThat(ran.out())
                .contains("2 cells are infinite and count as missing, like empty cells and NaN")
                .contains("3 of 120 cells");
    }

    @Test
    void all_targets_equal() throws IOException {
        String[] rows = rows(60);
        for (int i = 1; i < rows.length; i++) {
            rows[i] = rows[i].substring(0, rows[i].lastIndexOf(',')) + ",7";
        }

        Ran ran = run(table(rows), "--target", "price");

        assertRefused(ran, "all targets are equal");
        assertThat(ran.err())
                .contains("price '7'", "a target that differs between examples", "fix       another --target");
    }

    @Test
    void one_cell_is_not_called_cells() throws IOException {
        String[] rows = rows(60);
        rows[6] = "inf,red,1.5";

        assertThat(run(table(rows), "--target", "price").out())
                .contains("1 cell is infinite and counts as missing, like empty cells and NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--budget|soon|this is not a length of time",
                "--stage|7|there is no such stage",
                "--stage|3-1|there is no such stage",
                "--stage|inspekt|there is no such stage",
                "--image-size|0|pictures can't be brought to this size",
                "--type|x=colour|x=colour"
            })
    void an_option_that_means_nothing(String option, String value, String what) {
        assertRefused(run("digits", option, value), what);
    }

    @Test
    void an_unknown_option_is_answered_with_what_was_meant() {
        Ran ran = run("digits", "--sede", "4");

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).contains("unknown option").contains("fix       --seed");
        assertThat(out()).doesNotExist();
    }

    @Test
    void a_type_for_a_column_that_is_not_there() throws IOException {
        assertRefused(run(table(rows(60)), "--target", "price", "--type", "zip=category"), "zip");
    }

    @Test
    void an_output_folder_below_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        Ran ran = Ran.souschef("run", "digits", "--stage", "1", "--out", file.resolve("out"));

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).contains("cannot write").contains("a file where a folder should be");
    }

    @Test
    void a_stage_that_rests_on_one_that_was_not_run_leaves_nothing_behind() {
        for (String stage : new String[] {"4", "5", "6", "4,6"}) {
            assertRefused(run("digits", "--stage", stage), "an earlier stage has not been run");
        }
    }

    /** The device that is always full stands for the disk, behind the name under which the first file is drafted. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_full_disk_is_one_error_and_leaves_no_half_of_a_run() throws IOException {
        Files.createDirectories(out());
        long process = ProcessHandle.current().pid();
        Files.createSymbolicLink(out().resolve(".recipe.yaml.part" + process), FULL);

        Ran ran = run("digits");

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err())
                .matches(SHAPE)
                .contains("cannot write " + out(), "got       No space left on device", "free some room");
        assertThat(out()).as("empty, and so taken away").doesNotExist();
    }

    @Test
    void the_error_that_came_first_is_the_one_that_is_told_when_the_report_fails_too() throws IOException {
        assertThat(run("digits").code()).isZero();
        Path report = out().resolve("report/index.html");
        Files.delete(report);
        Files.createDirectories(report.resolve("a folder where a file has to be"));

        Ran ran;
        try (Notebook other = Notebook.open(out())) {
            ran = run("digits");
        }

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).contains("another process is writing " + out());
        assertThat(run("digits").err()).as("the report can't be written").contains(report.toString());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_the_system_does_not_let_one_make() {
        Ran ran = Ran.souschef("run", "digits", "--stage", "1", "--out", Path.of("/proc/self/run"));

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).contains("cannot write /proc/self/run", "fix       choose another folder");
    }

    @Test
    void an_output_folder_that_holds_something_else() throws IOException {
        Files.createDirectories(out());
        Files.writeString(out().resolve("thesis.tex"), "years of work");

        Ran ran = run("digits");

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err())
                .matches(SHAPE)
                .contains("holds something that is no run")
                .contains(out() + "-2");
        assertThat(out()).isDirectoryNotContaining(file -> !file.endsWith("thesis.tex"));
    }

    @Test
    void the_run_of_another_seed_or_another_data_set_is_refused_and_stays_as_it_is() throws IOException {
        assertThat(run("digits").code()).isZero();
        byte[] notebook = Files.readAllBytes(new RunDirectory(out()).notebook());

        Ran seed = run("digits", "--seed", "4");
        Ran data = run(table(rows(60)), "--target", "price");

        assertThat(seed.code()).isEqualTo(Souschef.WRONG);
        assertThat(seed.err()).matches(SHAPE).contains("seed 1337 in that folder, 4 now");
        assertThat(data.code()).isEqualTo(Souschef.WRONG);
        assertThat(data.err()).matches(SHAPE).contains("data \"digits\" in that folder, \"table.csv\" now");
        assertThat(Files.readAllBytes(new RunDirectory(out()).notebook())).isEqualTo(notebook);
    }

    @Test
    void a_torn_last_line_of_the_notebook_is_dropped_and_the_run_goes_on() throws IOException {
        assertThat(run("digits").code()).isZero();
        Path notebook = new RunDirectory(out()).notebook();
        Files.writeString(
                notebook, "{\"kind\":\"find", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);

        Ran again = run("digits");

        assertThat(again.code()).as(again.toString()).isZero();
        assertThat(again.out()).contains("sound");
    }

    @Test
    void a_damaged_line_in_the_middle_of_the_notebook_is_named() throws IOException {
        assertThat(run("digits").code()).isZero();
        Path notebook = new RunDirectory(out()).notebook();
        Files.writeString(notebook, "no entry\n" + Files.readString(notebook));

        Ran again = run("digits");

        assertThat(again.code()).isEqualTo(Souschef.WRONG);
        assertThat(again.err()).matches(SHAPE).contains("line 1 of");
    }

    @Test
    void a_run_that_is_not_there_for_predict_and_report() {
        Path nowhere = folder.resolve("nowhere");

        for (Ran ran : new Ran[] {Ran.souschef("predict", nowhere, "a.png"), Ran.souschef("report", nowhere)}) {
            assertThat(ran.code()).isEqualTo(Souschef.WRONG);
            assertThat(ran.err()).matches(SHAPE).contains("there is no run in");
        }
    }
}
