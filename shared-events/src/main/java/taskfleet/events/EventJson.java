package taskfleet.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.StdConverter;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Function;

/** The JSON of the values in events: snake_case, absent instead of null, RFC 3339 times, unknown fields ignored. */
public final class EventJson {

    private EventJson() {}

    /** A mapper builder with these rules, for whoever shows a task or a reminder as JSON. */
    public static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(values())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private static SimpleModule values() {
        return new SimpleModule("taskfleet-events")
                .addSerializer(Due.class, new ToStringSerializer(Due.class))
                .addDeserializer(Due.class, new FromText<>(Due.class, Due::parse))
                .addSerializer(Duration.class, new StdDelegatingSerializer(Duration.class, new DurationText()))
                .addDeserializer(Duration.class, new FromText<>(Duration.class, IsoDuration::parse))
                .addDeserializer(ZoneId.class, new FromText<>(ZoneId.class, IanaTimeZone::parse));
    }

    private static final class DurationText extends StdConverter<Duration, String> {
        @Override
        public String convert(Duration duration) {
            return IsoDuration.format(duration);
        }
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final transient Function<String, T> reader;

        FromText(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString("");
            try {
                return reader.apply(text);
            } catch (DateTimeException malformed) {
                throw context.weirdStringException(text, handledType(), malformed.getMessage());
            }
        }
    }
}
