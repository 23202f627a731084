package io.souschef.app;

import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.Version;
import io.souschef.report.FindingText;
import io.souschef.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code souschef doctor}: what computes here, how fast, and what is wrong with it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = {"Says what computes on this machine, times it, and names what is wrong and how to mend it.", ""},
        synopsisHeading = "Example: souschef doctor%n%nUsage: ",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong, or only slow", "1:something does not work"})
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ProgressLine progress = new ProgressLine(terminal, System::nanoTime);
        FindingText text = new FindingText(terminal.width(), terminal.colour());
        List<Finding> findings = new ArrayList<>();
        try (Clockwork clockwork = Clockwork.drawing(progress)) {
            progress.print("souschef " + Version.TEXT + "  libtorch " + Engine.version() + "\n");
            for (Examination examination : examinations()) {
                progress.at(examination.what(), -1, "");
                Finding finding = examination.finding().get();
                progress.ended();
                findings.add(finding);
                progress.print(text.of(finding));
            }
            progress.print("\n" + verdict(findings));
        }
        return findings.stream().anyMatch(f -> f.outcome() == Outcome.FAIL) ? Souschef.FAILED : Souschef.SOUND;
    }

    private record Examination(String what, Supplier<Finding> finding) {}

    private static List<Examination> examinations() {
        Machine machine = Machine.here();
        return List.of(
                new Examination("looking at Java", machine::java),
                new Examination("looking at the processor", machine::processor),
                new Examination("looking at the memory", machine::memory),
                new Examination("looking at the disk", machine::disk),
                new Examination("starting libtorch; its first use unpacks about 350 MB", EngineExam::libtorch),
                new Examination("counting threads", () -> EngineExam.threads(machine)),
                new Examination("looking for vector instructions", EngineExam::instructions),
                new Examination("looking for a GPU", EngineExam::device),
                new Examination("timing a matrix product", EngineExam::product),
                new Examination("timing steps of a small net", EngineExam::smallStep),
                new Examination("timing steps of a convolutional net", EngineExam::convolutionalStep));
    }

    private static String verdict(List<Finding> findings) {
        long failed = findings.stream().filter(f -> f.outcome() == Outcome.FAIL).count();
        long warned = findings.stream().filter(f -> f.outcome() == Outcome.WARN).count();
        if (failed + warned == 0) {
            return "healthy";
        }
        return failed > 0 ? failed + " of " + findings.size() + " do not work" : warned + " to look at; it works";
    }
}
