package io.souschef.nn;

/** Lines of TorchScript. Layers are named as in {@link Layer#layers}: "layer1.0.conv2". */
public final class Code {
    private final StringBuilder lines = new StringBuilder("def forward(self, x: Tensor) -> Tensor:\n");

    Code() {}

    /** The whole, which returns {@code x}. */
    String forward() {
        return lines + "    return x\n";
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation's artifact is not worth a dependency
    Code line(String format, Object... values) {
        lines.append("    ").append(format.formatted(values)).append('\n');
        return this;
    }

    /** {@code to} becomes the convolution of {@code from}. */
    Code convolved(String to, String from, String name, Conv2d conv) {
        Conv2d.Options o = conv.options();
        return line(
                "%s = torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [%d, %d], %d)",
                to,
                from,
                tensor(name, "weight"),
                o.bias() ? tensor(name, "bias") : "None",
                o.stride(),
                o.stride(),
                o.padding(),
                o.padding(),
                o.dilation(),
                o.dilation(),
                o.groups());
    }

    /** {@code x}, normalised by running statistics. */
    Code normalised(String x, String name, BatchNorm norm) {
        return line(
                "%s = torch.batch_norm(%s, %s, %s, %s, %s, False, 0.0, %s, False)",
                x,
                x,
                tensor(name, "weight"),
                tensor(name, "bias"),
                tensor(name, "running_mean"),
                tensor(name, "running_var"),
                norm.eps());
    }

    Code linear(String name, Linear linear) {
        return line(
                "x = torch.linear(x, %s, %s)",
                tensor(name, "weight"), linear.bias().isPresent() ? tensor(name, "bias") : "None");
    }

    /** How code names the tensor of a layer; what is called by a number has to be asked for by name. */
    static String tensor(String layer, String name) {
        String path = "self";
        for (String part : layer.split("\\.", -1)) {
            path = Character.isDigit(part.charAt(0)) ? "getattr(%s, \"%s\")".formatted(path, part) : path + "." + part;
        }
        return path + "." + name;
    }
}
