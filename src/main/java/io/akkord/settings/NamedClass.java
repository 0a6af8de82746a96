package io.akkord.settings;

import java.lang.reflect.InvocationTargetException;

/** Makes what the configuration names by its class. */
public final class NamedClass {
    private NamedClass() {}

    /**
     * A new instance, by the public constructor without parameters.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static <T> T instance(String name, Class<T> wanted) {
        String what = wanted.getSimpleName() + " " + name;
        try {
            Class<?> found = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
            return wanted.cast(found.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("There is no " + what + " on the class path.", e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(name + " is no " + wanted.getName() + ".", e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new IllegalArgumentException("The " + what + " has no public constructor without parameters.", e);
        } catch (InvocationTargetException | LinkageError e) {
            throw new IllegalArgumentException("The " + what + " cannot be made.", e);
        }
    }
}
