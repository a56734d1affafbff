package taskfleet.events.contract;

/**
 * A change of a released schema that would break somebody.
 *
 * @param place the file and the JSON pointer in it
 * @param change what was, and what is now
 */
record Breach(Rule rule, String place, String change) {

    /** What a schema of a released version keeps to. */
    enum Rule {
        REMOVED("a field that consumers may read stays"),
        RENAMED("a field keeps its name"),
        MADE_REQUIRED("a field that events may lack stays optional, since events under way lack it"),
        MADE_OPTIONAL("a field that consumers count on stays required"),
        NARROWED("what was valid stays valid, since such events are under way"),
        WIDENED("what consumers were told can't come doesn't come"),
        CHANGED("a value keeps its form");

        private final String promise;

        Rule(String promise) {
            this.promise = promise;
        }
    }

    @Override
    public String toString() {
        return "%s %s: %s (the rule: %s; else make a new version of the schema)"
                .formatted(place, rule, change, rule.promise);
    }
}
