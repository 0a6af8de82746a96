package io.akkord.journal;

import io.akkord.ot.Attributes;
import io.akkord.ot.Document;
import io.akkord.ot.Embed;
import io.akkord.ot.Operation;
import io.akkord.ot.OperationBuilder;
import io.akkord.ot.OperationRefused;
import io.akkord.ot.RunVisitor;

/**
 * Documents as bytes: the inserts of {@link OperationCodec} one after the other, then a zero. Text is cut into pieces of {@link
 * #PIECE} units (one more where that would tear a surrogate pair), so that neither side holds a large document as one string and
 * equal documents have equal bytes, however their ropes are cut.
 */
final class DocumentCodec {
    static final int PIECE = 8 * 1024;

    private static final int END = 0;

    private DocumentCodec() {}

    static void write(Document document, ByteWriter out) {
        Pieces pieces = new Pieces(out);
        document.forEachRun(pieces);
        pieces.flush();
        out.writeVarint(END);
    }

    static Document read(ByteReader in) {
        OperationBuilder inserts = Operation.builder();
        try {
            for (long head = in.readVarint(); head != END; head = in.readVarint()) {
                OperationCodec.readComponent(head, in, inserts);
            }
            return Document.of(inserts.build());
        } catch (OperationRefused e) {
            throw new CorruptBytesException("bytes that are no document: " + e.getMessage());
        }
    }

    /** Gathers runs with equal attributes and writes them in pieces of one size. */
    private static final class Pieces implements RunVisitor {
        private final ByteWriter out;
        private final StringBuilder text = new StringBuilder(2 * PIECE);
        private Attributes attributes = Attributes.NONE;

        Pieces(ByteWriter out) {
            this.out = out;
        }

        @Override
        public void text(String run, Attributes runAttributes) {
            if (!runAttributes.equals(attributes)) {
                flush();
                attributes = runAttributes;
            }
            text.append(run);
            int from = 0;
            while (text.length() - from > PIECE) {
                int to = from + PIECE;
                if (Character.isHighSurrogate(text.charAt(to - 1))) {
                    to++;
                }
                OperationCodec.writeText(text.substring(from, to), attributes, out);
                from = to;
            }
            text.delete(0, from);
        }

        @Override
        public void embed(Embed embed, Attributes embedAttributes) {
            flush();
            OperationCodec.writeEmbed(embed, embedAttributes, out);
        }

        void flush() {
            if (!text.isEmpty()) {
                OperationCodec.writeText(text.toString(), attributes, out);
                text.setLength(0);
            }
        }
    }
}
