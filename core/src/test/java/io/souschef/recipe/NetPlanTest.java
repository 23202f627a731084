package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Table;
import io.souschef.data.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetPlanTest {
    private final Inputs images = Images.unscaled(1, 1, 1, new byte[][] {{0}}, List.of("one"));
    private final Inputs table = new Table(List.of(), List.of(), new int[0]);
    private final Inputs texts = new Texts(List.of());

    @Test
    void reads_what_it_writes() {
        for (Inputs inputs : List.of(images, table, texts)) {
            for (NetPlan plan : Ladder.of(inputs)) {
                assertThat(NetPlan.parse(plan.describe(), inputs)).isEqualTo(plan);
            }
            assertThat(NetPlan.parse("linear", inputs).describe()).isEqualTo("linear");
        }
    }

    @Test
    void refuses_a_net_for_other_inputs() {
        assertThatThrownBy(() -> NetPlan.parse("convnet 32x2", table))
                .isInstanceOf(UnknownNet.class)
                .hasMessage("""
                no such net for this data
                  got       'convnet 32x2'
                  expected  linear, or one of mlp, table with its width and depth: mlp 64x2
                  fix       --net linear, or leave --net out""");
        assertThatThrownBy(() -> NetPlan.parse("linear 3x2", images)).isInstanceOf(UnknownNet.class);
        assertThatThrownBy(() -> NetPlan.parse("convnet", images)).isInstanceOf(UnknownNet.class);
    }

    @Test
    void refuses_a_net_without_width_or_depth() {
        for (String nothing : List.of("convnet 0x2", "mlp 64x0", "resnet 16x0", "mlp 064x2")) {
            assertThatThrownBy(() -> NetPlan.parse(nothing, images)).as(nothing).isInstanceOf(UnknownNet.class);
        }
    }
}
