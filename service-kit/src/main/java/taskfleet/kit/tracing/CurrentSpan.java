package taskfleet.kit.tracing;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.function.Supplier;

/**
 * Which span is under way in a Vert.x context: each request has one of its own, which awaiting doesn't leave. Vert.x loads
 * it as a service, since such a local must be registered before the first context is made.
 */
public final class CurrentSpan implements VertxServiceProvider {
    private static final ContextLocal<Span> OF_CONTEXT = ContextLocal.registerLocal(Span.class);

    @Override
    public void init(VertxBootstrap builder) {
        // Being loaded is all.
    }

    static Span get() {
        var context = Vertx.currentContext();
        return context == null ? Span.NONE : of(context);
    }

    static Span of(Context context) {
        var span = OF_CONTEXT.get(context);
        return span == null ? Span.NONE : span;
    }

    static void set(Context context, Span span) {
        OF_CONTEXT.put(context, span);
    }

    static <T> T during(Span span, Supplier<T> work) {
        var context = Vertx.currentContext();
        return context == null ? work.get() : during(context, span, work);
    }

    private static <T> T during(Context context, Span span, Supplier<T> work) {
        var before = OF_CONTEXT.get(context);
        set(context, span);
        try {
            return work.get();
        } finally {
            if (before == null) {
                OF_CONTEXT.remove(context);
            } else {
                set(context, before);
            }
        }
    }
}
