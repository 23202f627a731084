package io.souschef.check.loss;

import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Probe;
import io.souschef.check.Subject;
import io.souschef.check.step.Penalty;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Tensor;
import io.souschef.train.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A penalty on the weights should be a nudge beside what the data say. The loss is split in two by cutting the net's output
 * off: what still pulls at the weights is the penalty. Also whether it comes on top of a declared weight decay.
 *
 * @see <a href="https://karpathy.github.io/2019/04/25/recipe/">"you just screwed up the settings for regularization strengths"</a>
 */
public final class RegularizationDominates implements Check {
    /** Penalty's gradient over the data's, in a fresh net. Healthy programs had up to 0.1, wrong ones 3 and more. */
    private static final double MOST = 1;

    @Override
    public String name() {
        return "the data pull harder than the penalty";
    }

    @Override
    public String code() {
        return "regularization-dominates";
    }

    @Override
    public Finding run(Subject subject) {
        double inLoss = subject.measured(new Share());
        double share = Math.max(inLoss, Penalty.inStep(subject));
        boolean declared =
                subject.fresh(program -> program.declares().weightDecay().orElse(0) > 0);
        boolean large = share > MOST;
        boolean twice = !large && declared && inLoss > 1e-6;
        return finding()
                .measured("the penalty pulls %.3g times as hard as the data", share)
                .expected("less than %.0f times, and one penalty only", MOST)
                .cause(
                        large
                                ? "the regularisation dominates the loss"
                                : twice
                                        ? "the weights are penalised twice: in the loss and by the optimiser's weight decay"
                                        : "")
                .fix(large ? "make its factor a hundred times smaller" : twice ? "keep one of the two" : "")
                .failIf(large || twice);
    }

    private record Share() implements Probe<Double> {
        @Override
        public Double measure(Subject subject) {
            return subject.fresh(Share::of);
        }

        private static double of(TrainingProgram program) {
            try (Batch batch = program.training(0).open(0)) {
                program.net().train();
                Tensor output = program.forward(batch);
                Tensor penalty = program.loss(output.detach(), batch);
                List<Tensor> weights = program.net().parameters().values().stream()
                        .filter(Tensor::requiresGrad)
                        .toList();
                if (!penalty.requiresGrad()) {
                    return 0;
                }
                List<Optional<Tensor>> pulls = penalty.gradOf(weights);
                Tensor loss = program.loss(output, batch);
                if (!loss.requiresGrad()) {
                    throw new CouldNotJudge("the loss takes no gradient");
                }
                List<Optional<Tensor>> all = loss.gradOf(weights);
                List<Double> data = new ArrayList<>();
                List<Double> own = new ArrayList<>();
                for (int i = 0; i < weights.size(); i++) {
                    Tensor zero = weights.get(i).detach().mul(0);
                    Tensor p = pulls.get(i).orElse(zero);
                    own.add(p.norm().item());
                    data.add(all.get(i).orElse(zero).sub(p).norm().item());
                }
                return norm(own) / Math.max(norm(data), 1e-12);
            }
        }

        private static double norm(List<Double> parts) {
            return Math.sqrt(parts.stream().mapToDouble(part -> part * part).sum());
        }
    }
}
