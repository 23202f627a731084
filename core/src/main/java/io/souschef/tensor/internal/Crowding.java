package io.souschef.tensor.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whether other programs want the cores that ours compute on: how long our threads had to wait for one, of the time that went by. Linux
 * keeps account of it; elsewhere nothing is ever crowded.
 *
 * <p>Looks two seconds apart while a ConvNet trained on two cores: 0.05 to 0.18 with nothing else running, 0.35 to 0.37 while the VM
 * still compiled its own code; 0.57 to 0.92 beside one program
 * that computes, 0.81 to 1.6 beside three.
 */
final class Crowding {
    static final long APART = 2_000_000_000L; // nanoseconds from look to look; one takes 2 to 20 milliseconds
    private static final double CROWDED = 0.45;
    private static final Path TASKS = Path.of("/proc/self/task");

    private final Supplier<OptionalLong> waiting;
    private final boolean kept;
    private long looked;
    private OptionalLong waited;
    private boolean crowded;

    /** @param waiting nanoseconds that our threads have waited for a core so far, or nothing if that isn't known */
    Crowding(Supplier<OptionalLong> waiting, long now) {
        this.waiting = waiting;
        this.looked = now;
        this.waited = waiting.get();
        this.kept = waited.isPresent();
    }

    static Crowding ofThisProcess() {
        return new Crowding(Crowding::waitingSoFar, System.nanoTime());
    }

    /** @param now in nanoseconds, of {@link System#nanoTime} */
    boolean at(long now) {
        if (!kept || now - looked < APART) {
            return crowded;
        }
        OptionalLong waitedNow = waiting.get();
        // a thread that ended takes its waiting with it; one that ends under a look spoils that look alone
        crowded = waited.isPresent()
                && waitedNow.isPresent()
                && waitedNow.getAsLong() - waited.getAsLong() > CROWDED * (now - looked);
        waited = waitedNow;
        looked = now;
        return crowded;
    }

    static OptionalLong waitingSoFar() {
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                sum += waiting(task);
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(sum);
    }

    /** The second of the three numbers of a thread's schedstat; 0 of a thread that has just ended. */
    private static long waiting(Path task) throws IOException {
        Path file = task.resolve("schedstat");
        if (!Files.exists(file)) {
            return 0;
        }
        String[] numbers = Files.readString(file).trim().split(" ", -1);
        return numbers.length == 3 ? Long.parseLong(numbers[1]) : 0;
    }
}
