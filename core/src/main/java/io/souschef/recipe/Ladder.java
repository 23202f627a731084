package io.souschef.recipe;

import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Nets of one plain kind, from small to large. Images get convolutional nets, tables multi-layer perceptrons that see each number as several,
 * texts multi-layer perceptrons on bags of words: the related simple architecture, nothing heroic.
 */
public final class Ladder {
    private Ladder() {}

    /** A net that the last stage can't train for so many epochs is too large for the budget. */
    private static final double LAST_EPOCHS = 12;

    /**
     * The rungs for such inputs, each with two to six times the multiply-adds of the one before. Of images, on Fashion-MNIST, one
     * core, 200 seconds, one seed, validation accuracy: ResNet-14 of width 16 92.4 %, convnet 32x2 with as many multiply-adds
     * 92.1, convnet 48x2 91.6, ResNet-8 of width 32 90.9. A larger net needs more time to be better, and what it can be given is
     * what {@link #affordable} asks. Of tables, on diamonds (53,940 rows, price), one core, 60 seconds, one seed, validation RMSE:
     * table 256x3 521, a multi-layer perceptron of ReLUs of the same size 568, and 542 with half of the steps.
     */
    public static List<NetPlan> of(Inputs inputs) {
        if (inputs instanceof Images) {
            return List.of(
                    new NetPlan("convnet", 8, 1, 0),
                    new NetPlan("convnet", 32, 1, 0),
                    new NetPlan("resnet", 16, 2, 0),
                    new NetPlan("resnet", 24, 2, 0),
                    new NetPlan("resnet", 32, 2, 0),
                    new NetPlan("resnet", 48, 2, 0));
        }
        if (inputs instanceof Texts) {
            return List.of(new NetPlan("mlp", 16, 1, 0), new NetPlan("mlp", 64, 1, 0), new NetPlan("mlp", 256, 2, 0));
        }
        return List.of(
                new NetPlan("table", 16, 1, 0),
                new NetPlan("table", 64, 2, 0),
                new NetPlan("table", 128, 3, 0),
                new NetPlan("table", 256, 3, 0));
    }

    /**
     * The rungs up to the last that is affordable, and the net half way to the next, where that one is; the first in any case. Fashion-MNIST in 15
     * minutes on a slow machine, which could not train convnet 32x1 for so long: 92.2 % with convnet 16x1, 91.0 with 8x1 (test, one seed).
     */
    public static List<NetPlan> within(List<NetPlan> ladder, Predicate<NetPlan> affordable) {
        List<NetPlan> climbed = new ArrayList<>(ladder.subList(0, 1));
        for (NetPlan net : ladder.subList(1, ladder.size())) {
            if (!affordable.test(net)) {
                between(climbed.get(climbed.size() - 1), net).filter(affordable).ifPresent(climbed::add);
                break;
            }
            climbed.add(net);
        }
        return climbed;
    }

    /** The net half way between two rungs, where one only differs from the other by a width that is twice as large or more. */
    private static Optional<NetPlan> between(NetPlan smaller, NetPlan larger) {
        boolean wider = larger.withWidth(smaller.width()).equals(smaller) && larger.width() >= 2 * smaller.width();
        int width = (int) Math.rint(Math.sqrt((double) smaller.width() * larger.width()));
        return wider ? Optional.of(smaller.withWidth(width)) : Optional.empty();
    }

    /** Whether the last stage, seen from {@code stage}, can show every example to this net often enough. */
    public static boolean affordable(Kitchen kitchen, Stage stage, Settings settings) {
        int all = kitchen.dataset().split().train().length;
        long steps = new Pace(kitchen, stage).steps(settings.withExamples(all), kitchen.lastSeconds(stage));
        return (double) steps * settings.batchSize() / all >= LAST_EPOCHS;
    }
}
