package io.souschef.check.data;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.experiment.Finding;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Mean and deviation measured on training and evaluation together let the evaluation split speak in training; small here, large
 * where features are selected the same way. It shows in the digits: the union is standardised exactly, training alone isn't. It
 * can't see a selection of features, nor a scaler that a third split went into.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">become one with the data</a>
 */
public final class ScalerFittedOnAllData implements Check {
    @Override
    public String name() {
        return "what is fitted is fitted on training alone";
    }

    @Override
    public String code() {
        return "scaler-fitted-on-all-data";
    }

    @Override
    public Finding run(Subject subject) {
        Streams streams = subject.measured(new Reading());
        if (!streams.first().ofRealNumbers() || !streams.first().whole() || streams.varied() > 0) {
            throw new CouldNotJudge("it needs whole splits of real numbers that are not augmented");
        }
        float[][] union = Stream.concat(
                        streams.first().byId().values().stream().map(Example::input),
                        Arrays.stream(streams.evaluation().rows()))
                .toArray(float[][]::new);
        if (Arrays.stream(union).anyMatch(row -> row.length != union[0].length)) {
            throw new CouldNotJudge("the inputs differ in size from example to example");
        }
        boolean together = EvaluationNormalisedDifferently.standardised(
                Moments.of(union, streams.first().groups()));
        boolean alone = EvaluationNormalisedDifferently.standardised(Moments.of(streams.first()));
        boolean evaluation = EvaluationNormalisedDifferently.standardised(Moments.of(streams.evaluation()));
        return finding()
                .measured(
                        "mean 0 and deviation 1 to the last digit: training %s, evaluation %s, both together %s",
                        yes(alone), yes(evaluation), yes(together))
                .expected("training alone, if any")
                .cause(together && !alone ? "the scaler was fitted on training and evaluation together" : "")
                .fix("split first, then fit: scaler.fit(train); scaler.apply(evaluation)")
                .failIf(together && !alone);
    }

    private static String yes(boolean it) {
        return it ? "yes" : "no";
    }
}
