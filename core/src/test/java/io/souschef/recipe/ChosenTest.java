package io.souschef.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Augmentation;
import io.souschef.train.Schedule;
import org.junit.jupiter.api.Test;

class ChosenTest {
    @Test
    void settings_come_back_as_they_were() {
        Settings settings = Settings.plain(new NetPlan("resnet", 24, 2, 0.1), 96, 1234, 567)
                .withLearningRate(0.0032)
                .withWeightDecay(0.025)
                .withSmoothing(0.1)
                .withSchedule(Schedule.oneCycle())
                .withAugmentation(new Augmentation(2, true, 10, 0.1, 7));

        assertThat(Chosen.settings(Chosen.numbers(settings))).isEqualTo(settings);
    }

    @Test
    void plain_settings_come_back_too() {
        Settings settings = Settings.plain(new NetPlan("table", 16, 1, 0), 64, 100, 30);

        assertThat(Chosen.settings(Chosen.numbers(settings))).isEqualTo(settings);
    }
}
