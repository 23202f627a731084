package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final NetPlan SMALL = net("convnet", 8, 1);
    private static final NetPlan HALF_WAY = net("convnet", 16, 1);
    private static final NetPlan WIDE = net("convnet", 32, 1);
    private static final NetPlan DEEP = net("resnet", 16, 2);
    private static final NetPlan WIDER = net("resnet", 24, 2);
    private static final List<NetPlan> LADDER = List.of(SMALL, WIDE, DEEP, WIDER);

    private static NetPlan net(String family, int width, int depth) {
        return new NetPlan(family, width, depth, 0);
    }

    @Test
    void a_rung_that_is_too_dear_is_replaced_by_the_net_half_way_to_it() {
        assertThat(Ladder.within(LADDER, net -> net.width() <= 16)).containsExactly(SMALL, HALF_WAY);
    }

    @Test
    void where_that_is_too_dear_as_well_the_ladder_ends_and_nothing_beyond_is_tried() {
        assertThat(Ladder.within(LADDER, net -> !net.equals(WIDE) && !net.equals(HALF_WAY)))
                .containsExactly(SMALL);
        assertThat(Ladder.within(LADDER, net -> false))
                .as("the first in any case")
                .containsExactly(SMALL);
    }

    @Test
    void what_is_affordable_is_climbed_to_its_end() {
        assertThat(Ladder.within(LADDER, net -> true)).isEqualTo(LADDER);
    }

    @Test
    void nothing_is_half_way_to_a_net_of_another_kind_depth_or_nearly_the_same_width() {
        assertThat(Ladder.within(LADDER, net -> !net.equals(DEEP))).containsExactly(SMALL, WIDE);
        assertThat(Ladder.within(LADDER, net -> !net.equals(WIDER))).containsExactly(SMALL, WIDE, DEEP);
        List<NetPlan> tables = List.of(net("table", 16, 1), net("table", 64, 2));
        assertThat(Ladder.within(tables, net -> net.depth() == 1)).containsExactly(tables.get(0));
    }
}
