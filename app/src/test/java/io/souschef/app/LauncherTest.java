package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script in the root, in a checkout without sources, with a Maven that only says how it was called and a Java that runs nothing. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>mvn.log
            for word; do
              case $word in
                -Dmdep.outputFile=*) touch "library of its own.jar"; echo "$PWD/library of its own.jar" >"${word#*=}" ;;
              esac
            done
            """;
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
              *-XshowSettings*) echo "    java.specification.version = 17" ;;
              *) echo "java $* in ${LC_ALL:-}" ;;
            esac
            """;

    @TempDir
    Path home;

    @BeforeEach
    void a_checkout() throws IOException {
        for (String folder : new String[] {"bin", "core/src/main", "app/src/main", "app/target"}) {
            Files.createDirectories(home.resolve(folder));
        }
        for (String file : new String[] {"pom.xml", "core/pom.xml", "app/pom.xml", "app/target/souschef-app-0.jar"}) {
            Files.createFile(home.resolve(file));
        }
        Files.copy(root().resolve("souschef"), home.resolve("souschef"));
        program("mvn", MAVEN);
        program("java", JAVA);
    }

    @Test
    void with_cuda_it_builds_with_the_profile_and_keeps_both_builds() throws Exception {
        assertThat(souschef(Map.of())).contains("library of its own.jar io.souschef.app.Main run digits");
        assertThat(builds()).hasSize(1).noneMatch(build -> build.contains("-Pcuda"));

        souschef(Map.of("SOUSCHEF_CUDA", "1"));
        assertThat(builds()).hasSize(2).last().asString().contains(" -Pcuda ");

        souschef(Map.of());
        souschef(Map.of("SOUSCHEF_CUDA", "1"));
        assertThat(builds()).as("each was built once").hasSize(2);
    }

    @Test
    void where_a_library_was_cleared_away_it_is_fetched_again() throws Exception {
        souschef(Map.of());
        souschef(Map.of());
        assertThat(builds()).hasSize(1);

        Files.delete(home.resolve("library of its own.jar"));
        souschef(Map.of());
        souschef(Map.of());
        assertThat(builds()).hasSize(2);
    }

    @Test
    void where_no_locale_is_set_names_that_are_not_ascii_are_read_all_the_same() throws Exception {
        assertThat(souschef(Map.of())).contains("run digits in C.UTF-8");
        assertThat(souschef(Map.of("LANG", "de_DE.UTF-8"))).contains("run digits in \n");
        assertThat(souschef(Map.of("LC_ALL", "fr_FR.ISO-8859-1"))).contains("run digits in fr_FR.ISO-8859-1");
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve("bin").resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(home.resolve("mvn.log"));
    }

    /** What it prints. */
    private String souschef(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", home.resolve("souschef").toString(), "run", "digits");
        builder.environment().keySet().removeIf(name -> name.matches("JAVA_HOME|SOUSCHEF_CUDA|LANG|LC_.*"));
        builder.environment().merge("PATH", home.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("souschef"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no souschef above the working directory");
        }
        return folder;
    }
}
