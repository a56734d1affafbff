package taskfleet.kit.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.kit.dapr.SidecarException;

class OutageTest {
    static Stream<Throwable> outages() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new TimeoutException("no connection in time"),
                SidecarException.away("metadata", "gone"),
                VertxException.noStackTrace("Connection was closed"),
                VertxException.noStackTrace("Connection is not active now, current status: CLOSED"),
                VertxException.noStackTrace("Timeout waiting for connection"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void what_is_away_is_an_outage_however_deep_it_is_wrapped(Throwable failure) {
        var wrapped = new IllegalStateException("handling failed", new CompletionException(failure));

        assertThat(Outage.causedBy(failure)).isTrue();
        assertThat(Outage.causedBy(wrapped)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03"})
    void a_server_that_is_away_is_an_outage(String sqlState) {
        assertThat(Outage.causedBy(refusal(sqlState))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22P02", "42P01", "57014"})
    void a_statement_that_the_server_refuses_is_none(String sqlState) {
        assertThat(Outage.causedBy(refusal(sqlState))).isFalse();
    }

    @Test
    void a_bug_is_none() {
        assertThat(Outage.causedBy(new IllegalStateException("a bug"))).isFalse();
        assertThat(Outage.causedBy(null)).isFalse();
    }

    private static PgException refusal(String sqlState) {
        return new PgException("refused", "ERROR", sqlState, "");
    }
}
