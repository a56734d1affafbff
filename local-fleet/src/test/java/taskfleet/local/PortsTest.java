package taskfleet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import taskfleet.local.process.FleetFailure;

class PortsTest {

    private static final Set<Service> ALL = EnumSet.allOf(Service.class);

    @Test
    void documented_ports_move_together_by_the_offset() {
        Ports ports = Ports.fixed(1000);

        assertThat(ports.postgres()).isEqualTo(16432);
        assertThat(ports.of(Service.TASK_API).http()).isEqualTo(9080);
        assertThat(ports.of(Service.REMINDER_WORKER).sidecarHttp()).isEqualTo(4503);
    }

    @Test
    void port_in_use_is_refused_with_its_owner_and_the_way_out() throws Exception {
        Ports ports = Ports.free();
        int taken = ports.of(Service.TASK_API).http();

        try (var socket = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.isBound()).isTrue();
            assertThatThrownBy(() -> ports.requireFree(ALL))
                    .isInstanceOf(FleetFailure.class)
                    .hasMessageContaining("port: %d is in use (expected: free, for task-api)".formatted(taken))
                    .hasMessageContaining("--port-offset");
        }
    }

    @Test
    void free_ports_are_free_and_all_different() {
        Ports ports = Ports.free();

        assertThatCode(() -> ports.requireFree(ALL)).doesNotThrowAnyException();
        assertThat(ports.all().values()).doesNotHaveDuplicates();
    }

    @Test
    void documented_ports_are_all_different() {
        assertThat(Ports.fixed(0).all().values()).doesNotHaveDuplicates();
    }
}
