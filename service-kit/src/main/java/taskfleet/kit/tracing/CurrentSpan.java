package taskfleet.kit.tracing;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which span is under way: in a Vert.x context, since each request has one of its own, which awaiting doesn't leave; in a
 * thread that has none, as those of the events of a bulk, the thread's. Vert.x loads it as a service, since such a local
 * must be registered before the first context is made.
 */
public final class CurrentSpan implements VertxServiceProvider {
    private static final ContextLocal<Span> OF_CONTEXT = ContextLocal.registerLocal(Span.class);
    private static final ThreadLocal<Span> OF_THREAD = new ThreadLocal<>();

    @Override
    public void init(VertxBootstrap builder) {
        // Being loaded is all.
    }

    static Span get() {
        var context = Vertx.currentContext();
        var span = context == null ? null : OF_CONTEXT.get(context);
        return orNone(span == null ? OF_THREAD.get() : span);
    }

    static Span of(Context context) {
        return orNone(OF_CONTEXT.get(context));
    }

    static void set(Context context, Span span) {
        OF_CONTEXT.put(context, span);
    }

    static <T> T during(Span span, Supplier<T> work) {
        var context = Vertx.currentContext();
        return context == null ? duringInThread(span, work) : duringIn(context, span, work);
    }

    private static <T> T duringIn(Context context, Span span, Supplier<T> work) {
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

    private static <T> T duringInThread(Span span, Supplier<T> work) {
        OF_THREAD.set(span);
        try {
            return work.get();
        } finally {
            OF_THREAD.remove();
        }
    }

    private static Span orNone(@Nullable Span span) {
        return span == null ? Span.NONE : span;
    }
}
