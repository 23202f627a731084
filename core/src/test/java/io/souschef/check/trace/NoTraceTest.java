package io.souschef.check.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.check.Catalogue;
import io.souschef.check.Check;
import io.souschef.check.CouldNotJudge;
import io.souschef.check.Subject;
import io.souschef.data.Batch;
import io.souschef.experiment.Finding;
import io.souschef.tensor.Engine;
import io.souschef.tensor.NoGrad;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Tensor;
import io.souschef.tensor.internal.Autograd;
import io.souschef.train.TrainingProgram;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a check the world is as it was before, to the bit: nothing that it did to a program, the data or the engine is left. */
class NoTraceTest {
    private static final int WARM = 3;

    /** libtorch and its bridge make some things when they are first needed, and keep them. */
    @BeforeAll
    static void everything_was_needed_once() {
        for (Traced.Kind kind : Traced.Kind.values()) {
            Subject subject = Subject.of(kind::of);
            Catalogue.all().stream().limit(WARM).forEach(check -> run(check, subject));
            World.now(kind);
        }
    }

    @TestFactory
    Stream<DynamicContainer> no_check_leaves_a_trace() {
        return Arrays.stream(Traced.Kind.values()).map(kind -> {
            Subject subject = Subject.of(kind::of);
            AtomicReference<World> before = new AtomicReference<>(World.now(kind));
            return DynamicContainer.dynamicContainer(
                    kind.name(),
                    Catalogue.all().stream()
                            .map(check -> DynamicTest.dynamicTest(
                                    check.code(), () -> assertNoTrace(kind, before, () -> run(check, subject)))));
        });
    }

    /** How this test would fail: each of these leaves one trace, and is caught by its name. */
    private enum Vandal {
        DATA("batch 0 of ", program -> {
            try (Batch batch = program.training(0).open(0)) {
                try (NoGrad off = NoGrad.open()) {
                    batch.input().copyInPlace(batch.input().flip(0));
                }
            }
        }),
        GRADIENTS_OFF("gradients recorded", program -> Autograd.enable(false)),
        THREADS("threads", program -> Engine.threads(3)),
        SCOPE("scope open on this thread", program -> Scope.open("left open")),
        PRINT("what was printed", program -> System.out.println("step 1")),
        UNCLOSED("programs that nobody closed", program -> Traced.Kind.MLP.of(2)),
        TENSOR("live native objects", program -> {
            try (Scope scope = Scope.open("kept")) {
                Tensor.zeros(3).unsafe().retain();
            }
        });

        private final String trace;

        @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
        private final Consumer<TrainingProgram> act;

        Vandal(String trace, Consumer<TrainingProgram> act) {
            this.trace = trace;
            this.act = act;
        }
    }

    @ParameterizedTest
    @EnumSource(Vandal.class)
    void a_check_that_leaves_one_is_caught(Vandal vandal) {
        int threads = Engine.threads();
        int open = Traced.OPEN.get();
        try {
            AtomicReference<World> before = new AtomicReference<>(World.now(Traced.Kind.GPT));
            assertThatThrownBy(() -> assertNoTrace(Traced.Kind.GPT, before, () -> Subject.of(Traced.Kind.GPT::of)
                            .fresh(program -> {
                                vandal.act.accept(program);
                                return 0;
                            })))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(vandal.trace);
        } finally {
            Autograd.enable(true);
            Engine.threads(threads);
            Scope.current().ifPresent(Scope::close);
            Traced.OPEN.set(open);
        }
    }

    @Test
    void the_world_is_the_same_when_nobody_did_anything() {
        World before = World.now(Traced.Kind.CONVNET);

        assertThat(before.differences(World.now(Traced.Kind.CONVNET))).isEmpty();
        assertThat(before.facts()).hasSizeGreaterThan(20);
    }

    /** @param last how the world was; how it is now, for the next check */
    private static void assertNoTrace(Traced.Kind kind, AtomicReference<World> last, Runnable check) {
        String printed = printed(check);
        World after = World.now(kind);
        Map<String, String> differences = last.getAndSet(after).differences(after);

        assertThat(printed).as("what was printed").isEmpty();
        assertThat(differences).as("traces").isEmpty();
    }

    /** Both streams of the process; a check that could not judge has left no trace either. */
    private static String printed(Runnable check) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            check.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void run(Check check, Subject subject) {
        try {
            Finding finding = check.run(subject);
            assertThat(finding.code()).isEqualTo(check.code());
        } catch (CouldNotJudge reason) {
            assertThat(reason).hasMessageMatching("(?s).+");
        }
    }
}
