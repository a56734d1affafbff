package taskfleet.kit.http;

import java.time.Duration;
import taskfleet.kit.config.Settings;

/**
 * Where a service listens, and what it takes there.
 *
 * @param port of the public routes, for a service that has any
 * @param internalPort of the sidecar's routes, health and metrics; no Kubernetes Service exposes it
 * @param maxRequestLineBytes a longer request line, which holds the URI, is answered 414
 * @param maxHeaderBytes more headers are answered 431
 * @param maxBodyBytes a longer request body on the public port is answered 413
 * @param maxInternalBodyBytes the same on the internal port, where a bulk of events arrives
 * @param requestTimeout a request on the public port that isn't answered by then is answered 504
 * @param idleTimeout a connection on which nothing moves for so long is closed
 * @param drainTimeout how long a stop waits for the requests under way
 */
public record HttpConfig(
        String host,
        int port,
        int internalPort,
        int maxRequestLineBytes,
        int maxHeaderBytes,
        int maxBodyBytes,
        int maxInternalBodyBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration drainTimeout) {
    /**
     * The settings, with the ports that this service has unless told otherwise.
     *
     * @param port 0 for a service without public routes
     */
    public static HttpConfig from(Settings settings, int port, int internalPort) {
        return new HttpConfig(
                settings.text("HTTP_HOST", "0.0.0.0"),
                settings.port("HTTP_PORT", port),
                settings.port("INTERNAL_PORT", internalPort),
                settings.number("HTTP_MAX_REQUEST_LINE_BYTES", 16 * 1024, 1024, 1024 * 1024),
                settings.number("HTTP_MAX_HEADER_BYTES", 16 * 1024, 1024, 1024 * 1024),
                settings.number("HTTP_MAX_BODY_BYTES", 256 * 1024, 1024, 64 * 1024 * 1024),
                settings.number("HTTP_MAX_INTERNAL_BODY_BYTES", 16 * 1024 * 1024, 1024, 256 * 1024 * 1024),
                settings.duration("HTTP_REQUEST_TIMEOUT", Duration.ofSeconds(30)),
                settings.duration("HTTP_IDLE_TIMEOUT", Duration.ofSeconds(60)),
                settings.duration("HTTP_DRAIN_TIMEOUT", Duration.ofSeconds(15)));
    }
}
