package taskfleet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.FleetFailure;

/** The parts that all services share, without the services. */
class FleetIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void shared_parts_start_beside_other_fleets_and_leave_nothing_behind() throws Exception {
        FleetOptions options = FleetOptions.isolated(folder).withServices(Set.of());
        List<ChildProcess> processes;

        try (Fleet fleet = Fleet.start(options)) {
            processes = fleet.processes();
            assertThat(processes).hasSize(3).allMatch(ChildProcess::isAlive);
            assertThat(databaseName(fleet)).isEqualTo("fleet");
            assertThat(partitionsOf("tasks", fleet)).isEqualTo(6);
            assertThatThrownBy(() -> Fleet.start(options))
                    .isInstanceOf(FleetFailure.class)
                    .hasMessageContaining("one is up already in " + folder);
        }

        assertThat(processes).noneMatch(ChildProcess::isAlive);
        options.ports().requireFree(Set.of());
        assertThat(new FleetDirectory(folder).isInUse()).isFalse();
    }

    @Test
    void data_outlives_a_restart_of_the_broker_and_of_the_fleet() throws Exception {
        FleetOptions options = FleetOptions.isolated(folder).withServices(Set.of());
        try (Fleet fleet = Fleet.start(options)) {
            execute(fleet, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here')");
            fleet.kafka().kill();
            fleet.kafka().start();
            assertThat(partitionsOf("tasks", fleet)).isEqualTo(6);
        }

        try (Fleet fleet = Fleet.start(options.withPorts(Ports.free()))) {
            assertThat(query(fleet, "SELECT word FROM kept")).isEqualTo("still here");
            assertThat(partitionsOf("reminders", fleet)).isEqualTo(6);
        }
    }

    private static int partitionsOf(String topic, Fleet fleet) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", fleet.kafka().bootstrapServers()))) {
            var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return topics.values().iterator().next().partitions().size();
        }
    }

    private static String databaseName(Fleet fleet) throws Exception {
        return query(fleet, "SELECT current_database()");
    }

    private static String query(Fleet fleet, String sql) throws Exception {
        try (var connection = fleet.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(Fleet fleet, String sql) throws Exception {
        try (var connection = fleet.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
