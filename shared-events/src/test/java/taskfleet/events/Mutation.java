package taskfleet.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to spoil the JSON of an event, chosen by chance. */
final class Mutation {
    /** A string, number or literal of the golden files; a name is a string too. */
    private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"|-?[0-9]+|true|false|\\[ ]");

    private static final List<String> STRANGE = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "0",
            "-1",
            "1.5",
            "2.0",
            "-0",
            "1e400",
            "-1e400",
            "1e-400",
            "1e99999999",
            "9223372036854775808",
            "2147483648",
            "9".repeat(900),
            "9".repeat(2_000),
            "0." + "0".repeat(500) + "1",
            "NaN",
            "01",
            "\"1e999999999\"",
            "\"0x10\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\ud83c\udf31\"",
            "\"\u202e\u0645\u0631\u062d\u0628\u0627\"",
            "\"e\u0301\\u200d\ufeff\"",
            "\"" + "x".repeat(20_000) + "\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"0000-01-01\"",
            "\"9999-12-31T23:59:59.999999999+18:00\"",
            "\"2026-11-02T24:00:00Z\"",
            "\"2026-11-02t08:00:00z\"",
            "\"P999DT99999H99999M99999S\"",
            "\"PT\"",
            "\"" + "u".repeat(255) + "\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[".repeat(400) + "]".repeat(400),
            "{\"a\":".repeat(600) + "1" + "}".repeat(600),
            "{\"title\":1,\"title\":\"a\"}",
            "[{\"at\":\"2026-11-04T18:30:00Z\"},{\"before_due\":\"P0D\"}]");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** Bits flipped, slices cut out, doubled or put elsewhere, the end cut off. */
    byte[] ofBytes(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int times = random.nextInt(1, 4); times > 0 && bytes.length > 1; times--) {
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(Math.min(40, bytes.length - from) + 1);
            bytes = switch (random.nextInt(5)) {
                case 0 -> flipped(bytes, from);
                case 1 -> joined(bytes, 0, from, to, bytes.length);
                case 2 -> joined(bytes, 0, to, from, bytes.length);
                case 3 -> joined(bytes, from, to, 0, bytes.length);
                default -> Arrays.copyOf(bytes, from);
            };
        }
        return bytes;
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= (byte) (1 << random.nextInt(8));
        return other;
    }

    private static byte[] joined(byte[] bytes, int from, int to, int thenFrom, int thenTo) {
        byte[] other = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), to - from + thenTo - thenFrom);
        System.arraycopy(bytes, thenFrom, other, to - from, thenTo - thenFrom);
        return other;
    }

    /** Values, and now and then names, become other ones; a field may come twice. */
    byte[] ofValues(String json) {
        String spoiled = json;
        for (int times = random.nextInt(1, 3); times > 0; times--) {
            List<MatchResult> values = VALUE.matcher(spoiled).results().toList();
            MatchResult value = values.get(random.nextInt(values.size()));
            String strange = STRANGE.get(random.nextInt(STRANGE.size()));
            spoiled = spoiled.substring(0, value.start()) + strange + spoiled.substring(value.end());
        }
        if (random.nextInt(10) == 0) {
            spoiled = spoiled.replaceFirst("\"data\": \\{", "\"data\": {\"title\": \"twice\", \"title\": \"two\",");
        }
        return spoiled.getBytes(StandardCharsets.UTF_8);
    }
}
