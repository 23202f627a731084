package io.souschef.check.step;

/** Normal equations of a few unknowns. */
final class LeastSquares {
    private LeastSquares() {}

    /** Solves A x = b by elimination with pivots on the diagonal; an unknown without an equation is zero. */
    static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        double[][] a = new double[n][];
        double[] b = right.clone();
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        boolean[] gone = new boolean[n];
        for (int p = 0; p < n; p++) {
            gone[p] = !(Math.abs(a[p][p]) > 1e-12 * Math.abs(matrix[p][p]) && matrix[p][p] != 0);
            for (int row = 0; row < n && !gone[p]; row++) {
                double factor = row == p ? 0 : a[row][p] / a[p][p];
                for (int col = 0; col < n; col++) {
                    a[row][col] -= factor * a[p][col];
                }
                b[row] -= factor * b[p];
            }
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = gone[i] ? 0 : b[i] / a[i][i];
        }
        return x;
    }
}
