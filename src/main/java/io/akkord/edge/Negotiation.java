package io.akkord.edge;

import io.akkord.protocol.ErrorCode;
import java.util.List;
import java.util.Locale;

/** {@code Accept} against what there is, RFC 9110 section 12.5.1: the most specific range that names a type sets its weight. */
final class Negotiation {
    private Negotiation() {}

    /** The type the client likes best, the first on offer among equals; 406 if it wants none. */
    static String choose(Request request, List<String> offered) {
        String accept = request.header("accept")
                .filter(ranges -> !ranges.isBlank())
                .orElse("*/*")
                .toLowerCase(Locale.ROOT);
        String best = "";
        double bestWeight = 0;
        for (String type : offered) {
            double weight = weight(accept, type);
            if (weight > bestWeight) {
                best = type;
                bestWeight = weight;
            }
        }
        if (best.isEmpty()) {
            throw Problem.of(
                    ErrorCode.UNSUPPORTED, 406, "This address offers " + String.join(" and ", offered) + " only.");
        }
        return best;
    }

    private static double weight(String accept, String type) {
        String any = type.substring(0, type.indexOf('/')) + "/*";
        int specificity = 0;
        double weight = 0;
        for (String part : accept.split(",", -1)) {
            String[] fields = part.split(";", -1);
            String range = fields[0].trim();
            int here = range.equals(type) ? 3 : range.equals(any) ? 2 : range.equals("*/*") ? 1 : 0;
            if (here > specificity) {
                specificity = here;
                weight = quality(fields);
            }
        }
        return weight;
    }

    private static double quality(String[] fields) {
        for (int i = 1; i < fields.length; i++) {
            String field = fields[i].trim();
            if (field.startsWith("q=")) {
                try {
                    return Double.parseDouble(field.substring(2).trim());
                } catch (NumberFormatException malformed) {
                    return 1;
                }
            }
        }
        return 1;
    }
}
