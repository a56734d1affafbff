package taskfleet.kit.delivery;

/** What became of an event. Handlers only return outcomes; {@link Attempts} turns them into waits and answers. */
public sealed interface Outcome {
    /** The effect is committed. */
    record Done() implements Outcome {}

    /** There was nothing to do: a duplicate, an older version, somebody else's event. */
    record Ignored(String why) implements Outcome {}

    /** It went wrong, and may go better: tried again, then dead-lettered. */
    record Failed(String why) implements Outcome {}

    /**
     * It will never go better: dead-lettered at once.
     *
     * @param reason a word of few, such as {@code runaway-series}, by which dead letters are counted
     */
    record Rejected(String reason, String why) implements Outcome {}

    /** Something outside is away: delivered again when it's back, without using up attempts. */
    record Away(String why) implements Outcome {}

    static Outcome done() {
        return new Done();
    }

    static Outcome ignored(String why) {
        return new Ignored(why);
    }

    static Outcome failed(String why) {
        return new Failed(why);
    }

    static Outcome rejected(String reason, String why) {
        return new Rejected(reason, why);
    }

    static Outcome away(String why) {
        return new Away(why);
    }
}
