package taskfleet.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in this folder, and whether its parts, the charts and the local fleet agree. */
class ManifestsIT {
    private static final String COMPONENT = "k8s/dapr-components/kafka-pubsub/component.yaml";
    private static final String LOCAL_COMPONENT = "local-fleet/dapr/components/kafka-pubsub.yaml";

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void every_object_of_an_overlay_keeps_to_the_schema_of_its_kind(String overlay) {
        var said = Tools.kubeconform(built(overlay));

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).contains("Invalid: 0, Errors: 0, Skipped: 0");
        System.out.printf("overlay %s: %s", overlay, said.text());
    }

    @Test
    void examples_keep_to_the_schema_of_their_kind() {
        var said = Tools.kubeconform(Repository.text("k8s/dapr-components/examples/reminder-notification.yaml"));

        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    @Test
    void topic_scopes_are_those_that_the_local_fleet_is_tested_with() {
        var cluster = Repository.yaml(COMPONENT);
        var local = Repository.yaml(LOCAL_COMPONENT);

        for (var name :
                List.of("publishingScopes", "subscriptionScopes", "initialOffset", "escapeHeaders", "version")) {
            assertThat(metadata(cluster, name)).as(name).isEqualTo(metadata(local, name));
        }
        assertThat(cluster.path("scopes")).isEqualTo(local.path("scopes"));
    }

    @Test
    void kafka_users_may_do_what_the_topic_scopes_say() {
        var component = Repository.yaml(COMPONENT);
        var users = Repository.documents(Repository.text("k8s/kafka/strimzi/users.yaml"));

        assertThat(topics(users, "Write")).isEqualTo(scopes(component, "publishingScopes"));
        assertThat(topics(users, "Read")).isEqualTo(scopes(component, "subscriptionScopes"));
    }

    @Test
    void every_topic_that_a_scope_names_is_made() {
        var component = Repository.yaml(COMPONENT);
        var named = new TreeSet<String>();
        scopes(component, "publishingScopes").values().forEach(named::addAll);
        scopes(component, "subscriptionScopes").values().forEach(named::addAll);

        var made = Repository.documents(Repository.text("k8s/kafka/strimzi/topics.yaml")).stream()
                .map(topic -> topic.at("/metadata/name").textValue())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(made).isEqualTo(named);
    }

    @Test
    void a_worker_that_is_gone_is_waited_for_by_every_component() {
        var resiliency = Repository.yaml("k8s/dapr-components/resiliency.yaml").at("/spec/targets/components");
        for (var object : Repository.documents(built("production"))) {
            if (object.at("/spec/type").asText().equals("pubsub.kafka")) {
                var name = object.at("/metadata/name").textValue();
                boolean publishesOnly = object.path("scopes").toString().equals("[\"task-api\"]");
                assertThat(resiliency.has(name)).as(name).isNotEqualTo(publishesOnly);
            }
        }
    }

    @Test
    void in_production_nobody_is_without_a_name() {
        var objects = Repository.documents(built("production"));

        assertThat(objects)
                .filteredOn(object -> object.path("kind").textValue().equals("Kafka"))
                .singleElement()
                .satisfies(kafka -> {
                    assertThat(kafka.at("/spec/kafka/listeners"))
                            .allMatch(listener ->
                                    listener.at("/authentication/type").isTextual());
                    assertThat(kafka.at("/spec/kafka/authorization").has("superUsers"))
                            .isFalse();
                });
        assertThat(objects)
                .filteredOn(object -> object.at("/spec/type").asText().equals("pubsub.kafka"))
                .hasSize(5)
                .allSatisfy(component -> {
                    assertThat(metadata(component, "authType")).isEqualTo("password");
                    assertThat(metadata(component, "brokers")).endsWith(":9093");
                    assertThat(metadata(component, "saslUsername"))
                            .isEqualTo(component.path("scopes").get(0).textValue());
                });
    }

    private static String built(String overlay) {
        var said = Tools.kustomize(Repository.path("k8s/overlays").resolve(overlay));
        assertThat(said.exitCode()).as(said.text()).isZero();
        return said.text();
    }

    private static String metadata(JsonNode component, String name) {
        for (var entry : component.at("/spec/metadata")) {
            if (entry.path("name").textValue().equals(name)) {
                return entry.path("value").asText();
            }
        }
        throw new AssertionError(name + " is missing");
    }

    /** By app: {@code task-api=tasks;dead-letter-desk=tasks,reminders}. */
    private static Map<String, Set<String>> scopes(JsonNode component, String name) {
        var scopes = new TreeMap<String, Set<String>>();
        for (var scope : metadata(component, name).split(";", -1)) {
            var parts = scope.split("=", 2);
            if (!parts[1].isBlank()) {
                scopes.put(
                        parts[0].strip(), new TreeSet<>(List.of(parts[1].strip().split(",", -1))));
            }
        }
        return scopes;
    }

    private static Map<String, Set<String>> topics(List<JsonNode> users, String operation) {
        var topics = new TreeMap<String, Set<String>>();
        for (var user : users) {
            for (var acl : user.at("/spec/authorization/acls")) {
                if (acl.at("/resource/type").textValue().equals("topic")
                        && acl.path("operations").toString().contains(operation)) {
                    topics.computeIfAbsent(user.at("/metadata/name").textValue(), app -> new TreeSet<>())
                            .add(acl.at("/resource/name").textValue());
                }
            }
        }
        return topics;
    }
}
