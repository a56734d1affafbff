package taskfleet.kit.dapr;

import io.dapr.client.DaprClient;
import io.dapr.client.DaprClientBuilder;
import io.dapr.client.DaprHttp;
import io.dapr.client.domain.BulkPublishEntry;
import io.dapr.client.domain.BulkPublishRequest;
import io.dapr.client.domain.ComponentMetadata;
import io.dapr.client.domain.ConstantFailurePolicy;
import io.dapr.client.domain.DeleteJobRequest;
import io.dapr.client.domain.HttpExtension;
import io.dapr.client.domain.ScheduleJobRequest;
import io.dapr.client.domain.State;
import io.dapr.client.domain.StateOptions;
import io.dapr.client.domain.SubscriptionMetadata;
import io.dapr.config.Properties;
import io.dapr.exceptions.DaprException;
import io.dapr.utils.TypeRef;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import taskfleet.events.Traceparent;
import taskfleet.kit.tracing.Span;

/** The sidecar by the Dapr SDK; the one place where its reactive types become Vert.x futures. */
public final class DaprSidecar implements Sidecar, AutoCloseable {
    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String KEY = "partitionKey";
    private static final String TRACE_ID = "\"traceid\":";
    /** The SDK makes a header of what it finds under this name in the context of a call. */
    private static final String TRACEPARENT = "traceparent";

    private static final StateOptions FIRST_WRITE =
            new StateOptions(StateOptions.Consistency.STRONG, StateOptions.Concurrency.FIRST_WRITE);
    private static final HttpExtension JSON_PUT =
            new HttpExtension(DaprHttp.HttpMethods.PUT, Map.of(), Map.of("Content-Type", "application/json"));

    private final Vertx vertx;
    private final SidecarConfig config;
    private volatile DaprClient client;

    private DaprSidecar(Vertx vertx, SidecarConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.client = connect(config);
    }

    private static DaprClient connect(SidecarConfig config) {
        var builder = new DaprClientBuilder()
                .withPropertyOverride(Properties.GRPC_PORT, String.valueOf(config.grpcPort()))
                .withPropertyOverride(Properties.HTTP_PORT, String.valueOf(config.httpPort()));
        config.apiToken().ifPresent(token -> builder.withPropertyOverride(Properties.API_TOKEN, token));
        return builder.build();
    }

    /** Connects lazily: the sidecar may come up later, and go away and come back at any time. */
    public static DaprSidecar open(Vertx vertx, SidecarConfig config) {
        return new DaprSidecar(vertx, config);
    }

    @Override
    public Future<Set<String>> publish(String topic, List<Message> messages) {
        // The key stands on each entry and not on the request: request metadata would overwrite every entry's.
        var entries = messages.stream()
                .map(message -> new BulkPublishEntry<>(
                        message.id(),
                        keepingTrace(message.json()).getBytes(StandardCharsets.UTF_8),
                        CLOUD_EVENT,
                        Map.of(KEY, message.partitionKey())))
                .toList();
        var request = new BulkPublishRequest<>(config.pubsub(), topic, entries);
        return call("publish to " + topic, "", client.publishEvents(request))
                .map(response -> response.getFailedEntries().stream()
                        .map(failed -> failed.getEntry().getEntryId())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Future<Answer> put(String appId, String path, JsonObject body) {
        return invoke(
                "PUT " + appId,
                "/" + path,
                client.invokeMethod(appId, path, body.toBuffer().getBytes(), JSON_PUT, Map.of()));
    }

    @Override
    public Future<Answer> get(String appId, String path) {
        return invoke(
                "GET " + appId, "/" + path, client.invokeMethod(appId, path, new byte[0], HttpExtension.GET, Map.of()));
    }

    @Override
    public Future<Optional<Stored>> state(String store, String key) {
        return stateCall("state", " " + key, client.getState(store, key, TypeRef.BYTE_ARRAY))
                .map(state -> Optional.ofNullable(state.getValue())
                        .filter(value -> value.length > 0)
                        .map(value -> new Stored(new JsonObject(Buffer.buffer(value)), state.getEtag())));
    }

    @Override
    public Future<Boolean> saveState(
            String store, String key, JsonObject value, Optional<Stored> seen, Duration timeToLive) {
        var metadata =
                Map.of("ttlInSeconds", String.valueOf(timeToLive.toSeconds()), "contentType", "application/json");
        var etag = seen.map(Stored::etag).orElse(null);
        var state = new State<>(key, value.toBuffer().getBytes(), etag, metadata, FIRST_WRITE);
        return stateCall("save state", " " + key, client.saveBulkState(store, List.of(state)))
                .map(saved -> true)
                .recover(failure -> isConflict(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> scheduleJob(String name, Instant dueTime) {
        // Without this policy three failed calls, a second apart, would be the end of the job.
        var untilTaken = new ConstantFailurePolicy(config.jobRetryInterval());
        var request = new ScheduleJobRequest(name, wholeMillis(dueTime))
                .setOverwrite(true)
                .setFailurePolicy(untilTaken);
        return call("schedule job", " " + name, client.scheduleJob(request));
    }

    @Override
    public Future<Void> deleteJob(String name) {
        return call("delete job", " " + name, client.deleteJob(new DeleteJobRequest(name)))
                .recover(failure -> isNotFound(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    @Override
    public Future<Void> invokeBinding(String binding, String operation, JsonObject data) {
        return call(
                        "binding " + binding,
                        "",
                        client.invokeBinding(binding, operation, data.toBuffer().getBytes(), Map.of()))
                .mapEmpty();
    }

    @Override
    public Future<Metadata> metadata() {
        return call("metadata", "", client.getMetadata())
                .onFailure(failure -> reconnect())
                .map(found -> new Metadata(
                        found.getRuntimeVersion(),
                        found.getComponents().stream()
                                .map(ComponentMetadata::getName)
                                .collect(Collectors.toUnmodifiableSet()),
                        found.getSubscriptions().stream()
                                .map(SubscriptionMetadata::getTopic)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** gRPC pauses longer and longer between its attempts to connect, up to two minutes; a new client tries at once. */
    private void reconnect() {
        var old = client;
        client = connect(config);
        close(old);
    }

    @Override
    public void close() {
        close(client);
    }

    private static void close(DaprClient client) {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("the sidecar's client can't be closed", e);
        }
    }

    /**
     * The sidecar puts a trace of its own over an event's {@code traceparent}, unless the event has a {@code traceid}, the
     * name that it had before the standard.
     */
    static String keepingTrace(String event) {
        var trace = Traceparent.in(event);
        return trace != null && !event.contains(TRACE_ID)
                ? "{" + TRACE_ID + "\"" + trace + "\"," + event.substring(1)
                : event;
    }

    /** The SDK cuts the time down to milliseconds: a job must not come before the microsecond that it was asked for. */
    static Instant wholeMillis(Instant dueTime) {
        var cut = dueTime.truncatedTo(ChronoUnit.MILLIS);
        return cut.equals(dueTime) ? cut : cut.plusMillis(1);
    }

    private Future<Answer> invoke(String call, String path, Mono<byte[]> answer) {
        return this.<byte[]>call(call, path, answer)
                .map(body -> new Answer(200, Buffer.buffer(body)))
                .recover(failure ->
                        answerOf(failure).map(Future::succeededFuture).orElseGet(() -> Future.failedFuture(failure)));
    }

    /** The SDK throws for every status of 400 and above; the sidecar's own errors carry an ERR_ code. */
    private static Optional<Answer> answerOf(Throwable failure) {
        if (failure.getCause() instanceof DaprException refused
                && refused.getHttpStatusCode() >= 400
                && !String.valueOf(refused.getErrorCode()).startsWith("ERR_")) {
            var body = refused.getPayload() == null ? Buffer.buffer() : Buffer.buffer(refused.getPayload());
            return Optional.of(new Answer(refused.getHttpStatusCode(), body));
        }
        return Optional.empty();
    }

    /**
     * Makes a call.
     *
     * @param name by which it is told in a trace: one of few
     * @param detail what a message has behind the name
     */
    private <T> Future<T> call(String name, String detail, Mono<T> mono) {
        return future(name, mono).recover(failure -> Future.failedFuture(SidecarException.of(name + detail, failure)));
    }

    private <T> Future<T> stateCall(String name, String detail, Mono<T> mono) {
        return future(name, mono)
                .recover(failure -> Future.failedFuture(SidecarException.ofState(name + detail, failure)));
    }

    private <T> Future<T> future(String name, Mono<T> mono) {
        var span = Span.current().call(name);
        var trace = span.traceparent();
        var call = trace == null ? mono : mono.contextWrite(context -> context.put(TRACEPARENT, trace));
        var future = call.timeout(config.timeout()).toFuture();
        var answer = Future.fromCompletionStage(future, vertx.getOrCreateContext());
        return trace == null ? answer : answer.onComplete(done -> span.end(done.cause()));
    }

    private static boolean isConflict(Throwable failure) {
        return failure.getCause() instanceof DaprException refused && "ABORTED".equals(refused.getErrorCode());
    }

    private static boolean isNotFound(Throwable failure) {
        return failure.getCause() instanceof DaprException refused
                && refused.getErrorCode() != null
                && refused.getErrorCode().contains("NOT_FOUND");
    }
}
