package io.souschef.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void puts_labels_in_one_column_and_keeps_the_first_line_of_libtorch() {
        Message message = Message.of("matmul refused its operands")
                .got("[64, 784] and [512, 10]")
                .expected("inner sizes are equal")
                .fix("transpose the second")
                .libtorch("mat1 and mat2\nException raised from meta");

        assertThat(message).hasToString("""
            matmul refused its operands
              got       [64, 784] and [512, 10]
              expected  inner sizes are equal
              fix       transpose the second
              libtorch  mat1 and mat2""");
    }

    @Test
    void aligns_further_lines_under_the_first() {
        assertThat(Message.of("no such column").got("'prise'\nand 'colour'")).hasToString("""
            no such column
              got       'prise'
                        and 'colour'""");
    }

    @Test
    void a_name_that_would_command_the_terminal_is_only_shown() {
        assertThat(Message.of("there is no \u001b[2Jcat").got("a\tb\rc\u0007")).hasToString("""
            there is no ?[2Jcat
              got       a\tb?c?""");
    }
}
