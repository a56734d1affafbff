package taskfleet.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import taskfleet.events.Topic;

/**
 * Who sends and who receives events: the topic scopes of the broker's component, by which sidecars let services publish
 * and subscribe, or don't. That every service makes use of what it may receive is tested on the running fleet.
 */
final class Participants {
    private static final Path COMPONENT = Path.of("../local-fleet/dapr/components/kafka-pubsub.yaml");
    private static final String REDRIVES = "redrives";

    private final Map<String, List<String>> publishing;
    private final Map<String, List<String>> subscribing;

    Participants() {
        try {
            JsonNode settings =
                    Layout.YAML.readTree(COMPONENT.toFile()).path("spec").path("metadata");
            publishing = scopes(settings, "publishingScopes");
            subscribing = scopes(settings, "subscriptionScopes");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those from which the events of a topic come. */
    List<String> senders(Topic topic) {
        return of(publishing, topic).filter(service -> !isRedriver(service)).toList();
    }

    /** Those that send again what a worker gave up on: who publishes events and is told when one is settled. */
    List<String> redrivers(Topic topic) {
        return of(publishing, topic).filter(this::isRedriver).toList();
    }

    List<String> receivers(Topic topic) {
        return of(subscribing, topic).toList();
    }

    private boolean isRedriver(String service) {
        return subscribing.getOrDefault(service, List.of()).contains(REDRIVES);
    }

    private static Stream<String> of(Map<String, List<String>> scopes, Topic topic) {
        return scopes.entrySet().stream()
                .filter(scope -> scope.getValue().contains(topic.topicName()))
                .map(Map.Entry::getKey);
    }

    /** {@code app=topic,topic;app=topic}. */
    private static Map<String, List<String>> scopes(JsonNode settings, String name) {
        Map<String, List<String>> scopes = new TreeMap<>();
        for (JsonNode setting : settings) {
            if (setting.path("name").asText().equals(name)) {
                for (String scope : setting.path("value").asText().split(";", -1)) {
                    String[] parts = scope.strip().split("=", 2);
                    scopes.put(parts[0], Arrays.asList(parts[1].split(",", -1)));
                }
            }
        }
        return scopes;
    }
}
