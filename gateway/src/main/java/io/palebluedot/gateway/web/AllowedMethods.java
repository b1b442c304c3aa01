package io.palebluedot.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which methods a path takes, as the API's own document says; read when first asked for. */
@ApplicationScoped
public class AllowedMethods {

    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";

    private final ObjectMapper json;
    private volatile @Nullable Map<Pattern, String> methods;

    AllowedMethods(ObjectMapper json) {
        this.json = json;
    }

    /** For the header Allow. */
    String of(String path) {
        var table = methods;
        if (table == null) {
            table = read();
            methods = table;
        }
        return table.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(path).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("OPTIONS");
    }

    private Map<Pattern, String> read() {
        var table = new LinkedHashMap<Pattern, String>();
        try (var document = Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
            if (document != null) {
                json.readTree(document)
                        .path("paths")
                        .properties()
                        .forEach(path -> table.put(pattern(path.getKey()), allow(path.getValue())));
            }
            return table;
        } catch (IOException e) {
            throw new IllegalStateException("the API's document cannot be read", e);
        }
    }

    /** A switch's interface, last in its path, is the one name that may have slashes. */
    private static Pattern pattern(String template) {
        return Pattern.compile(
                template.replaceAll("/interfaces/\\{[^}]+}$", "/interfaces/.+").replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private static String allow(JsonNode path) {
        var names = new TreeSet<String>();
        path.fieldNames().forEachRemaining(name -> names.add(name.toUpperCase(Locale.ROOT)));
        names.retainAll(java.util.Set.of("GET", "PUT", "POST", "DELETE", "PATCH"));
        names.add("OPTIONS");
        if (names.contains("GET")) {
            names.add("HEAD");
        }
        return String.join(", ", names);
    }
}
