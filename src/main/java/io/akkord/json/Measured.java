package io.akkord.json;

/** What a {@link TreeNode} holds: something whose depth and weight are known without looking into it. */
interface Measured {
    int depth();

    long weight();
}
