package io.souschef.gallery.sequence;

import io.souschef.gallery.Healthy;
import io.souschef.gallery.base.Decoder;
import io.souschef.gallery.base.Material;
import io.souschef.gallery.base.Plain;
import io.souschef.gallery.base.Sketch;
import io.souschef.gallery.base.Tokens;
import io.souschef.nn.Embedding;
import io.souschef.nn.Gpt;
import io.souschef.nn.Linear;
import io.souschef.nn.Lstm;
import io.souschef.tensor.DType;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.List;

/** Healthy programs on sequences that look as if they leaked. */
final class HealthySequences {
    private HealthySequences() {}

    static List<Healthy> all() {
        return List.of(
                new Healthy(
                        "classifier that reads in both directions",
                        "sees-the-future",
                        HealthySequences::bothDirections),
                new Healthy("masked language model, declared", "sees-the-future", HealthySequences::masked),
                new Healthy("tagger, declared", "input-leaks-into-target", HealthySequences::tagger),
                new Healthy("padded sentences, read to their end", "padding-attended", HealthySequences::paddedWell),
                new Healthy(
                        "GPT over packed documents, as GPT-2 was trained",
                        "documents-see-each-other",
                        seed -> Plain.of(seed, new Gpt(seed, Gpt.Options.of(10, 14, 2, 2, 24)), Tokens.packed())),
                new Healthy("GPT over letters, with dropout", "generation-differs", HealthySequences::letters),
                new Healthy(
                        "mask of −1e9",
                        "mask-can-be-beaten",
                        seed -> Plain.of(
                                seed,
                                new Decoder(seed, 13, 12, (q, k) -> Decoder.masked(Decoder.scores(q, k), -1e9, 0)
                                        .softmax(-1)),
                                Tokens.counting())),
                new Healthy(
                        "queries and keys of length one",
                        "attention-not-scaled",
                        seed -> Plain.of(
                                seed,
                                new Decoder(seed, 9, 12, (q, k) -> Decoder.masked(
                                                unit(q).matmul(unit(k).transpose(2, 3))
                                                        .mul(5),
                                                Double.NEGATIVE_INFINITY,
                                                0)
                                        .softmax(-1)),
                                Tokens.copying())),
                new Healthy(
                        "queries scaled before the product",
                        "attention-not-scaled",
                        seed -> Plain.of(
                                seed,
                                new Decoder(seed, 9, 12, (q, k) -> Decoder.masked(
                                                q.mul(1 / Math.sqrt(12)).matmul(k.transpose(2, 3)),
                                                Double.NEGATIVE_INFINITY,
                                                0)
                                        .softmax(-1)),
                                Tokens.copying())),
                new Healthy(
                        "positions as a bias of the scores",
                        "positions-missing",
                        seed -> Plain.of(
                                seed,
                                new Decoder(seed, 13, 12, false, (q, k) -> Decoder.masked(
                                                Decoder.scores(q, k).add(distances(q.size(2))),
                                                Double.NEGATIVE_INFINITY,
                                                0)
                                        .softmax(-1)),
                                Tokens.counting())),
                new Healthy(
                        "encoder-decoder with attention to the source",
                        "sees-the-future",
                        HealthySequences::translation),
                new Healthy("LSTM language model in two layers", "recurrence-over-batch", HealthySequences::lstm));
    }

    private static Plain letters(long seed) {
        Material text = Tokens.text();
        return Plain.of(
                seed,
                new Gpt(
                        seed,
                        Gpt.Options.of(text.task().outputs(), 16, 2, 2, 32).withDropout(0.2)),
                text);
    }

    private static Tensor unit(Tensor x) {
        return x.div(x.pow(2).sum(3).sqrt().unsqueeze(3));
    }

    /** −0.5 per position that a key is away: [T, T]. */
    private static Tensor distances(long t) {
        Tensor places = Tensor.arange(t).to(DType.FLOAT32);
        return places.unsqueeze(1).sub(places).abs().mul(-0.5);
    }

    private static Plain bothDirections(long seed) {
        Sketch net = Sketch.of((n, x) ->
                        n.call("head", n.call("lstm", n.call("tokens", x)).mean(1)))
                .with("tokens", new Embedding(10, 16))
                .with("lstm", new Lstm(16, 16, Lstm.Options.DEFAULT.inBothDirections()))
                .with("head", new Linear(32, 2))
                .drawn(seed);
        return Plain.of(seed, net, Tokens.matching());
    }

    private static Plain masked(long seed) {
        Material data = Material.of(
                Task.nextToken(14),
                Tokens.tokens(12, (row, t) -> (row + t) % 4 == 0 ? 13 : Tokens.counted(row, t)),
                Tokens.tokens(12, (row, t) -> (row + t) % 4 == 0 ? Tokens.counted(row, t) : -100));
        Sketch net = Sketch.of((n, x) -> n.call("head", n.call("lstm", n.call("tokens", x))))
                .with("tokens", new Embedding(14, 16))
                .with("lstm", new Lstm(16, 24, Lstm.Options.DEFAULT.inBothDirections()))
                .with("head", new Linear(48, 14))
                .drawn(seed);
        return Plain.of(seed, net, data).declaring(Declared.nothing().seeingTheFuture());
    }

    private static Plain tagger(long seed) {
        Material data = Material.of(
                Task.nextToken(3),
                Tokens.tokens(12, Tokens::counted),
                Tokens.tokens(12, (row, t) -> (Tokens.counted(row, t) + Tokens.counted(row, Math.min(t + 1, 11))) % 3));
        Sketch net = Sketch.of((n, x) -> n.call("head", n.call("lstm", n.call("tokens", x))))
                .with("tokens", new Embedding(13, 16))
                .with("lstm", new Lstm(16, 24, Lstm.Options.DEFAULT.inBothDirections()))
                .with("head", new Linear(48, 3))
                .drawn(seed);
        return Plain.of(seed, net, data).declaring(Declared.nothing().seeingTheFuture());
    }

    private static Plain paddedWell(long seed) {
        Sketch net = Sketch.of((n, x) -> {
                    Tensor out = n.call("lstm", n.call("tokens", x)); // [N, T, 24]
                    Tensor last = x.gt(0).to(DType.FLOAT32).sum(1).sub(1).to(DType.INT64); // [N]
                    Tensor index = last.unsqueeze(1).unsqueeze(2).expand(x.size(0), 1, 24);
                    return n.call("head", out.gather(1, index).squeeze(1));
                })
                .with("tokens", new Embedding(10, 16))
                .with("lstm", new Lstm(16, 24))
                .with("head", new Linear(24, 2))
                .drawn(seed);
        return Plain.of(seed, net, Tokens.padded()).declaring(Declared.nothing().withPadding(0));
    }

    private static Plain translation(long seed) {
        Sketch net = Sketch.of((n, x) -> n.call("head", x))
                .with("tokens", new Embedding(10, 24))
                .with("encoder", new Lstm(24, 24))
                .with("decoder", new Lstm(24, 24))
                .with("head", new Linear(48, 10))
                .drawn(seed);
        return Plain.of(seed, net, Tokens.reversing()).withForward((n, batch) -> {
            Tensor read = net.call("encoder", net.call("tokens", batch.input("source"))); // [N, 6, 24]
            Tensor said = net.call("decoder", net.call("tokens", batch.input("decoder")));
            Tensor looked = said.matmul(read.transpose(1, 2)).softmax(-1).matmul(read);
            return n.forward(Tensor.cat(List.of(said, looked), 2));
        });
    }

    private static Plain lstm(long seed) {
        Sketch net = Sketch.of((n, x) -> n.call("head", n.call("lstm", n.call("tokens", x))))
                .with("tokens", new Embedding(9, 16))
                .with("lstm", new Lstm(16, 24, Lstm.Options.DEFAULT.withLayers(2)))
                .with("head", new Linear(24, 9))
                .drawn(seed);
        return Plain.of(seed, net, Tokens.copying());
    }
}
