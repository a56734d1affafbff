package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.AtOnce.atOnce;
import static taskfleet.tasks.Batch.batchOf;
import static taskfleet.tasks.Batch.patch;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.TaskUpdated;

class ConcurrentBatchesTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final RunningTaskApi replica = api.startReplica();

    private final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        replica.close();
        api.close();
    }

    @Test
    void batches_and_single_writes_that_meet_at_two_replicas_lose_no_change() throws Exception {
        var there = alice.at(replica);
        var ids = IntStream.range(0, 10)
                .mapToObj(i -> alice.createId("title", "t" + i))
                .toList();
        var calls = new ArrayList<Callable<ApiAnswer>>();
        for (int i = 0; i < 4; i++) {
            var user = i % 2 == 0 ? alice : there;
            var title = "by batch " + i;
            var order = i % 2 == 0 ? ids : ids.reversed();
            var patches = order.stream()
                    .map(id -> patch(id, JsonObject.of("title", title)))
                    .toArray(JsonObject[]::new);
            calls.add(() -> batchOf(user, true, patches));
            calls.add(() -> user.patch(ids.getFirst(), JsonObject.of("description", title)));
        }

        var answers = atOnce(calls);

        assertThat(answers).extracting(ApiAnswer::status).contains(200).isSubsetOf(200, 409);
        for (var id : ids) {
            var updates = alice.eventsOf(id).stream().skip(1).toList();
            assertThat(updates)
                    .extracting(Event::sequence)
                    .isEqualTo(
                            IntStream.rangeClosed(2, updates.size() + 1).boxed().toList());
            assertThat(updates)
                    .allSatisfy(update ->
                            assertThat(((TaskUpdated) update.data()).changed()).hasSize(1));
        }
    }

    @Test
    void of_batches_for_one_version_at_two_replicas_exactly_one_is_done() throws Exception {
        var there = alice.at(replica);
        var ids = IntStream.range(0, 20)
                .mapToObj(i -> alice.createId("title", "t" + i))
                .toList();

        var answers = atOnce(IntStream.range(0, 6)
                .<Callable<ApiAnswer>>mapToObj(i -> () -> batchOf(
                        i % 2 == 0 ? alice : there,
                        true,
                        ids.stream()
                                .map(id -> patch(id, JsonObject.of("title", "by " + i))
                                        .put("if_match", "\"1\""))
                                .toArray(JsonObject[]::new)))
                .toList());

        assertThat(answers).extracting(ApiAnswer::status).containsOnlyOnce(200).containsOnly(200, 422);
        assertThat(alice.events()).hasSize(40);
    }
}
