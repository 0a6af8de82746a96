package io.akkord.telemetry;

import io.akkord.kind.ObjectId;

/**
 * An object and how much it holds.
 *
 * @param size of the content in the unit of its kind, about a character of JSON
 */
public record Large(ObjectId object, String type, long size) {}
