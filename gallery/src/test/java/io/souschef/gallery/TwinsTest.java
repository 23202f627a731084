package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Finding;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The healthy twin of every broken program once, under every check. */
class TwinsTest {
    @TestFactory
    Stream<DynamicTest> fails_none_of_their_twins() {
        return Gallery.traps().stream()
                .map(trap -> DynamicTest.dynamicTest(
                        trap.row() + " " + trap.name(), () -> assertThat(OneSeed.against(trap.right()))
                                .extracting(Finding::headline)
                                .isEmpty()));
    }
}
