package taskfleet.kit.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a record as one flat JSON object on one line. Logback's own encoder nests its fields, counts milliseconds for a
 * time and spreads a stack trace over an array, which neither people nor log stores read well.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final JsonFactory json = new JsonFactory();
    private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTraces.start();
        super.start();
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new ByteArrayOutputStream();
        try (var object = json.createGenerator(line)) {
            object.writeStartObject();
            object.writeStringField("timestamp", event.getInstant().toString());
            object.writeStringField("level", event.getLevel().toString());
            var service = event.getLoggerContextVO().getPropertyMap().get(ServiceLog.SERVICE);
            if (service != null) {
                object.writeStringField(ServiceLog.SERVICE, service);
            }
            object.writeStringField("logger", event.getLoggerName());
            object.writeStringField("thread", event.getThreadName());
            for (var field : event.getMDCPropertyMap().entrySet()) {
                object.writeStringField(field.getKey(), field.getValue());
            }
            object.writeStringField("message", event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                object.writeStringField("stack_trace", stackTraces.convert(event));
            }
            object.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        line.writeBytes(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
        return line.toByteArray();
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
