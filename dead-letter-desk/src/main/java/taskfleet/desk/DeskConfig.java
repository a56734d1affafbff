package taskfleet.desk;

import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.SidecarConfig;
import taskfleet.kit.http.HttpConfig;
import taskfleet.kit.http.SidecarToken;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.postgres.DatabaseConfig;

/** What dead-letter-desk is told by its environment. */
record DeskConfig(
        HttpConfig http,
        DatabaseConfig database,
        SidecarConfig sidecar,
        SidecarToken sidecarToken,
        UserTokens.Config users) {
    private static final int PORT = 8088;
    private static final int INTERNAL_PORT = 8089;

    static DeskConfig from(Settings settings) {
        return new DeskConfig(
                HttpConfig.from(settings, PORT, INTERNAL_PORT),
                DatabaseConfig.from(settings, "dead_letter"),
                SidecarConfig.from(settings),
                SidecarToken.from(settings),
                UserTokens.Config.from(settings));
    }
}
