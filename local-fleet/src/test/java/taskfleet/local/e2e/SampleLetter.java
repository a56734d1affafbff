package taskfleet.local.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import taskfleet.local.Fleet;
import taskfleet.local.Json;

/** A dead letter as a worker would have left it in its dead-letter topic; its event is one that the worker can handle. */
record SampleLetter(
        String worker, String type, String user, String title, String reason, String detail, int attempts, Instant at) {

    static SampleLetter of(String worker, String type, String user) {
        return new SampleLetter(
                worker,
                type,
                user,
                "Water the plants",
                "attempts-exhausted",
                "deadline exceeded after 10 s",
                4,
                Instant.now());
    }

    SampleLetter titled(String other) {
        return new SampleLetter(worker, type, user, other, reason, detail, attempts, at);
    }

    SampleLetter because(String code, String words, int tried) {
        return new SampleLetter(worker, type, user, title, code, words, tried, at);
    }

    SampleLetter ago(Duration age) {
        return new SampleLetter(worker, type, user, title, reason, detail, attempts, at.minus(age));
    }

    static void deliver(Fleet fleet, List<SampleLetter> letters) {
        send(
                fleet,
                letters.stream()
                        .map(letter -> new ProducerRecord<>(
                                letter.deadLetterTopic(), letter.user, Json.write(letter.letter())))
                        .toList());
    }

    /** Bytes that no worker ever wrote: a sidecar moves there what it can't read. */
    static void deliver(Fleet fleet, String deadLetterTopic, byte[] bytes) {
        send(fleet, List.of(new ProducerRecord<>(deadLetterTopic, bytes)));
    }

    private static void send(Fleet fleet, List<ProducerRecord<String, byte[]>> records) {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, fleet.kafka().bootstrapServers());
        try (var kafka = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                kafka.send(record).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Publishes its event alone, as if it had just happened: every worker takes it, and fails by itself if it must. */
    void happen(Fleet fleet) {
        happen(fleet, Map.of());
    }

    /** The same with other values for some of the event's attributes. */
    void happen(Fleet fleet, Map<String, ?> attributes) {
        var event = event();
        event.putAll(attributes);
        var sidecar = fleet.service("task-api").replica().sidecarUrl();
        var request = HttpRequest.newBuilder(sidecar.resolve(
                        "/v1.0/publish/kafka-pubsub/%s?metadata.partitionKey=%s".formatted(topic(), user)))
                .header("Content-Type", "application/cloudevents+json")
                .POST(BodyPublishers.ofByteArray(Json.write(event)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 204) {
                throw new IllegalStateException("the sidecar answered " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String topic() {
        return type.startsWith("task.") ? "tasks" : "reminders";
    }

    private String deadLetterTopic() {
        return topic() + "-dlq-" + worker;
    }

    private Map<String, Object> event() {
        var task = UUID.randomUUID();
        var event = new LinkedHashMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", "todo-backend");
        event.put("type", type);
        event.put("datacontenttype", "application/json");
        event.put("dataschema", "urn:taskfleet:schema:%s:1".formatted(type));
        event.put("subject", task.toString());
        event.put("time", at.minusSeconds(8).toString());
        event.put("sequence", 1);
        event.put("partitionkey", user);
        event.put("hops", 0);
        event.put("data", topic().equals("tasks") ? taskData(task) : reminderData(task));
        return event;
    }

    private Map<String, Object> letter() {
        var letter = event();
        letter.put("dlconsumer", worker);
        letter.put("dlreason", reason);
        letter.put("dldetail", detail);
        letter.put("dlattempts", attempts);
        letter.put("dltime", at.toString());
        letter.put("dltopic", topic());
        letter.put("dlpartition", Math.floorMod(user.hashCode(), 6));
        letter.put("dloffset", Math.floorMod(at.toEpochMilli(), 20_000));
        return letter;
    }

    private Map<String, Object> taskData(UUID task) {
        var written = at.minusSeconds(8).truncatedTo(ChronoUnit.MILLIS).toString();
        var data = new LinkedHashMap<String, Object>();
        data.put("task_id", task.toString());
        data.put("user_id", user);
        data.put("title", title);
        data.put("priority", "high");
        data.put("tags", List.of("home"));
        data.put("due_at", "2027-01-04T09:00:00+01:00");
        data.put("time_zone", "Europe/Berlin");
        data.put("reminders", List.of(Map.of("before_due", "PT1H")));
        data.put("status", type.equals("task.completed") ? "completed" : "open");
        data.put("version", 1);
        data.put("created_at", written);
        data.put("updated_at", written);
        if (type.equals("task.completed")) {
            data.put("completed_at", written);
        }
        if (type.equals("task.updated")) {
            data.put("changed", List.of("title", "due_at"));
        }
        return data;
    }

    private Map<String, Object> reminderData(UUID task) {
        var data = new LinkedHashMap<String, Object>();
        data.put("reminder_id", UUID.randomUUID().toString());
        data.put("task_id", task.toString());
        data.put("user_id", user);
        data.put("title", title);
        data.put("due_at", "2027-01-04T09:00:00+01:00");
        data.put("time_zone", "Europe/Berlin");
        data.put("fire_at", at.minusSeconds(9).truncatedTo(ChronoUnit.SECONDS).toString());
        data.put("sequence", 1);
        data.put(
                "triggered_at",
                at.minusSeconds(8).truncatedTo(ChronoUnit.MILLIS).toString());
        data.put("missed", false);
        return data;
    }
}
