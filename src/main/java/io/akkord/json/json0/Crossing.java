package io.akkord.json.json0;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes two lists of components, made on the same document, across each other: every component of the right list goes over every one
 * of the left list and the other way round. O(left · right). This is the order of work of ShareDB's types (bootstrapTransform in
 * ottypes/json0), on which the neighbours that get merged depend.
 *
 * <p>It recurses where a component falls into several, at most once per component of the left list.
 */
abstract class Crossing<C> {
    /** The left list after the right one, and the right one after the left one. */
    record Crossed<C>(List<C> left, List<C> right) {}

    /** Appends what becomes of a component over one other. */
    abstract void over(List<C> out, C component, C other, Side side);

    /** Takes two components over each other and appends what becomes of each. */
    void across(List<C> leftOut, C left, List<C> rightOut, C right) {
        over(leftOut, left, right, Side.LEFT);
        over(rightOut, right, left, Side.RIGHT);
    }

    /** Appends a component, merged with the last one where both can be said in one. */
    abstract void append(List<C> out, C component);

    /** What becomes of the components over the others. */
    final List<C> transform(List<C> components, List<C> others, Side side) {
        if (others.isEmpty()) {
            return components;
        }
        if (components.size() == 1 && others.size() == 1) {
            List<C> out = new ArrayList<>();
            over(out, components.get(0), others.get(0), side);
            return out;
        }
        return side == Side.LEFT
                ? cross(components, others).left()
                : cross(others, components).right();
    }

    private Crossed<C> cross(List<C> left, List<C> right) {
        List<C> leftAfter = left;
        List<C> rightAfter = new ArrayList<>();
        for (C component : right) {
            leftAfter = crossOne(leftAfter, component, rightAfter);
        }
        return new Crossed<>(leftAfter, rightAfter);
    }

    /** Takes one component of the right list across the whole left one; gives the left one after it. */
    private List<C> crossOne(List<C> left, C right, List<C> rightAfter) {
        List<C> leftAfter = new ArrayList<>();
        List<C> next = new ArrayList<>();
        C component = right;
        for (int i = 0; i < left.size(); i++) {
            next.clear();
            across(leftAfter, left.get(i), next, component);
            if (next.size() == 1) {
                component = next.get(0);
                continue;
            }
            List<C> rest = left.subList(i + 1, left.size());
            Crossed<C> crossed = next.isEmpty() ? new Crossed<>(rest, next) : cross(rest, next);
            crossed.left().forEach(c -> append(leftAfter, c));
            crossed.right().forEach(c -> append(rightAfter, c));
            return leftAfter;
        }
        append(rightAfter, component);
        return leftAfter;
    }
}
