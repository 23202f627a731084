package io.souschef.check.symptoms;

/**
 * What a non-linearity gave for a few examples.
 *
 * @param operation relu, sigmoid or tanh
 * @param number the how-manieth operation of that kind, from 1
 * @param shape of its result
 * @param dead share of its units that are zero for every example
 * @param saturated share of its elements within a hundredth of an end of its range
 */
record Activation(String operation, int number, String shape, double dead, double saturated) {
    String name() {
        return "%s %d, %s".formatted(operation, number, shape);
    }
}
