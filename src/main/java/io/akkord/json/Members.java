package io.akkord.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unmodifiable, persistent map inside a {@link JsonObject}: members in the order in which their names first came. Where they
 * are many, a second tree finds them by name; a few are looked through.
 */
final class Members extends AbstractMap<String, JsonValue> {
    static final Members NONE = new Members(TreeNode.empty(), null);

    /** Above this many members there is an index. */
    static final int FEW = 12;

    private final TreeNode<Member> inOrder;
    private final @Nullable TreeNode<Member> byName;

    private Members(TreeNode<Member> inOrder, @Nullable TreeNode<Member> byName) {
        this.inOrder = inOrder;
        this.byName = byName;
    }

    /** @throws NullPointerException if a name or a value is null */
    static Members copyOf(Map<String, JsonValue> members) {
        if (members instanceof Members shared) {
            return shared;
        }
        Member[] all = new Member[members.size()];
        int next = 0;
        for (Map.Entry<String, JsonValue> member : members.entrySet()) {
            String name = Objects.requireNonNull(member.getKey());
            all[next] = new Member(name, Objects.requireNonNull(member.getValue()), next);
            next++;
        }
        return of(TreeNode.of(all), all);
    }

    private static Members of(TreeNode<Member> inOrder, Member[] all) {
        if (all.length <= FEW) {
            return new Members(inOrder, null);
        }
        Arrays.sort(all, Comparator.comparing(Member::name));
        return new Members(inOrder, TreeNode.of(all));
    }

    TreeNode<Member> inOrder() {
        return inOrder;
    }

    @Nullable
    TreeNode<Member> byName() {
        return byName;
    }

    Members with(String name, JsonValue value) {
        Member old = find(name);
        if (old != null) {
            return old.value() == value ? this : replacing(old, new Member(name, value, old.ordinal()));
        }
        long ordinal = inOrder.size == 0 ? 0 : inOrder.get(inOrder.size - 1).ordinal() + 1;
        Member added = new Member(name, value, ordinal);
        TreeNode<Member> longer = inOrder.inserting(inOrder.size, added);
        if (byName != null) {
            return new Members(longer, byName.inserting(position(byName, name), added));
        }
        Member[] all = new Member[longer.size];
        Arrays.setAll(all, longer::get);
        return of(longer, all);
    }

    private Members replacing(Member old, Member now) {
        return new Members(
                inOrder.with(position(old), now),
                byName == null ? null : byName.with(position(byName, now.name()), now));
    }

    Members without(String name) {
        Member old = find(name);
        if (old == null) {
            return this;
        }
        TreeNode<Member> shorter = inOrder.without(position(old));
        return new Members(
                shorter, byName == null || shorter.size <= FEW ? null : byName.without(position(byName, name)));
    }

    private @Nullable Member find(String name) {
        if (byName == null) {
            for (int i = 0; i < inOrder.size; i++) {
                Member member = inOrder.get(i);
                if (member.name().equals(name)) {
                    return member;
                }
            }
            return null;
        }
        int at = position(byName, name);
        Member member = at < byName.size ? byName.get(at) : null;
        return member != null && member.name().equals(name) ? member : null;
    }

    private static int position(TreeNode<Member> byName, String name) {
        return byName.search(member -> member.name().compareTo(name));
    }

    private int position(Member member) {
        return inOrder.search(other -> Long.compare(other.ordinal(), member.ordinal()));
    }

    @Override
    public int size() {
        return inOrder.size;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable JsonValue get(@Nullable Object name) {
        Member member = name instanceof String text ? find(text) : null;
        return member == null ? null : member.value();
    }

    @Override
    public Set<Entry<String, JsonValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            @SuppressWarnings("unchecked")
            public Iterator<Entry<String, JsonValue>> iterator() {
                Iterator<? extends Entry<String, JsonValue>> members = new Items.TreeIterator<>(inOrder, 0);
                return (Iterator<Entry<String, JsonValue>>) members;
            }

            @Override
            public int size() {
                return inOrder.size;
            }
        };
    }
}
