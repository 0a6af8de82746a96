package io.akkord;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.akkord.bench.Commands;
import io.akkord.journal.StorageException;
import io.akkord.telemetry.Logs;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Entry point of {@code java -jar akkord.jar}: without arguments it starts a server and stops it in order when the process is asked to
 * end, with {@code check} it stops again as soon as it is ready; {@code keyset} makes keys; with another command it runs that and exits
 * with its code.
 */
public final class Main {
    private static final String CHECK = "check";

    private Main() {}

    public static void main(String[] args) {
        boolean check = args.length == 1 && args[0].equals(CHECK);
        if (args.length > 0 && args[0].equals(KeysetCommand.NAME)) {
            System.exit(KeysetCommand.run(
                    new PrintWriter(System.out, true, Charset.defaultCharset()),
                    new PrintWriter(System.err, true, Charset.defaultCharset()),
                    Arrays.copyOfRange(args, 1, args.length)));
        }
        if (args.length > 0 && !check) {
            System.exit(Commands.run(args));
        }
        Logs.begin();
        try {
            Akkord akkord = Akkord.start(ConfigFactory.empty());
            Runtime.getRuntime().addShutdownHook(new Thread(akkord::close, "akkord-stop"));
            System.out.println("Akkord is ready: " + akkord.address());
            if (check) {
                System.exit(0);
            }
        } catch (StorageException | ConfigException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("Akkord does not start: " + e.getMessage());
            System.exit(1);
        }
    }
}
