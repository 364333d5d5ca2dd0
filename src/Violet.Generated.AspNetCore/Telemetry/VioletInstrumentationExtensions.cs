using Violet.Generated.AspNetCore;

namespace OpenTelemetry.Trace
{
    /// <summary>Tracing of the clients and webhooks.</summary>
    public static class VioletTracerProviderBuilderExtensions
    {
        /// <summary>
        /// Adds the spans of calls to Violet and Rutter, one per call with its repeats, with the attributes of the HTTP semantic conventions (<c>http.request.method</c>,
        /// <c>http.response.status_code</c>, <c>http.request.resend_count</c>, <c>server.address</c>, <c>server.port</c>, <c>url.template</c>, <c>error.type</c>), and of the handling of webhooks.
        /// </summary>
        /// <remarks>
        /// <c>url.full</c> is left out: paths and queries hold ids and customers' data. The route with its placeholders is in <c>url.template</c>.
        /// </remarks>
        /// <param name="builder">The builder.</param>
        /// <returns>The builder.</returns>
        public static TracerProviderBuilder AddVioletInstrumentation(this TracerProviderBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            return builder.AddSource(WebhookTelemetry.Name);
        }
    }
}

namespace OpenTelemetry.Metrics
{
    /// <summary>Metrics of the clients and webhooks.</summary>
    public static class VioletMeterProviderBuilderExtensions
    {
        /// <summary>
        /// Adds the metrics of calls (<c>violet.client.call.duration</c>, <c>violet.client.retries</c>) and webhooks (<c>violet.webhook.received</c> by outcome, <c>violet.webhook.pending</c>,
        /// <c>violet.webhook.given_up</c>, <c>violet.webhook.handling.duration</c>).
        /// </summary>
        /// <param name="builder">The builder.</param>
        /// <returns>The builder.</returns>
        public static MeterProviderBuilder AddVioletInstrumentation(this MeterProviderBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            return builder.AddMeter(WebhookTelemetry.Name);
        }
    }
}
