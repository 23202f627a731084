package io.souschef.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souschef.data.source.Unreadable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArffTest {
    @TempDir
    Path folder;

    @Test
    void reads_types_quotes_and_missing_cells() throws Exception {
        RawTable table = read("""
            % a comment
            @RELATION 'a test'
            @attribute 'the size' REAL
            @attribute colour {red, 'light blue', "it\\'s"}
            @attribute note string % what was said
            @attribute class{yes,no} % the target
            @DATA
            1.5, red, 'a, b', yes
            ?,   'light blue', "c", no

            % another
            -2e1,"it's",'?',yes
            """);

        assertThat(table.names()).containsExactly("the size", "colour", "note", "class");
        assertThat(((NumberColumn) table.columns().get(0)).values()).containsExactly(1.5, Double.NaN, -20);
        assertThat(((CategoryColumn) table.columns().get(1)).codes()).containsExactly(0, 1, 2);
        assertThat(table.columns().get(2).text(0)).isEqualTo("a, b");
        assertThat(table.columns().get(2).text(2))
                .as("in quotes it is a question mark")
                .isEqualTo("?");
        assertThat(table.target()).contains("class");
    }

    @Test
    void rows_that_break_the_header_are_listed_and_left_out() throws Exception {
        RawTable table = read("""
            @attribute x numeric
            @attribute y {a,b}
            @data
            1,a
            two,a
            3,c
            4
            5,b
            6,b
            7,b
            """);

        assertThat(table.unreadable())
                .containsExactly(
                        new Unreadable("line 5", "'two' in attribute 'x' is no number"),
                        new Unreadable("line 6", "'c' is not among the values of attribute 'y'"),
                        new Unreadable("line 7", "1 values for 2 attributes"));
        assertThat(table.rows()).containsExactly(1, 5, 6, 7);
    }

    @Test
    void refuses_what_it_can_not_read() {
        assertThatThrownBy(() -> read("@attribute x numeric\n@data\n{0 1}\n"))
                .isInstanceOf(BadArff.class)
                .hasMessageStartingWith("table.arff is not sound ARFF at line 3\n  got       a sparse row");
        assertThatThrownBy(() -> read("@attribute x relational\n@data\n"))
                .hasMessageContaining("attribute 'x' of type 'relational'");
        assertThatThrownBy(() -> read("@attribute x numeric\n")).hasMessageContaining("expected  @data");
        assertThatThrownBy(() -> read("@attribute x {a, b\n@data\n"))
                .hasMessageContaining("the values of attribute 'x' do not end");
        assertThatThrownBy(() -> read("x,y\n1,2\n")).hasMessageContaining("got       x,y");
        assertThatThrownBy(() -> read("@attribute x numeric\n@attribute 'x' {a,b}\n@data\n1,a\n"))
                .hasMessageContaining("at line 2")
                .hasMessageContaining("a second attribute 'x'");
    }

    private RawTable read(String text) throws Exception {
        return Arff.read(Files.writeString(folder.resolve("table.arff"), text));
    }
}
