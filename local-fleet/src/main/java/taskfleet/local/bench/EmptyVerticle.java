package taskfleet.local.bench;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** The limit of starts and of memory: a program that answers HTTP and is nothing else. */
public final class EmptyVerticle extends VerticleBase {

    private static final String PORT = "empty.port";

    public static void main(String[] arguments) {
        Vertx.vertx().deployVerticle(new EmptyVerticle()).await();
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(Integer.getInteger(PORT), "127.0.0.1");
    }

    static String portFlag(int port) {
        return "-D%s=%d".formatted(PORT, port);
    }
}
