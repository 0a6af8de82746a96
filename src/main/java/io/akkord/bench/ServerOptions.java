package io.akkord.bench;

import io.akkord.bench.client.ServerAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server a command is about. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Address of the server. Default: ${DEFAULT-VALUE}")
    private String url;

    @Option(
            names = "--token",
            paramLabel = "JWT",
            defaultValue = "${env:AKKORD_TOKEN:-}",
            description = "Bearer token, where the server wants one; also taken from AKKORD_TOKEN.")
    private String token;

    ServerAddress server() {
        try {
            return ServerAddress.of(url, token);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + url + "' is no address such as http://127.0.0.1:8080");
        }
    }
}
