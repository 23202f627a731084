package io.souschef.data.text;

import java.util.regex.Pattern;

/**
 * The header of a mail: fields with a name and a colon, up to the first empty line. Two copies of one mail have different headers, for
 * each says which way it came.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322">RFC 5322, section 2.2</a>
 */
final class MailHeader {
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]{1,60}:.*", Pattern.DOTALL);

    /** Fewer fields may be a text that begins with "Note:". */
    private static final int LEAST = 3;

    /** Of mails on their way some headers were broken: one line in so many may be no field. */
    private static final int ODD = 8;

    private MailHeader() {}

    /** Where the text behind the header begins; 0 where there is no header. */
    static int end(String text) {
        int fields = 0;
        int odd = 0;
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf('\n', from);
            if (to < 0) {
                return 0;
            }
            String line = text.substring(from, Math.min(to, from + 100)).stripTrailing();
            if (line.isEmpty()) {
                return fields >= LEAST && odd * ODD <= fields ? to + 1 : 0;
            }
            if (FIELD.matcher(line).matches()) {
                fields++;
            } else if (!goesOn(text.charAt(from)) && !(from == 0 && line.startsWith("From "))) {
                odd++;
                if (odd * ODD > Math.max(fields, LEAST) + 2 * ODD) {
                    return 0;
                }
            }
            from = to + 1;
        }
        return 0;
    }

    private static boolean goesOn(char first) {
        return first == ' ' || first == '\t';
    }
}
