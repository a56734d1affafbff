package taskfleet.kit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import taskfleet.kit.testing.HttpDoor;

/** Every operation of a document with every token that must not open it. */
public final class AuthorizationMatrix {
    private final ApiDocument document;
    private final HttpDoor door;
    private final SoftAssertions cases = new SoftAssertions();
    private int count;

    public AuthorizationMatrix(ApiDocument document, HttpDoor door) {
        this.document = document;
        this.door = door;
    }

    /**
     * With each of the tokens, no operation answers anything but that status.
     *
     * @param tokens by what is wrong with each
     * @param values of the parameters of paths: something that is there
     */
    public AuthorizationMatrix refuse(Map<String, String> tokens, int status, Map<String, String> values) {
        tokens.forEach((name, token) -> document.operations().forEach(operation -> {
            var answer = example(operation).send(door, token, values);
            count++;
            cases.assertThat(answer.statusCode())
                    .as("%s, token: %s", operation, name)
                    .isEqualTo(status);
            cases.assertThat(operation.violations(answer))
                    .as("%s, token: %s", operation, name)
                    .isEmpty();
        }));
        return this;
    }

    /** To somebody else, what is named in a path isn't there, and what isn't named doesn't show. */
    public AuthorizationMatrix hide(String token, Map<String, String> values) {
        for (var operation : document.operations()) {
            if (operation.isStream()) {
                continue; // it would not end
            }
            var answer = example(operation).send(door, token, values);
            count++;
            if (operation.hasPathParameters()) {
                cases.assertThat(answer.statusCode())
                        .as("%s of somebody else's", operation)
                        .isEqualTo(404);
            } else {
                values.values()
                        .forEach(value -> cases.assertThat(answer.body())
                                .as("%s of somebody else's", operation)
                                .doesNotContain(value));
            }
        }
        return this;
    }

    /** Tells how many cases there were. */
    public void check() {
        System.out.printf(
                "authorization of %s: %d operations, %d cases%n",
                document, document.operations().size(), count);
        assertThat(count).isPositive();
        cases.assertAll();
    }

    private static ApiRequest example(ApiOperation operation) {
        return ApiRequest.examplesOf(operation).getLast();
    }
}
