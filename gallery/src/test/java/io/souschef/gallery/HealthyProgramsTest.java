package io.souschef.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.experiment.Finding;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every program that was written to provoke false alarms once, under every check. */
class HealthyProgramsTest {
    @TestFactory
    Stream<DynamicTest> fails_no_healthy_program() {
        return Gallery.healthy().stream()
                .map(healthy ->
                        DynamicTest.dynamicTest(healthy.name(), () -> assertThat(OneSeed.against(healthy.program()))
                                .extracting(Finding::headline)
                                .isEmpty()));
    }
}
