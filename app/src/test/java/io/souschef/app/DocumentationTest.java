package io.souschef.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documentation shows is so: commands parse, classes and files are there, the program runs. */
class DocumentationTest {
    private static final Path ROOT = root();
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?:\\$ )?(?:\\./)?souschef ((?!%)[^#\\n]*)|`(?:\\./)?souschef ([^`#\\n]*)`");
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)\\)");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("souschef"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no souschef above the working directory");
        }
        return folder;
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> commands() throws IOException {
        return documents().stream()
                .flatMap(document -> COMMAND.matcher(read(document)).results())
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .map(command -> command.strip().replace("…", ""))
                .filter(command -> !command.matches("[0-9].*")) // the first line of output
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_parses(String command) {
        CommandLine line = Souschef.commandLine(new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), 80, false, false, false));

        line.parseArgs(command.isEmpty() ? new String[0] : command.split(" +"));
    }

    @Test
    void there_are_commands_to_test() throws IOException {
        assertThat(commands())
                .contains("run digits", "run fashion-mnist --budget 15m")
                .hasSizeGreaterThan(10);
    }

    @Test
    void every_class_of_the_recipe_is_there() {
        List<String> named = CLASS.matcher(read(ROOT.resolve("docs/recipe.md")))
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(30).allSatisfy(name -> assertThat(
                        ROOT.resolve("core/src/main/java/io/souschef/" + name.replace('.', '/') + ".java"))
                .exists());
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        for (Path document : documents()) {
            assertThat(LINK.matcher(read(document)).results().map(match -> match.group(1)))
                    .allSatisfy(
                            link -> assertThat(document.resolveSibling(link)).exists());
        }
    }

    @Test
    void the_readme_is_one_page() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void the_loop_of_the_readme_runs(@TempDir Path folder) throws Exception {
        MatchResult block = JAVA.matcher(read(ROOT.resolve("README.md")))
                .results()
                .findFirst()
                .orElseThrow();
        Path source = Files.writeString(
                folder.resolve("Loop.java"),
                Stream.of("data", "data.pantry", "nn", "tensor", "train")
                                .map(name -> "import io.souschef." + name + ".*;\n")
                                .reduce("", String::concat)
                        + "public class Loop { public static void run(java.util.List<Double> losses) throws Exception {\n"
                        + "try (Scope scope = Scope.open(\"readme\")) {\n"
                        + block.group(1)
                                .replace(
                                        "System.out.printf(\"epoch %d  loss %.4f%n\", epoch, last)", "losses.add(last)")
                        + "}}}");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int failed = compiler.run(
                null,
                null,
                null,
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
        assertThat(failed).isZero();
        List<Double> losses = new ArrayList<>();

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method run = loader.loadClass("Loop").getMethod("run", List.class);
            run.invoke(null, losses);
        }

        assertThat(losses).hasSize(3);
        assertThat(losses.get(2)).isLessThan(losses.get(0)).isLessThan(Math.log(10));
    }
}
