package io.souschef.recipe.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.souschef.data.Dataset;
import io.souschef.experiment.Finding;
import io.souschef.experiment.Outcome;
import io.souschef.recipe.inspect.look.Look;
import io.souschef.recipe.inspect.texts.Beginnings;
import io.souschef.recipe.inspect.texts.CharactersOrWords;
import io.souschef.recipe.inspect.texts.WordOrder;
import io.souschef.tensor.RandomStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a quick learner tells of texts that are made so that the answer is known. */
class TextTrialsTest {
    @TempDir
    Path folder;

    /** The same words in both classes; three of their pairs stand the other way round. */
    private static String ordered(int k, RandomStream random) {
        List<String> words = MadeTexts.filler(30, random);
        for (int pair = 0; pair < 3; pair++) {
            words.add(pair * 11, k == 0 ? "not" : "good");
            words.add(pair * 11 + 1, k == 0 ? "good" : "not");
        }
        return String.join(" ", words);
    }

    /** Words that never come twice; what a class has in common is how they end. */
    private static String endings(int k, RandomStream random) {
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < 30; w++) {
            text.append(MadeTexts.word(100_000 + random.below(w, 800_000)))
                    .append(k == 0 ? "ology" : "ungen")
                    .append(' ');
        }
        return text.toString();
    }

    /** Of eighty words the first two, or the last two, tell the class. */
    private static MadeTexts.Writer told(boolean atTheBeginning) {
        return (k, random) -> {
            List<String> words = MadeTexts.filler(78, random);
            words.addAll(atTheBeginning ? 0 : 78, List.of(k == 0 ? "yes" : "no", k == 0 ? "indeed" : "never"));
            return String.join(" ", words);
        };
    }

    @Test
    void order_matters_where_it_is_the_class_and_not_where_words_are() {
        Finding ordered = look(new WordOrder(), TextTrialsTest::ordered);
        assertThat(ordered.measured()).startsWith("order matters");
        assertThat(ordered.fix()).startsWith("a net that reads in order");

        Finding topical = look(new WordOrder(), MadeTexts::topical);
        assertThat(topical.measured()).doesNotStartWith("order matters");
    }

    @Test
    void characters_tell_more_where_words_never_come_twice() {
        Finding endings = look(new CharactersOrWords(), TextTrialsTest::endings);

        assertThat(endings.measured()).startsWith("characters tell more: runs of 4 characters tell 100.0 % right");
        assertThat(endings.fix()).startsWith("tokens smaller than words");
    }

    @Test
    void a_beginning_is_enough_where_it_tells_the_class_and_not_where_the_end_does() {
        Finding beginning = look(new Beginnings(), told(true));
        assertThat(beginning.measured()).startsWith("the first 5 % of a text tell as much as all of it");
        assertThat(beginning.fix()).contains("that is 4 words in the middle");

        Finding end = look(new Beginnings(), told(false));
        assertThat(end.measured()).startsWith("all of a text counts");
        assertThat(end.fix()).startsWith("keep texts as long as they are");
    }

    @Test
    void nothing_is_concluded_where_the_texts_do_not_tell_their_labels() {
        Dataset chance = MadeTexts.dataset((k, random) -> String.join(" ", MadeTexts.filler(50, random)));

        for (Look look : List.of(new WordOrder(), new CharactersOrWords(), new Beginnings())) {
            Finding finding = Made.look(look, chance, folder);
            assertThat(finding.outcome()).as(finding.headline()).isEqualTo(Outcome.SKIP);
            assertThat(finding.cause()).isEqualTo("can't be judged: the learner is at chance on the whole text");
            assertThat(finding.fix()).contains("collect more texts");
        }
    }

    @Test
    void there_is_nothing_to_try_without_texts_or_without_labels() {
        assertThat(new WordOrder().at(Made.seen(Made.images(), folder))).isEmpty();
        assertThat(new Beginnings().at(Made.seen(Made.table(Made.numbers(), Made.column("x")), folder)))
                .isEmpty();
    }

    private Finding look(Look look, MadeTexts.Writer writer) {
        Dataset dataset = MadeTexts.dataset(writer);
        Finding finding = Made.look(look, dataset, folder);
        assertThat(finding.outcome()).isEqualTo(Outcome.PASS);
        return finding;
    }
}
