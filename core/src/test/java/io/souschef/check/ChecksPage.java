package io.souschef.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page docs/checks.md, made from the catalogue: {@code main} writes it, a test says when it has to. */
final class ChecksPage {
    private static final Map<String, String> FAMILIES = families();

    private ChecksPage() {}

    public static void main(String[] args) throws IOException {
        Files.writeString(file(), text());
    }

    static Path file() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("souschef"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no souschef above the working directory");
        }
        return folder.resolve("docs/checks.md");
    }

    private static Map<String, String> families() {
        Map<String, String> families = new LinkedHashMap<>();
        families.put("symptoms", "Numbers");
        families.put("sequence", "Sequences and attention");
        families.put("data", "Data");
        families.put("augmentation", "Augmentation");
        families.put("labels", "Labels");
        families.put("evaluation", "Evaluation");
        families.put("regularization", "Regularisation and normalisation");
        families.put("wiring", "Wiring of the net");
        families.put("init", "Initialisation");
        families.put("loss", "Loss");
        families.put("step", "The step");
        families.put("loop", "The loop and its learning rate");
        families.put("skeleton", "Section 2 of the recipe");
        return families;
    }

    static String text() {
        List<KnownBug> unnamed =
                KnownBug.all().stream().filter(bug -> bug.codes().isEmpty()).toList();
        return """
                # The checks

                All %d checks, in the order in which they run: causes before symptoms. `souschef explain CODE` tells of each the idea, the paragraph
                of the recipe, how it is measured, what it can't see, and an example wrong beside right. What a program doesn't have, a check skips, and
                says so. `with…` are declarations: what a program says about itself in `declares()`, to be held against what it does.
                Where a batch holds more than 32 examples, or 1,024 tokens, most of those that train give the step the first of them only.

                The rows are those of the catalogue of known bugs below. This page is made from the code and tested against it.
                %s
                ## The known bugs

                The %d ways in which training goes wrong without an exception, that we know of, and the checks that name them.

                | row | bug | named by |
                |---|---|---|
                %s

                ## What nothing names

                | row | bug | why |
                |---|---|---|
                %s
                """.formatted(
                        Catalogue.all().size(),
                        checks(),
                        KnownBug.all().size(),
                        KnownBug.all().stream()
                                .filter(bug -> !bug.codes().isEmpty())
                                .map(bug -> row(bug.row(), bug.what(), code(bug.codes())))
                                .collect(Collectors.joining("\n")),
                        unnamed.stream()
                                .map(bug -> row(bug.row(), bug.what(), bug.why()))
                                .collect(Collectors.joining("\n")));
    }

    private static String checks() {
        Map<String, List<Check>> byFamily = new LinkedHashMap<>();
        for (Check check : Catalogue.all()) {
            String[] packages = check.getClass().getPackageName().split("\\.", -1);
            byFamily.computeIfAbsent(packages[packages.length - 1], family -> new ArrayList<>())
                    .add(check);
        }
        StringBuilder text = new StringBuilder();
        byFamily.forEach((family, checks) -> text.append("\n## ")
                .append(Objects.requireNonNull(FAMILIES.get(family), family))
                .append("\n\n| code | rows | what must hold | needs |\n|---|---|---|---|\n")
                .append(checks.stream().map(ChecksPage::row).collect(Collectors.joining("\n")))
                .append("\n"));
        return text.toString();
    }

    private static String row(Check check) {
        String rows = KnownBug.rows(check.code());
        return row(
                code(List.of(check.code())),
                rows.isEmpty() ? "recipe" : rows,
                check.name(),
                Explanation.of(check.code()).needs());
    }

    private static String code(List<String> codes) {
        return codes.stream().map(code -> "`" + code + "`").collect(Collectors.joining(", "));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells).replace("\n", " ") + " |";
    }
}
