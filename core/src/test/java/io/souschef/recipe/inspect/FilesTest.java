package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.axis.Axis;
import io.souschef.data.picture.PictureFiles;
import io.souschef.data.source.Unreadable;
import io.souschef.experiment.Evidence;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.experiment.RunDirectory;
import io.souschef.recipe.inspect.files.FileFormats;
import io.souschef.recipe.inspect.files.SkippedList;
import io.souschef.recipe.inspect.images.BlankImages;
import io.souschef.recipe.inspect.images.ImageQuality;
import io.souschef.recipe.inspect.images.Letterboxes;
import io.souschef.recipe.inspect.look.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the files of pictures, and of pictures that are unlike the others in quality. */
class FilesTest {
    private static final Map<String, Double> SOUND = Map.of(
            "file size",
            1000.0,
            "frames",
            1.0,
            "bits per channel",
            8.0,
            "exif orientation",
            1.0,
            "alpha channel",
            0.0,
            "cmyk",
            0.0,
            "wrong extension",
            0.0,
            "letterbox",
            0.0,
            "sharpness",
            0.5);

    @TempDir
    Path folder;

    @Test
    void files_that_are_what_they_seem_are_counted() {
        Finding finding = look(new FileFormats(), files());

        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        assertThat(finding.measured()).isEqualTo("100 PNG");
        assertThat(finding.evidence()).isEmpty();
    }

    @Test
    void a_file_that_is_named_as_another_format_is_warned_of_by_name() {
        Finding finding = look(new FileFormats(), files("wrong extension", 1, 7, 9));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("100 PNG; 2 named as another format, read as what they are");
        assertThat(finding.cause()).isEqualTo("7.png, 9.png");
        assertThat(((Evidence.Grid) finding.evidence().get(0)).rows())
                .containsExactly(List.of("named as another format", "2", "read as what they are", "7.png, 9.png"));
    }

    @Test
    void several_frames_and_the_colours_of_print_are_warned_of() {
        assertThat(look(new FileFormats(), files("frames", 3, 5)).outcome()).isEqualTo(Outcome.WARN);
        assertThat(look(new FileFormats(), files("cmyk", 1, 5)).outcome()).isEqualTo(Outcome.WARN);
    }

    @Test
    void what_is_read_in_a_way_of_its_own_is_said_and_no_suspicion() {
        Finding turned = look(new FileFormats(), files("exif orientation", 6, 5));

        assertThat(turned.outcome()).isEqualTo(Outcome.PASS);
        assertThat(turned.measured()).isEqualTo("100 PNG; 1 stored turned, by EXIF, turned upright");
        assertThat(look(new FileFormats(), files("bits per channel", 16, 5)).measured())
                .endsWith("1 of 16 bits per channel, the upper 8 are kept");
        assertThat(look(new FileFormats(), files("alpha channel", 1, 5)).measured())
                .endsWith("1 with an alpha channel, shown on white");
    }

    @Test
    void letterboxed_pictures_are_named_the_widest_bars_first() {
        Finding finding = look(new Letterboxes(), files("letterbox", 0.25, 3, 4));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured())
                .isEqualTo("of 100 pictures 2 have bars at opposite sides, up to 25.0 % of the picture");
        assertThat(finding.cause()).isEqualTo("3.png, 4.png");
        assertThat(look(new Letterboxes(), files()).outcome()).isEqualTo(Outcome.PASS);

        Finding form = look(new Letterboxes(), files("letterbox", 0.25, Made.range(0, 75)));
        assertThat(form.outcome()).isEqualTo(Outcome.PASS);
        assertThat(form.measured()).endsWith("of the picture: the form of these pictures, and no accident");
        assertThat(form.fix()).isEmpty();
        assertThat(look(new Letterboxes(), files("letterbox", 0.02, 3)).outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void pictures_without_files_have_neither() {
        assertThat(new FileFormats().at(Made.seen(Made.images(), folder))).isEmpty();
        assertThat(new Letterboxes().at(Made.seen(Made.images(), folder))).isEmpty();
    }

    @Test
    void a_blank_image_is_warned_of_by_name() {
        byte[][] pixels = Made.pixels();
        pixels[12] = new byte[36];
        Arrays.fill(pixels[12], (byte) 77);
        pixels[12][3] = 78;

        Finding finding = look(new BlankImages(), Made.images(pixels, Made.labels()));

        assertThat(finding.outcome()).isEqualTo(Outcome.WARN);
        assertThat(finding.measured()).isEqualTo("nothing is on 1 image of 100");
        assertThat(finding.cause()).isEqualTo("12.png");
        assertThat(look(new BlankImages(), Made.images()).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_dark_a_bright_and_a_flat_image_are_told_from_the_others() {
        byte[][] pixels = Made.pixels();
        pixels[12] = scaled(pixels[12], 0.1, 0);
        pixels[13] = scaled(pixels[13], 0.2, 200);

        Finding finding = look(new ImageQuality(), Made.images(pixels, Made.labels()));

        assertThat(finding.outcome()).isEqualTo(Outcome.EYES);
        assertThat(finding.measured()).startsWith("1 dark, 1 bright, 2 flat");
        assertThat(finding.cause()).contains("12.png", "13.png");
    }

    @Test
    void of_images_that_are_all_dark_none_is() {
        byte[][] dark = Arrays.stream(Made.pixels()).map(p -> scaled(p, 0.1, 0)).toArray(byte[][]::new);

        assertThat(look(new ImageQuality(), Made.images(dark, Made.labels())).outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(look(new ImageQuality(), Made.images()).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_blurred_image_is_told_by_what_its_file_had() {
        double[] sharpness =
                IntStream.range(0, Made.SIZE).mapToDouble(i -> 0.5 + 0.001 * i).toArray();
        sharpness[30] = 0.01;

        Finding finding = look(new ImageQuality(), files(new Axis("sharpness", "", sharpness)));

        assertThat(finding.measured()).isEqualTo("1 blurred of 100 images");
        assertThat(finding.cause()).isEqualTo("are these examples, or accidents: 30.png?");
    }

    @Test
    void everything_that_was_skipped_is_in_a_file_with_the_reason() throws Exception {
        Dataset dataset = Made.broken(files(), new Unreadable("a/\"x\".png", "permission denied"));
        RunDirectory run = RunDirectory.create(folder);

        SkippedList.write(run, dataset);

        assertThat(Files.readAllLines(run.skipped()))
                .containsExactly(
                        "name,reason", "\"a/\"\"x\"\".png\",permission denied", "a/notes.txt,no picture by its name");
    }

    @Test
    void where_all_was_read_there_is_no_such_file() throws Exception {
        RunDirectory run = RunDirectory.create(folder);

        SkippedList.write(run, Made.images());

        assertThat(run.skipped()).doesNotExist();
    }

    private Finding look(Look look, Dataset dataset) {
        return Made.look(look, dataset, folder);
    }

    private static byte[] scaled(byte[] pixels, double factor, int more) {
        byte[] result = new byte[pixels.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (more + factor * (pixels[i] & 0xff));
        }
        return result;
    }

    private static Dataset files() {
        return files("frames", 1);
    }

    /** Sound files, but for these, of which one thing is otherwise. */
    private static Dataset files(String axis, double value, int... ids) {
        double[] values = new double[Made.SIZE];
        Arrays.fill(values, Objects.requireNonNull(SOUND.get(axis)));
        Arrays.stream(ids).forEach(id -> values[id] = value);
        return files(new Axis(axis, "", values));
    }

    private static Dataset files(Axis other) {
        List<Axis> axes = SOUND.keySet().stream()
                .sorted()
                .map(name -> {
                    double[] values = new double[Made.SIZE];
                    Arrays.fill(values, Objects.requireNonNull(SOUND.get(name)));
                    return name.equals(other.name()) ? other : new Axis(name, "", values);
                })
                .toList();
        Images plain = (Images) Made.images().inputs();
        PictureFiles files = new PictureFiles(
                axes,
                Collections.nCopies(Made.SIZE, "PNG"),
                Collections.nCopies(Made.SIZE, "0".repeat(64)),
                List.of(new Unreadable("a/notes.txt", "no picture by its name")));
        Images images = new Images(
                1, 6, 6, plain.pixels(), plain.originalHeights(), plain.originalWidths(), plain.names(), files);
        return Made.dataset(images, new Labels(Made.labels(), List.of("a", "b")));
    }
}
