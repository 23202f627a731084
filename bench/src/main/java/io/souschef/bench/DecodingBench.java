package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.data.summary.Summary;
import io.souschef.tensor.RandomStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * JPEG files of 640x480 per second, on one thread: [IMAGES] [QUALITY] [FOLDER], 400 and 0.85 if not said. First each way of decoding by
 * itself, files in memory; then all of reading a folder: files, fingerprints, decoding, axes, hashes and near-duplicates, the best of five;
 * then the same folder again from the cache, and with one file in a hundred changed. A second is one of the thread's own, which does not
 * pass while others have the core; by the clock it is said too. What the compiler and the garbage collector do beside it does not count.
 */
public final class DecodingBench {
    private static final int WIDTH = 640, HEIGHT = 480;

    private DecodingBench() {}

    private interface Way {
        Object decode(byte[] file) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "0");
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 400;
        float quality = args.length > 1 ? Float.parseFloat(args[1]) : 0.85f;
        Path folder = args.length > 2 ? Path.of(args[2]) : Files.createTempDirectory("decoding");
        if (args.length <= 2 || !Files.exists(folder)) {
            make(folder, count, quality);
        }
        ImageIO.setUseCache(false);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
        byte[][] some = new byte[Math.min(200, files.size())][];
        for (int i = 0; i < some.length; i++) {
            some[i] = Files.readAllBytes(files.get(i));
        }
        System.out.printf(
                "%,d files of %dx%d, %.0f KB in the mean%n",
                files.size(),
                WIDTH,
                HEIGHT,
                Arrays.stream(some).mapToInt(file -> file.length).average().orElse(0) / 1024);
        time("ImageIO.read", some, file -> ImageIO.read(new ByteArrayInputStream(file)));
        time("readRaster, no conversion of colours", some, file -> raster(file, 1));
        time("readRaster, every fourth pixel", some, file -> raster(file, 4));
        whole(folder, files);
    }

    private static void time(String name, byte[][] files, Way way) throws IOException {
        double[] rates = new double[5];
        for (int round = 0; round < rates.length; round++) {
            long begun = own();
            for (byte[] file : files) {
                if (way.decode(file) == null) {
                    throw new IOException("nothing decoded");
                }
            }
            rates[round] = files.length / ((own() - begun) / 1e9);
        }
        Arrays.sort(rates);
        System.out.printf("  %-40s %6.1f a second (median of %d rounds)%n", name, rates[2], rates.length);
    }

    private static Object raster(byte[] file, int step) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            ImageReadParam how = reader.getDefaultReadParam();
            how.setSourceSubsampling(step, step, 0, 0);
            return reader.readRaster(0, how);
        } finally {
            reader.dispose();
        }
    }

    private static void whole(Path folder, List<Path> files) throws IOException {
        for (int warm = 0; warm < 3; warm++) {
            Pantry.open(folder.toString(), Options.standard());
        }
        Path cache = Files.createTempFile("decoding", ".pictures");
        double first = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 5; round++) {
            Files.delete(cache);
            first = Math.min(first, inspected("all of it, for the first time", folder, cache, files.size()));
        }
        double again = inspected("the same, unchanged", folder, cache, files.size());
        for (int i = 0; i < files.size(); i += 100) {
            Files.setLastModifiedTime(files.get(i), FileTime.fromMillis(1_000_000_000_000L));
        }
        double some = inspected("the same, one file in 100 touched", folder, cache, files.size());
        System.out.printf(
                "  reading again takes %.3f of the time, with one in 100 changed %.3f%n", again / first, some / first);
        Files.delete(cache);
    }

    private static double inspected(String name, Path folder, Path cache, int count) {
        long clock = System.nanoTime();
        long begun = own();
        Dataset dataset = Pantry.open(folder.toString(), Options.standard().withCache(cache));
        double read = (own() - begun) / 1e9;
        Summary.of(dataset);
        NearDuplicates.of(dataset, Duplicates.of(dataset), 1337, Progress.SILENT);
        double all = (own() - begun) / 1e9;
        double byTheClock = (System.nanoTime() - clock) / 1e9;
        System.out.printf(
                "  %-40s %6.1f a second; reading alone %.1f a second; all by the clock %.1f%n",
                name, count / all, count / read, count / byTheClock);
        return all;
    }

    /** Nanoseconds that this thread has had. */
    private static long own() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void make(Path folder, int count, float quality) throws IOException {
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(i % 2 == 0 ? "even" : "odd").resolve(i + ".jpg");
            Files.createDirectories(file.getParent());
            ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                ImageWriteParam how = writer.getDefaultWriteParam();
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(quality);
                writer.setOutput(out);
                writer.write(null, new IIOImage(picture(i), null, null), how);
            } finally {
                writer.dispose();
            }
            Files.write(file, bytes.toByteArray());
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_100_000_000_000L));
        }
    }

    /** Noise of all scales in three colours, as landscapes have, a little of it of single pixels. */
    private static BufferedImage picture(int number) {
        RandomStream random = RandomStream.of(7, "landscape").at(number);
        double[][] planes =
                IntStream.range(0, 3).mapToObj(c -> plane(random.at(c))).toArray(double[][]::new);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double luma = planes[0][i];
            int red = level(128 + luma + 0.4 * planes[1][i]);
            int green = level(128 + luma);
            int blue = level(128 + luma + 0.4 * planes[2][i]);
            image.setRGB(i % WIDTH, Math.floorDiv(i, WIDTH), red << 16 | green << 8 | blue);
        }
        return image;
    }

    private static double[] plane(RandomStream random) {
        double[] plane = new double[WIDTH * HEIGHT];
        double height = 60;
        for (int cells = 4, octave = 0; cells <= 256; cells *= 2, octave++, height *= 0.6) {
            RandomStream knots = random.at(octave);
            for (int i = 0; i < plane.length; i++) {
                double u = (double) (i % WIDTH) * cells / WIDTH;
                double v = (double) Math.floorDiv(i, WIDTH) * cells / WIDTH;
                int k = ((int) v) * (cells + 1) + (int) u;
                double right = u - (int) u;
                double down = v - (int) v;
                plane[i] += height
                        * ((1 - down) * ((1 - right) * knot(knots, k) + right * knot(knots, k + 1))
                                + down
                                        * ((1 - right) * knot(knots, k + cells + 1)
                                                + right * knot(knots, k + cells + 2)));
            }
        }
        return plane;
    }

    private static double knot(RandomStream random, int k) {
        return 2 * random.uniform(k) - 1;
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
