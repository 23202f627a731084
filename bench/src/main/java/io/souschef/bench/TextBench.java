package io.souschef.bench;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Labels;
import io.souschef.data.near.NearDuplicates;
import io.souschef.data.near.NearTexts;
import io.souschef.data.noise.ConfidentLearning;
import io.souschef.data.noise.OutOfSample;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.tensor.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Texts. {@code FOLDER [NOISE] [SECONDS] [SEEDS]}: how many groups of equal bodies of mails are found, of those that are there by a rule of its
 * own, how many near-duplicates, and how well wrong labels are found that were put in; 0.1, 60 and 3 if not said. {@code FOLDER make COUNT}:
 * makes so many texts there, one in ten a variant of another.
 */
public final class TextBench {
    private TextBench() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 1 && args[1].equals("make")) {
            make(Path.of(args[0]), Integer.parseInt(args[2]));
            return;
        }
        long begun = System.nanoTime();
        Dataset dataset = Pantry.open(args[0], Options.standard());
        System.out.printf("%s%nread in %.1f s%n", dataset.describe(), seconds(begun));
        groups(dataset);
        double noise = args.length > 1 ? Double.parseDouble(args[1]) : 0.1;
        double budget = args.length > 2 ? Double.parseDouble(args[2]) : 60;
        int seeds = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        for (int seed = 1; seed <= seeds; seed++) {
            noise(dataset, noise, budget, seed);
        }
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void groups(Dataset dataset) throws IOException {
        long begun = System.nanoTime();
        Duplicates duplicates = Duplicates.of(dataset);
        System.out.printf(
                "%,d groups of equal texts in %.1f s%n", duplicates.groups().size(), seconds(begun));
        begun = System.nanoTime();
        NearDuplicates near = NearTexts.of(dataset, duplicates, 1337, Progress.SILENT);
        System.out.printf(
                "%,d pairs in %,d groups of nearly equal texts in %.1f s%n",
                near.pairs().size(), near.groups().size(), seconds(begun));
        Map<String, List<Integer>> bodies = new HashMap<>();
        for (int id = 0; id < dataset.size(); id++) {
            Path file = Path.of(dataset.source().path(), dataset.inputs().nameOf(id));
            bodies.computeIfAbsent(body(file), none -> new ArrayList<>()).add(id);
        }
        bodies.remove("");
        List<Set<Integer>> gold = bodies.values().stream()
                .filter(group -> group.size() > 1)
                .<Set<Integer>>map(HashSet::new)
                .toList();
        List<Set<Integer>> found = duplicates.groups().stream()
                .<Set<Integer>>map(group ->
                        new HashSet<>(Arrays.stream(group.ids()).boxed().toList()))
                .toList();
        System.out.printf(
                "%,d groups of equal bodies (%,d texts) by bytes, %,d of them found as they are; %,d groups found that are none%n",
                gold.size(),
                gold.stream().mapToInt(Set::size).sum(),
                gold.stream().filter(found::contains).count(),
                found.stream().filter(group -> !gold.contains(group)).count());
        gold.stream()
                .filter(group -> !found.contains(group))
                .limit(20)
                .forEach(group -> System.out.println("  not found "
                        + group.stream().map(dataset.inputs()::nameOf).toList()));
    }

    /** Cut at the first empty line, in lower case, all but ASCII letters and digits as one blank. */
    private static String body(Path file) throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        int cut = bytes.indexOf("\n\n");
        return bytes.substring(cut < 0 ? 0 : cut)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
    }

    private static void noise(Dataset dataset, double noise, double budget, long seed) {
        Labels truth = (Labels) dataset.targets();
        int classes = truth.classes().size();
        RandomStream random = RandomStream.of(seed, "noise");
        int[] given = new int[dataset.size()];
        boolean[] wrong = new boolean[given.length];
        for (int i = 0; i < given.length; i++) {
            wrong[i] = random.uniform(2L * i) < noise;
            int shift = 1 + random.below(2L * i + 1, classes - 1);
            given[i] = wrong[i] ? (truth.values()[i] + shift) % classes : truth.values()[i];
        }
        Dataset spoilt = dataset.withTargets(new Labels(given, truth.classes()));
        long begun = System.nanoTime();
        OutOfSample said = OutOfSample.of(
                        spoilt, IntStream.range(0, given.length).toArray(), budget, seed, Progress.SILENT)
                .orElseThrow();
        ConfidentLearning learning = new ConfidentLearning(said.labels(), said.probabilities());
        double seconds = seconds(begun);
        int[] ranking = Arrays.stream(learning.ranking())
                .map(place -> said.ids()[place])
                .toArray();
        System.out.printf(
                "seed %d, noise %.3f: AUROC %.4f, AP %.4f, %.1f s; %s%n",
                seed, noise, Roc.area(ranking, wrong), Roc.averagePrecision(ranking, wrong), seconds, said.how());
    }

    /** Words as frequent as in a language (Zipf), ten topics, two classes of five each. */
    private static void make(Path folder, int count) throws IOException {
        RandomStream random = RandomStream.of(1, "texts");
        for (String name : new String[] {"even", "odd"}) {
            Files.createDirectories(folder.resolve(name));
        }
        for (int i = 0; i < count; i++) {
            boolean variant = i % 10 == 9;
            RandomStream mine = random.at(variant ? i - 9 : i);
            int topic = mine.below(0, 10);
            StringBuilder text = new StringBuilder();
            int words = 100 + mine.below(1, 200);
            for (int w = 0; w < words; w++) {
                int rank = (int) Math.exp(mine.uniform(10 + 2L * w) * Math.log(50_000));
                boolean telling = mine.uniform(11 + 2L * w) < 0.1;
                boolean changed = variant && random.at(i).uniform(w) < 0.02;
                text.append(changed ? "changed" : telling ? "topic" + topic + "x" + rank % 100 : "word" + rank)
                        .append(w % 12 == 11 ? '\n' : ' ');
            }
            Path file = folder.resolve(topic % 2 == 0 ? "even" : "odd").resolve(i + ".txt");
            Files.writeString(file, text);
        }
    }
}
