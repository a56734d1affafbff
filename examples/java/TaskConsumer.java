import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.nio.charset.StandardCharsets;
import taskfleet.events.*;

/** Prints what happens to tasks: a consumer of the topic {@code tasks} through Dapr, with the records of shared-events. */
void main() throws IOException {
    var port = Integer.parseInt(System.getenv().getOrDefault("PORT", "9003"));
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    var codec = new EventCodec();
    server.createContext("/", exchange -> answer(exchange, "{}"));
    server.createContext("/dapr/subscribe", exchange -> answer(exchange, """
            [{"pubsubname": "kafka-pubsub", "topic": "tasks", "route": "/events/tasks"}]"""));
    server.createContext("/events/tasks", exchange -> {
        try {
            var event = codec.read(exchange.getRequestBody().readAllBytes());
            if (event.data() instanceof TaskEvent change && isNews(change)) {
                IO.println(sentence(change) + ", version " + change.sequence());
            }
        } catch (UnreadableEvent e) {
            IO.println("passed over: " + e.getMessage()); // of a type or version that this copy of the contract lacks
        }
        answer(exchange, "{\"status\": \"SUCCESS\"}"); // else it is delivered again
    });
    server.start();
}

/** The version last seen of each task; a real consumer keeps it beside what it makes of the events. */
final Map<UUID, Integer> newest = new HashMap<>();

boolean isNews(TaskEvent change) {
    int known = newest.getOrDefault(change.taskId(), 0);
    newest.put(change.taskId(), Math.max(known, change.sequence()));
    return change.sequence() > known; // else a copy, or older news
}

String sentence(TaskEvent change) {
    return switch (change) { // without default: a new event breaks the compile here
        case TaskCreated(var task) -> "created '%s' of %s".formatted(task.title(), task.userId());
        case TaskUpdated(var task, var fields) -> "changed %s of '%s' of %s".formatted(fields, task.title(), task.userId());
        case TaskCompleted(var task) -> "completed '%s' of %s".formatted(task.title(), task.userId());
        case TaskDeleted(var task) -> "deleted '%s' of %s".formatted(task.title(), task.userId());
    };
}

void answer(HttpExchange exchange, String json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (var body = exchange.getResponseBody()) {
        body.write(json.getBytes(StandardCharsets.UTF_8));
    }
}
