package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --features}: what a user sees of it, and what makes another run. */
class FeaturesTest {
    private static final Pattern SHAPE =
            Pattern.compile("[^\n]+\n  got       [^\n]+\n  expected  [^\n]+\n(  \\S+ +[^\n]+\n)*  fix       [^\n]+\n");

    @TempDir
    Path folder;

    private static Path net(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("souschef"))) {
            root = Objects.requireNonNull(root.getParent(), "no souschef above the working directory");
        }
        return root.resolve("core/src/test/resources/io/souschef/data/pretrained")
                .resolve(name);
    }

    private Path out() {
        return folder.resolve("run");
    }

    private Ran inspect(Object... more) {
        List<Object> args = new ArrayList<>(List.of("inspect", "digits", "--out", out()));
        args.addAll(List.of(more));
        return Ran.souschef(args.toArray());
    }

    @Test
    void which_net_it_was_stands_in_what_is_printed_in_the_recipe_the_notebook_and_the_report() throws IOException {
        Ran ran = inspect("--features", net("maps.pt"));

        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.out()).containsPattern("\n   net     features by maps\\.pt sha256 [0-9a-f]{8}\n");
        assertThat(Files.readString(out().resolve("recipe.yaml"))).containsPattern("features: \"sha256 [0-9a-f]{64}\"");
        RunDirectory run = new RunDirectory(out());
        assertThat(Files.readString(run.notebook()))
                .contains("\"features\":\"maps.pt sha256 ", "a weighted sum of 2 features by maps.pt");
        assertThat(Files.readString(run.report())).contains("maps.pt sha256 ", "2 features by maps.pt");
    }

    @Test
    void the_same_net_goes_on_wherever_it_lies_and_another_or_none_is_another_run() throws IOException {
        Path mine = Files.copy(net("maps.pt"), folder.resolve("mine.pt"));
        inspect("--features", net("maps.pt"));
        byte[] notebook = Files.readAllBytes(new RunDirectory(out()).notebook());

        Ran other = inspect("--features", net("dropping.pt"));
        Ran none = inspect();

        assertThat(other.code()).isEqualTo(Souschef.WRONG);
        assertThat(other.err()).contains("holds another run").containsPattern("features \"sha256 .* now");
        assertThat(none.code()).isEqualTo(Souschef.WRONG);
        assertThat(none.err()).contains("\"none\" now");
        assertThat(new RunDirectory(out()).notebook()).hasBinaryContent(notebook);
        Ran same = inspect("--features", mine);
        assertThat(same.code()).as(same.toString()).isZero();
        assertThat(same.out()).contains("1  Become one with the data: done before");
    }

    @Test
    void a_folder_from_before_there_were_features_goes_on_without_them() throws IOException {
        inspect();
        Path recipe = out().resolve("recipe.yaml");
        Files.writeString(recipe, Files.readString(recipe).replaceAll("features: .*\n", ""));

        Ran same = inspect();

        assertThat(same.code()).as(same.toString()).isZero();
        assertThat(same.out()).contains("1  Become one with the data: done before");
        assertThat(inspect("--features", net("maps.pt")).code()).isEqualTo(Souschef.WRONG);
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere.pt, can't read a net from, no such file",
        "nets.py, can't read a net from, TorchScript",
        "five-channels.pt, refused the pictures, '[16, 1, 8, 8]'",
        "mean.pt, gives no features, '[1] for pictures [16, 1, 8, 8]'",
        "random.pt, gives no features, other numbers"
    })
    void a_net_that_can_t_be_used_is_one_clear_error_and_leaves_nothing(String file, String what, String got) {
        Ran ran = inspect("--features", net(file));

        assertThat(ran.code()).as(ran.toString()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).contains(what, got, file);
        assertThat(out()).doesNotExist();
    }

    @Test
    void a_table_has_no_pictures() throws IOException {
        Path table = folder.resolve("table.csv");
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i * i % 7).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        Files.writeString(table, rows);

        Ran ran = Ran.souschef("run", table, "--target", "y", "--out", out(), "--features", net("maps.pt"));

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).startsWith("features from a net are for pictures");
        assertThat(ran.out()).isEmpty();
        assertThat(out()).doesNotExist();
    }

    @Test
    void texts_are_no_pictures() throws IOException {
        for (int i = 0; i < 40; i++) {
            Path file = folder.resolve("texts/" + (i % 2 == 0 ? "a/" : "b/") + i + ".txt");
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, "text number " + i + " of some words");
        }

        Ran ran = Ran.souschef("inspect", folder.resolve("texts"), "--out", out(), "--features", net("maps.pt"));

        assertThat(ran.code()).isEqualTo(Souschef.WRONG);
        assertThat(ran.err()).matches(SHAPE).contains("got       texts");
        assertThat(out()).doesNotExist();
    }
}
