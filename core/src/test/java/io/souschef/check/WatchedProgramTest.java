package io.souschef.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.train.TrainingProgram;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedProgramTest {
    /** One with a default that is not handed on would be the library's, and not the author's. */
    @Test
    void every_method_is_handed_on_to_the_author() {
        List<Method> asked = Arrays.stream(TrainingProgram.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .toList();

        assertThat(asked).hasSizeGreaterThan(15).allSatisfy(method -> assertThat(WatchedProgram.class
                        .getMethod(method.getName(), method.getParameterTypes())
                        .getDeclaringClass())
                .isEqualTo(WatchedProgram.class));
    }
}
