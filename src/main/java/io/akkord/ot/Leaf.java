package io.akkord.ot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of text with the same attributes, or one embed. Text whose units are all below 256 takes one byte per unit, other text
 * two.
 */
final class Leaf extends Node {
    /** Units at most; short, for every keystroke copies a leaf. */
    static final int MAX = 512;
    /** Shorter leaves look for a neighbour to merge with. */
    static final int MIN = MAX / 4;

    /** What {@link #charAt} gives for an embed. */
    static final char EMBED = '\uFFFC';

    static final Leaf EMPTY = new Leaf(0, new byte[0], false, Attributes.NONE, null);

    private static final VarHandle WIDE = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.nativeOrder());
    private static final byte[] EMBED_UNITS = bytes(String.valueOf(EMBED), true);

    private final byte[] units;
    private final boolean wide;
    final Attributes attributes;
    final @Nullable Embed embed;
    private final int weight;

    private Leaf(int length, byte[] units, boolean wide, Attributes attributes, @Nullable Embed embed) {
        super(length);
        this.units = units;
        this.wide = wide;
        this.attributes = attributes;
        this.embed = embed;
        this.weight = weigh(units, attributes, embed);
    }

    /** @param text of at most {@link #MAX} units */
    static Leaf of(String text, Attributes attributes) {
        boolean wide = !isLatin(text);
        return new Leaf(text.length(), bytes(text, wide), wide, attributes, null);
    }

    static Leaf of(Embed embed, Attributes attributes) {
        return new Leaf(1, EMBED_UNITS, true, attributes, embed);
    }

    Leaf withAttributes(Attributes newAttributes) {
        return newAttributes.equals(attributes) ? this : new Leaf(length, units, wide, newAttributes, embed);
    }

    /** Whether the leaf is text with these attributes. */
    boolean isText(Attributes wanted) {
        return embed == null && attributes.equals(wanted);
    }

    /** Whether two leaves can be written as one, apart from their length. */
    boolean mergesWith(Leaf next) {
        return embed == null && next.isText(attributes);
    }

    char charAt(int index) {
        return wide ? (char) WIDE.get(units, index << 1) : (char) (units[index] & 0xFF);
    }

    /** The units of that range; an embed contributes none. */
    String text(int from, int to) {
        if (embed != null) {
            return "";
        }
        if (!wide) {
            return new String(units, from, to - from, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[to - from];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = charAt(from + i);
        }
        return new String(chars);
    }

    /** The part of the leaf in that range. */
    Leaf slice(int from, int to) {
        if (from == 0 && to == length) {
            return this;
        }
        int shift = wide ? 1 : 0;
        return new Leaf(to - from, Arrays.copyOfRange(units, from << shift, to << shift), wide, attributes, null);
    }

    /** This text without that range. */
    Leaf without(int from, int to) {
        int shift = wide ? 1 : 0;
        int kept = length - (to - from);
        byte[] bytes = new byte[kept << shift];
        System.arraycopy(units, 0, bytes, 0, from << shift);
        System.arraycopy(units, to << shift, bytes, from << shift, (length - to) << shift);
        return new Leaf(kept, bytes, wide, attributes, null);
    }

    /** This text with another one, of the same attributes, put in. */
    Leaf with(int at, String text) {
        int added = text.length();
        if (!wide && isLatin(text)) {
            byte[] bytes = new byte[length + added];
            System.arraycopy(units, 0, bytes, 0, at);
            copy(text, bytes, at, false);
            System.arraycopy(units, at, bytes, at + added, length - at);
            return new Leaf(length + added, bytes, false, attributes, null);
        }
        byte[] bytes = new byte[(length + added) << 1];
        copyWide(0, at, bytes, 0);
        copy(text, bytes, at, true);
        copyWide(at, length, bytes, at + added);
        return new Leaf(length + added, bytes, true, attributes, null);
    }

    /** This text followed by that of another leaf with the same attributes. */
    Leaf with(Leaf next) {
        int sum = length + next.length;
        if (!wide && !next.wide) {
            byte[] bytes = Arrays.copyOf(units, sum);
            System.arraycopy(next.units, 0, bytes, length, next.length);
            return new Leaf(sum, bytes, false, attributes, null);
        }
        byte[] bytes = new byte[sum << 1];
        copyWide(0, length, bytes, 0);
        next.copyWide(0, next.length, bytes, length);
        return new Leaf(sum, bytes, true, attributes, null);
    }

    /** An index near {@code wanted}, strictly inside the leaf of three units or more, that is not inside a surrogate pair. */
    int cut(int wanted) {
        boolean inside = Character.isHighSurrogate(charAt(wanted - 1)) && Character.isLowSurrogate(charAt(wanted));
        return !inside ? wanted : wanted > 1 ? wanted - 1 : wanted + 1;
    }

    /** How many units from these offsets on are the same in both texts, at most {@code limit}. */
    int mismatch(int from, Leaf other, int otherFrom, int limit) {
        if (wide == other.wide) {
            int shift = wide ? 1 : 0;
            int differ = Arrays.mismatch(
                    units,
                    from << shift,
                    (from + limit) << shift,
                    other.units,
                    otherFrom << shift,
                    (otherFrom + limit) << shift);
            return differ < 0 ? limit : differ >> shift;
        }
        for (int i = 0; i < limit; i++) {
            if (charAt(from + i) != other.charAt(otherFrom + i)) {
                return i;
            }
        }
        return limit;
    }

    @Override
    int height() {
        return 0;
    }

    @Override
    long weight() {
        return weight;
    }

    @Override
    int richLeaves() {
        return embed != null || !attributes.isEmpty() ? 1 : 0;
    }

    private void copyWide(int from, int to, byte[] target, int at) {
        if (wide) {
            System.arraycopy(units, from << 1, target, at << 1, (to - from) << 1);
        } else {
            for (int i = from; i < to; i++) {
                WIDE.set(target, (at + i - from) << 1, (char) (units[i] & 0xFF));
            }
        }
    }

    private static byte[] bytes(String text, boolean wide) {
        byte[] bytes = new byte[wide ? text.length() << 1 : text.length()];
        copy(text, bytes, 0, wide);
        return bytes;
    }

    private static void copy(String text, byte[] target, int at, boolean wide) {
        for (int i = 0; i < text.length(); i++) {
            if (wide) {
                WIDE.set(target, (at + i) << 1, text.charAt(i));
            } else {
                target[at + i] = (byte) text.charAt(i);
            }
        }
    }

    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    private static int weigh(byte[] units, Attributes attributes, @Nullable Embed embed) {
        int weight = 56 + units.length;
        if (!attributes.isEmpty()) {
            weight += attributes.weight();
        }
        return embed == null ? weight : weight + 32 + Weight.of(embed.value());
    }
}
