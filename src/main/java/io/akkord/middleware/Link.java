package io.akkord.middleware;

import io.akkord.spi.Middleware;
import java.time.Duration;

/**
 * @param name what the configuration calls it
 * @param within how long it may take for a submission
 */
public record Link(String name, Middleware middleware, Duration within) {}
