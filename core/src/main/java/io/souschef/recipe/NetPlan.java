package io.souschef.recipe;

import io.souschef.data.Images;
import io.souschef.data.Inputs;
import io.souschef.data.Preparation;
import io.souschef.data.Preparation.Pictures;
import io.souschef.data.Table;
import io.souschef.data.TableEncoding;
import io.souschef.nn.ConvNet;
import io.souschef.nn.HeadedNet;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.nn.ResNet;
import io.souschef.nn.TableNet;
import io.souschef.train.Task;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which net, and how large.
 *
 * @param family linear, mlp, table, convnet or resnet
 * @param width units of a hidden layer, or channels of the first stage
 * @param depth hidden layers, convolutions per stage, or residual blocks per stage
 * @param dropout the share of features dropped while training
 */
public record NetPlan(String family, int width, int depth, double dropout) {
    /** Builds the net for examples that are prepared like this. */
    public Layer build(Preparation preparation, Task task, long seed) {
        return switch (family) {
            case "linear" -> new Mlp(seed, inputs(preparation), task.outputs());
            case "mlp" -> new Mlp(seed, dropout, sizes(inputs(preparation), task.outputs()));
            case "table" -> {
                TableEncoding table = preparation.table().orElseThrow();
                TableNet.Options options = new TableNet.Options(width, depth, dropout);
                yield new TableNet(seed, table.width(), table.numbers(), task.outputs(), options);
            }
            case "convnet" -> {
                Pictures p = preparation.pictures().orElseThrow();
                ConvNet.Options options = new ConvNet.Options(width, depth, dropout);
                yield new ConvNet(seed, p.channels(), p.height(), p.width(), task.outputs(), options);
            }
            case "resnet" -> {
                Pictures p = preparation.pictures().orElseThrow();
                ResNet.Plan plan =
                        ResNet.Plan.cifar(6 * depth + 2).withWidth(width).withDropout(dropout);
                yield new ResNet(seed, plan, p.channels(), task.outputs());
            }
            default -> throw new IllegalArgumentException("no such family of nets: " + family);
        };
    }

    /** The last layer of a net built by {@link #build}. */
    public static HeadedNet headed(Layer net) {
        return (HeadedNet) net;
    }

    private static int inputs(Preparation preparation) {
        return preparation
                .pictures()
                .map(p -> p.channels() * p.height() * p.width())
                .orElseGet(preparation::width);
    }

    private int[] sizes(int in, int out) {
        int[] sizes = new int[depth + 2];
        Arrays.fill(sizes, width);
        sizes[0] = in;
        sizes[depth + 1] = out;
        return sizes;
    }

    public NetPlan withDropout(double share) {
        return new NetPlan(family, width, depth, share);
    }

    public NetPlan withWidth(int other) {
        return new NetPlan(family, other, depth, dropout);
    }

    /**
     * What {@link #describe} writes, as a user types it, for such inputs: "linear", "convnet 32x2", "resnet-16x2".
     *
     * @throws UnknownNet if it is anything else, or a net for other inputs
     */
    public static NetPlan parse(String text, Inputs inputs) {
        boolean images = inputs instanceof Images;
        String families =
                images ? "linear|mlp|convnet|resnet" : inputs instanceof Table ? "linear|mlp|table" : "linear|mlp";
        Matcher matcher = Pattern.compile("(" + families + ")(?:[ -]([1-9]\\d{0,3})x([1-9]\\d?))?")
                .matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || (matcher.group(2) == null) != matcher.group(1).equals("linear")) {
            throw new UnknownNet(
                    text,
                    "linear, or one of " + families.replace("linear|", "").replace("|", ", ")
                            + " with its width and depth: " + (images ? "convnet 32x2" : "mlp 64x2"));
        }
        return matcher.group(2) == null
                ? new NetPlan("linear", 0, 0, 0)
                : new NetPlan(
                        matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), 0);
    }

    /** For people and for configurations: {@code convnet 24x2}. */
    public String describe() {
        return family.equals("linear") ? family : family + " " + width + "x" + depth;
    }
}
