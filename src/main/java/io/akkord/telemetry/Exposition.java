package io.akkord.telemetry;

/** All metrics at one moment, as text. */
public record Exposition(Format format, byte[] text) {
    /** The two text formats that Prometheus reads. */
    public enum Format {
        PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
        OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        public String contentType() {
            return contentType;
        }
    }
}
