package io.souschef.data.variation;

import io.souschef.data.Images;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Something in which pictures differ, and which can be made the same in all of them. */
public enum Variation {
    /** Every picture as bright as the average one. */
    BRIGHTNESS("brightness") {
        @Override
        byte[] without(Images images, int id, Usual usual) {
            Light light = Light.of(images.pixels(id));
            return Light.changed(images.pixels(id), 1, usual.brightness - light.mean());
        }
    },

    /** Every picture as contrasty as the average one, at the brightness that it has; a flat one stays. */
    CONTRAST("contrast") {
        @Override
        byte[] without(Images images, int id, Usual usual) {
            Light light = Light.of(images.pixels(id));
            double scale = light.deviation() < Light.FLAT ? 1 : usual.contrast / light.deviation();
            return Light.changed(images.pixels(id), scale, light.mean() * (1 - scale));
        }
    },

    /** What differs from the border has its centre of mass in the middle. */
    PLACE("place") {
        @Override
        byte[] without(Images images, int id, Usual usual) {
            Mass mass = Mass.of(images, id);
            return mass.drawn(images, id, mass.middleY(), mass.middleX(), 1, 0);
        }
    },

    /** What differs from the border is spread as far around its centre of mass as in the average picture. */
    SIZE("size") {
        @Override
        byte[] without(Images images, int id, Usual usual) {
            Mass mass = Mass.of(images, id);
            return mass.drawn(images, id, mass.y(), mass.x(), mass.spread() / usual.spread, 0);
        }
    },

    /** What differs from the border stands upright: rows are moved until left and right do not go with above and below. */
    SLANT("slant") {
        @Override
        byte[] without(Images images, int id, Usual usual) {
            Mass mass = Mass.of(images, id);
            return mass.drawn(images, id, mass.y(), mass.x(), 1, mass.slant());
        }
    };

    /** What the average picture has of each. */
    record Usual(double brightness, double contrast, double spread) {
        static Usual of(Images images) {
            return new Usual(
                    mean(images, id -> Light.of(images.pixels(id)).mean()),
                    mean(images, id -> Light.of(images.pixels(id)).deviation()),
                    mean(images, id -> Mass.of(images, id).spread()));
        }

        private static double mean(Images images, ToDoubleFunction<Integer> of) {
            // summed in order, for the same bits on any number of cores
            double[] each = new double[images.size()];
            IntStream.range(0, each.length).parallel().forEach(id -> each[id] = of.applyAsDouble(id));
            return Arrays.stream(each).sum() / Math.max(1, each.length);
        }
    }

    private final String text;

    Variation(String text) {
        this.text = text;
    }

    abstract byte[] without(Images images, int id, Usual usual);

    /** The same pictures without this variation; others of the same size and names. */
    public Images takenFrom(Images images) {
        Usual usual = Usual.of(images);
        byte[][] same = new byte[images.size()][];
        IntStream.range(0, same.length).parallel().forEach(id -> same[id] = without(images, id, usual));
        return images.withPixels(same);
    }

    @Override
    public String toString() {
        return text;
    }
}
