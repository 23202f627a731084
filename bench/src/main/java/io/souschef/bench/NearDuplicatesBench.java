package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.Labels;
import io.souschef.data.Split;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.source.Progress;
import io.souschef.data.source.Source;
import io.souschef.tensor.RandomStream;
import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Near-duplicates planted among made pictures (noise of all scales, like clouds or foliage, with discs and bars): [IMAGES], 100,000 if not
 * said. One in a hundred is a changed copy: resized to 0.6, JPEG of quality 30, cropped by 5 % somewhere, brighter or darker, mirrored or
 * turned. Pictures are made with 96x96 pixels, changed there, and then brought to 64x64.
 */
public final class NearDuplicatesBench {
    private static final int MADE = 96, SIDE = 64;
    private static final List<String> CHANGES = List.of("resized", "recompressed", "cropped", "brightness", "turned");

    private NearDuplicatesBench() {}

    public static void main(String[] args) {
        int size = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int planted = size / 100;
        byte[][] pixels = IntStream.range(0, size)
                .parallel()
                .mapToObj(id -> id < size - planted ? reduced(picture(id)) : changed(id, size))
                .toArray(byte[][]::new);
        List<String> names = IntStream.range(0, size).mapToObj(String::valueOf).toList();
        Images images = Images.unscaled(1, SIDE, SIDE, pixels, names);
        Dataset dataset = new Dataset(
                "made",
                new Source("made", "0".repeat(64), 0, "made"),
                images,
                new Labels(IntStream.range(0, size).map(i -> i % 2).toArray(), List.of("a", "b")),
                new Split(IntStream.range(0, size).toArray(), new int[0], new int[0], "none"),
                List.of());

        long begun = System.nanoTime();
        NearDuplicates near = NearDuplicates.of(dataset, Duplicates.of(dataset), 1337, Progress.SILENT);
        double seconds = (System.nanoTime() - begun) / 1e9;
        report(near, size, planted, seconds);
    }

    private static void report(NearDuplicates near, int size, int planted, double seconds) {
        Set<Long> found = new HashSet<>();
        long wrong = 0;
        for (NearDuplicates.Pair pair : near.pairs()) {
            found.add((long) pair.first() << 32 | pair.second());
            boolean isWrong = source(pair.first(), size) != source(pair.second(), size);
            if (isWrong && wrong++ < 10) {
                System.out.println("wrong: " + pair);
            }
        }
        Map<String, int[]> recall = new TreeMap<>();
        for (int id = size - planted; id < size; id++) {
            int[] counts = recall.computeIfAbsent(change(id), change -> new int[2]);
            counts[0] += found.contains((long) original(id, size) << 32 | id) ? 1 : 0;
            counts[1]++;
        }
        int right = recall.values().stream().mapToInt(counts -> counts[0]).sum();
        System.out.printf(
                "%,d images in %.1f s; threshold %.4f; recall %.4f, precision %.4f (%d wrong of %d)%n",
                size,
                seconds,
                near.threshold(),
                (double) right / planted,
                1 - (double) wrong / near.pairs().size(),
                wrong,
                near.pairs().size());
        recall.forEach((change, counts) -> System.out.printf("  %-13s %d of %d%n", change, counts[0], counts[1]));
    }

    /** A picture is its own source; two copies of one picture are near-duplicates too. */
    private static int source(int id, int size) {
        return id < size - size / 100 ? id : original(id, size);
    }

    private static int original(int id, int size) {
        return RandomStream.of(7, "original").below(id, size - size / 100);
    }

    private static String change(int id) {
        return CHANGES.get(id % CHANGES.size());
    }

    private static byte[] changed(int id, int size) {
        BufferedImage picture = picture(original(id, size));
        RandomStream random = RandomStream.of(7, "change").at(id);
        return reduced(
                switch (change(id)) {
                    case "resized" -> scaled(scaled(picture, 58), MADE);
                    case "recompressed" -> recompressed(picture);
                    case "cropped" ->
                        scaled(picture.getSubimage(random.below(0, 6), random.below(1, 6), MADE - 5, MADE - 5), MADE);
                    case "brightness" -> brightened(picture, random.uniform(0) < 0.5 ? 0.6 : 1.3);
                    default -> turned(picture, random.below(0, 3));
                });
    }

    /** Six octaves of noise of random roughness, with up to four shapes on it. */
    private static BufferedImage picture(int id) {
        RandomStream random = RandomStream.of(7, "picture").at(id);
        double[] grey = new double[MADE * MADE];
        double rough = 0.45 + 0.3 * random.uniform(0);
        double contrast = 40 + 50 * random.uniform(1);
        for (int octave = 0, cells = 3; octave < 6; octave++, cells *= 2) {
            addNoise(grey, cells, contrast * Math.pow(rough, octave), random.at(octave));
        }
        for (int shape = 0; shape < random.below(2, 5); shape++) {
            addShape(grey, random.named("shape").at(shape));
        }
        BufferedImage image = new BufferedImage(MADE, MADE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < grey.length; i++) {
            image.getRaster().setSample(i % MADE, i / MADE, 0, level(128 + grey[i]));
        }
        return image;
    }

    private static void addNoise(double[] grey, int cells, double height, RandomStream random) {
        double[] knots = new double[(cells + 1) * (cells + 1)];
        Arrays.setAll(knots, k -> height * (2 * random.uniform(k) - 1));
        for (int y = 0; y < MADE; y++) {
            double v = (double) y * cells / MADE;
            int row = (int) v;
            for (int x = 0; x < MADE; x++) {
                double u = (double) x * cells / MADE;
                int k = row * (cells + 1) + (int) u;
                double right = u - (int) u;
                double down = v - row;
                grey[y * MADE + x] += (1 - down) * ((1 - right) * knots[k] + right * knots[k + 1])
                        + down * ((1 - right) * knots[k + cells + 1] + right * knots[k + cells + 2]);
            }
        }
    }

    private static void addShape(double[] grey, RandomStream random) {
        double x = MADE * random.uniform(0);
        double y = MADE * random.uniform(1);
        double wide = 5 + 20 * random.uniform(2);
        double high = 5 + 20 * random.uniform(3);
        double level = 200 * random.uniform(4) - 100;
        boolean disc = random.uniform(5) < 0.5;
        for (int i = 0; i < grey.length; i++) {
            double dx = (i % MADE - x) / wide;
            double dy = (Math.floorDiv(i, MADE) - y) / high;
            if (disc ? dx * dx + dy * dy < 1 : Math.max(Math.abs(dx), Math.abs(dy)) < 1) {
                grey[i] = 0.2 * grey[i] + level;
            }
        }
    }

    private static BufferedImage scaled(BufferedImage picture, int side) {
        double factor = (double) side / picture.getWidth();
        BufferedImage result = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        new AffineTransformOp(AffineTransform.getScaleInstance(factor, factor), AffineTransformOp.TYPE_BICUBIC)
                .filter(picture, result);
        return result;
    }

    private static BufferedImage brightened(BufferedImage picture, double factor) {
        BufferedImage result = new BufferedImage(MADE, MADE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < MADE * MADE; i++) {
            int level = picture.getRaster().getSample(i % MADE, i / MADE, 0);
            result.getRaster().setSample(i % MADE, i / MADE, 0, level(level * factor));
        }
        return result;
    }

    private static BufferedImage turned(BufferedImage picture, int way) {
        BufferedImage result = new BufferedImage(MADE, MADE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < MADE * MADE; i++) {
            int x = i % MADE;
            int y = i / MADE;
            int fromX = way == 0 ? MADE - 1 - x : way == 1 ? y : MADE - 1 - x;
            int fromY = way == 0 ? y : way == 1 ? MADE - 1 - x : MADE - 1 - y;
            result.getRaster().setSample(x, y, 0, picture.getRaster().getSample(fromX, fromY, 0));
        }
        return result;
    }

    private static BufferedImage recompressed(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(0.3f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), quality);
            out.flush();
            return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to and read from", e);
        } finally {
            writer.dispose();
        }
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** Each pixel of the small picture is the mean of those that it covers, 1.5 x 1.5. */
    private static byte[] reduced(BufferedImage picture) {
        byte[] result = new byte[SIDE * SIDE];
        double step = (double) MADE / SIDE;
        for (int i = 0; i < result.length; i++) {
            double sum = 0;
            for (int part = 0; part < 9; part++) {
                int x = (int) ((i % SIDE + (part % 3 + 0.5) / 3) * step);
                int y = (int) ((Math.floorDiv(i, SIDE) + (Math.floorDiv(part, 3) + 0.5) / 3) * step);
                sum += picture.getRaster().getSample(x, y, 0);
            }
            result[i] = (byte) level(sum / 9);
        }
        return result;
    }
}
