package io.akkord.ot;

/** Quill-delta's {@code invert} over flat components. */
final class Invert {
    private Invert() {}

    /** See {@link Operation#invert}. */
    static Operation invert(Operation operation, Document base) {
        if (operation.baseLength() > base.length()) {
            throw new OperationRefused(OperationFault.PAST_END);
        }
        OperationBuilder out = new OperationBuilder(operation.size());
        int at = 0;
        for (int i = 0; i < operation.size(); i++) {
            int length = operation.length(i);
            Attributes attributes = operation.attributes(i);
            switch (operation.kind(i)) {
                case INSERT, EMBED -> {
                    out.addDelete(length);
                    continue;
                }
                case DELETE ->
                    base.forEachRun(at, at + length, new RunVisitor() {
                        @Override
                        public void text(String text, Attributes before) {
                            out.addText(text, before);
                        }

                        @Override
                        public void embed(Embed embed, Attributes before) {
                            out.addEmbed(embed, before);
                        }
                    });
                case RETAIN -> {
                    if (attributes.isEmpty()) {
                        out.addRetain(length, attributes);
                    } else {
                        base.forEachSpan(
                                at, at + length, (units, before) -> out.addRetain(units, attributes.invert(before)));
                    }
                }
            }
            at += length;
        }
        return out.build();
    }
}
