package io.akkord.edge;

import io.akkord.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code Accept} against what there is, RFC 9110 section 12.5.1: the most specific range that names a type sets its weight; where two
 * types weigh the same, the one that was named more specifically is meant.
 *
 * <p>Parameters that no type here has, such as {@code indent=2}, do not make a range strange: it still names the type, but less
 * specifically than one without them.
 */
final class Negotiation {
    private static final Pattern WEIGHT = Pattern.compile("\\d+\\.?\\d*|\\.\\d+");

    private static final int BY_ANY = 1;
    private static final int BY_FAMILY = 2;
    private static final int BY_NAME_AND_MORE = 3;
    private static final int BY_NAME = 4;

    /** How specifically a type was named, and how much it is wanted. */
    private record Liking(int closeness, double weight) {
        static final Liking NONE = new Liking(0, 0);

        boolean isAbove(Liking other) {
            return weight > other.weight || (weight > 0 && weight == other.weight && closeness > other.closeness);
        }
    }

    private Negotiation() {}

    /** The type the client likes best, the first on offer among equals; 406 if it wants none. */
    static String choose(Request request, List<String> offered) {
        return best(request.header("accept").orElse(""), offered)
                .orElseThrow(() -> Problem.of(
                        ErrorCode.UNSUPPORTED, 406, "This address offers " + String.join(" and ", offered) + " only."));
    }

    /** @param accept the header's value; empty for none, which accepts everything */
    static Optional<String> best(String accept, List<String> offered) {
        List<String> ranges = split(accept.isBlank() ? "*/*" : accept.toLowerCase(Locale.ROOT), ',');
        Optional<String> best = Optional.empty();
        Liking most = Liking.NONE;
        for (String type : offered) {
            Liking liking = liking(ranges, type);
            if (liking.isAbove(most)) {
                best = Optional.of(type);
                most = liking;
            }
        }
        return best;
    }

    private static Liking liking(List<String> ranges, String type) {
        Liking liking = Liking.NONE;
        for (String range : ranges) {
            List<String> fields = split(range, ';');
            double weight = weight(fields);
            int closeness = closeness(fields, type);
            boolean strange = closeness == BY_NAME_AND_MORE && weight == 0;
            if (closeness > liking.closeness && !strange) {
                liking = new Liking(closeness, weight);
            }
        }
        return liking;
    }

    private static int closeness(List<String> fields, String type) {
        String range = fields.get(0);
        if (range.equals("*/*") || range.equals("*")) {
            return BY_ANY;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return BY_FAMILY;
        }
        if (!range.equals(type)) {
            return 0;
        }
        boolean plain = fields.stream()
                .skip(1)
                .allMatch(field -> field.isEmpty() || field.startsWith("q=") || field.matches("charset=\"?utf-8\"?"));
        return plain ? BY_NAME : BY_NAME_AND_MORE;
    }

    /** A weight that is none counts as if it were not there. */
    private static double weight(List<String> fields) {
        return fields.stream()
                .skip(1)
                .filter(field -> field.startsWith("q="))
                .map(field -> field.substring(2))
                .filter(weight -> WEIGHT.matcher(weight).matches())
                .findFirst()
                .map(weight -> Math.min(1, Double.parseDouble(weight)))
                .orElse(1.0);
    }

    /** The parts between separators that stand outside of quoted strings. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(from, i).trim());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).trim());
        return parts;
    }
}
