package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is looked at, grows, and is looked at again with the same command. */
class LookAgainTest {
    @TempDir
    Path folder;

    @Test
    void the_same_command_looks_at_what_is_new_and_keeps_what_was_found_before() throws Exception {
        Path data = folder.resolve("data");
        Path out = folder.resolve("runs/x");
        for (int i = 0; i < 40; i++) {
            add(data.resolve(i % 2 == 0 ? "a" : "b"), i);
        }
        Ran first = Ran.souschef("inspect", data, "--out", out);
        assertThat(first.code()).as(first.err() + first.out()).isZero();
        Ran same = Ran.souschef("inspect", data, "--out", out);
        assertThat(same.code()).isZero();
        assertThat(out.resolve("earlier")).as("nothing has changed").doesNotExist();
        add(data.resolve("a"), 40);

        Ran again = Ran.souschef("inspect", data, "--out", out);

        assertThat(again.code()).as(again.err() + again.out()).isZero();
        assertThat(again.out()).contains("the data have changed since they were looked at");
        assertThat(Files.readString(out.resolve("notebook.jsonl")))
                .contains("40 of 41 files are unchanged since an earlier run and were not read again");
        assertThat(out.resolve("earlier/1/notebook.jsonl")).exists();
        assertThat(out.resolve("earlier/1/recipe.yaml")).exists();
        assertThat(out.resolve("skipped.csv")).as("nothing was").doesNotExist();
    }

    @Test
    void another_order_is_refused_as_ever() throws Exception {
        Path data = folder.resolve("data");
        Path out = folder.resolve("runs/x");
        for (int i = 0; i < 40; i++) {
            add(data.resolve(i % 2 == 0 ? "a" : "b"), i);
        }
        Ran.souschef("inspect", data, "--out", out);
        add(data.resolve("a"), 40);

        Ran other = Ran.souschef("inspect", data, "--out", out, "--seed", 7);

        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("holds another run");
    }

    /** The device that is always full stands for the disk, behind the name under which the new order is drafted. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void a_disk_that_is_full_when_it_looks_again_does_not_end_the_run_for_good() throws Exception {
        Path data = folder.resolve("data");
        Path out = folder.resolve("runs/x");
        for (int i = 0; i < 40; i++) {
            add(data.resolve(i % 2 == 0 ? "a" : "b"), i);
        }
        Ran.souschef("inspect", data, "--out", out);
        add(data.resolve("a"), 40);
        long process = ProcessHandle.current().pid();
        Files.createSymbolicLink(out.resolve(".recipe.yaml.part" + process), Path.of("/dev/full"));

        Ran full = Ran.souschef("inspect", data, "--out", out);
        Ran again = Ran.souschef("inspect", data, "--out", out);

        assertThat(full.code()).as(full.toString()).isEqualTo(Souschef.WRONG);
        assertThat(full.err()).contains("No space left on device");
        assertThat(again.code()).as(again.toString()).isZero();
        assertThat(out.resolve("earlier/1/notebook.jsonl")).exists();
    }

    private static void add(Path folder, int number) throws Exception {
        Files.createDirectories(folder);
        BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(number);
        for (int i = 0; i < 144; i++) {
            image.setRGB(i % 12, i / 12, random.nextInt(0xffffff));
        }
        Path file = folder.resolve(number + ".png");
        ImageIO.write(image, "png", file.toFile());
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_500_000_000_000L));
    }
}
