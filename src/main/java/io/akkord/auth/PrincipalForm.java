package io.akkord.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Principals as text, for the short time a ticket is kept. */
final class PrincipalForm {
    private PrincipalForm() {}

    static String write(Principal principal) {
        Map<String, Object> form = new HashMap<>();
        form.put("user", principal.user());
        form.put("tenant", principal.tenant());
        form.put("grants", principal.grants().toClaim());
        form.put("jti", principal.tokenId());
        form.put("iat", Long.toString(principal.issuedAt()));
        form.put("exp", Long.toString(principal.expiresAt()));
        return JSONObjectUtils.toJSONString(form);
    }

    /** Empty for what this release did not write. */
    static Optional<Principal> read(String text) {
        try {
            Map<String, Object> form = JSONObjectUtils.parse(text);
            return Optional.of(new Principal(
                    JSONObjectUtils.getString(form, "user"),
                    JSONObjectUtils.getString(form, "tenant"),
                    Grants.ofClaim(form.get("grants")),
                    JSONObjectUtils.getString(form, "jti"),
                    Long.parseLong(JSONObjectUtils.getString(form, "iat")),
                    Long.parseLong(JSONObjectUtils.getString(form, "exp"))));
        } catch (ParseException | TokenRefused | RuntimeException unknown) {
            return Optional.empty();
        }
    }
}
