package io.akkord.edge;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import io.akkord.object.Trace;
import io.akkord.protocol.ErrorCode;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what is not HTTP as the server understands it: such requests never reach a route. Akka HTTP makes it by its class name.
 * Nothing of the parser's message leaves, for it quotes the request.
 */
public final class ParseErrors extends ParsingErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ParseErrors.class);

    /** Of the process, for nothing can be handed to what is made by its name. */
    private static final LongAdder COUNT = new LongAdder();

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        String correlation = RequestId.made();
        Trace.log(correlation, () -> LOG.debug("A request is refused with {}: it is not HTTP", status.intValue()));
        COUNT.increment();
        return problem(status.intValue())
                .response()
                .addHeaders(SecurityHeaders.LEAST)
                .addHeader(RequestId.header(correlation));
    }

    /** How many there were, since the process started. */
    static long count() {
        return COUNT.sum();
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 413 -> Problem.of(ErrorCode.TOO_LARGE, "The body is too large.");
            case 414 -> Problem.of(ErrorCode.BAD_MESSAGE, status, "The request target is too long.");
            case 431 -> Problem.of(ErrorCode.BAD_MESSAGE, status, "The header fields are too large.");
            case 501 -> Problem.of(ErrorCode.UNSUPPORTED, status, "The server does not know that method.");
            case 505 -> Problem.of(ErrorCode.UNSUPPORTED, status, "The server speaks HTTP/1.1.");
            case 417 -> Problem.of(ErrorCode.UNSUPPORTED, status, "The expectation is not supported.");
            default -> Problem.badMessage("The request is not well-formed HTTP.");
        };
    }
}
