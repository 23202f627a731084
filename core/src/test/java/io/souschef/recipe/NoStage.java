package io.souschef.recipe;

/** A stage that does nothing, to run experiments in its name. */
record NoStage(int number) implements Stage {
    NoStage() {
        this(4);
    }

    @Override
    public String name() {
        return "regularize";
    }

    @Override
    public String title() {
        return "Nothing";
    }

    @Override
    public void run(Kitchen kitchen) {}
}
