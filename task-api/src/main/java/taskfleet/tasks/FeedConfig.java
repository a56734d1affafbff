package taskfleet.tasks;

import java.time.Duration;
import taskfleet.kit.config.Settings;

/**
 * What readers of changes may ask for.
 *
 * @param page changes in one page, unless the request says otherwise; also what a stream is given at once
 * @param maxPage the most that it may say
 * @param streams open streams of this replica at most
 * @param streamsPerUser open streams of one user on this replica at most
 * @param streamBuffer bytes that a stream's client may leave unread before it is given no more
 * @param pollInterval how often all streams together look for changes
 * @param heartbeat how long a stream may be silent; less than the idle timeout of a connection
 */
record FeedConfig(
        int page,
        int maxPage,
        int streams,
        int streamsPerUser,
        int streamBuffer,
        Duration pollInterval,
        Duration heartbeat) {
    static FeedConfig from(Settings settings) {
        return new FeedConfig(
                settings.number("FEED_PAGE", 100, 1, 1_000),
                settings.number("FEED_MAX_PAGE", 500, 1, 1_000),
                settings.number("FEED_STREAMS", 1_000, 1, 100_000),
                settings.number("FEED_STREAMS_PER_USER", 5, 1, 1_000),
                settings.number("FEED_STREAM_BUFFER_BYTES", 64 * 1024, 1024, 16 * 1024 * 1024),
                settings.duration("FEED_POLL_INTERVAL", Duration.ofSeconds(1)),
                settings.duration("FEED_HEARTBEAT", Duration.ofSeconds(15)));
    }
}
