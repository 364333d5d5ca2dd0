namespace Violet.Generated;

/// <summary>What could be learnt from an error's response.</summary>
internal sealed class ApiErrorBody
{
    public int? Code { get; set; }

    public string? Slug { get; set; }

    public string? Message { get; set; }

    public string? Type { get; set; }

    public string? RequestId { get; set; }

    public TimeSpan? RetryAfter { get; set; }

    public string Body { get; set; } = "";

    public bool IsBodyCut { get; set; }
}
