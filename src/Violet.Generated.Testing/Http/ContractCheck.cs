using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Testing.Http;

/// <summary>Refuses calls that break the contract.</summary>
internal static class ContractCheck
{
    /// <summary>Checks a call and reads its body.</summary>
    /// <returns>The refusal; null when the call keeps the contract.</returns>
    public static async Task<ApiAnswer?> CheckAsync(TestApi api, ApiCall call, HttpRequest request)
    {
        foreach (string header in call.Operation.CredentialHeaders)
        {
            if (string.IsNullOrEmpty(call.Header(header)))
                return api.Refuse(Breach.MissingParameter, $"Header {header} is missing.");
        }

        if (api.CheckCredentials(call) is { } refused)
            return refused;
        return CheckParameters(api, call) ?? await CheckBodyAsync(api, call, request).ConfigureAwait(false);
    }

    private static ApiAnswer? CheckParameters(TestApi api, ApiCall call)
    {
        foreach (ContractParameter parameter in call.Operation.Parameters)
        {
            string place = $"{char.ToUpperInvariant(parameter.In[0])}{parameter.In[1..]} parameter {parameter.Name}";
            string? value = call.Value(parameter);
            if (string.IsNullOrEmpty(value))
            {
                if (parameter.IsRequired)
                    return api.Refuse(Breach.MissingParameter, $"{place} is missing.");
                if (value is null)
                    continue;
            }

            ContractSchema schema = parameter.Schema.Type == "array" ? parameter.Schema.Items! : parameter.Schema;
            string[] values = parameter.Schema.Type == "array" ? value!.Split(',') : [value!];
            if (values.Select(v => SchemaCheck.CheckText(v, schema, place)).FirstOrDefault(p => p is not null) is { } problem)
                return api.Refuse(Breach.InvalidParameter, problem.Text);
        }

        return null;
    }

    private static async Task<ApiAnswer?> CheckBodyAsync(TestApi api, ApiCall call, HttpRequest request)
    {
        if (call.Operation.Body is not { } schema)
            return null;
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted).ConfigureAwait(false);
        try
        {
            call.Body = buffer.Length == 0 ? null : JsonNode.Parse(buffer.ToArray());
            if (call.Body is JsonObject fields)
                _ = fields.Count; // reads the fields: a name that stands there twice throws
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return api.Refuse(Breach.BrokenJson, $"The body is no JSON: {e.Message}");
        }

        if (call.Body is null)
            return call.Operation.IsBodyRequired ? api.Refuse(Breach.EmptyBody, "Empty body in request. Expected request object.") : null;
        if (!request.HasJsonContentType())
            return api.Refuse(Breach.WrongMediaType, $"Content-Type must be application/json, not {request.ContentType ?? "absent"}.");
        return SchemaCheck.Check(call.Body, schema, "Body") is { } problem ? api.Refuse(Of(problem, call.Operation), problem.Text) : null;
    }

    /// <summary>Some operations document bad_request for what others call a missing or an invalid parameter.</summary>
    private static Breach Of(ContractProblem problem, ContractOperation operation)
    {
        string usual = problem.IsMissing ? "missing_parameter" : "invalid_parameter";
        if (operation.Refusals.Any(r => r.Slug == "bad_request") && !operation.Refusals.Any(r => r.Slug == usual))
            return Breach.BadRequest;
        return problem.IsMissing ? Breach.MissingParameter : Breach.InvalidParameter;
    }
}
