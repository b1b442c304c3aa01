package io.palebluedot.alert.rule;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps labels in one text column. */
@Converter
public class LabelsConverter implements AttributeConverter<Map<String, String>, String> {

    @Override
    public String convertToDatabaseColumn(@Nullable Map<String, String> labels) {
        return Labels.write(labels == null ? Map.of() : labels);
    }

    @Override
    public Map<String, String> convertToEntityAttribute(@Nullable String json) {
        return json == null ? new HashMap<>() : new HashMap<>(Labels.read(json));
    }
}
