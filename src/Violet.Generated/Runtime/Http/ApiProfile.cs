using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated.Runtime.Http;

/// <summary>
/// All that is special about one API, on one page: the rest of Runtime knows no API. What is a member here differs between two of them.
/// </summary>
internal abstract class ApiProfile
{
    /// <summary>The API's name in telemetry; its settings are those of a class called so with <c>Options</c> behind it.</summary>
    public abstract string Name { get; }

    /// <summary>Where calls get their token; null where they carry none.</summary>
    public virtual IVioletTokenProvider? Tokens => null;

    /// <summary>The headers of a response that may hold its request's id; the first that is there counts.</summary>
    public abstract IReadOnlyList<string> RequestIdHeaders { get; }

    /// <summary>Puts the credentials on a request.</summary>
    public abstract void Authenticate(HttpRequestMessage message, ApiRequest request, string? token);

    /// <summary>What a failed call says about its token.</summary>
    public virtual TokenVerdict JudgeToken(int statusCode, ApiErrorBody error) => TokenVerdict.None;

    /// <summary>The status of HTTP that a status of the API's own stands for. The exception's class goes by it, and so do
    /// retries.</summary>
    public virtual int MeaningOf(int statusCode) => statusCode;

    /// <summary>Whether the contract lists an error's name.</summary>
    public virtual bool KnowsError(string slug) => true;

    /// <summary>An option that fills a parameter which the caller left out (<c>x-from-options</c>); null when there is none.</summary>
    public virtual long? FromOptions(string name) => null;
}
