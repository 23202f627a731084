package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed, wherever, and started again ends in the same model, byte by byte. In processes of their own. */
@Tag("slow")
class KillTest {
    /** What the notebook holds last when the process is killed: in the middle of one training, of a stage, between two. */
    private static final List<String> MOMENTS =
            List.of("\"kind\":\"stage-started\"", "\"kind\":\"experiment\"", "\"kind\":\"gate\"", "leave it training");

    @TempDir
    Path folder;

    @Test
    void killed_at_several_moments_and_taken_up_again_it_leaves_the_same_model() throws Exception {
        Path data = table();
        Path run = folder.resolve("run");
        int code = finish(data, run);
        Path straight =
                Files.move(run, folder.resolve("straight")); // the model's card has the command, which names the folder

        for (String moment : MOMENTS) {
            kill(data, run, moment);
        }

        assertThat(finish(data, run)).isEqualTo(code).isIn(Souschef.SOUND, Souschef.FAILED);
        assertThat(model(run)).containsKeys("model.json", "net-1.safetensors").isEqualTo(model(straight));
        assertThat(drafts(run)).isEmpty();
    }

    /** 90 rows of two numbers, in two classes that a line almost separates. */
    private Path table() throws IOException {
        StringBuilder text = new StringBuilder("a,b,class\n");
        Random random = new Random(5);
        for (int i = 0; i < 90; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            text.append(x)
                    .append(',')
                    .append(y)
                    .append(',')
                    .append(x + y + 0.3 * random.nextGaussian() > 0 ? "up" : "down");
            text.append('\n');
        }
        return Files.writeString(folder.resolve("points.csv"), text);
    }

    private Process start(Path data, Path out) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                data.toString(),
                "--continue",
                "--out",
                out.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    private int finish(Path data, Path out) throws Exception {
        Process process = start(data, out);
        assertThat(process.waitFor(900, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isNotEqualTo(Souschef.BUG);
        return process.exitValue();
    }

    /** SIGKILL, a little after the notebook has got one more line with {@code text}. */
    private void kill(Path data, Path out, String text) throws Exception {
        Path notebook = out.resolve("notebook.jsonl");
        long before = count(notebook, text);
        Process process = start(data, out);
        while (process.isAlive() && count(notebook, text) == before) {
            Thread.sleep(5);
        }
        Thread.sleep(60);
        assertThat(process.isAlive())
                .as("killed before it had ended by itself, at %s", text)
                .isTrue();
        process.destroyForcibly().waitFor();
    }

    private static long count(Path notebook, String text) throws IOException {
        if (!Files.exists(notebook)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(notebook)) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    /** The SHA-256 of every file of the model. */
    private static Map<String, String> model(Path run) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(run.resolve("model"))) {
            for (Path file : all.toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                files.put(String.valueOf(file.getFileName()), HexFormat.of().formatHex(hash));
            }
        }
        return files;
    }

    private static List<Path> drafts(Path run) throws IOException {
        try (Stream<Path> all = Files.walk(run)) {
            return all.filter(file -> String.valueOf(file.getFileName()).matches("\\..*\\.part\\d*"))
                    .toList();
        }
    }
}
