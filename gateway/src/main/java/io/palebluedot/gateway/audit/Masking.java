package io.palebluedot.gateway.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the audit may keep of a body: secrets masked, size bounded, always JSON. */
@ApplicationScoped
public class Masking {

    private static final int MAX = 8_192;
    private static final String MASK = "***";
    private static final Pattern SECRET = Pattern.compile(
            ".*(passw|pwd|secret|token|credential|passphrase|private_?key|user_?data|authori[sz]ation|cookie).*",
            Pattern.CASE_INSENSITIVE);
    /** Names that sound like secrets and are none. */
    private static final Set<String> HARMLESS = Set.of("credentials_ref", "token_type");

    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");

    private final ObjectMapper json;

    Masking(ObjectMapper json) {
        this.json = json;
    }

    /** A body as it came; what is no JSON is only counted. */
    String body(byte[] body) {
        if (body.length == 0) {
            return "";
        }
        try {
            var tree = json.readTree(body);
            return tree instanceof ObjectNode || tree instanceof ArrayNode ? bounded(masked(tree)) : bytes(body);
        } catch (IOException e) {
            return bytes(body);
        }
    }

    /** An object of ours. */
    String object(@Nullable Object object) {
        return object == null ? "" : bounded(masked(json.valueToTree(object)));
    }

    private static String bytes(byte[] body) {
        return "{\"bytes\":" + body.length + "}";
    }

    private String bounded(JsonNode tree) {
        String text = tree.toString();
        return text.length() <= MAX
                ? text
                : json.createObjectNode()
                        .put("truncated", true)
                        .put("head", text.substring(0, MAX))
                        .toString();
    }

    private static JsonNode masked(JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(field -> field.setValue(masked(field.getKey(), field.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, masked(array.get(i)));
                }
            }
            case TextNode text -> {
                return TextNode.valueOf(USER_INFO.matcher(text.textValue()).replaceAll("://" + MASK + "@"));
            }
            default -> {}
        }
        return node;
    }

    private static JsonNode masked(String name, JsonNode value) {
        boolean secret = SECRET.matcher(name).matches() && !HARMLESS.contains(name) && !value.isNull();
        return secret ? TextNode.valueOf(MASK) : masked(value);
    }
}
