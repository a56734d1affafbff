package taskfleet.local.chaos.check;

import java.util.List;

/** Outages dead-letter nothing, and nothing else happened here. */
final class NoDeadLetters implements Rule {

    private static final int SHOWN = 1_500;

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = evidence.deadLetters().stream()
                .map(letter ->
                        "%s, offset %d: %s".formatted(letter.topic(), letter.offset(), shortened(letter.value())))
                .toList();
        return new Finding("nothing was dead-lettered", violations.size(), violations);
    }

    private static String shortened(String letter) {
        return letter.length() <= SHOWN ? letter : letter.substring(0, SHOWN) + " ...";
    }
}
