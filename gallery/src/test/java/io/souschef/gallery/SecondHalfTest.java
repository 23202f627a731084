package io.souschef.gallery;

class SecondHalfTest extends EveryProgram {
    SecondHalfTest() {
        super(1);
    }
}
