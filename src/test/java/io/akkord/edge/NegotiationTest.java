package io.akkord.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client says it accepts, against JSON, which comes first, and lines of it. */
class NegotiationTest {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''                                                       | json",
                "*/*                                                      | json",
                "application/*                                            | json",
                "application/x-ndjson                                     | lines",
                "application/x-ndjson, */*                                | lines",
                "*/*, application/x-ndjson                                | lines",
                "application/x-ndjson, application/*                      | lines",
                "application/x-ndjson, application/json                   | json",
                "application/x-ndjson;q=0.9, */*                          | json",
                "application/x-ndjson, */*;q=0.1                          | lines",
                "application/json;q=0.5, application/x-ndjson;q=0.6       | lines",
                "application/json;q=0.5, */*;q=0.4                        | json",
                "application/json;q=0.2, */*;q=0.4                        | lines",
                "application/json;q=0, */*                                | lines",
                "*/*;q=0, application/x-ndjson                            | lines",
                "text/html, application/xml;q=0.9, */*;q=0.8              | json",
                "text/html, image/gif, *; q=.2, */*; q=.2                 | json",
                "Application/X-NDJSON ; Q=1.0 , */* ; q=1                 | lines",
                "application/json; charset=utf-8                          | json",
                "application/json;indent=2                                | json",
                "application/json;indent=2, application/x-ndjson          | lines",
                "application/json;indent=2;q=0, */*                       | json",
                "application/json;x=\"a, application/x-ndjson;q=1, b\"    | json",
                "application/json;x=\"\\\", application/x-ndjson\";q=0.3, */*;q=0.4 | lines",
                "application/json;q=high, application/x-ndjson;q=0.9      | json",
                "application/json;q=NaN                                   | json",
                "application/json;q=7, application/x-ndjson               | json",
                ", ,application/x-ndjson,                                 | lines",
                "text/html                                                | none",
                "application/json;q=0                                     | none",
                "*/*;q=0                                                  | none",
                "application/jso                                          | none",
            })
    void the_best_is_what_is_liked_most_and_among_equals_what_was_named(String accept, String expected) {
        String best = Negotiation.best(accept, List.of(JSON, LINES))
                .map(type -> type.equals(JSON) ? "json" : "lines")
                .orElse("none");
        assertThat(best).isEqualTo(expected);
    }
}
