package io.akkord;

/** Entry point of {@code java -jar akkord.jar}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("akkord");
    }
}
