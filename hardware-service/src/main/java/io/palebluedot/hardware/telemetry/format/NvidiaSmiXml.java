package io.palebluedot.hardware.telemetry.format;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** {@code nvidia-smi -q -x}, schema v11 to v13. The DOCTYPE that it begins with is skipped: no entity is ever resolved. */
public final class NvidiaSmiXml {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_GPUS = 64;

    private NvidiaSmiXml() {}

    /** Reads the document; throws IllegalArgumentException for what is none. */
    public static List<GpuRecord> parse(byte[] xml) {
        var gpus = new ArrayList<GpuRecord>();
        try {
            var reader = factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("gpu")
                        && gpus.size() < MAX_GPUS) {
                    gpus.add(gpu(gpus.size(), reader));
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("not an nvidia-smi XML document", e);
        }
        return gpus;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static GpuRecord gpu(int index, XMLStreamReader reader) throws XMLStreamException {
        String id = reader.getAttributeValue(null, "id");
        var fields = fields(reader);
        var record = new GpuRecord(index)
                .uuid(SmiValue.text(fields.get("uuid")))
                .serial(SmiValue.text(fields.get("serial")))
                .pci(id)
                .pci(fields.get("pci/pci_bus_id"));
        SmiXmlFields.fill(record, fields);
        return record;
    }

    /** Text of every element of the GPU by its path; of repeated ones the first. */
    private static Map<String, String> fields(XMLStreamReader reader) throws XMLStreamException {
        var fields = new HashMap<String, String>();
        var path = new ArrayDeque<String>();
        var text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(reader.getLocalName());
                    text.setLength(0);
                    if (path.size() > MAX_DEPTH) {
                        throw new XMLStreamException("too deep");
                    }
                }
                case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (path.isEmpty()) {
                        return fields;
                    }
                    fields.putIfAbsent(String.join("/", path), text.toString().strip());
                    path.removeLast();
                    text.setLength(0);
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
        return fields;
    }
}
