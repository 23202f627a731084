package io.souschef.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where in the user's own code something was thrown: what Java, libtorch's binding and Souschef have put on top of it is left out. */
final class Frames {
    private static final List<String> OTHERS =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.bytedeco.", "io.souschef.");

    /** Programs, like a user's. */
    private static final String GALLERY = "io.souschef.gallery.";

    private Frames() {}

    /** The uppermost frame of the user's as {@code ", at Class.method(File.java:12)"}; empty where there is none, of the causes neither. */
    static String ofTheProgram(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            Optional<StackTraceElement> own =
                    Arrays.stream(each.getStackTrace()).filter(Frames::isOwn).findFirst();
            if (own.isPresent()) {
                return ", at " + own.get();
            }
        }
        return "";
    }

    private static boolean isOwn(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith(GALLERY) || OTHERS.stream().noneMatch(name::startsWith);
    }
}
