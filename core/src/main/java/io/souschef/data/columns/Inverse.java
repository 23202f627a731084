package io.souschef.data.columns;

/** The inverse of a small symmetric positive definite matrix, by Gauss and Jordan. */
final class Inverse {
    private Inverse() {}

    /** @param matrix of n rows and columns; it is left as it is */
    static double[][] of(double[][] matrix) {
        int n = matrix.length;
        double[][] work = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, work[i], 0, n);
            work[i][n + i] = 1;
        }
        for (int p = 0; p < n; p++) {
            double pivot = work[p][p]; // positive, as the matrix is positive definite
            for (int j = 0; j < 2 * n; j++) {
                work[p][j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = work[i][p];
                if (i != p && factor != 0) {
                    for (int j = 0; j < 2 * n; j++) {
                        work[i][j] -= factor * work[p][j];
                    }
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(work[i], n, inverse[i], 0, n);
        }
        return inverse;
    }
}
