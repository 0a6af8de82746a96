/**
 * What users of Akkord write themselves: {@link io.akkord.spi.Middleware}, which sees every submission to a namespace before it is
 * committed, and {@link io.akkord.spi.Migration}, which brings stored namespaces to a newer schema. Pure types over JSON values; they
 * stay as they are while the server behind them changes. To be found, a class stands on the class path beside the server's jar
 * ({@code java -cp akkord.jar:mine.jar io.akkord.Main}).
 */
@NullMarked
package io.akkord.spi;

import org.jspecify.annotations.NullMarked;
