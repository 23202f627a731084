package io.souschef.train;

import io.souschef.tensor.Engine;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A training as a program of its own: {@code SEED STEPS CHECKPOINT}. Prints the steps as they are done, and a digest of weights,
 * optimiser and curve in the end.
 */
final class TrainedInAProcess {
    private TrainedInAProcess() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        Engine.threads(1);
        try (NoisyDigits program = new NoisyDigits(Long.parseLong(args[0]))) {
            Loop.Listener listener = new Loop.Listener() {
                @Override
                public void stepped(long step, Horizon horizon, double loss) {
                    out.println("step " + step);
                }
            };
            Checkpoint checkpoint = new Checkpoint(Path.of(args[2]), 0);
            Horizon horizon = Horizon.steps(Long.parseLong(args[1]));
            Loop.Trained trained = Loop.train(program, horizon, Schedule.oneCycle(), listener, Optional.of(checkpoint));
            out.println("digest " + digest(program, trained));
        }
    }

    /** SHA-256 of everything that a training leaves. */
    static String digest(TrainingProgram program, Loop.Trained trained) {
        MessageDigest sha = sha256();
        program.net().state().forEach((name, tensor) -> add(sha, name, tensor.toFloats()));
        program.optimizer().ifPresent(o -> o.state().forEach((name, tensor) -> add(sha, name, tensor.toFloats())));
        for (double loss : trained.curve().losses()) {
            sha.update(ByteBuffer.allocate(Double.BYTES).putDouble(loss).array());
        }
        sha.update(trained.curve().points().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        sha.update((byte) trained.bestStep());
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void add(MessageDigest sha, String name, float[] numbers) {
        sha.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        sha.update(bytes.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
