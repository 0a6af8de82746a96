package io.akkord.ot;

import java.util.ArrayList;
import java.util.List;

/** A document as the simplest thing that can hold one: a list of units. What it says is right. */
record PlainModel(List<Unit> units) {
    /** A UTF-16 unit, or an embed (a Character or an {@link Embed}), with its attributes. */
    record Unit(Object content, Attributes attributes) {}

    static PlainModel of(Document document) {
        List<Unit> units = new ArrayList<>();
        document.forEachRun(new RunVisitor() {
            @Override
            public void text(String text, Attributes attributes) {
                text.chars().forEach(c -> units.add(new Unit((char) c, attributes)));
            }

            @Override
            public void embed(Embed embed, Attributes attributes) {
                units.add(new Unit(embed, attributes));
            }
        });
        return new PlainModel(units);
    }

    PlainModel apply(Operation operation) {
        List<Unit> result = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < operation.size(); i++) {
            Attributes attributes = operation.attributes(i);
            switch (operation.kind(i)) {
                case INSERT -> operation.text(i).chars().forEach(c -> result.add(new Unit((char) c, attributes)));
                case EMBED -> result.add(new Unit(operation.embed(i), attributes));
                case DELETE -> at += operation.length(i);
                case RETAIN -> {
                    for (int k = 0; k < operation.length(i); k++) {
                        Unit unit = units.get(at++);
                        result.add(new Unit(unit.content(), unit.attributes().compose(attributes, false)));
                    }
                }
            }
        }
        result.addAll(units.subList(at, units.size()));
        return new PlainModel(result);
    }
}
