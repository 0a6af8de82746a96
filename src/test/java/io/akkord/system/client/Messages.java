package io.akkord.system.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a replica says about its room. */
final class Messages {
    private Messages() {}

    /** A first JOIN, which is answered with a snapshot. */
    static ObjectNode join(String object, String type) {
        ObjectNode join = Json.message("JOIN", object);
        if (!type.equals("text")) {
            join.withObject("/payload").put("type", type);
        }
        return join;
    }

    /** A JOIN that is answered with the commits since. */
    static ObjectNode rejoin(String object, String type, long since, String origin) {
        ObjectNode join = join(object, type);
        join.withObject("/payload").put("since", since).put("origin", origin);
        return join;
    }

    static ObjectNode syncRequest(String object, long since) {
        ObjectNode request = Json.message("SYNC_REQUEST", object);
        request.withObject("/payload").put("since", since);
        return request;
    }

    /** The submission as first sent, whatever it has become since. */
    static ObjectNode op(String object, Pending pending) {
        return op(object, pending.first().toJson(), pending.base(), pending.seq());
    }

    static ObjectNode op(String object, JsonNode op, long base, long seq) {
        ObjectNode message = Json.message("OP", object);
        message.withObject("/payload").set("op", op);
        message.putObject("meta").put("version", base).put("seq", seq);
        return message;
    }
}
