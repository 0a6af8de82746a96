package io.akkord.system;

import io.akkord.system.check.Answered;
import io.akkord.system.check.Checked;
import io.akkord.system.check.Checker;
import io.akkord.system.check.Converged;
import io.akkord.system.check.Evidence;
import io.akkord.system.check.NoGap;
import io.akkord.system.check.NothingTwice;
import io.akkord.system.check.SeenImpliesStored;
import io.akkord.system.namespace.DoneAsAsked;
import io.akkord.system.namespace.NamespaceEvidence;
import io.akkord.system.namespace.RejectNeverOverwrites;
import io.akkord.system.namespace.StreamInOrder;
import io.akkord.system.namespace.ViewsAreCuts;
import io.akkord.system.server.ServerProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A build of the server with one deliberate fault, and the checker that must find it. The server's source is changed in a temporary
 * directory, compiled, and put in front of the jar; a change that no longer fits the source is an error.
 *
 * @param <T> what that checker looks at
 * @param name what the saboteur does
 * @param checker the one that names the fault
 * @param edits the changes; together they are the fault
 */
record Sabotage<T extends Checked>(String name, Checker<T> checker, List<Edit> edits) {
    private static final Path SOURCES = Path.of("src/main/java/io/akkord");

    /** @param file below the base package */
    record Edit(String file, String honest, String sabotaged) {}

    @Override
    public String toString() {
        return name;
    }

    /** None: the honest build, compiled the same way. */
    static Sabotage<Evidence> none() {
        return new Sabotage<>("nothing", new Converged(), List.of(new Edit("object/Group.java", "", "")));
    }

    static List<Sabotage<Evidence>> all() {
        return List.of(
                new Sabotage<>(
                        "drops an acknowledgement",
                        new Answered(),
                        List.of(
                                new Edit(
                                        "session/ObjectStream.java",
                                        "messages.acknowledge(frame);",
                                        "if (frame.version() < 5) { $ }"),
                                new Edit(
                                        "session/ObjectStream.java",
                                        "context.out().say(new Outbound.Ack(id.path(), one.version(), one.seq(), one.timestamp(), true));",
                                        "if (one.version() < 5) { $ }"))),
                new Sabotage<>(
                        "loses a broadcast",
                        new NoGap(),
                        List.of(new Edit(
                                "session/ObjectStream.java",
                                "messages.sayShared(group);",
                                "if (group.last() % 3 != 0) { $ }"))),
                new Sabotage<>(
                        "commits twice",
                        new NothingTwice(),
                        List.of(new Edit(
                                "object/Group.java",
                                "Commit<E> commit = append(s.client(), s.seq(), s.user(), s.source(), s.hash(), event);",
                                "$ if (commit.version() % 5 == 0) {"
                                        + " append(s.client(), s.seq(), s.user(), s.source(), s.hash(), event); }"))),
                new Sabotage<>(
                        "swaps the tie",
                        new Converged(),
                        List.of(new Edit(
                                "room/TextRooms.java",
                                "operation.transform(edit.operation(), true)",
                                "operation.transform(edit.operation(), false)"))),
                new Sabotage<>(
                        "serves before the write",
                        new SeenImpliesStored(),
                        List.of(
                                new Edit(
                                        "object/ObjectEntity.java",
                                        "var noted = duties.needed(",
                                        "getContext().getSelf().tell("
                                                + "new EntityInternal.Written<>(ticket, cut.group().head())); $"),
                                new Edit(
                                        "object/JournalChild.java",
                                        "Objects.requireNonNull(running).tell(new JournalCommand.Write<>(ticket, group, trace));",
                                        "context.scheduleOnce(java.time.Duration.ofMillis(300),"
                                                + " Objects.requireNonNull(running),"
                                                + " new JournalCommand.Write<>(ticket, group, trace));"))),
                new Sabotage<>(
                        "forgets a dedupe entry",
                        new NothingTwice(),
                        List.of(
                                new Edit(
                                        "object/Group.java",
                                        "candidate.numbered() ? head.clients().get(s.client())",
                                        "candidate.numbered() && s.seq() % 3 != 0 ? head.clients().get(s.client())"),
                                new Edit(
                                        "object/Group.java",
                                        "s.seq() == 1 ? Optional.empty()",
                                        "s.seq() % 3 == 0 || s.seq() == 1 ? Optional.empty()"))));
    }

    /** Those who spoil namespaces only. */
    static List<Sabotage<NamespaceEvidence>> ofNamespaces() {
        return List.of(
                new Sabotage<>(
                        "lets a reject overwrite",
                        new RejectNeverOverwrites(),
                        List.of(new Edit(
                                "namespace/ChangeDecision.java",
                                "if (change.strategy() == Strategy.REJECT) {",
                                "if (change.strategy() == Strategy.REJECT && state.updates() % 3 == 0) {"))),
                new Sabotage<>(
                        "loses a broadcast to those who follow a part",
                        new ViewsAreCuts(),
                        List.of(new Edit(
                                "object/PartFollowers.java",
                                "index.find(part.topic(), follower -> choose(follower, frame));",
                                "if (frame.version() % 7 != 0) { $ }"))),
                new Sabotage<>(
                        "keeps the registry from those who follow a part",
                        new ViewsAreCuts(),
                        List.of(new Edit(
                                "object/PartFollowers.java",
                                "if (frame.deletes() || isForAll(frame)) {",
                                "if (frame.deletes()) {"))),
                new Sabotage<>(
                        "sends those who follow a part what they did not ask for",
                        new StreamInOrder(),
                        List.of(
                                new Edit(
                                        "session/Scope.java",
                                        "byte[] cut = frame.encoded().cut(interest);",
                                        "byte[] cut = frame.version() % 5 == 0 ? frame.bytes() : frame.encoded().cut(interest);"))),
                new Sabotage<>(
                        "patches where the item no longer stands",
                        new DoneAsAsked(),
                        List.of(new Edit(
                                "namespace/ChangeDecision.java",
                                "change.strategy() == Strategy.MERGE ? change.missed() : Missed.NOTHING",
                                "Missed.NOTHING"))),
                new Sabotage<>(
                        "commits the good half of a submission",
                        new DoneAsAsked(),
                        List.of(new Edit(
                                "namespace/ChangeDecision.java",
                                "change.changes().forEach(overlay::apply);",
                                "change.changes().stream().limit(2).forEach(overlay::apply);"))));
    }

    /** The changed classes, compiled against the jar. */
    Path build(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(change(folder), classes);
        return classes;
    }

    /** The changed sources; fails where what is to be changed is not there any more. */
    List<Path> change(Path folder) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        List<Path> changed = new ArrayList<>();
        for (Edit edit : edits) {
            Path copy = sources.resolve(edit.file());
            if (!changed.contains(copy)) {
                Files.createDirectories(copy.getParent());
                Files.copy(SOURCES.resolve(edit.file()), copy);
                changed.add(copy);
            }
            String source = Files.readString(copy);
            int at = source.indexOf(edit.honest());
            if (at < 0 || (!edit.honest().isEmpty() && source.indexOf(edit.honest(), at + 1) >= 0)) {
                throw new AssertionError("the saboteur who '" + name + "' does not find this once in " + edit.file()
                        + ": " + edit.honest());
            }
            Files.writeString(
                    copy, source.replace(edit.honest(), edit.sabotaged().replace("$", edit.honest())));
        }
        return changed;
    }

    private void compile(List<Path> changed, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "--release",
                "17",
                "-cp",
                ServerProcess.jar().toString(),
                "-d",
                classes.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(changed))
                    .call();
            if (!compiled) {
                throw new AssertionError("the saboteur who '" + name + "' does not compile: " + complaints);
            }
        }
    }
}
