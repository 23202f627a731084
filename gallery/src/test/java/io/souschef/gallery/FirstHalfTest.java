package io.souschef.gallery;

class FirstHalfTest extends EveryProgram {
    FirstHalfTest() {
        super(0);
    }
}
