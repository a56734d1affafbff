package taskfleet.kit.logging;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log of a whole process. */
public final class ServiceLog {
    static final String SERVICE = "service";

    private ServiceLog() {}

    /** Has all lines of this process bear the service's name, also those of libraries that log by the JDK. */
    public static void begin(String service) {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).putProperty(SERVICE, service);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
