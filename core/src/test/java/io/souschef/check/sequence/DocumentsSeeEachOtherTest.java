package io.souschef.check.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.check.Dealt;
import io.souschef.check.Fed;
import io.souschef.check.Formula;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.nn.Embedding;
import io.souschef.nn.Linear;
import io.souschef.tensor.DType;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Tensor;
import io.souschef.train.Declared;
import io.souschef.train.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Packed documents, and beside the tokens the number of the document that each belongs to. */
class DocumentsSeeEachOtherTest {
    private static final int LONG = 12, TOKENS = 9, WIDTH = 8, SEPARATOR = 0;

    private static Finding found(boolean masked, int separatorAt) {
        return Fed.found(new DocumentsSeeEachOther(), Subject.of(seed -> {
            Formula net = new Formula();
            Embedding table = net.has("table", new Embedding(TOKENS, WIDTH));
            Linear out = net.has("out", new Linear(WIDTH, TOKENS));
            net.is(seed, x -> x);
            return new Dealt(seed, Task.nextToken(TOKENS), net, (rows, epoch) -> packed(rows, separatorAt)) {
                @Override
                public Tensor forward(Batch batch) {
                    Tensor h = table.forward(batch.input("tokens"));
                    Tensor documents = batch.input("documents").to(DType.FLOAT32);
                    Tensor same = documents
                            .unsqueeze(1)
                            .sub(documents.unsqueeze(2))
                            .abs()
                            .gt(0.5)
                            .to(DType.FLOAT32)
                            .neg()
                            .add(1);
                    Tensor seen = (masked ? same : same.mul(0).add(1))
                            .mul(Tensor.ones(LONG, LONG).tril());
                    Tensor scores = h.matmul(h.transpose(1, 2)).div(Math.sqrt(WIDTH));
                    return out.forward(seen.gt(0.5)
                            .where(scores, Tensor.full(Double.NEGATIVE_INFINITY))
                            .softmax(2)
                            .matmul(h));
                }

                @Override
                public Declared declares() {
                    return Declared.nothing().withPackedDocuments(SEPARATOR);
                }
            };
        }));
    }

    private static Batch.Content packed(int[] rows, int separatorAt) {
        long[] tokens = new long[rows.length * LONG];
        long[] next = new long[tokens.length];
        long[] documents = new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            RandomStream own = RandomStream.of(5, "documents").at(rows[i / LONG]);
            tokens[i] = i % LONG == separatorAt ? SEPARATOR : 1L + own.below(i % LONG, TOKENS - 1);
            documents[i] = i % LONG <= separatorAt ? 1 : 2;
            next[i] = 1L + own.below(i % LONG + 1L, TOKENS - 1);
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("tokens", Tensor.of(tokens, rows.length, LONG));
        inputs.put("documents", Tensor.of(documents, rows.length, LONG));
        return new Batch.Content(inputs, Tensor.of(next, rows.length, LONG), Dealt.ids(rows));
    }

    @Test
    void the_numbers_of_the_documents_are_left_as_they_are() {
        assertThat(found(true, 5).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void fails_when_attention_goes_across() {
        assertThat(found(false, 5).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void without_a_document_after_the_separator_it_can_not_tell() {
        Finding finding = found(true, LONG - 1);

        assertThat(finding.outcome()).isEqualTo(Outcome.SKIP);
        assertThat(finding.cause()).isEqualTo("none of the first 8 sequences has a document after the separator 0");
    }
}
