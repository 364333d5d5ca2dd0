using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Violet.Dashboard;

/// <summary>The answer of the health endpoint: the status, and what each check found. ASP.NET by itself writes the status alone.</summary>
internal static class HealthResponse
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Leaves out the exceptions: they are for the log.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                Status = $"{report.Status}",
                Checks = report.Entries.ToDictionary(
                    check => check.Key,
                    check => new
                    {
                        Status = $"{check.Value.Status}",
                        check.Value.Description,
                        check.Value.Data,
                    }
                ),
            },
            s_json,
            context.RequestAborted
        );
}
