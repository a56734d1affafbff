package taskfleet.recurrence;

import java.util.List;

/** Words for numbers and lists. */
final class English {
    private English() {}

    /** Of 1: {@code 1st}; of -1, counted from the end: {@code last}; of -2: {@code 2nd to last}. */
    static String ordinal(String number) {
        int value = Integer.parseInt(number);
        if (value < 0) {
            return value == -1 ? "last" : ordinal(String.valueOf(-value)) + " to last";
        }
        boolean isTeen = value / 10 % 10 == 1;
        return value
                + switch (isTeen ? 0 : value % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    /** {@code a, b and c}. */
    static String list(List<String> items, String conjunction) {
        if (items.size() == 1) {
            return items.getFirst();
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " " + conjunction + " " + items.getLast();
    }
}
