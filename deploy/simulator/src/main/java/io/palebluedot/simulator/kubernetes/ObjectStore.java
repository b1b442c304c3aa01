package io.palebluedot.simulator.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Custom resources in memory: fabric8's CRUD dispatcher, plus server-side apply, plus a view of Tinkerbell's objects
 * for the controller that lives in the same process. Listeners are called inside the store's lock and must only note
 * that something changed.
 */
public final class ObjectStore extends KubernetesCrudDispatcher {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "{\"major\":\"1\",\"minor\":\"33\",\"gitVersion\":\"v1.33.0-pbd-simulator\"}";

    private final Map<ObjectKey, ObjectNode> objects = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** An empty store that knows Tinkerbell's definitions. */
    public ObjectStore() {
        for (CustomResources.Definition each : CustomResources.ALL) {
            expectCustomResource(new CustomResourceDefinitionContext.Builder()
                    .withGroup(each.group())
                    .withVersion("v1alpha1")
                    .withPlural(each.plural())
                    .withKind(each.kind())
                    .withScope("Namespaced")
                    .withStatusSubresource(true)
                    .build());
            dispatch(ServerSideApply.as(
                    HttpMethod.POST,
                    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                    "application/json",
                    CustomResources.crd(each)));
        }
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        String path = request.getPath();
        if (path.equals("/version") || path.startsWith("/version?")) {
            return json(new MockResponse().setResponseCode(200).setBody(VERSION));
        }
        if (path.equals("/healthz") || path.equals("/readyz") || path.equals("/livez")) {
            return new MockResponse().setResponseCode(200).setBody("ok");
        }
        MockResponse answer = ServerSideApply.asked(request)
                ? ServerSideApply.apply(request, this::handleCreate, this::handlePatch)
                : super.dispatch(request);
        if (answer == null) {
            return new MockResponse().setResponseCode(405);
        }
        return answer.getWebSocketListener() == null ? json(answer) : answer;
    }

    private static MockResponse json(MockResponse response) {
        return response.setHeader("Content-Type", "application/json");
    }

    @Override
    @SuppressWarnings("NullAway") // the mock passes null for "was not there" and "is gone"
    public void processEvent(
            String path,
            AttributeSet pathAttributes,
            @Nullable AttributeSet oldAttributes,
            @Nullable GenericKubernetesResource resource,
            @Nullable String newState) {
        String before = oldAttributes == null ? null : getMap().get(oldAttributes);
        super.processEvent(path, pathAttributes, oldAttributes, resource, newState);
        ObjectNode state = parse(newState == null ? before : newState);
        if (state == null || CustomResources.ALL.stream().noneMatch(each -> ours(each, state))) {
            return;
        }
        if (newState == null) {
            objects.remove(ObjectKey.of(state));
        } else {
            objects.put(ObjectKey.of(state), state);
        }
        listeners.forEach(Runnable::run);
    }

    /** Calls back after every change of Tinkerbell's objects; must not call into the store. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** All objects of a kind, to be read only. */
    public List<ObjectNode> all(String kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals(kind))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** One object, to be read only. */
    public Optional<ObjectNode> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** Replaces an object's status; false when it changed meanwhile or is gone. */
    public boolean updateStatus(ObjectNode object) {
        return put(object, "/status");
    }

    /** Replaces an object; false when it changed meanwhile or is gone. */
    public boolean update(ObjectNode object) {
        return put(object, "");
    }

    private boolean put(ObjectNode object, String subresource) {
        ObjectKey key = ObjectKey.of(object);
        return definition(key.kind())
                .map(found -> found.path(key.namespace()) + "/" + key.name() + subresource)
                .map(path -> dispatch(ServerSideApply.as(HttpMethod.PUT, path, "application/json", object)))
                .map(answer -> answer.code() < 300)
                .orElse(false);
    }

    /** All of Tinkerbell's objects, for keeping. */
    public List<JsonNode> snapshot() {
        return new ArrayList<>(objects.values());
    }

    /** Puts kept objects back as they were, versions included. */
    public void restore(List<ObjectNode> kept) {
        long newest = 0;
        for (ObjectNode object : kept) {
            Optional<CustomResources.Definition> definition =
                    definition(object.path("kind").asText());
            if (definition.isPresent()) {
                ObjectKey key = ObjectKey.of(object);
                String path = definition.get().path(key.namespace()) + "/" + key.name();
                String state = object.toString();
                processEvent(
                        path,
                        getKey(path),
                        null,
                        Serialization.unmarshal(state, GenericKubernetesResource.class),
                        state);
                newest = Math.max(
                        newest, object.path("metadata").path("resourceVersion").asLong());
            }
        }
        while (newest > 0 && requestResourceVersion() < newest) {
            // the store's counter can only be moved one by one
        }
    }

    private static Optional<CustomResources.Definition> definition(String kind) {
        return CustomResources.ALL.stream()
                .filter(each -> each.kind().equals(kind))
                .findFirst();
    }

    private static boolean ours(CustomResources.Definition definition, JsonNode object) {
        return object.path("kind").asText().equals(definition.kind())
                && object.path("apiVersion").asText().startsWith(definition.group() + "/");
    }

    private static @Nullable ObjectNode parse(@Nullable String state) {
        if (state == null) {
            return null;
        }
        try {
            return JSON.readTree(state) instanceof ObjectNode object ? object : null;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
