package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LadderTest {
    private static NetPlan net(String family, int width, int depth) {
        return new NetPlan(family, width, depth, 0);
    }

    @Test
    void half_way_between_two_widths_is_their_geometric_mean() {
        assertThat(Ladder.between(net("convnet", 8, 1), net("convnet", 32, 1))).contains(net("convnet", 16, 1));
        assertThat(Ladder.between(net("mlp", 16, 1), net("mlp", 64, 1))).contains(net("mlp", 32, 1));
    }

    @Test
    void nothing_is_between_nets_of_another_kind_or_of_nearly_the_same_width() {
        assertThat(Ladder.between(net("convnet", 32, 1), net("resnet", 16, 2))).isEmpty();
        assertThat(Ladder.between(net("table", 16, 1), net("table", 64, 2))).isEmpty();
        assertThat(Ladder.between(net("resnet", 16, 2), net("resnet", 24, 2))).isEmpty();
    }
}
