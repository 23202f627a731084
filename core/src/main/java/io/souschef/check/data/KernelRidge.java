package io.souschef.check.data;

import java.util.Arrays;

/**
 * Kernel ridge regression on a few hundred rows: a predictor with nothing in it that could be wrong. Of a linear kernel and two
 * Gaussian ones it takes the one that predicts rows best that were left out, which for this model needs no second fit.
 *
 * @see <a href="https://web.stanford.edu/~hastie/ElemStatLearn/">Hastie, Tibshirani and Friedman 2009, 5.8 and 7.10</a>
 */
final class KernelRidge {
    private static final double[] WIDTHS = {0, 1, 0.35};
    private static final double PENALTY = 0.1;

    private final float[][] rows;
    private final double width;
    private final double scale;
    private final double[][] alpha;
    private final double[] means;
    private final double[][] leftOut;

    private KernelRidge(float[][] rows, double[][] targets, double width) {
        this.rows = rows;
        this.width = width;
        int n = rows.length;
        int k = targets[0].length;
        double[][] squares = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                squares[i][j] = squares[j][i] = width == 0 ? dot(rows[i], rows[j]) : distance(rows[i], rows[j]);
            }
        }
        this.scale = scale(squares);
        means = new double[k];
        for (double[] target : targets) {
            for (int c = 0; c < k; c++) {
                means[c] += target[c] / n;
            }
        }
        double[][] gram = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gram[i][j] = kernel(squares[i][j]) + (i == j ? PENALTY : 0);
            }
        }
        double[][] inverse = inverse(gram);
        alpha = new double[n][k];
        leftOut = new double[n][k];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                for (int j = 0; j < n; j++) {
                    alpha[i][c] += inverse[i][j] * (targets[j][c] - means[c]);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                leftOut[i][c] = targets[i][c] - alpha[i][c] / inverse[i][i];
            }
        }
    }

    /** The kernel that predicts left-out rows best, by squared error. */
    static KernelRidge fit(float[][] rows, double[][] targets) {
        KernelRidge best = new KernelRidge(rows, targets, WIDTHS[0]);
        for (int i = 1; i < WIDTHS.length; i++) {
            KernelRidge other = new KernelRidge(rows, targets, WIDTHS[i]);
            best = other.error(targets) < best.error(targets) ? other : best;
        }
        return best;
    }

    private double error(double[][] targets) {
        double error = 0;
        for (int i = 0; i < targets.length; i++) {
            error += distance(targets[i], leftOut[i]);
        }
        return error;
    }

    /** For each row what is predicted by all others. */
    double[][] leftOut() {
        return leftOut;
    }

    double[][] predict(float[][] others) {
        double[][] out = new double[others.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = means.clone();
            for (int j = 0; j < rows.length; j++) {
                double value = kernel(width == 0 ? dot(others[i], rows[j]) : distance(others[i], rows[j]));
                for (int c = 0; c < means.length; c++) {
                    out[i][c] += alpha[j][c] * value;
                }
            }
        }
        return out;
    }

    /** The mean square norm for the linear kernel, the median distance for the others. */
    private double scale(double[][] squares) {
        int n = squares.length;
        double[] values = new double[width == 0 ? n : n * (n - 1) / 2];
        int at = 0;
        for (int i = 0; i < n; i++) {
            if (width == 0) {
                values[at++] = squares[i][i];
            } else {
                for (int j = 0; j < i; j++) {
                    values[at++] = squares[i][j];
                }
            }
        }
        Arrays.sort(values);
        return Math.max(1e-12, values[values.length / 2]);
    }

    private double kernel(double product) {
        return width == 0 ? product / scale : Math.exp(-product / (scale * width));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double off = a[i] - b[i];
            sum += off * off;
        }
        return sum;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Of a positive definite matrix, by Cholesky. */
    private static double[][] inverse(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(1e-12, sum)) : sum / l[j][j];
            }
        }
        double[][] inverse = new double[n][];
        for (int c = 0; c < n; c++) {
            double[] y = new double[n];
            for (int i = c; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = c; k < i; k++) {
                    sum -= l[i][k] * y[k];
                }
                y[i] = sum / l[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                double sum = y[i];
                for (int k = i + 1; k < n; k++) {
                    sum -= l[k][i] * y[k];
                }
                y[i] = sum / l[i][i];
            }
            inverse[c] = y;
        }
        return inverse;
    }
}
