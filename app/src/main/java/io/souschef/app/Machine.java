package io.souschef.app;

import com.sun.management.OperatingSystemMXBean;
import io.souschef.experiment.Finding;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a process finds around it.
 *
 * @param cores that this process may use
 * @param load processes that want to compute, a mean over the last minute; negative where the system doesn't say
 * @param total bytes of the machine, or of the container
 * @param available bytes of it that are free, or could be freed
 * @param heap bytes that Java may use for objects
 */
record Machine(int cores, double load, long total, long available, long heap) {
    private static final double GIB = 1 << 30;

    /** GiB. A run of Fashion-MNIST has needed up to two, data, Java and libtorch together. */
    private static final double LEAST_MEMORY = 2;

    /** GiB. libtorch unpacked takes 0.4; a run leaves checkpoints of some hundred megabytes. */
    private static final double LEAST_DISK = 1;

    static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                system.getSystemLoadAverage(),
                system.getTotalMemorySize(),
                available(system.getFreeMemorySize()),
                runtime.maxMemory());
    }

    /** Linux counts what files occupy in memory as used, though it gives it back when asked. */
    private static long available(long free) {
        try {
            return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(free);
        } catch (IOException e) {
            return free;
        }
    }

    Finding java() {
        return Finding.of("java", "java")
                .measured(
                        "%s, %s, %s %s",
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"))
                .okIf(true);
    }

    Finding processor() {
        boolean busy = load > 0.5 * cores;
        return Finding.of("processor", "processor")
                .measured(cores == 1 ? "%d core, load %.1f" : "%d cores, load %.1f", cores, Math.max(0, load))
                .expected("a load of at most half the cores while nothing of ours is running")
                .cause(busy ? "other programs compute, too" : "")
                .fix("stop them, or expect every time to be longer: top")
                .warnIf(busy);
    }

    Finding memory() {
        boolean little = available / GIB < LEAST_MEMORY;
        return Finding.of("memory", "memory")
                .measured("%.1f GiB, %.1f available, %.1f for Java's objects", total / GIB, available / GIB, heap / GIB)
                .expected("%.0f GiB available", LEAST_MEMORY)
                .cause(little ? "large data will not fit" : "")
                .fix("close other programs, or use --image-size with a smaller number")
                .warnIf(little);
    }

    Finding disk() {
        Path here = Path.of("").toAbsolutePath();
        Finding.Draft draft =
                Finding.of("disk", "disk").expected("%.0f GiB free, and a folder to write in", LEAST_DISK);
        try {
            double free = Files.getFileStore(here).getUsableSpace() / GIB;
            boolean writable = Files.isWritable(here);
            draft.measured(String.format(Locale.ROOT, "%.1f GiB free in %s", free, here))
                    .cause(writable ? "" : "it can't be written")
                    .fix(writable ? "free some room" : "run in another folder, or with --out DIR");
            return draft.warnIf(free < LEAST_DISK || !writable);
        } catch (IOException e) {
            return draft.skip("the system does not say how much is free");
        }
    }
}
