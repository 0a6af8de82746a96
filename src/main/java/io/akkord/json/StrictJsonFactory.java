package io.akkord.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A {@link JsonFactory} whose parsers keep to {@link JsonLimits} and decode UTF-8, and nothing else, strictly. */
final class StrictJsonFactory extends JsonFactory {
    StrictJsonFactory(JsonLimits limits) {
        super(settings(limits));
    }

    private static JsonFactoryBuilder settings(JsonLimits limits) {
        return new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names come from strangers; interned ones would never be collected.
                .disable(Feature.INTERN_FIELD_NAMES)
                .disable(Feature.CHARSET_DETECTION)
                // Four bytes of UTF-8 for an emoji instead of two escapes of six.
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .streamReadConstraints(new ReadConstraints(limits));
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        streamReadConstraints().validateDocumentLength(length);
        if (!StrictUtf8.accepts(data, offset, length)) {
            throw new JsonFault(JsonFault.Reason.BAD_UTF8);
        }
        return super._createParser(data, offset, length, context);
    }

    @Override
    protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
        return _createParser(
                new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                context);
    }
}
