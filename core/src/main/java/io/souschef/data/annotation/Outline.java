package io.souschef.data.annotation;

/** A closed outline, x and y of its corners in turn. */
final class Outline {
    private Outline() {}

    /** The shoelace formula. */
    static double area(double... corners) {
        double sum = 0;
        int n = corners.length / 2;
        for (int i = 0; i < n; i++) {
            int next = (i + 1) % n;
            sum += corners[2 * i] * corners[2 * next + 1] - corners[2 * next] * corners[2 * i + 1];
        }
        return Math.abs(sum) / 2;
    }
}
