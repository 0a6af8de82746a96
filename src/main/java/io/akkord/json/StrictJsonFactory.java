package io.akkord.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A {@link JsonFactory} whose parsers keep to {@link JsonLimits} and decode UTF-8, and nothing else, strictly. The parsers of a tolerant
 * one share no table of names, for those can be as long as the text.
 */
final class StrictJsonFactory extends JsonFactory {
    private final boolean tolerant;

    StrictJsonFactory(JsonLimits limits, boolean tolerant) {
        super(settings(limits, tolerant));
        this.tolerant = tolerant;
    }

    private static JsonFactoryBuilder settings(JsonLimits limits, boolean tolerant) {
        return new JsonFactoryBuilder()
                .configure(Feature.CANONICALIZE_FIELD_NAMES, !tolerant)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names come from strangers; interned ones would never be collected.
                .disable(Feature.INTERN_FIELD_NAMES)
                .disable(Feature.CHARSET_DETECTION)
                // Four bytes of UTF-8 for an emoji instead of two escapes of six.
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .streamReadConstraints(new ReadConstraints(limits, tolerant));
    }

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        streamReadConstraints().validateDocumentLength(length);
        if (!StrictUtf8.accepts(data, offset, length)) {
            throw new JsonFault(JsonFault.Reason.BAD_UTF8);
        }
        if (!tolerant) {
            return super._createParser(data, offset, length, context);
        }
        // Without a shared table jackson-core would read characters, whose parser cannot tell offsets in bytes.
        ByteQuadsCanonicalizer names = ByteQuadsCanonicalizer.createRoot().makeChild(_factoryFeatures);
        return new UTF8StreamJsonParser(
                context, _parserFeatures, null, _objectCodec, names, data, offset, offset + length, 0, false);
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
