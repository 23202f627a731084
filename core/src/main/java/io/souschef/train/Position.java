package io.souschef.train;

/**
 * How far a training has come.
 *
 * @param step updates done
 * @param epoch the epoch that goes on, from 0
 * @param batch the batch of that epoch that comes next
 * @param seconds spent so far, over all processes
 */
public record Position(long step, int epoch, int batch, double seconds) {
    static Position start() {
        return new Position(0, 0, 0, 0);
    }

    Position nextBatch() {
        return new Position(step + 1, epoch, batch + 1, seconds);
    }

    Position nextEpoch(double seconds) {
        return new Position(step, epoch + 1, 0, seconds);
    }

    Position after(double seconds) {
        return new Position(step, epoch, batch, seconds);
    }
}
