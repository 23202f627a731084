package io.souschef.recipe;

import io.souschef.experiment.Result;
import io.souschef.tensor.Engine;
import io.souschef.train.Horizon;
import io.souschef.train.Loop;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Trainings that run before their results are asked for, several at once, each on one thread. Every one gives the bits that it gives
 * alone; how many run at once is a matter of time only.
 */
final class Ahead {
    private static final int POLL_MILLIS = 100;

    private final Map<String, Begun> begun = new HashMap<>();

    /** A training and how far it is. */
    private static final class Begun implements Loop.Listener {
        private volatile boolean cancelled;
        private volatile double share;
        private volatile double loss;
        private Future<Result> result = new CompletableFuture<>();

        @Override
        public void stepped(long step, Horizon horizon, double loss) {
            if (cancelled) {
                throw new CancellationException("nobody waits for it");
            }
            this.loss = loss;
            this.share = horizon.fraction(step);
        }
    }

    /** What wants to know how far a training is: its share, 0 to 1, and its loss. */
    interface Progress {
        void at(double share, double loss);
    }

    /** Begins these trainings, in their order, as many at once as the engine has threads. */
    void begin(Map<String, Function<Loop.Listener, Result>> trainings) {
        ExecutorService pool = Executors.newFixedThreadPool(Engine.threads(), work -> {
            Thread thread = new Thread(work, "souschef-training");
            thread.setDaemon(true);
            return thread;
        });
        trainings.forEach((id, training) -> {
            Begun one = new Begun();
            one.result = pool.submit(() -> {
                Engine.threads(1); // of this thread
                return training.apply(one);
            });
            begun.put(id, one);
        });
        pool.shutdown();
    }

    /** The result of a training that was begun, waited for; each once. When {@code progress} throws, all are given up, this one too. */
    Optional<Result> take(String id, Progress progress) {
        Begun one = begun.get(id);
        if (one == null) {
            return Optional.empty();
        }
        Result result = awaited(one, progress);
        begun.remove(id);
        return Optional.of(result);
    }

    /** Gives up those whose results nobody has taken; none of them trains any more when this returns, so that they can be begun anew. */
    void giveUp() {
        begun.values().forEach(one -> one.cancelled = true);
        for (Begun one : begun.values()) {
            try {
                one.result.get();
            } catch (ExecutionException e) {
                // given up, or come to nothing: nobody asks
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        begun.clear();
    }

    private Result awaited(Begun one, Progress progress) {
        boolean done = false;
        try {
            while (true) {
                try {
                    Result result = one.result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    done = true;
                    return result;
                } catch (TimeoutException stillTraining) {
                    progress.at(one.share, one.loss);
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            if (!done) {
                giveUp(); // this one is among them
            }
        }
    }
}
