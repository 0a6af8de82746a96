package io.akkord.json.json0;

import io.akkord.json.json0.TextEdit.Part;
import java.util.List;

/** Transform of text0: parts of edits against parts, merged as text0 merges them. */
final class TextTransform extends Crossing<Part> {
    private final Work work;

    TextTransform(Work work) {
        this.work = work;
    }

    TextEdit transform(TextEdit edit, TextEdit other, Side side) {
        return new TextEdit(transform(edit.parts(), other.parts(), side));
    }

    /** An insert into the text just inserted becomes one with it; so do deletes that meet. */
    static void merge(List<Part> out, Part part) {
        int end = out.size() - 1;
        Part last = end < 0 ? part : out.get(end);
        if (end < 0 || part.inserts() != last.inserts()) {
            out.add(part);
        } else if (part.inserts() && last.position() <= part.position() && part.position() <= last.end()) {
            out.set(end, new Part(last.position(), put(part.text(), last, part.position()), true));
        } else if (!part.inserts() && part.position() <= last.position() && last.position() <= part.end()) {
            out.set(end, new Part(part.position(), put(last.text(), part, last.position()), false));
        } else {
            out.add(part);
        }
    }

    private static String put(String text, Part into, int position) {
        return new StringBuilder(into.text())
                .insert(position - into.position(), text)
                .toString();
    }

    @Override
    void append(List<Part> out, Part part) {
        work.copied(part.text().length() + (out.isEmpty() ? 0 : last(out).text().length()));
        merge(out, part);
    }

    private static Part last(List<Part> out) {
        return out.get(out.size() - 1);
    }

    @Override
    void over(List<Part> out, Part part, Part other, Side side) {
        work.pair(0);
        if (part.inserts()) {
            append(out, part.at(moved(part.position(), other, side == Side.RIGHT)));
        } else if (other.inserts()) {
            overInsert(out, part, other);
        } else {
            overDelete(out, part, other);
        }
    }

    /** Where a position is after the other part; text inserted exactly there moves it on only if {@code after}. */
    private static int moved(int position, Part other, boolean after) {
        if (other.inserts()) {
            boolean before = other.position() < position || (other.position() == position && after);
            return before ? position + other.text().length() : position;
        }
        return position - Math.max(0, Math.min(position, other.end()) - other.position());
    }

    /** A delete falls in two where text was inserted inside it. */
    private void overInsert(List<Part> out, Part part, Part other) {
        int kept = Math.min(part.text().length(), Math.max(0, other.position() - part.position()));
        if (kept > 0) {
            append(out, new Part(part.position(), part.text().substring(0, kept), false));
        }
        if (kept < part.text().length()) {
            append(
                    out,
                    new Part(
                            part.position() + other.text().length(), part.text().substring(kept), false));
        }
    }

    /** What both delete is deleted once. */
    private void overDelete(List<Part> out, Part part, Part other) {
        int from = Math.max(part.position(), other.position());
        int to = Math.min(part.end(), other.end());
        if (from >= to) {
            append(out, part.at(moved(part.position(), other, false)));
            return;
        }
        String both = part.text().substring(from - part.position(), to - part.position());
        if (!other.text().startsWith(both, from - other.position())) {
            throw new Json0Refused(Json0Fault.OTHER_VALUE);
        }
        String left =
                part.text().substring(0, from - part.position()) + part.text().substring(to - part.position());
        if (!left.isEmpty()) {
            append(out, new Part(moved(part.position(), other, false), left, false));
        }
    }
}
