package io.souschef;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.souschef.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports run downwards only: what each package of the library may use of the others. */
class HouseTest {
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("error", List.of()),
            Map.entry("statistics", List.of()),
            Map.entry("files", List.of("error")),
            Map.entry("tensor", List.of("error")),
            Map.entry("data", List.of("tensor", "statistics", "files", "error")),
            Map.entry("nn", List.of("tensor", "files", "error")),
            Map.entry("train", List.of("nn", "data", "tensor", "statistics", "files", "error")),
            Map.entry("experiment", List.of("statistics", "files", "error")),
            Map.entry("check", List.of("train", "nn", "data", "tensor", "experiment", "statistics", "files", "error")),
            Map.entry(
                    "recipe",
                    List.of("check", "train", "nn", "data", "tensor", "experiment", "statistics", "files", "error")),
            Map.entry("report", List.of("experiment", "statistics", "files", "error")));

    /** What a data set is made of: files, pictures, texts, columns, numbers. */
    private static final String[] BELOW = Stream.of("source", "axis", "picture", "text", "table")
            .map(room -> "io.souschef.data." + room + "..")
            .toArray(String[]::new);

    /** What was compiled together with tensors: the library without its tests. */
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .importUrl(Tensor.class.getProtectionDomain().getCodeSource().getLocation());

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_what_is_below_it(String name) {
        Set<String> others = new TreeSet<>(MAY_USE.keySet());
        others.remove(name);
        others.removeAll(Objects.requireNonNull(MAY_USE.get(name)));

        assertThat(LIBRARY.stream().anyMatch(c -> in(c, name)))
                .as("there are classes")
                .isTrue();
        if (!others.isEmpty()) {
            noClasses()
                    .that()
                    .resideInAPackage(full(name) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            others.stream().map(other -> full(other) + "..").toArray(String[]::new))
                    .check(LIBRARY);
        }
    }

    /** Whoever opens one room of the stage needs to know none of its neighbours, and what they share knows none of them. */
    @Test
    void the_rooms_of_the_first_stage_do_not_go_round_in_circles() {
        slices().matching("io.souschef.recipe.inspect.(*)..")
                .should()
                .beFreeOfCycles()
                .check(LIBRARY);
    }

    @Test
    void the_rooms_of_the_data_do_not_go_round_in_circles() {
        slices().matching("io.souschef.data.(*)..").should().beFreeOfCycles().check(LIBRARY);
    }

    /** A data set is made of them, so none of them knows what one is. */
    @Test
    void what_a_data_set_is_made_of_knows_no_data_set() {
        noClasses()
                .that()
                .resideInAnyPackage(BELOW)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.souschef.data")
                .check(LIBRARY);
    }

    @Test
    void a_data_set_knows_only_what_it_is_made_of() {
        noClasses()
                .that()
                .resideInAPackage("io.souschef.data")
                .should()
                .dependOnClassesThat(resideInAPackage("io.souschef.data.*..").and(not(resideInAnyPackage(BELOW))))
                .check(LIBRARY);
    }

    @Test
    void only_one_package_knows_libtorch() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.souschef.tensor.internal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(LIBRARY);
    }

    @Test
    void only_tensors_use_that_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.souschef.tensor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.souschef.tensor.internal")
                .check(LIBRARY);
    }

    @Test
    void a_forbidden_import_is_found() {
        assertThatThrownBy(() -> noClasses()
                        .that()
                        .resideInAPackage("io.souschef.tensor.internal")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.bytedeco..")
                        .check(LIBRARY))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.bytedeco.pytorch");
    }

    private static boolean in(JavaClass c, String name) {
        return (c.getPackageName() + ".").startsWith(full(name) + ".");
    }

    private static String full(String name) {
        return "io.souschef." + name;
    }
}
