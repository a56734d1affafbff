package taskfleet.kit.dapr;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SidecarReturnTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void a_sidecar_that_was_away_for_long_is_found_by_the_next_look() throws IOException, InterruptedException {
        int port = freePort();
        var timeout = Duration.ofSeconds(10);
        var config = new SidecarConfig(port, port, Optional.empty(), "pubsub", timeout, timeout);
        try (var sidecar = DaprSidecar.open(vertx, config)) {
            // After six seconds gRPC by itself would pause for four between two attempts.
            for (int look = 0; look < 12; look++) {
                sidecar.metadata().otherwiseEmpty().await();
                TimeUnit.MILLISECONDS.sleep(500);
            }

            try (var returned = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                returned.setSoTimeout(2_000);
                sidecar.metadata();
                try (var connection = returned.accept()) {
                    assertThat(connection.isConnected()).isTrue();
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
