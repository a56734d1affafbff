package taskfleet.events;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;

/**
 * Events to and from structured JSON (CloudEvents 1.0, JSON event format); one instance serves all threads.
 *
 * <p>Reading ignores attributes and fields that it doesn't know, such as those the sidecar adds.
 */
public final class EventCodec {
    private final EventSchemas schemas = new EventSchemas();
    private final JsonMapper json = EventJson.mapper()
            .addModule(JsonFormat.getCloudEventJacksonModule())
            .build();

    /**
     * Writes what {@link #read} reads back to an equal event.
     *
     * @throws IllegalArgumentException when the event breaks its own schema, so that no consumer could read it
     */
    public byte[] write(Event event) {
        JsonNode data = json.valueToTree(event.data());
        try {
            InteroperableJson.check(data);
            schemas.check(event.type(), data);
        } catch (UnreadableEvent broken) {
            throw new IllegalArgumentException(broken.getMessage(), broken);
        }
        try {
            return json.writeValueAsBytes(cloudEvent(event, data));
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /**
     * Reads an event that keeps the contract in every point.
     *
     * @throws UnreadableEvent telling the first point in which it doesn't
     */
    public Event read(byte[] body) throws UnreadableEvent {
        return read(tree(body));
    }

    /** The same of one that has been parsed already, such as an entry of a bulk. */
    public Event read(JsonNode body) throws UnreadableEvent {
        InteroperableJson.check(body);
        Envelope envelope = Envelope.of(body, json);
        Attributes attributes = new Attributes(envelope.attributes());
        EventType type = attributes.type();
        schemas.check(type, envelope.data());
        return attributes.with(bind(envelope.data(), type.dataRecord()));
    }

    private static CloudEvent cloudEvent(Event event, JsonNode data) {
        EventType type = event.type();
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id().toString())
                .withSource(event.source())
                .withType(type.typeName())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withSubject(event.subject())
                .withData(Attributes.JSON, type.dataSchema(), JsonCloudEventData.wrap(data))
                .withExtension(Attributes.PARTITION_KEY, event.partitionKey())
                .withExtension(Attributes.SEQUENCE, event.sequence())
                .withExtension(Attributes.HOPS, event.hops());
        if (event.causationId() != null) {
            builder.withExtension(Attributes.CAUSATION_ID, event.causationId().toString());
        }
        if (event.traceparent() != null) {
            builder.withExtension(Attributes.TRACE_PARENT, event.traceparent());
        }
        if (event.redrive() != null) {
            builder.withExtension(Attributes.REDRIVE, event.redrive().count());
            builder.withExtension(Attributes.REDRIVE_CONSUMER, event.redrive().consumer());
        }
        return builder.build();
    }

    private JsonNode tree(byte[] body) throws UnreadableEvent {
        try {
            JsonNode root = json.readTree(body);
            if (root.isMissingNode()) {
                throw UnreadableEvent.notJson(1, 1);
            }
            return root;
        } catch (JsonProcessingException malformed) {
            throw notJson(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static UnreadableEvent notJson(JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        return location == null
                ? UnreadableEvent.notJson(1, 1)
                : UnreadableEvent.notJson(location.getLineNr(), location.getColumnNr());
    }

    private EventData bind(JsonNode data, Class<? extends EventData> dataRecord) throws UnreadableEvent {
        try {
            return json.treeToValue(data, dataRecord);
        } catch (JsonMappingException unbound) {
            JsonPointer pointer = pointer(unbound);
            Class<?> target = unbound instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                    ? mismatch.getTargetType()
                    : dataRecord;
            throw UnreadableEvent.unboundData("/data" + pointer, data.at(pointer), target);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonPointer pointer(JsonMappingException unbound) {
        JsonPointer pointer = JsonPointer.empty();
        for (JsonMappingException.Reference step : unbound.getPath()) {
            pointer = step.getFieldName() != null
                    ? pointer.appendProperty(step.getFieldName())
                    : pointer.appendIndex(step.getIndex());
        }
        return pointer;
    }
}
