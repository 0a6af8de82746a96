package io.akkord.edge;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import io.akkord.settings.ProxySettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the peer of a connection to the client: proxies append to a list from whom they got the request, so it is read from its end as
 * long as those who wrote it are trusted. Whatever stands before the first address that is not a trusted proxy's may be made up.
 */
final class Proxies {
    private static final int MOST_HOPS = 32;

    /** One parameter of one element of {@code Forwarded}, RFC 7239 section 4. */
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*([A-Za-z]+)=(?:\"([^\"\\\\]*)\"|([^\\s\";,]+))\\s*(?:;|$)");

    /** Who got the request from whom, and how. */
    private record Hop(String from, String scheme) {}

    private final List<AddressRange> trusted;
    private final boolean standard;

    Proxies(ProxySettings settings) {
        this.trusted = settings.trusted().stream().map(AddressRange::parse).toList();
        this.standard = settings.header() == ProxySettings.Header.FORWARDED;
    }

    boolean trusts(InetAddress peer) {
        for (AddressRange range : trusted) {
            if (range.contains(peer)) {
                return true;
            }
        }
        return false;
    }

    /** @param secure whether the connection itself is over TLS */
    Caller caller(HttpRequest http, InetAddress peer, boolean secure) {
        if (trusted.isEmpty() || !trusts(peer)) {
            return new Caller(peer, false, secure);
        }
        List<Hop> hops = standard ? forwarded(http) : forwardedFor(http);
        Caller known = new Caller(peer, false, secure);
        for (int i = hops.size() - 1; i >= 0 && hops.size() - i <= MOST_HOPS && trusts(known.address()); i--) {
            Hop hop = hops.get(i);
            Optional<InetAddress> from = Addresses.parseNode(hop.from());
            boolean overTls =
                    hop.scheme().isEmpty() ? known.secure() : hop.scheme().equals("https");
            if (from.isEmpty()) {
                return new Caller(known.address(), known.forwarded(), overTls);
            }
            known = new Caller(from.get(), true, overTls);
        }
        return known;
    }

    private static List<Hop> forwardedFor(HttpRequest http) {
        List<String> addresses = elements(http, "x-forwarded-for");
        List<String> schemes = elements(http, "x-forwarded-proto");
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            // Where there are fewer of them, as many proxies only pass on the first, the last goes for all.
            int of = schemes.size() == addresses.size() ? i : schemes.size() - 1;
            hops.add(new Hop(addresses.get(i), of < 0 ? "" : schemes.get(of).toLowerCase(Locale.ROOT)));
        }
        return hops;
    }

    private static List<Hop> forwarded(HttpRequest http) {
        List<Hop> hops = new ArrayList<>();
        for (String element : elements(http, "forwarded")) {
            String from = "";
            String scheme = "";
            Matcher parameter = PARAMETER.matcher(element);
            int at = 0;
            while (parameter.find() && parameter.start() == at) {
                String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
                if (parameter.group(1).equalsIgnoreCase("for")) {
                    from = value;
                } else if (parameter.group(1).equalsIgnoreCase("proto")) {
                    scheme = value.toLowerCase(Locale.ROOT);
                }
                at = parameter.end();
            }
            hops.add(at == element.length() ? new Hop(from, scheme) : new Hop("", ""));
        }
        return hops;
    }

    /** What stands between commas in all field lines of this name. A comma within quotes makes two elements that mean nothing. */
    private static List<String> elements(HttpRequest http, String name) {
        List<String> elements = new ArrayList<>();
        for (HttpHeader header : http.getHeaders()) {
            if (header.is(name)) {
                for (String element : header.value().split(",", -1)) {
                    elements.add(element.trim());
                }
            }
        }
        return elements;
    }
}
