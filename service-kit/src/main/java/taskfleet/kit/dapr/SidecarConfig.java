package taskfleet.kit.dapr;

import java.time.Duration;
import java.util.Optional;
import taskfleet.kit.config.Settings;

/**
 * Where the sidecar listens, and how long to wait for it.
 *
 * @param pubsub name of the pub/sub component
 * @param timeout of one call; a publish that takes longer is done again later
 * @param jobRetryInterval between two calls of a job that was not answered with success
 */
public record SidecarConfig(
        int httpPort,
        int grpcPort,
        Optional<String> apiToken,
        String pubsub,
        Duration timeout,
        Duration jobRetryInterval) {
    public static SidecarConfig from(Settings settings) {
        return new SidecarConfig(
                settings.port("DAPR_HTTP_PORT", 3500),
                settings.port("DAPR_GRPC_PORT", 50_001),
                settings.optional("DAPR_API_TOKEN"),
                settings.text("PUBSUB_NAME", "kafka-pubsub"),
                settings.duration("SIDECAR_TIMEOUT", Duration.ofSeconds(10)),
                settings.duration("JOB_RETRY_INTERVAL", Duration.ofSeconds(2)));
    }
}
