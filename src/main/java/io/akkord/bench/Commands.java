package io.akkord.bench;

import io.akkord.bench.client.ServerUnfit;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: without arguments the server starts, which is the door's business; {@code check} and {@code keyset} too; everything else is here. */
@Command(
        name = "akkord",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        description = {
            "Without a command, Akkord starts its server; see README for its settings.",
            "The command check starts it and stops it as soon as it is ready; keyset makes the keys that encrypt values.",
            ""
        },
        subcommands = {BenchCommand.class, ReplayCommand.class},
        footer = {
            "",
            "Exit codes: 0 all is well, 1 the check failed, 2 the command is not understood,",
            "3 the server cannot be reached or does not let the tool in."
        })
public final class Commands {
    private Commands() {}

    /** Runs a command to its end and returns the exit code. */
    public static int run(String... arguments) {
        return run(
                new PrintWriter(System.out, true, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()),
                arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Commands())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(java.time.Duration.class, Durations::parse)
                .setParameterExceptionHandler(Commands::misused)
                .setExecutionExceptionHandler(Commands::failed)
                .execute(arguments);
    }

    private static int misused(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        boolean unknownCommand = e instanceof UnmatchedArgumentException
                && e.getCommandLine().getParent() == null
                && arguments.length > 0
                && !arguments[0].startsWith("-");
        err.println(unknownCommand ? "akkord: '" + arguments[0] + "' is not a command." : "akkord: " + e.getMessage());
        err.println("Try: java -jar akkord.jar "
                + (e.getCommandLine().getParent() == null
                        ? ""
                        : e.getCommandLine().getCommandName() + " ") + "--help");
        return Ending.MISUSED.code();
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof ServerUnfit) {
            line.getErr().println("akkord: the server does not take part: " + e.getMessage());
            return Ending.SERVER_UNFIT.code();
        }
        throw e;
    }

    /** The version of the jar; classes outside one have none. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"Akkord " + (version == null ? "(not packaged)" : version)};
        }
    }
}
