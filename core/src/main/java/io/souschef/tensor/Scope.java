package io.souschef.tensor;

import io.souschef.tensor.internal.Memory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The owner of native memory: every tensor belongs to the innermost open scope of its thread and is freed when that closes.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open("my work")) {
 *     Tensor x = Tensor.of(new float[] {1, 2, 3}, 3);
 *     System.out.println(x.mul(x).sum().item());         // 14.0
 * }                                                       // x and all that was computed from it are freed here
 * }</pre>
 *
 * Scopes nest, and closing one closes those left open inside it. A scope belongs to the thread that opened it. A tensor
 * escapes in three ways: {@link #keep} hands it to the enclosing scope, {@link Shelf#keep} makes it outlive all scopes, and
 * {@code item()} or {@code toFloats()} copy it into Java.
 */
public final class Scope implements AutoCloseable, Owner {
    private static final ThreadLocal<Scope> INNERMOST = new ThreadLocal<>();

    private final String name;
    private final @Nullable Scope parent;
    private final Thread thread = Thread.currentThread();
    private final Memory memory = new Memory();
    private final Place place;
    private @Nullable NoGrad noGrad;
    private @Nullable Trace trace;
    private boolean open = true;

    private Scope(String name, Place place) {
        this.name = name;
        this.place = place;
        this.parent = INNERMOST.get();
        this.trace = parent == null ? null : parent.trace;
        INNERMOST.set(this);
    }

    /** Opens a scope inside the innermost one, on the same {@link Place}; on the CPU when it is the outermost. */
    public static Scope open(String name) {
        Scope outer = INNERMOST.get();
        return new Scope(name, outer == null ? Place.CPU : outer.place);
    }

    /**
     * Opens a scope whose tensors live on {@code place}.
     *
     * @throws NoSuchPlace when this machine, or this build of libtorch, has none
     */
    public static Scope open(String name, Place place) {
        Engine.check(place);
        return new Scope(name, place);
    }

    /**
     * Hands {@code tensor} to the enclosing scope, so that it outlives this one.
     *
     * @return the same tensor
     * @throws IllegalStateException when no scope encloses this one
     */
    public Tensor keep(Tensor tensor) {
        if (parent == null) {
            throw new IllegalStateException(
                    title() + " has no enclosing scope to keep a tensor in; keep it on a Shelf");
        }
        checkThread();
        parent.memory.attach(tensor.raw());
        tensor.owner = parent;
        return tensor;
    }

    /** Frees every tensor of this scope, after closing the scopes opened inside it. Closing twice does nothing. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        checkThread();
        Scope inner = INNERMOST.get();
        while (inner != null && inner != this) {
            inner.close();
            inner = INNERMOST.get();
        }
        open = false;
        if (parent == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(parent);
        }
        while (noGrad != null) {
            noGrad.close();
        }
        memory.close();
    }

    public String name() {
        return name;
    }

    public Place place() {
        return place;
    }

    public boolean isOpen() {
        return open;
    }

    /** The innermost open scope of this thread, if there is one. */
    public static Optional<Scope> current() {
        return Optional.ofNullable(INNERMOST.get());
    }

    /** @throws NoOpenScope when this thread has none */
    static Scope innermost() {
        Scope scope = INNERMOST.get();
        if (scope == null) {
            throw new NoOpenScope();
        }
        return scope;
    }

    @Nullable
    NoGrad noGrad() {
        return noGrad;
    }

    void noGrad(@Nullable NoGrad innermost) {
        this.noGrad = innermost;
    }

    @Nullable
    Trace trace() {
        return trace;
    }

    void trace(@Nullable Trace innermost) {
        this.trace = innermost;
    }

    @Override
    public String title() {
        return "scope '" + name + "'";
    }

    @Override
    public void checkThread() {
        if (Thread.currentThread() != thread) {
            throw new WrongThread(title(), thread);
        }
    }
}
