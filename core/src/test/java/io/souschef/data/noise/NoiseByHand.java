package io.souschef.data.noise;

import io.souschef.data.Dataset;
import io.souschef.data.Labels;
import io.souschef.data.Options;
import io.souschef.data.Pantry;
import io.souschef.data.Progress;
import io.souschef.tensor.RandomStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Plants wrong labels and says how well they are found: DATA PERCENT SECONDS [TARGET]. Every label of train and validation is replaced,
 * with this probability, by another class, each equally likely. Prints the area under the ROC curve, the average precision, F1 of the suspects, and
 * what is flatly contradicted.
 */
final class NoiseByHand {
    public static void main(String[] args) {
        Options options = args.length > 3 ? Options.standard().withTarget(args[3]) : Options.standard();
        Dataset dataset = Pantry.open(args[0], options);
        double share = Double.parseDouble(args[1]) / 100;
        Labels labels = (Labels) dataset.targets();
        boolean[] wrong = new boolean[dataset.size()];
        Labels noisy = noisy(labels, share, wrong);
        int[] ids = IntStream.concat(
                        IntStream.of(dataset.split().train()),
                        IntStream.of(dataset.split().validation()))
                .sorted()
                .toArray();
        long begun = System.nanoTime();
        OutOfSample said = OutOfSample.of(
                        dataset.withTargets(noisy), ids, Double.parseDouble(args[2]), 1337, Progress.SILENT)
                .orElseThrow();
        double seconds = (System.nanoTime() - begun) / 1e9;
        ConfidentLearning learning = new ConfidentLearning(said.labels(), said.probabilities());
        boolean[] planted = new boolean[said.ids().length];
        for (int i = 0; i < planted.length; i++) {
            planted[i] = wrong[said.ids()[i]];
        }
        int right = 0;
        for (int i = 0; i < planted.length; i++) {
            right += said.classOf(learning.guess(i)) == labels.values()[said.ids()[i]] ? 1 : 0;
        }
        long flat = IntStream.range(0, planted.length)
                .filter(i ->
                        said.probabilities()[i][learning.guess(i)] - said.probabilities()[i][said.labels()[i]] > 0.8)
                .count();
        System.out.printf(
                "%s, %.0f %% planted, %,d labels, %.1f s%n  %s%n",
                args[0], 100 * share, planted.length, seconds, said.how());
        System.out.printf(
                "  accuracy %.4f  AUROC %.4f  AP %.4f  suspects F1 %.3f (%d)  flat %.2f %%  estimate %.3f%n",
                (double) right / planted.length,
                auroc(learning.selfConfidence(), planted),
                averagePrecision(learning.ranking(), planted),
                f1(learning.suspects(), planted),
                learning.suspects().length,
                100.0 * flat / planted.length,
                learning.estimate());
    }

    private static Labels noisy(Labels labels, double share, boolean[] wrong) {
        RandomStream random = RandomStream.of(7, "planted noise");
        int classes = labels.classes().size();
        int[] values = labels.values().clone();
        for (int id = 0; id < values.length; id++) {
            if (random.at(id).uniform(0) < share) {
                values[id] = (values[id] + 1 + random.at(id).below(1, classes - 1)) % classes;
                wrong[id] = true;
            }
        }
        return new Labels(values, labels.classes());
    }

    private static double auroc(double[] confidence, boolean[] planted) {
        Integer[] order = IntStream.range(0, planted.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> confidence[i]));
        double above = 0;
        double found = 0;
        double clean = 0;
        for (int i : order) {
            if (planted[i]) {
                found++;
            } else {
                clean++;
                above += found;
            }
        }
        return above / Math.max(1, found * clean);
    }

    private static double averagePrecision(int[] ranking, boolean[] planted) {
        double found = 0;
        double sum = 0;
        for (int i = 0; i < ranking.length; i++) {
            if (planted[ranking[i]]) {
                found++;
                sum += found / (i + 1);
            }
        }
        return sum / Math.max(1, found);
    }

    private static double f1(int[] suspects, boolean[] planted) {
        double hit = Arrays.stream(suspects).filter(i -> planted[i]).count();
        double all = IntStream.range(0, planted.length).filter(i -> planted[i]).count();
        return 2 * hit / Math.max(1, suspects.length + all);
    }
}
