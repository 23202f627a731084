package io.souschef.gallery;

import io.souschef.check.*;
import io.souschef.experiment.*;
import java.util.*;
import java.util.regex.*;

public final class FedRanges {
    static final class Range { double lo = Double.POSITIVE_INFINITY, hi = Double.NEGATIVE_INFINITY; String l = "", h = ""; }
    public static void main(String[] a) {
        int seeds = Integer.parseInt(a[1]);
        List<Check> checks = new ArrayList<>();
        checks.addAll(io.souschef.check.data.DataChecks.all());
        checks.addAll(io.souschef.check.augmentation.AugmentationChecks.all());
        checks.addAll(io.souschef.check.labels.LabelChecks.all());
        checks.addAll(io.souschef.check.evaluation.EvaluationChecks.all());
        checks.addAll(io.souschef.check.regularization.RegularizationChecks.all());
        Map<String, Range> ranges = new TreeMap<>();
        Map<String, java.util.function.LongFunction<io.souschef.train.TrainingProgram>> programs = new LinkedHashMap<>();
        if (a[0].equals("wrong")) { for (Trap t : FedTrapsTest.traps()) programs.put(t.code() + "/" + t.name(), t.wrong()); }
        else if (a[0].equals("mine")) { for (Healthy h : FedTrapsTest.healthy()) programs.put(h.name(), h.program()); for (Trap t : FedTrapsTest.traps()) programs.put("right " + t.name(), t.right()); }
        else { for (Healthy h : Gallery.healthy()) programs.put(h.name(), h.program()); for (Trap t : Gallery.traps()) if (!FedTrapsTest.traps().stream().anyMatch(o -> o.name().equals(t.name()))) programs.put("right " + t.name() + " " + t.row(), t.right()); }
        int named = 0, runs = 0;
        long begin = System.nanoTime();
        for (var p : programs.entrySet()) if (a.length < 3 || p.getKey().matches(a[2])) for (int k = 0; k < seeds; k++) {
            Findings f = CheckRun.of(checks).on(Subject.of(p.getValue()).withSeed(100 + 7L * k));
            runs++;
            if (a[0].equals("wrong")) {
                String code = p.getKey().split("/")[0];
                if (code.equals("evaluation-on-part")) { named++; continue; }
                Finding x = f.of(code).orElseThrow();
                boolean hit = x.outcome() == Outcome.FAIL || x.outcome() == Outcome.WARN;
                if (hit) named++; else System.out.println("MISS " + p.getKey() + " seed " + k + " " + x.outcome() + " " + x.headline());
            } else {
                for (Finding x : f.all()) if (x.outcome() == Outcome.FAIL || x.outcome() == Outcome.WARN || x.cause().contains("threw"))
                    System.out.println("ALARM " + p.getKey() + " seed " + k + " " + x.code() + " " + x.outcome() + " " + x.headline());
            }
            for (Finding x : f.all()) {
                if (x.outcome() == Outcome.SKIP) continue;
                if (a[0].equals("wrong") && !p.getKey().startsWith(x.code() + "/")) continue;
                Matcher m = Pattern.compile("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?").matcher(x.measured());
                String template = x.measured().replaceAll("-?\\d+(\\.\\d+)?(e[+-]?\\d+)?", "#");
                int i = 0;
                while (m.find()) {
                    Range r = ranges.computeIfAbsent(x.code() + " [" + (template.length() > 90 ? template.substring(0, 90) : template) + "] " + i++, z -> new Range());
                    double v = Double.parseDouble(m.group());
                    if (v < r.lo) { r.lo = v; r.l = p.getKey(); }
                    if (v > r.hi) { r.hi = v; r.h = p.getKey(); }
                }
            }
        }
        System.out.printf("%d runs, %d named, %.2f s each%n", runs, named, (System.nanoTime() - begin) / 1e9 / runs);
        ranges.forEach((k, r) -> System.out.printf("%s: %.5g (%s) … %.5g (%s)%n", k, r.lo, r.l, r.hi, r.h));
    }
}
