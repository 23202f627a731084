package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.error.Problem;
import io.souschef.tensor.RandomStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A folder of very many files: FOLDER [FILES] [SIDE], a million of 16x16 pixels if not said. Of a thousand different pictures each is there
 * under as many names (hard links), in ten class folders; made where the folder is not there yet. Says how long reading took, the first
 * time and from the cache, and how much of Java's memory it needed at most: run it with -Xmx to see what happens with less.
 */
public final class ManyFilesBench {
    private static final int DIFFERENT = 1000, CLASSES = 10;

    private ManyFilesBench() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int files = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        int side = args.length > 2 ? Integer.parseInt(args[2]) : 16;
        if (!Files.exists(folder)) {
            make(folder, files, side);
        }
        Path cache = Files.createTempFile("many-files", ".pictures");
        try {
            read("for the first time", folder, cache);
            read("again, from the cache", folder, cache);
        } catch (Problem e) {
            System.out.println(e.getMessage());
        } finally {
            Files.delete(cache);
        }
    }

    private static void read(String name, Path folder, Path cache) {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long begun = System.nanoTime();
        Dataset dataset = Pantry.open(folder.toString(), Options.standard().withCache(cache));
        double seconds = (System.nanoTime() - begun) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.gc();
        long kept = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.printf(
                "%s: %,d pictures in %.1f s, %,.0f a second; of %,d MB at most %,d used, %,d kept%n",
                name,
                dataset.size(),
                seconds,
                dataset.size() / seconds,
                Runtime.getRuntime().maxMemory() >> 20,
                peak >> 20,
                kept >> 20);
    }

    private static void make(Path folder, int files, int side) throws IOException {
        Path[] different = new Path[DIFFERENT];
        for (int i = 0; i < files; i++) {
            Path label = folder.resolve("class-" + i % CLASSES);
            Path file = label.resolve(i + ".png");
            if (i < DIFFERENT) {
                Files.createDirectories(label);
                ImageIO.write(noise(i, side), "png", file.toFile());
                different[i] = file;
            } else {
                Files.createLink(file, different[i % DIFFERENT]);
            }
        }
    }

    private static BufferedImage noise(int number, int side) {
        RandomStream random = RandomStream.of(7, "noise").at(number);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, Math.floorDiv(i, side), 0, random.below(i, 256));
        }
        return image;
    }
}
