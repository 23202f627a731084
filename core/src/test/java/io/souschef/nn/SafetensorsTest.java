package io.souschef.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.tensor.Scope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void a_tensor_has_the_shape_and_the_numbers_that_the_header_says() throws Exception {
        try (Scope scope = Scope.open("safetensors")) {
            Safetensors saved = Safetensors.read(
                    written("{\"w\": {\"dtype\": \"U8\", \"shape\": [2, 4], \"data_offsets\": [0, 8]}}"));

            assertThat(saved.tensors()).containsOnlyKeys("w");
            assertThat(saved.tensors().values()).allSatisfy(w -> {
                assertThat(w.shape()).hasToString("[2, 4]");
                assertThat(w.toBytes()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[9]", "[-1, 0]", "[4000000000000000000, 4]", "[2305843009213693952]", "[\"x\"]"})
    void a_shape_that_its_bytes_do_not_fill_is_refused_in_words(String shape) throws Exception {
        for (int end : new int[] {0, 8}) {
            Path file = written(
                    "{\"w\": {\"dtype\": \"F64\", \"shape\": %s, \"data_offsets\": [0, %d]}}".formatted(shape, end));

            try (Scope scope = Scope.open("safetensors")) {
                assertThatThrownBy(() -> Safetensors.read(file))
                        .isInstanceOf(BadSafetensors.class)
                        .hasMessageContaining("tensor 'w' ")
                        .hasMessageContaining("with 8 bytes of numbers");
            }
        }
    }

    /** A file of this header and eight bytes. */
    private Path written(String header) throws Exception {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        return Files.write(folder.resolve("net.safetensors"), bytes.array());
    }
}
