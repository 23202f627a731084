package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Catalogue;
import io.souschef.check.skeleton.SkeletonChecks;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What hangs in the gallery, and under which names. */
class GalleryTest {
    @Test
    void every_trap_has_a_name_of_its_own_and_a_code_that_exists() {
        Set<String> codes = Catalogue.all().stream().map(check -> check.code()).collect(Collectors.toSet());

        assertThat(Gallery.traps()).extracting(Trap::name).doesNotHaveDuplicates();
        assertThat(Gallery.traps()).extracting(Trap::code).allMatch(codes::contains);
        assertThat(Gallery.healthy()).extracting(Healthy::name).doesNotHaveDuplicates();
    }

    /** Those of the recipe's own section are about symptoms, which any trap may show; each is planted in a test of its own. */
    @Test
    void every_check_that_names_a_cause_has_a_trap() {
        Set<String> planted = Gallery.traps().stream().map(Trap::code).collect(Collectors.toSet());
        SkeletonChecks.all().forEach(check -> planted.add(check.code()));

        assertThat(Catalogue.all()).extracting(check -> check.code()).allMatch(planted::contains);
    }
}
