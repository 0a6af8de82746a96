package io.akkord;

import com.typesafe.config.ConfigFactory;
import io.akkord.bench.Commands;
import io.akkord.journal.StorageException;

/**
 * Entry point of {@code java -jar akkord.jar}: without arguments it starts a server and stops it in order when the process is asked to
 * end; with a command it runs that and exits with its code.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            System.exit(Commands.run(args));
        }
        try {
            Akkord akkord = Akkord.start(ConfigFactory.empty());
            Runtime.getRuntime().addShutdownHook(new Thread(akkord::close, "akkord-stop"));
            System.out.println("Akkord is ready: " + akkord.address());
        } catch (StorageException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("Akkord does not start: " + e.getMessage());
            System.exit(1);
        }
    }
}
