package taskfleet.tasks;

import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One user's open response of server-sent events (WHATWG HTML, section 9.2). What its client hasn't been given stays
 * in the database, so a client that doesn't read takes no more memory than the buffer and one change.
 */
final class EventStream {
    static final String MEDIA_TYPE = "text/event-stream";
    private static final String HEARTBEAT = ":\n\n";

    private final String userId;
    private final Instant expiresAt;
    private final HttpServerResponse response;
    private final int bufferBytes;
    private final AtomicLong unsentBytes = new AtomicLong();
    private volatile ChangeCursor place;
    private volatile Instant lastSent;

    /**
     * A stream that hasn't begun.
     *
     * @param expiresAt when the token expires that opened it
     * @param place behind which it begins
     */
    EventStream(
            String userId,
            Instant expiresAt,
            HttpServerResponse response,
            int bufferBytes,
            ChangeCursor place,
            Instant now) {
        this.userId = userId;
        this.expiresAt = expiresAt;
        this.response = response;
        this.bufferBytes = bufferBytes;
        this.place = place;
        this.lastSent = now;
    }

    /** Sends the head and the place alone: a client that breaks off before any change knows where to resume. */
    void begin() {
        response.setChunked(true)
                .putHeader("Content-Type", MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no"); // nginx would hold back what doesn't fill its buffer
        write("id: %s\n\n".formatted(place));
    }

    String userId() {
        return userId;
    }

    ChangeStore.Reader reader() {
        return new ChangeStore.Reader(userId, place);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether the client has taken enough of what it was given. */
    boolean isReady() {
        return unsentBytes() < bufferBytes;
    }

    /** What it was given and hasn't taken yet. */
    long unsentBytes() {
        return unsentBytes.get();
    }

    /** Sends as many of them as the client takes; the others are read again later. */
    void send(List<Change> changes, Instant now) {
        for (var change : changes) {
            if (!isReady()) {
                return;
            }
            write("id: %s\ndata: %s\n\n"
                    .formatted(change.cursor(), change.json().encode()));
            place = change.cursor();
            lastSent = now;
        }
    }

    /** Sends a comment if nothing was sent since then: it keeps proxies from closing the connection. */
    void keepAlive(Instant since, Instant now) {
        if (!lastSent.isAfter(since) && isReady()) {
            write(HEARTBEAT);
            lastSent = now;
        }
    }

    void end() {
        response.end();
    }

    private void write(String text) {
        if (response.ended() || response.closed()) {
            return; // its end came while it was given something
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        unsentBytes.addAndGet(length);
        response.write(text).onComplete(taken -> unsentBytes.addAndGet(-length));
    }
}
