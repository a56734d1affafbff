package taskfleet.local.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of one request. */
sealed interface Reply {

    /** As {@link Traffic} counts it. */
    String label();

    /** An answer; the body is empty where there was none. */
    record Answered(int status, JsonNode body) implements Reply {
        @Override
        public String label() {
            return Integer.toString(status);
        }

        boolean isGood() {
            return status / 100 == 2;
        }

        /** A part behind the service is away: what was asked for may have happened, or not. */
        boolean isAway() {
            return status >= 502 && status <= 504;
        }
    }

    /** Nobody was there: nothing was sent. */
    record Refused() implements Reply {
        @Override
        public String label() {
            return "refused";
        }
    }

    /** No answer: what was asked for may have happened, or not. */
    record Lost(String label) implements Reply {}
}
