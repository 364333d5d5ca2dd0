using Violet.Generated.AspNetCore;

namespace OpenTelemetry.Trace
{
    /// <summary>Tracing of the clients and webhooks.</summary>
    public static class VioletTracerProviderBuilderExtensions
    {
        /// <summary>
        /// Adds the spans of calls to Violet and Rutter, one per call with its repeats, with name and attributes of the HTTP semantic
        /// conventions (<c>http.request.method</c>,
        /// <c>http.response.status_code</c>, <c>http.request.resend_count</c>, <c>server.address</c>, <c>server.port</c>, <c>url.full</c>,
        /// <c>url.template</c>, <c>error.type</c>) and
        /// <c>violet.api</c> and <c>violet.operation</c>; and the spans of webhooks' handling, with <c>violet.webhook.topic</c>.
        /// </summary>
        /// <remarks>
        /// Paths and queries hold ids and customers' data: so <c>url.full</c> has the placeholders of <c>url.template</c> in place of ids,
        /// and no query. In an ASP.NET app, add the spans of
        /// its requests too (<c>AddAspNetCoreInstrumentation()</c>, or <c>AddSource("Microsoft.AspNetCore")</c> without another package):
        /// the SDK's default sampler leaves out calls
        /// that are made inside a request which is not collected.
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
        /// Adds the metrics of calls (<c>violet.client.call.duration</c>, <c>violet.client.retries</c>) and webhooks
        /// (<c>violet.webhook.received</c> by outcome, <c>violet.webhook.pending</c>,
        /// <c>violet.webhook.given_up</c>, <c>violet.webhook.handling.duration</c>), with the attributes of the HTTP semantic conventions.
        /// </summary>
        /// <remarks>
        /// A call's duration includes its repeats. The conventions' <c>http.client.request.duration</c>, one per attempt, comes from .NET
        /// itself for all clients of a process:
        /// <c>AddMeter("System.Net.Http")</c>.
        /// </remarks>
        /// <param name="builder">The builder.</param>
        /// <returns>The builder.</returns>
        public static MeterProviderBuilder AddVioletInstrumentation(this MeterProviderBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            return builder.AddMeter(WebhookTelemetry.Name);
        }
    }
}
