package io.akkord.ot;

/** The canonical form, checked from outside. */
final class Canonical {
    private Canonical() {}

    /** What is not canonical about an operation; empty if nothing is. */
    static String breach(Operation operation) {
        int base = 0;
        int change = 0;
        for (int i = 0; i < operation.size(); i++) {
            Kind kind = operation.kind(i);
            int length = operation.length(i);
            if (length < 1) {
                return "empty component " + i;
            }
            boolean inserts = kind == Kind.INSERT || kind == Kind.EMBED;
            base += inserts ? 0 : length;
            change += inserts ? length : kind == Kind.DELETE ? -length : 0;
            if (kind == Kind.INSERT && operation.text(i).length() != length) {
                return "wrong length " + i;
            }
            if (i > 0) {
                Kind before = operation.kind(i - 1);
                if (before == Kind.DELETE && inserts) {
                    return "insert after delete " + i;
                }
                if (before == kind
                        && kind != Kind.EMBED
                        && operation.attributes(i).equals(operation.attributes(i - 1))) {
                    return "unmerged " + i;
                }
            }
        }
        int last = operation.size() - 1;
        if (last >= 0
                && operation.kind(last) == Kind.RETAIN
                && operation.attributes(last).isEmpty()) {
            return "trailing retain";
        }
        return base == operation.baseLength() && change == operation.lengthChange() ? "" : "wrong sums";
    }
}
