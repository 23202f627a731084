package io.souschef.gallery.fed;

/** Mean and deviation per feature, fitted on some rows. */
@SuppressWarnings("ArrayRecordComponent") // compared by content nowhere
public record Standard(double[] mean, double[] deviation) {
    /** Of the rows with these numbers. */
    public static Standard of(float[][] rows, int[] ids) {
        int width = rows[0].length;
        double[] mean = new double[width];
        double[] deviation = new double[width];
        for (int j = 0; j < width; j++) {
            for (int id : ids) {
                mean[j] += rows[id][j] / ids.length;
            }
            for (int id : ids) {
                deviation[j] += Math.pow(rows[id][j] - mean[j], 2) / ids.length;
            }
            deviation[j] = Math.max(1e-6, Math.sqrt(deviation[j]));
        }
        return new Standard(mean, deviation);
    }

    public float[] of(float[] row) {
        float[] out = new float[row.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = (float) ((row[j] - mean[j]) / deviation[j]);
        }
        return out;
    }
}
