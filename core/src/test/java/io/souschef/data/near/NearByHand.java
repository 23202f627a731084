package io.souschef.data.near;

import io.souschef.data.Dataset;
import io.souschef.data.Duplicates;
import io.souschef.data.Images;
import io.souschef.data.pantry.Options;
import io.souschef.data.pantry.Pantry;
import io.souschef.data.source.Progress;
import io.souschef.data.summary.Mosaic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the near-duplicates of a data set and leaves the pairs, least alike first, in one picture, to be looked at: DATA OUT.png. */
final class NearByHand {
    public static void main(String[] args) throws Exception {
        Dataset dataset = Pantry.open(args[0], Options.standard());
        Images images = (Images) dataset.inputs();
        long begun = System.nanoTime();
        NearDuplicates near = NearDuplicates.of(dataset, Duplicates.of(dataset), 1337, Progress.SILENT);
        System.out.printf(
                "%.1f s, threshold %.4f, %d pairs in %d groups%n",
                (System.nanoTime() - begun) / 1e9,
                near.threshold(),
                near.pairs().size(),
                near.groups().size());
        List<NearDuplicates.Pair> weakest = near.pairs().stream()
                .sorted(Comparator.comparingDouble(NearDuplicates.Pair::correlation))
                .limit(80)
                .toList();
        weakest.stream().limit(20).forEach(System.out::println);
        int[] ids = weakest.stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .mapToInt(id -> id)
                .toArray();
        if (ids.length > 0) {
            Files.write(
                    Path.of(args[1]),
                    Mosaic.of(images).enlarged(56).inColumns(16).png(ids));
        }
    }
}
