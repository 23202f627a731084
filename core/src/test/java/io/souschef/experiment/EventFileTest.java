package io.souschef.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFileTest {
    /**
     * What TensorBoard 2.20 writes: its RecordWriter, given Event(wall_time=1e9, file_version="brain.Event:2") and Event(wall_time=1e9, step=300,
     * summary=Summary(value=[Summary.Value(tag="loss/train", simple_value=0.5), Summary.Value(tag="rate", simple_value=0.003)])).
     */
    private static final String TENSORBOARD =
            "1800000000000000a37f4b22090000000065cdcd411a0d627261696e2e4576656e743a32f4eb195e"
                    + "2e00000000000000c5cb57fa090000000065cdcd4110ac022a200a110a0a6c6f73732f747261696e150000003f0a0b0a047261746515a69b443bf311d10c";

    @Test
    void it_writes_the_bytes_that_tensorboard_writes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, Double> scalars = new LinkedHashMap<>();
        scalars.put("loss/train", 0.5);
        scalars.put("rate", 0.003);

        new EventFile(out, 1e9).scalars(300, scalars);

        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(TENSORBOARD);
    }
}
